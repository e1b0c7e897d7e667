/**
 * What is kept of old clicks: the clicks themselves for some weeks, their hours for some months,
 * their days for ever.
 */
import { HOUR_MS } from '../../data/repositories/click-sums.ts';
import type { Clicks } from '../../data/repositories/clicks.ts';

/** Milliseconds since a click, after which it is kept as less. */
export interface Retention {
  /** Single clicks. */
  readonly clicksMs: number;
  /** Totals by the hour; older ones by the day. */
  readonly hoursMs: number;
}

const DAY_MS = 24 * HOUR_MS;

/** What newsroom.yaml says, in days, and what holds where it says nothing. */
export const retentionOf = (told?: {
  readonly singleDays: number | null;
  readonly hourlyDays: number | null;
}): Retention => ({
  clicksMs: (told?.singleDays ?? 30) * DAY_MS,
  hoursMs: (told?.hourlyDays ?? 90) * DAY_MS,
});

/** Salts live for a day; a log that waited through the night may still bring yesterday's visitors. */
const VISITORS_MS = 48 * HOUR_MS;

const VISITOR_SHARES = 64;
const CLICKS_AT_ONCE = 5_000;

/**
 * Brings the tables to what is to be kept, in short transactions: between them it yields, so that
 * others get the lock, and may be left for good.
 *
 * @param now epoch milliseconds
 * @param zone IANA name: whose days the hours are folded into
 */
export async function* keepLess(
  clicks: Pick<Clicks, 'forgetVisitorsBefore' | 'pruneBefore' | 'firstUnfolded' | 'fold'>,
  { now, zone, clicksMs, hoursMs }: Retention & { readonly now: number; readonly zone: string },
): AsyncGenerator<void> {
  for (let share = 0; share < VISITOR_SHARES; share++) {
    await clicks.forgetVisitorsBefore(now - VISITORS_MS, share, VISITOR_SHARES);
    yield;
  }
  while (await clicks.pruneBefore(now - clicksMs, CLICKS_AT_ONCE)) yield;
  for (;;) {
    const hour = await clicks.firstUnfolded();
    if (hour === undefined) return;
    const day = dayAround(hour, zone);
    if (day.endHour * HOUR_MS > now - hoursMs) return;
    await clicks.fold(day);
    yield;
  }
}

/** The hours of the calendar day that an hour begins in. */
function dayAround(hour: number, zone: string): { firstHour: number; endHour: number } {
  const day = Temporal.Instant.fromEpochMilliseconds(hour * HOUR_MS)
    .toZonedDateTimeISO(zone)
    .startOfDay();
  return { firstHour: hourFrom(day), endHour: hourFrom(day.add({ days: 1 })) };
}

/** The first hour that begins at a moment or after it: in some zones days begin at half past. */
const hourFrom = ({ epochMilliseconds }: Temporal.ZonedDateTime) =>
  Math.ceil(epochMilliseconds / HOUR_MS);
