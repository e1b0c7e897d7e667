import { describe, expect, it } from 'vitest';
import { lastDays } from '../../src/stats/days.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const said = (range: { from: number; to: number }) =>
  [range.from, range.to].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString());

describe('today', () => {
  it('is the calendar day of the zone, not of UTC', () => {
    const evening = at('2026-11-23T22:30:00Z');
    expect(said(lastDays(evening, 'Asia/Aden', 1))).toEqual([
      '2026-11-23T21:00:00Z',
      '2026-11-24T21:00:00Z',
    ]);
    expect(said(lastDays(evening, 'UTC', 1))).toEqual([
      '2026-11-23T00:00:00Z',
      '2026-11-24T00:00:00Z',
    ]);
  });

  it('begins with its first moment', () => {
    const { from, to } = lastDays(at('2026-11-23T21:00:00Z'), 'Asia/Aden', 1);
    expect(from).toBe(at('2026-11-23T21:00:00Z'));
    expect(lastDays(from - 1, 'Asia/Aden', 1).to).toBe(from);
    expect(lastDays(to, 'Asia/Aden', 1).from).toBe(to);
  });

  it('has 23 hours when the clocks go forward', () => {
    const { from, to } = lastDays(at('2026-03-29T12:00:00Z'), 'Europe/Berlin', 1);
    expect(to - from).toBe(23 * 3_600_000);
  });

  it('begins at one o’clock where midnight is skipped', () => {
    const range = lastDays(at('2026-04-24T12:00:00Z'), 'Africa/Cairo', 1);
    expect(said(range)[0]).toBe('2026-04-23T22:00:00Z');
    expect(range.to - range.from).toBe(23 * 3_600_000);
  });
});

it('seven days are today and the six before it', () => {
  expect(said(lastDays(at('2026-11-23T12:00:00Z'), 'Asia/Aden', 7))).toEqual([
    '2026-11-16T21:00:00Z',
    '2026-11-23T21:00:00Z',
  ]);
});

it('a zone that does not exist is an error', () => {
  expect(() => lastDays(0, 'Asia/Nowhere', 1)).toThrow(RangeError);
});
