import { expect, it } from 'vitest';
import { paceOf } from '../../src/clicks/pace.ts';

const calm = { busy: false, behindMs: 0, asked: false };

it('is quick when nobody taps, yet leaves the lock free between its steps', () => {
  const { bytes, rest } = paceOf(calm);
  expect(bytes).toBeGreaterThan(100_000);
  expect(rest).toBeGreaterThan(0);
});

it('takes little and rests long while readers tap', () => {
  const busy = paceOf({ ...calm, busy: true });
  expect(busy.bytes).toBeLessThan(paceOf(calm).bytes / 4);
  expect(busy.rest).toBeGreaterThan(5);
});

it('rests less the further it falls behind, and goes first well before the minute', () => {
  const rests = [0, 25_000, 45_000].map(
    (behindMs) => paceOf({ busy: true, behindMs, asked: false }).rest,
  );
  expect(rests).toEqual(rests.toSorted((a, b) => b - a));
  expect(paceOf({ busy: true, behindMs: 45_000, asked: false })).toEqual(paceOf(calm));
});

it('does not rest when somebody waits for the counts', () => {
  expect(paceOf({ busy: true, behindMs: 0, asked: true }).rest).toBe(0);
});
