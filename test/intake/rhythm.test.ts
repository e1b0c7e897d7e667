import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, backoffMs, usualGap, waitMs, wasOut } from '../../src/intake/rhythm.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const asked = (changes: Partial<Asked> = {}): Asked => ({
  everyMs: null,
  breaking: false,
  gapMs: null,
  silentMs: null,
  leaveAloneMs: 0,
  random: 0,
  ...changes,
});

describe('usualGap', () => {
  it('is the median: a night or a burst does not count', () => {
    const times = [0, 10, 20, 30, 510, 520, 521].map((n) => n * minute);
    expect(usualGap(times)).toBe(10 * minute);
    expect(usualGap(times.toReversed())).toBe(10 * minute);
  });

  it('says nothing by too few, and takes a batch with one date for one', () => {
    expect(usualGap([])).toBeNull();
    expect(usualGap([0, minute, 2 * minute])).toBeNull();
    expect(usualGap([5, 5, 5, 5, 5])).toBeNull();
  });
});

describe('the wait', () => {
  it.each([
    ['five minutes while nothing is known', {}, 5 * minute],
    ['half of the usual distance', { gapMs: 20 * minute }, 10 * minute],
    ['15 seconds at least', { gapMs: second }, 15 * second],
    ['an hour at most', { gapMs: 24 * hour }, hour],
    ['longer in a silence', { gapMs: 2 * minute, silentMs: 5 * hour }, 30 * minute],
    ['as long as the source asks', { gapMs: minute, leaveAloneMs: 10 * minute }, 10 * minute],
    ['no day because a header says so', { gapMs: minute, leaveAloneMs: 24 * hour }, hour],
    ['what the editor wrote', { everyMs: minute, gapMs: hour, leaveAloneMs: hour }, minute],
    ['a minute at most for breaking news', { breaking: true, leaveAloneMs: hour }, minute],
    ['the floor for breaking news', { breaking: true, gapMs: 20 * second }, 15 * second],
  ])('is %s', (_, changes, expected) => expect(waitMs(asked(changes))).toBe(expected));

  it('drifts by a tenth, so that looks begun together come apart', () => {
    expect(waitMs(asked({ random: 1 }))).toBe(4.5 * minute);
    // But not below what the source asks for.
    expect(waitMs(asked({ random: 1, leaveAloneMs: 5 * minute }))).toBe(5 * minute);
  });

  it('stays within 15 seconds and an hour, whatever comes in', () => {
    const time = fc.integer({ min: 0, max: 1e12 });
    const sources = fc.record({
      everyMs: fc.option(time),
      breaking: fc.boolean(),
      gapMs: fc.option(time),
      silentMs: fc.option(time),
      leaveAloneMs: time,
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(sources, (source) => {
        const wait = waitMs(source);
        return wait >= 15 * second && wait <= hour && Number.isInteger(wait);
      }),
    );
  });
});

describe('after a failure', () => {
  const back = (failures: number, retryAfterMs = 0, everyMs: number | null = minute) =>
    backoffMs({ everyMs }, { failures, retryAfterMs, random: 0 });

  it('the wait doubles up to an hour', () => {
    expect([1, 2, 3, 6, 500].map((failures) => back(failures) / minute)).toEqual([2, 4, 8, 60, 60]);
    expect(back(1, 0, null)).toBe(10 * minute);
  });

  it('the site’s own word is kept, up to an hour', () => {
    expect(back(1, 30 * minute)).toBe(30 * minute);
    expect(back(1, second)).toBe(2 * minute);
    expect(back(1, 48 * hour)).toBe(hour);
  });
});

describe('a source was out of sight', () => {
  it.each([
    [minute, 3 * minute, false],
    [minute, 3 * minute + 1, true],
    [30 * minute, 61 * minute, true],
    [30 * minute, 59 * minute, false],
    // An hourly source is an hour behind at each look.
    [hour, 65 * minute, false],
    [hour, 91 * minute, true],
  ])('after waits of %i ms and a gap of %i ms: %s', (usual, since, out) =>
    expect(wasOut(since, usual)).toBe(out),
  );
});
