import { expect, it } from 'vitest';
import { bestHours } from '../../src/stats/hours.ts';

const ZONE = 'Asia/Aden';
const HOUR = 3_600_000;
const MIDNIGHT = Temporal.Instant.from('2026-11-01T00:00:00+03:00').epochMilliseconds;

/** Clicks of a day by the hour in Aden. */
const day = (number: number, clicks: Record<number, number>) =>
  Object.entries(clicks).map(([hour, count]) => ({
    at: MIDNIGHT + (number * 24 + Number(hour)) * HOUR,
    clicks: count,
    visitors: count,
  }));
const days = (count: number, clicks: Record<number, number>) =>
  Array.from({ length: count }, (_, number) => day(number, clicks)).flat();

it('are the hours of the newsroom’s zone with most of a day’s clicks', () => {
  expect(bestHours(days(10, { 8: 20, 13: 10, 21: 60, 3: 10 }), ZONE)).toEqual([
    { hour: 21, share: expect.closeTo(0.6) },
    { hour: 8, share: expect.closeTo(0.2) },
    { hour: 3, share: expect.closeTo(0.1) },
  ]);
});

it('are not those of one post that everybody read one night', () => {
  const [best] = bestHours([...days(10, { 21: 30, 9: 10 }), ...day(10, { 3: 90_000 })], ZONE) ?? [];
  expect(best?.hour).toBe(21);
});

it('are unknown with fewer than seven days or two hundred clicks', () => {
  expect(bestHours(days(6, { 21: 1_000 }), ZONE)).toBeUndefined();
  expect(bestHours(days(10, { 21: 19 }), ZONE)).toBeUndefined();
  expect(bestHours(days(10, { 21: 20 }), ZONE)).toHaveLength(1);
  expect(bestHours([], ZONE)).toBeUndefined();
});
