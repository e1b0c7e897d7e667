/**
 * How the drainer shares the machine: a drain at full speed takes a core that redirects would use,
 * and SQLite's write lock, for which the main thread stands still. So while readers are tapping it
 * goes in small steps with long rests, as long as the counts stay within the minute.
 */

/** What is known before a step. */
export interface Pressure {
  /** A click was written down within the last moments. */
  readonly busy: boolean;
  /** Age of the oldest click that isn't in the database, in milliseconds. */
  readonly behindMs: number;
  /** Somebody waits for the counts, or for the end. */
  readonly asked: boolean;
}

export interface Pace {
  /** Bytes of the log to take at once. */
  readonly bytes: number;
  /** The step's own time, so many times over, is left free after it. */
  readonly rest: number;
}

/** Some 800 clicks: the lock is held for some ten milliseconds. */
const SMALL = 32 * 1024;
/** Some 6,000 clicks, each at half the cost; the lock is held for some fifty milliseconds. */
const LARGE = 256 * 1024;

const COMFORTABLE_MS = 20_000;
/** From here on, catching up comes first, so that no count is a minute old. */
const LATE_MS = 40_000;

/** The next step of the drain: how much, and how long to rest after it. */
export function paceOf({ busy, behindMs, asked }: Pressure): Pace {
  if (asked) return { bytes: LARGE, rest: 0 };
  // Never without any rest: who waits for the lock must find it free before long.
  if (!busy || behindMs > LATE_MS) return { bytes: LARGE, rest: 0.15 };
  return { bytes: SMALL, rest: behindMs > COMFORTABLE_MS ? 2 : 9 };
}
