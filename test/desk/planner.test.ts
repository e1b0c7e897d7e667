import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliest, isHushed, planTime, type Rules } from '../../src/desk/planner.ts';
import { afterQuiet } from '../../src/desk/slots.ts';

const minute = 60_000;
const hour = 60 * minute;
const aden = 'Asia/Aden';
/** Tuesday 24 November 2026, 12:00 in Aden. */
const noon = Date.UTC(2026, 10, 24, 9);

const rulesOf = (changes: Partial<Rules> = {}): Rules => ({
  slots: [],
  quiet: null,
  quietMode: 'wait',
  gapMs: null,
  perHour: null,
  ...changes,
});
const minutes = (rules: Rules, taken: number[], from = 0) =>
  (planTime(
    rules,
    aden,
    noon + from * minute,
    taken.map((at) => noon + at * minute),
  ).at -
    noon) /
  minute;

describe('planTime', () => {
  it('is at once on a channel without rules', () => {
    expect(planTime(rulesOf(), aden, noon, [noon])).toEqual({ at: noon, timing: 'asap' });
  });

  it('is the next free slot, or at once when quiet hours swallow them all', () => {
    const rules = rulesOf({ slots: ['13:00', '14:00'] });
    expect(planTime(rules, aden, noon, [])).toEqual({ at: noon + hour, timing: 'slot' });
    expect(minutes(rules, [60])).toBe(120);
    const swallowed = rulesOf({ slots: ['02:00'], quiet: '23:00-06:30' });
    expect(planTime(swallowed, aden, noon, [])).toEqual({ at: noon, timing: 'asap' });
  });

  it('keeps the distance on both sides, and takes a hole that is wide enough', () => {
    const rules = rulesOf({ gapMs: 5 * minute });
    expect(minutes(rules, [-2])).toBe(3);
    expect(minutes(rules, [0, 5])).toBe(10);
    expect(minutes(rules, [3])).toBe(8);
    expect(minutes(rules, [0, 10])).toBe(5);
    expect(minutes(rules, [-5])).toBe(0);
  });

  it('keeps the most in an hour, whichever hour one looks at', () => {
    const rules = rulesOf({ perHour: 2 });
    expect(minutes(rules, [-50, -10])).toBe(10);
    expect(minutes(rules, [-60, -10])).toBe(0);
    expect(minutes(rules, [20, 40])).toBe(80);
    expect(minutes(rules, [-30, 20])).toBe(30);
  });

  it('passes over a slot that would break the rules', () => {
    const rules = rulesOf({ slots: ['13:00', '13:04', '15:00'], gapMs: 5 * minute });
    expect(minutes(rules, [60])).toBe(180);
    expect(minutes(rulesOf({ slots: ['13:00', '15:00'], perHour: 1 }), [30])).toBe(180);
  });

  it('lets quiet hours pass, or not, as their mode says', () => {
    const quiet = '11:00-14:00';
    expect(minutes(rulesOf({ quiet }), [])).toBe(120);
    expect(minutes(rulesOf({ quiet, quietMode: 'silent' }), [])).toBe(0);
    expect(minutes(rulesOf({ quiet, gapMs: 10 * minute }), [115])).toBe(125);
    expect(isHushed({ quiet, quietMode: 'silent' }, aden, noon)).toBe(true);
    expect(isHushed({ quiet, quietMode: 'silent' }, aden, noon + 2 * hour)).toBe(false);
    expect(isHushed({ quiet, quietMode: 'wait' }, aden, noon)).toBe(false);
  });
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const day = fc.constantFrom('sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat');
const slot = fc.oneof(
  clock,
  fc.tuple(day, clock).map(([name, time]) => `${name} ${time}`),
  fc.tuple(day, day, clock).map(([from, to, time]) => `${from}-${to} ${time}`),
);
const rules: fc.Arbitrary<Rules> = fc.record({
  slots: fc.array(slot, { maxLength: 4 }),
  quiet: fc.option(fc.tuple(clock, clock).map((times) => times.join('-'))),
  quietMode: fc.constantFrom('wait', 'silent'),
  gapMs: fc.option(fc.integer({ min: 1, max: 3 * hour })),
  perHour: fc.option(fc.integer({ min: 1, max: 5 })),
});
const zone = fc.constantFrom(aden, 'Africa/Cairo', 'Asia/Beirut', 'Europe/Berlin');
/** Around the changes of clocks of 2026 in these zones, and any time. */
const now = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-04-23', '2026-10-24', '2026-10-29', '2026-11-24'),
    fc.integer({ min: 0, max: 48 * 60 }),
  )
  .map(([date, past]) => Date.parse(date) + past * minute);
const offsets = fc.array(fc.integer({ min: -90 * minute, max: 6 * hour }), { maxLength: 12 });

describe('any plan', () => {
  const times = { numRuns: 200 };

  it('is not before now, not in quiet hours that wait, and the same for the same input', () => {
    fc.assert(
      fc.property(rules, zone, now, offsets, (channel, place, from, others) => {
        const taken = others.map((offset) => from + offset);
        const plan = planTime(channel, place, from, taken);
        expect(plan.at).toBeGreaterThanOrEqual(from);
        if (channel.quietMode === 'wait') {
          expect(afterQuiet(channel.quiet, place, plan.at)).toBe(plan.at);
        }
        expect(planTime(channel, place, from, [...taken].reverse())).toEqual(plan);
      }),
      times,
    );
  });

  it('is never closer to another post than the distance', () => {
    fc.assert(
      fc.property(rules, zone, now, offsets, (channel, place, from, others) => {
        const taken = others.map((offset) => from + offset);
        const { at } = planTime(channel, place, from, taken);
        const nearest = Math.min(...taken.map((other) => Math.abs(other - at)));
        expect(nearest).toBeGreaterThanOrEqual(channel.gapMs ?? 0);
      }),
      times,
    );
  });

  it('puts no sliding hour above the limit, though editors may have filled one', () => {
    fc.assert(
      fc.property(rules, zone, now, offsets, (channel, place, from, others) => {
        const all = others.map((offset) => from + offset);
        const { at } = planTime(channel, place, from, all);
        all.push(at);
        // Each hour that holds the new post begins, at the latest tightening, with a post.
        for (const begin of all.filter((time) => time > at - hour && time <= at)) {
          const inHour = all.filter((time) => time >= begin && time < begin + hour).length;
          expect(inHour).toBeLessThanOrEqual(channel.perHour ?? Number.POSITIVE_INFINITY);
        }
      }),
      times,
    );
  });

  it('follows the one before it: a queue planned one by one keeps every rule', () => {
    fc.assert(
      fc.property(rules, zone, now, (channel, place, from) => {
        const queue: number[] = [];
        for (let i = 0; i < 8; i++) queue.push(planTime(channel, place, from, queue).at);
        const sorted = [...queue].sort((a, b) => a - b);
        const { gapMs, perHour } = channel;
        sorted.forEach((at, i) => {
          const before = sorted[i - 1];
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(gapMs ?? 0);
          const full = perHour === null ? undefined : sorted[i - perHour];
          if (full !== undefined) expect(at - full).toBeGreaterThanOrEqual(hour);
        });
      }),
      times,
    );
  });

  it('is the earliest where there are no slots: no minute before it is allowed', () => {
    fc.assert(
      fc.property(rules, zone, now, offsets, (channel, place, from, others) => {
        const taken = others.map((offset) => from + offset);
        const at = earliest(channel, place, from, taken);
        for (let sooner = from; sooner < Math.min(at, from + 2 * hour); sooner += 7 * minute) {
          expect(earliest(channel, place, sooner, taken)).toBe(at);
        }
      }),
      times,
    );
  });
});
