/** What a source shows, by poll or by its hub, on its way into the database. */
import type { Move, NewEntry } from '../../data/repositories/entries.ts';
import type { Source } from '../../data/repositories/sources.ts';
import type { Store } from '../../data/store.ts';
import { type Dated, printOf, toEntries } from './entries.ts';
import { wasOut } from './rhythm.ts';

/** Whether a source was never read, is as always, or was out of sight. */
export function momentOf(
  { lastSuccessAt, waitMs: usual }: Pick<Source, 'lastSuccessAt' | 'waitMs'>,
  now: number,
): 'first' | 'ordinary' | 'outage' {
  if (lastSuccessAt === null) return 'first';
  return usual !== null && wasOut(now - lastSuccessAt, usual) ? 'outage' : 'ordinary';
}

/**
 * Adds the entries that a source has not shown before. Where it has changed one, the page of its
 * article is looked at again at once.
 *
 * @param dated newest first
 * @returns what was new, and whether it is held for review
 */
export async function addShown(
  tx: Store,
  source: Source,
  dated: readonly Dated[],
  told: Parameters<typeof toEntries>[2],
): Promise<{ count: number; held: number }> {
  const shown = dated.map(({ entry }) => ({ guid: entry.id, url: entry.url }));
  for (const move of await tx.entries.moved(source.id, shown)) await follow(tx, move);
  const known = await tx.entries.known(source.id, shown);
  const fresh: NewEntry[] = toEntries(
    dated.filter(({ entry }) => !known.guids.has(entry.id) && !known.urls.has(entry.url)),
    source,
    told,
  );
  const count = await tx.entries.add(fresh);
  const printed = dated
    .filter(({ entry }) => known.guids.has(entry.id))
    .map(({ entry }) => ({
      guid: entry.id,
      url: entry.url,
      title: entry.title,
      print: printOf(entry),
    }));
  const changed = await tx.entries.change(source.id, printed, told.now);
  await tx.articles.checkBy(changed, told.now);
  return { count, held: fresh.filter(({ hold }) => hold).length };
}

/**
 * The article and all links to it go where its source shows it now. An article whose page names an
 * address of its own stays there.
 */
async function follow(tx: Store, { articleId, from, to }: Move): Promise<void> {
  const article = await tx.articles.find(articleId);
  const other = await tx.articles.byAddress(to);
  if (article?.canonicalUrl !== from || (other && other.id !== articleId)) return;
  await tx.articles.moveTo(articleId, to);
  await tx.links.retarget({ from, to });
}
