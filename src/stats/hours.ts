/** Which hours of the day a channel's readers click in. */
import type { Hour } from '../../data/repositories/clicks.ts';

/** Days looked back on. */
export const HOURS_DAYS = 28;

/** Less than this says more of single posts than of readers' habits. */
const LEAST_DAYS = 7;
const LEAST_CLICKS = 200;

const BEST = 3;

export interface BestHour {
  /** 0 to 23 in the newsroom's zone. */
  readonly hour: number;
  /** Of a day's clicks, on average over the days: so one post that everybody read weighs one day. */
  readonly share: number;
}

/**
 * The three best hours, best first; undefined with too little data: fewer than seven days with
 * clicks, or fewer than 200 clicks.
 *
 * @param hours of one channel
 * @param zone IANA name
 */
export function bestHours(hours: readonly Hour[], zone: string): BestHour[] | undefined {
  const placed = hours.map(({ at, clicks }) => {
    const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    return { day: time.toPlainDate().toString(), hour: time.hour, clicks };
  });
  const days = [...Map.groupBy(placed, ({ day }) => day).values()];
  const total = placed.reduce((sum, { clicks }) => sum + clicks, 0);
  if (days.length < LEAST_DAYS || total < LEAST_CLICKS) return undefined;
  const shares = new Map<number, number>();
  for (const day of days) {
    const ofDay = day.reduce((sum, { clicks }) => sum + clicks, 0);
    for (const { hour, clicks } of day) {
      shares.set(hour, (shares.get(hour) ?? 0) + clicks / ofDay / days.length);
    }
  }
  return [...shares]
    .map(([hour, share]) => ({ hour, share }))
    .sort((a, b) => b.share - a.share || a.hour - b.hour)
    .slice(0, BEST);
}
