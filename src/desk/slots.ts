/** When a channel's next post goes out: weekly slots and quiet hours in the channel's own zone. */

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const horizonDays = 60;

interface Slot {
  /** ISO weekdays, 1 for Monday. */
  readonly days: ReadonlySet<number>;
  readonly time: Temporal.PlainTime;
}

/** `"07:30"`, or `"sun-thu 12:00"`; newsroom.yaml has been checked for the form. */
function parseSlot(text: string): Slot {
  const [clock = '', names] = text.split(/\s+/).reverse();
  return {
    time: Temporal.PlainTime.from(clock),
    days: new Set(names ? names.split(',').flatMap(daysOf) : [1, 2, 3, 4, 5, 6, 7]),
  };
}

/** `sun-thu` runs over the week's end: 7, 1, 2, 3, 4. */
function daysOf(range: string): number[] {
  const [from = 0, to = from] = range
    .split('-')
    .map((name) => weekdays.indexOf(name as (typeof weekdays)[number]));
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => ((from + i) % 7) + 1);
}

export interface Week {
  /** As in newsroom.yaml; none: at once. */
  readonly slots: readonly string[];
  /** `"23:00-06:30"`, or null. */
  readonly quiet: string | null;
}

/**
 * The first slot after an instant that is neither taken nor in quiet hours. A local time that a
 * change of clocks skips or repeats is the one that RFC 5545 takes ("compatible" in Temporal).
 *
 * @param after milliseconds UTC; the slot is later
 * @param taken instants already given away, in milliseconds UTC
 * @returns milliseconds UTC, or null when the next 60 days hold none
 */
export function nextSlot(
  week: Week,
  zone: string,
  after: number,
  taken: ReadonlySet<number>,
): number | null {
  const slots = week.slots.map(parseSlot);
  const today = local(after, zone).toPlainDate();
  for (let ahead = 0; ahead < horizonDays; ahead++) {
    const day = today.add({ days: ahead });
    const found = slots
      .filter((slot) => slot.days.has(day.dayOfWeek))
      .map(
        (slot) => day.toZonedDateTime({ timeZone: zone, plainTime: slot.time }).epochMilliseconds,
      )
      .sort((a, b) => a - b)
      .find((at) => at > after && !taken.has(at) && afterQuiet(week.quiet, zone, at) === at);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * The instant itself, or the end of the quiet hours that it falls into. Quiet hours hold their
 * beginning and not their end, and may run over midnight.
 */
export function afterQuiet(quiet: string | null, zone: string, at: number): number {
  if (!quiet) return at;
  const [from, to] = quiet.split('-').map((clock) => Temporal.PlainTime.from(clock));
  if (!from || !to || from.equals(to)) return at;
  const moment = local(at, zone);
  const time = moment.toPlainTime();
  const reached = Temporal.PlainTime.compare(time, from) >= 0;
  const before = Temporal.PlainTime.compare(time, to) < 0;
  const overMidnight = Temporal.PlainTime.compare(from, to) > 0;
  if (overMidnight ? !reached && !before : !(reached && before)) return at;
  const day =
    overMidnight && reached ? moment.toPlainDate().add({ days: 1 }) : moment.toPlainDate();
  return day.toZonedDateTime({ timeZone: zone, plainTime: to }).epochMilliseconds;
}

/**
 * When an ordinary post goes out: in the next free slot, or, on a channel without slots, as soon as
 * quiet hours allow.
 *
 * @returns milliseconds UTC
 */
export function dueTime(week: Week, zone: string, now: number, taken: ReadonlySet<number>): number {
  const slot = week.slots.length > 0 ? nextSlot(week, zone, now, taken) : null;
  return slot ?? afterQuiet(week.quiet, zone, now);
}

const local = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
