/** What the rows of clicks say, added up. */
import { type Exclusion, exclusions, type Tally } from '../../data/repositories/clicks.ts';

export interface Figures {
  /** People's clicks. */
  readonly clicks: number;
  /**
   * Estimated people: one with two agents or addresses counts twice, one who comes again on another
   * day counts again, and several behind one address with one agent count once.
   */
  readonly uniques: number;
  /** Visits that weren't people's, by reason; every reason is there. */
  readonly excluded: Readonly<Record<Exclusion, number>>;
}

/** Why visits aren't counted, in the order of their codes. */
export const reasons = Object.keys(exclusions) as Exclusion[];

/** Adds up the tallies of one key. */
export function figuresOf(tallies: readonly Tally<unknown>[]): Figures {
  const people = tallies.find((tally) => tally.exclusion === null);
  const visits = (reason: Exclusion) =>
    tallies.find((tally) => tally.exclusion === reason)?.visits ?? 0;
  return {
    clicks: people?.visits ?? 0,
    uniques: people?.visitors ?? 0,
    excluded: Object.fromEntries(
      reasons.map((reason) => [reason, visits(reason)]),
    ) as Figures['excluded'],
  };
}

/** The figures of each key, most clicks first. */
export function figuresByKey<Key>(
  tallies: readonly Tally<Key>[],
): (Figures & { readonly key: Key })[] {
  return [...Map.groupBy(tallies, (tally) => tally.key)]
    .map(([key, group]) => ({ key, ...figuresOf(group) }))
    .sort((a, b) => b.clicks - a.clicks);
}
