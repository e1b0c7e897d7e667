/**
 * The random salt of each day. While it exists the day's visitors can be told apart; when it is
 * deleted nobody can, not even we, find an address behind a visitor's number.
 */
import type { Clicks } from '../../data/repositories/clicks.ts';

export interface Salts {
  /** The salt for a moment (epoch milliseconds), at once: a redirect can't wait for it. */
  of(now: number): string;
  /**
   * Loads the salt that a former run kept for today, and deletes those of days that are over. To be
   * called at start and then hourly: so no salt grows older than 25 hours, visitors or none.
   */
  refresh(now: number): Promise<void>;
}

/** A calendar day in a zone. */
interface Day {
  /** From 1970-01-01. */
  readonly day: number;
  /** Epoch milliseconds, `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
}

function dayAround(now: number, zone: string): Day {
  const from = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay();
  return {
    day: Temporal.PlainDate.from('1970-01-01').until(from.toPlainDate()).days,
    from: from.epochMilliseconds,
    to: from.add({ days: 1 }).startOfDay().epochMilliseconds,
  };
}

/**
 * @param zone IANA name: the days are the newsroom's own, so that each has visitors of its own
 * @param random a new salt that nobody can guess, such as 16 random bytes in hex
 * @param onError hears of a new day's salt that couldn't be stored; the salt holds for this process
 */
export function createSalts({
  clicks,
  zone,
  random,
  onError,
}: {
  readonly zone: string;
  readonly clicks: Pick<Clicks, 'keepSalt' | 'forgetSaltsBefore'>;
  readonly random: () => string;
  readonly onError: (error: unknown) => void;
}): Salts {
  let current: Day & { readonly salt: string } = {
    day: Number.NaN,
    from: Number.NaN,
    to: Number.NaN,
    salt: '',
  };

  function at(now: number) {
    if (!(now >= current.from && now < current.to)) {
      current = { ...dayAround(now, zone), salt: random() };
    }
    return current;
  }

  async function refresh(now: number): Promise<void> {
    const { day, salt } = at(now);
    const kept = await clicks.keepSalt(day, salt);
    if (current.day === day) current = { ...current, salt: kept };
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
