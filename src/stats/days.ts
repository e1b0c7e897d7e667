/** Calendar days of the newsroom as ranges of epoch milliseconds. */
import type { Range } from '../../data/repositories/clicks.ts';

/**
 * The last calendar days in a zone, today included. A day begins at its first moment in the zone,
 * which isn't always midnight, and isn't always 24 hours long.
 *
 * @param now epoch milliseconds
 * @param zone IANA name, as in `Asia/Aden`
 * @example lastDays(now, zone, 1) // today
 * @throws RangeError for a zone that doesn't exist
 */
export function lastDays(now: number, zone: string, days: number): Required<Range> {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return {
    from: startOf(today.subtract({ days: days - 1 }), zone),
    to: startOf(today.add({ days: 1 }), zone),
  };
}

/** ISO 8601 with the zone's offset; null for null. */
export function isoOf(at: number | null, zone: string): string | null {
  if (at === null) return null;
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone });
}

function startOf(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds;
}
