/**
 * The random salt of each day. While it exists the day's visitors can be told apart; when it is
 * deleted nobody can, not even we, find an address behind a visitor's number.
 */
import type { Clicks } from '../../data/repositories/clicks.ts';

const DAY_MS = 86_400_000;

export interface Salts {
  /** The salt for a moment (epoch milliseconds), at once: a redirect can't wait for it. */
  of(now: number): string;
  /**
   * Loads the salt that a former run kept for today, and deletes those of days that are over. To be
   * called at start and then hourly: so no salt grows older than 25 hours, visitors or none.
   */
  refresh(now: number): Promise<void>;
}

/**
 * @param random a new salt that nobody can guess, such as 16 random bytes in hex
 * @param onError hears of a new day's salt that couldn't be stored; the salt holds for this process
 */
export function createSalts({
  clicks,
  random,
  onError,
}: {
  readonly clicks: Pick<Clicks, 'keepSalt' | 'forgetSaltsBefore'>;
  readonly random: () => string;
  readonly onError: (error: unknown) => void;
}): Salts {
  let current = { day: Number.NaN, salt: '' };

  function at(now: number) {
    const day = Math.floor(now / DAY_MS);
    if (day !== current.day) current = { day, salt: random() };
    return current;
  }

  async function refresh(now: number): Promise<void> {
    const { day, salt } = at(now);
    const kept = await clicks.keepSalt(day, salt);
    if (current.day === day) current = { day, salt: kept };
    await clicks.forgetSaltsBefore(day);
  }

  return {
    refresh,
    of(now) {
      const { day } = current;
      const { salt } = at(now);
      if (day !== current.day) refresh(now).catch(onError);
      return salt;
    },
  };
}
