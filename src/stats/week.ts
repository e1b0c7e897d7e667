/** People's clicks by hour of the day and by day, in the newsroom's zone. */
import type { Hour } from '../../data/repositories/click-figures.ts';
import type { Clicks } from '../../data/repositories/clicks.ts';
import { lastDays } from './days.ts';

const week = 7;

/** Clicks of the last seven days on all channels, each hour with its own time. */
async function hoursOfWeek(
  clicks: Pick<Clicks, 'hours'>,
  channels: readonly { readonly id: number }[],
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<(Pick<Hour, 'clicks'> & { readonly at: Temporal.ZonedDateTime })[]> {
  const range = lastDays(now, zone, week);
  const rows = await Promise.all(channels.map(({ id }) => clicks.hours('channel', id, range)));
  return rows.flat().map((hour) => ({
    clicks: hour.clicks,
    at: Temporal.Instant.fromEpochMilliseconds(hour.at).toZonedDateTimeISO(zone),
  }));
}

/** Clicks of the last seven days by hour of the day: 24 numbers, the first from midnight on. */
export async function byHourOfDay(
  ...args: Parameters<typeof hoursOfWeek>
): Promise<readonly number[]> {
  const sums = Array.from({ length: 24 }, () => 0);
  for (const { at, clicks } of await hoursOfWeek(...args)) {
    sums[at.hour] = (sums[at.hour] ?? 0) + clicks;
  }
  return sums;
}

/** Clicks of the last seven days, the oldest day first, with a moment of each (milliseconds UTC). */
export async function byDay(
  clicks: Pick<Clicks, 'hours'>,
  channels: readonly { readonly id: number }[],
  period: { readonly now: number; readonly zone: string },
): Promise<readonly { readonly at: number; readonly clicks: number }[]> {
  const hours = await hoursOfWeek(clicks, channels, period);
  const today = Temporal.Instant.fromEpochMilliseconds(period.now).toZonedDateTimeISO(period.zone);
  return Array.from({ length: week }, (_, index) => {
    const day = today.subtract({ days: week - 1 - index });
    const ofDay = hours.filter(({ at }) => at.toPlainDate().equals(day.toPlainDate()));
    return {
      at: day.epochMilliseconds,
      clicks: ofDay.reduce((sum, hour) => sum + hour.clicks, 0),
    };
  });
}
