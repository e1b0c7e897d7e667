/** When to look at a source again. Pure. */

const second = 1_000;
const minute = 60 * second;

/** No source is looked at more often, or left alone longer. */
export const shortestMs = 15 * second;
export const longestMs = 60 * minute;
/** Before anything is known. */
const unknownMs = 5 * minute;
/** A source whose every item is breaking is not left alone longer than this. */
const breakingMs = minute;
/** An item that comes at its usual distance is found half a distance late at most. */
const looksPerItem = 2;
/** A source that has been silent for ten hours may be left alone for one. */
const silenceShare = 10;
/** Of the wait, taken off at random: what was begun together drifts apart. */
const spread = 0.1;
/** Fewer gaps say nothing. */
const fewestGaps = 3;

/**
 * The usual distance between two items: the median, so that a night or a burst does not count.
 *
 * @param times of recent items, milliseconds UTC, in any order
 * @returns milliseconds; null when there are too few to tell
 */
export function usualGap(times: readonly number[]): number | null {
  // Some sites date a whole batch alike: that is one time, not a distance of nothing.
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const gaps = sorted
    .slice(1)
    .map((time, index) => time - (sorted[index] ?? time))
    .toSorted((a, b) => a - b);
  return gaps.length < fewestGaps ? null : (gaps[gaps.length >> 1] ?? null);
}

export interface Asked {
  /** What the editor wrote under `every`; null: learn. */
  readonly everyMs: number | null;
  readonly breaking: boolean;
  /** As {@link usualGap} has it, or what the feed says of itself; null: unknown. */
  readonly gapMs: number | null;
  /** Since the last new item; null: none yet. */
  readonly silentMs: number | null;
  /** How long the source asks to be left alone: its `<ttl>`, and its headers. */
  readonly leaveAloneMs: number;
  /** From 0 to 1. */
  readonly random: number;
}

/**
 * How long to wait until the next look, 15 seconds to 60 minutes. The editor's `every` rules; without
 * it the source's own rhythm does, but no sooner than it asks. A breaking source waits a minute at
 * most, whatever it asks.
 *
 * @returns milliseconds
 */
export function waitMs({
  everyMs,
  breaking,
  gapMs,
  silentMs,
  leaveAloneMs,
  random,
}: Asked): number {
  const drift = 1 - spread * random;
  if (everyMs !== null) return within(everyMs * drift);
  const rhythm = gapMs === null ? unknownMs : gapMs / looksPerItem;
  const wait = within(Math.max(rhythm, (silentMs ?? 0) / silenceShare) * drift);
  return breaking ? Math.min(wait, breakingMs) : within(Math.max(wait, leaveAloneMs));
}

/**
 * How long to wait after a failure: twice as long each time, up to an hour, and no sooner than the
 * site asks.
 *
 * @param failures in a row, this one included
 * @param retryAfterMs the site's `Retry-After`, 0 without
 */
export function backoffMs(
  { everyMs }: { everyMs: number | null },
  { failures, retryAfterMs, random }: { failures: number; retryAfterMs: number; random: number },
): number {
  const wait = (everyMs ?? unknownMs) * 2 ** Math.min(failures, 10);
  return within(Math.max(Math.min(wait, longestMs) * (1 - spread * random), retryAfterMs));
}

const within = (ms: number) => Math.round(Math.min(longestMs, Math.max(shortestMs, ms)));

/**
 * Whether a source was out of sight: not read for more than three of its waits; for slow ones, for
 * more than an hour and one and a half waits.
 *
 * @param sinceMs since the last success
 * @param usualMs the wait that was planned then
 */
export function wasOut(sinceMs: number, usualMs: number): boolean {
  return sinceMs > Math.min(3 * usualMs, Math.max(60 * minute, 1.5 * usualMs));
}
