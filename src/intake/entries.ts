/** From what a feed shows to the entries that are taken in. Pure. */
import { createHash } from 'node:crypto';
import type { NewEntry } from '../../data/repositories/entries.ts';
import type { Source } from '../../data/repositories/sources.ts';
import type { Hold } from '../../data/schema.ts';
import type { FeedEntry } from '../reading/feed.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Of what came up while a source was out of sight, this many of the newest go on by themselves. */
export const mostAfterOutage = 10;
/** And none that is older: the rest goes to review. */
export const oldestAfterOutageMs = 6 * hour;
/** A plain sitemap lists all that a site ever wrote. */
const mostEntries = 2_000;
/** Clocks differ by minutes; what is further ahead has the wrong zone. */
const clockErrorMs = 10 * minute;

export interface Dated {
  readonly entry: FeedEntry;
  /** When it was published, milliseconds UTC, never after now; null: it does not say. */
  readonly at: number | null;
}

/**
 * Entries newest first, each guid and each address once; those without a date keep the feed's order
 * behind the others. A date in the future becomes now.
 *
 * @returns `aheadMs`: how far the farthest date lies in the future, 0 when none does
 */
export function inOrder(
  entries: readonly FeedEntry[],
  now: number,
): { dated: Dated[]; aheadMs: number } {
  const guids = new Set<string>();
  const urls = new Set<string>();
  const dated: Dated[] = [];
  let aheadMs = 0;
  for (const entry of entries) {
    if (guids.has(entry.id) || urls.has(entry.url)) continue;
    guids.add(entry.id);
    urls.add(entry.url);
    const told = entry.publishedAt === null ? null : Date.parse(entry.publishedAt);
    if (told !== null && told - now > clockErrorMs) aheadMs = Math.max(aheadMs, told - now);
    dated.push({ entry, at: told === null ? null : Math.min(told, now) });
  }
  dated.sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  return { dated: dated.slice(0, mostEntries), aheadMs };
}

/**
 * The rows of entries that the source has not shown before, given newest first. The first fetch is a
 * baseline: beyond `backfill`, what stands there is old news. After an outage what is old, or beyond
 * the newest few, is held for review.
 *
 * @param moment `first`: the source was never read; `outage`: it was out of sight
 */
export function toEntries(
  list: readonly Dated[],
  source: Pick<Source, 'id' | 'backfill'>,
  { now, moment }: { now: number; moment: 'first' | 'ordinary' | 'outage' },
): NewEntry[] {
  return list.map(({ entry, at }, index) => ({
    sourceId: source.id,
    guid: entry.id,
    url: entry.url,
    title: entry.title,
    publishedAt: at,
    categories: entry.categories,
    image: entry.image,
    seenAt: now,
    state: moment === 'first' && index >= source.backfill ? 'baseline' : 'new',
    nextTryAt: now,
    hold: moment === 'outage' ? holdOf(at, index, now) : null,
    print: printOf(entry),
  }));
}

/** What of an item tells that its article was changed. */
export const printOf = ({ title, url, publishedAt, updatedAt, summary }: FeedEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([title, url, publishedAt, updatedAt, summary]))
    .digest('base64url')
    .slice(0, 16);

function holdOf(at: number | null, index: number, now: number): Hold | null {
  if (at !== null && now - at > oldestAfterOutageMs) return 'old';
  return index >= mostAfterOutage ? 'many' : null;
}
