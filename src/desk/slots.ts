/** A channel's week in local time: its slots and its quiet hours, as instants. Pure. */

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
 * The slots after an instant, soonest first, but for those in quiet hours. A local time that a change
 * of clocks skips or repeats is the one that RFC 5545 takes ("compatible" in Temporal): once a day,
 * whatever the clocks do.
 *
 * @param after milliseconds UTC; every slot is later
 * @returns milliseconds UTC of the next 60 days
 */
export function* slotsAfter(week: Week, zone: string, after: number): Generator<number> {
  const slots = week.slots.map(parseSlot);
  const today = local(after, zone).toPlainDate();
  for (let ahead = 0; slots.length > 0 && ahead < horizonDays; ahead++) {
    const day = today.add({ days: ahead });
    yield* slots
      .filter((slot) => slot.days.has(day.dayOfWeek))
      .map(
        (slot) => day.toZonedDateTime({ timeZone: zone, plainTime: slot.time }).epochMilliseconds,
      )
      .sort((a, b) => a - b)
      .filter((at) => at > after && afterQuiet(week.quiet, zone, at) === at);
  }
}

/**
 * The instant itself, or the end of the quiet hours that it falls into. Quiet hours hold their
 * beginning and not their end, and may run over midnight. Where a change of clocks repeats their
 * beginning or end they are the longer: nobody is woken by the hour that comes twice.
 *
 * @param quiet `"23:00-06:30"`, or null
 */
export function afterQuiet(quiet: string | null, zone: string, at: number): number {
  if (!quiet) return at;
  const [from, to] = quiet.split('-').map((clock) => Temporal.PlainTime.from(clock));
  if (!from || !to || from.equals(to)) return at;
  const overMidnight = Temporal.PlainTime.compare(from, to) > 0;
  const today = local(at, zone).toPlainDate();
  for (const days of [-1, 0, 1]) {
    const day = today.add({ days });
    const begin = day.toZonedDateTime({ timeZone: zone, plainTime: from });
    const end = day
      .add({ days: overMidnight ? 1 : 0 })
      .toPlainDateTime(to)
      .toZonedDateTime(zone, { disambiguation: 'later' });
    if (begin.epochMilliseconds <= at && at < end.epochMilliseconds) return end.epochMilliseconds;
  }
  return at;
}

const local = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
