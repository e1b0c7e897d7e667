import { describe, expect, it } from 'vitest';
import { inOrder, mostAfterOutage, toEntries } from '../../src/intake/entries.ts';
import type { FeedEntry } from '../../src/reading/feed.ts';
import { noon } from '../data/made.ts';

const minute = 60_000;
const hour = 60 * minute;

/** An entry published so long ago; null: without a date. */
const entry = (id: string, agoMs: number | null, changes: Partial<FeedEntry> = {}): FeedEntry => ({
  id,
  url: `https://shore.example/${id}`,
  title: `خبر ${id}`,
  publishedAt: agoMs === null ? null : new Date(noon - agoMs).toISOString(),
  updatedAt: null,
  categories: [],
  image: null,
  summary: null,
  ...changes,
});

const source = { id: 7, backfill: 1 };
const ids = (list: readonly FeedEntry[]) =>
  inOrder(list, noon).dated.map(({ entry: { id } }) => id);

describe('inOrder', () => {
  it('puts the newest first, and what has no date behind, as it stood', () => {
    expect(ids([entry('a', hour), entry('b', null), entry('c', minute), entry('d', null)])).toEqual(
      ['c', 'a', 'b', 'd'],
    );
  });

  it('takes each guid and each address once', () => {
    const twin = entry('x', 0, { url: 'https://shore.example/a' });
    expect(ids([entry('a', hour), entry('a', 0, { url: 'https://o.example/' }), twin])).toEqual([
      'a',
    ]);
  });

  it('brings a date in the future back to now, and says how far off it was', () => {
    const ahead = inOrder([entry('a', -3 * hour), entry('b', minute)], noon);
    expect(ahead.dated[0]).toMatchObject({ at: noon });
    expect(ahead.aheadMs).toBe(3 * hour);
    // Clocks differ: minutes are no mistake worth telling.
    expect(inOrder([entry('a', -5 * minute)], noon)).toMatchObject({
      aheadMs: 0,
      dated: [{ at: noon }],
    });
  });

  it('reads the newest two thousand of a list of everything', () => {
    const all = Array.from({ length: 2_500 }, (_, n) => entry(`e${n}`, n * minute));
    const { dated } = inOrder(all.toReversed(), noon);
    expect([dated.length, dated[0]?.entry.id]).toEqual([2_000, 'e0']);
  });
});

describe('toEntries', () => {
  const rows = (list: readonly FeedEntry[], moment: 'first' | 'ordinary' | 'outage') =>
    toEntries(inOrder(list, noon).dated, source, { now: noon, moment });

  it('publishes of the first fetch no more than the backfill', () => {
    const list = [entry('a', hour), entry('b', minute), entry('c', 2 * hour)];
    expect(rows(list, 'first').map(({ guid, state }) => [guid, state])).toEqual([
      ['b', 'new'],
      ['a', 'baseline'],
      ['c', 'baseline'],
    ]);
    expect(rows(list, 'ordinary').map(({ state }) => state)).toEqual(['new', 'new', 'new']);
  });

  it('holds after an outage what is old, and all but the newest few', () => {
    const recent = Array.from({ length: 12 }, (_, n) => entry(`r${n}`, n * minute));
    const held = rows([...recent, entry('old', 7 * hour)], 'outage').map(({ hold }) => hold);
    expect(held.slice(0, mostAfterOutage).every((hold) => hold === null)).toBe(true);
    expect(held.slice(mostAfterOutage)).toEqual(['many', 'many', 'old']);
    expect(rows([entry('old', 7 * hour)], 'ordinary')).toMatchObject([{ hold: null }]);
  });
});
