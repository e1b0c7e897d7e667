import { describe, expect, it } from 'vitest';
import {
  askAgainAt,
  isLive,
  leaseMs,
  pollEveryMs,
  renewalAt,
  safetyNetMs,
} from '../../src/intake/lease.ts';
import { noon } from '../data/made.ts';

const minute = 60_000;
const live = { state: 'live', leaseEndsAt: noon + minute, missed: 0 } as const;

describe('a subscription', () => {
  it('is relied on while its hub has confirmed, its lease runs and its news come', () => {
    expect(isLive(live, noon)).toBe(true);
    expect(isLive(live, noon + minute)).toBe(false);
    expect(isLive({ ...live, state: 'asked' }, noon)).toBe(false);
    expect(isLive({ ...live, state: 'denied' }, noon)).toBe(false);
    expect(isLive({ ...live, missed: 1 }, noon)).toBe(true);
    expect(isLive({ ...live, missed: 2 }, noon)).toBe(false);
  });

  it('lets polling rest only while it is relied on, and never makes it quicker', () => {
    expect(pollEveryMs(minute, live, noon)).toBe(safetyNetMs);
    expect(pollEveryMs(60 * minute, live, noon)).toBe(60 * minute);
    expect(pollEveryMs(minute, live, noon + minute)).toBe(minute);
    expect(pollEveryMs(minute, undefined, noon)).toBe(minute);
  });

  it('is renewed before its end, and no hub is asked in a rush', () => {
    const day = 24 * 60 * minute;
    expect(renewalAt(10 * day, noon)).toBe(noon + 8 * day);
    expect(renewalAt(1_000, noon)).toBe(noon + 5 * minute);
    expect(askAgainAt(1, noon)).toBe(noon + 5 * minute);
    expect(askAgainAt(99, noon)).toBe(noon + day);
  });

  it.each([
    ['864000', 864_000_000],
    [null, 86_400_000],
    ['0', 86_400_000],
    ['-5', 86_400_000],
    ['soon', 86_400_000],
    ['1e300', 90 * 86_400_000],
  ])('takes a lease of %s for %i ms', (told, ms) => expect(leaseMs(told)).toBe(ms));
});
