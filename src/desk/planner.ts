/** When a post goes out on a channel. Pure: the channel's rules and the times given away decide. */
import { afterQuiet, slotsAfter, type Week } from './slots.ts';

export const hourMs = 60 * 60_000;

export interface Rules extends Week {
  /** `wait`: nothing goes out in quiet hours. `silent`: it does, without sound. */
  readonly quietMode: 'wait' | 'silent';
  /** The least distance between two posts, in milliseconds; null: none. */
  readonly gapMs: number | null;
  /** The most posts in any sixty minutes; null: no limit. */
  readonly perHour: number | null;
}

export interface Planned {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly timing: 'asap' | 'slot';
}

/**
 * The time of an ordinary post: the next slot that is free, or, on a channel without slots (or whose
 * slots all fall into quiet hours), the earliest moment that the rules allow. A slot is free when
 * nobody has it and a post in it would keep the distance and the hour's limit.
 *
 * @param zone IANA name, for slots and quiet hours
 * @param now milliseconds UTC; the time is never before it
 * @param taken times already given away on the channel, milliseconds UTC in any order, those of the
 *   last hour and of the last `gapMs` with them
 */
export function planTime(
  rules: Rules,
  zone: string,
  now: number,
  taken: readonly number[],
): Planned {
  const waiting = quietThatHolds(rules);
  for (const at of slotsAfter({ ...rules, quiet: waiting }, zone, now)) {
    if (!taken.includes(at) && refusedUntil(rules, at, taken) === null)
      return { at, timing: 'slot' };
  }
  return { at: earliest(rules, zone, now, taken), timing: 'asap' };
}

/** The earliest moment from `now` on that quiet hours, distance and the hour's limit allow. */
export function earliest(
  rules: Omit<Rules, 'slots'>,
  zone: string,
  now: number,
  taken: readonly number[],
): number {
  const waiting = quietThatHolds(rules);
  for (let at = now; ; ) {
    const later = refusedUntil(rules, at, taken) ?? afterQuiet(waiting, zone, at);
    if (later === at) return at;
    at = later;
  }
}

/** Whether a post of this moment goes out without sound, because its channel's hours say so. */
export const isHushed = (
  { quiet, quietMode }: Pick<Rules, 'quiet' | 'quietMode'>,
  zone: string,
  at: number,
): boolean => quietMode === 'silent' && afterQuiet(quiet, zone, at) !== at;

const quietThatHolds = ({ quiet, quietMode }: Pick<Rules, 'quiet' | 'quietMode'>) =>
  quietMode === 'wait' ? quiet : null;

/**
 * Null when a post may stand at `at`; else a later moment before which it certainly may not: the end
 * of a neighbour's distance, or an hour after the first of those that fill the hour.
 */
function refusedUntil(
  { gapMs, perHour }: Pick<Rules, 'gapMs' | 'perHour'>,
  at: number,
  taken: readonly number[],
): number | null {
  const near = gapMs === null ? undefined : taken.find((time) => Math.abs(time - at) < gapMs);
  if (gapMs !== null && near !== undefined) return near + gapMs;
  if (perHour === null) return null;
  const around = taken.filter((time) => Math.abs(time - at) < hourMs).sort((a, b) => a - b);
  for (let i = 0; i + perHour <= around.length; i++) {
    const first = around[i] ?? at;
    const last = around[i + perHour - 1] ?? at;
    if (Math.max(last, at) - Math.min(first, at) < hourMs) return first + hourMs;
  }
  return null;
}
