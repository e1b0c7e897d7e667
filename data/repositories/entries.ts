import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { EntryTable } from '../schema.ts';

type Row = Selectable<EntryTable>;
export type Entry = Omit<Row, 'categories'> & { categories: string[] };
export type NewEntry = Omit<Insertable<EntryTable>, 'categories'> & { categories: string[] };

/** Far below what SQLite takes as parameters of one statement (32,766). */
const rowsAtOnce = 500;

/** As in sources.ts: what lies further ahead was planned by a clock that has been set back. */
const farthestMs = 61 * 60_000;

const fromRow = (row: Row): Entry => ({ ...row, categories: JSON.parse(row.categories) });

/** An article that a source shows under another address than before. */
export interface Move {
  readonly articleId: number;
  readonly from: string;
  readonly to: string;
}

export function entries(db: Db) {
  return {
    /**
     * Adds the entries whose guid the source has not shown before.
     *
     * @returns how many were new
     */
    async add(list: readonly NewEntry[]): Promise<number> {
      let added = 0;
      for (let at = 0; at < list.length; at += rowsAtOnce) {
        const rows = list.slice(at, at + rowsAtOnce);
        const inserted = await db
          .insertInto('entry')
          .values(rows.map((entry) => ({ ...entry, categories: JSON.stringify(entry.categories) })))
          .onConflict((c) => c.columns(['sourceId', 'guid']).doNothing())
          .returning('id')
          .execute();
        added += inserted.length;
      }
      return added;
    },

    /** Which of these guids and addresses the source has shown before. */
    async known(
      sourceId: number,
      list: readonly { readonly guid: string; readonly url: string }[],
    ): Promise<{ guids: Set<string>; urls: Set<string> }> {
      const guids = new Set<string>();
      const urls = new Set<string>();
      for (let at = 0; at < list.length; at += rowsAtOnce) {
        const some = list.slice(at, at + rowsAtOnce);
        const rows = await db
          .selectFrom('entry')
          .select(['guid', 'url'])
          .where('sourceId', '=', sourceId)
          .where((e) =>
            e.or([
              e(
                'guid',
                'in',
                some.map(({ guid }) => guid),
              ),
              e(
                'url',
                'in',
                some.map(({ url }) => url),
              ),
            ]),
          )
          .execute();
        for (const row of rows) {
          guids.add(row.guid);
          urls.add(row.url);
        }
      }
      return { guids, urls };
    },

    /** What a source has shown last, newest first: its rhythm and its delay can be told by it. */
    recent: (
      sourceId: number,
      limit: number,
    ): Promise<Pick<Row, 'seenAt' | 'publishedAt' | 'state'>[]> =>
      db
        .selectFrom('entry')
        .select(['seenAt', 'publishedAt', 'state'])
        .where('sourceId', '=', sourceId)
        .orderBy('seenAt', 'desc')
        .limit(limit)
        .execute(),

    /** When a source showed its first entries, in milliseconds UTC; undefined before. */
    async firstSeenAt(sourceId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('entry')
        .select((e) => e.fn.min('seenAt').as('at'))
        .where('sourceId', '=', sourceId)
        .executeTakeFirst();
      return row?.at ?? undefined;
    },

    /** How many new entries each source has shown since a time; the first fetch does not count. */
    async countSince(since: number): Promise<Map<number, number>> {
      const rows = await db
        .selectFrom('entry')
        .select((e) => ['sourceId', e.fn.countAll<number>().as('n')] as const)
        .where('seenAt', '>=', since)
        .where('state', '!=', 'baseline')
        .groupBy('sourceId')
        .execute();
      return new Map(rows.map((row) => [row.sourceId, Number(row.n)]));
    },

    /**
     * Takes over what a feed now says of entries that it has shown before, where their print
     * differs. An entry whose page could not be read is tried anew.
     *
     * @returns the articles of those that changed
     */
    async change(
      sourceId: number,
      list: readonly Pick<NewEntry, 'guid' | 'url' | 'title' | 'print'>[],
      now: number,
    ): Promise<number[]> {
      if (list.length === 0) return [];
      const told = new Map(list.map((entry) => [entry.guid, entry]));
      const known = await db
        .selectFrom('entry')
        .select(['id', 'guid', 'print', 'state', 'articleId'])
        .where('sourceId', '=', sourceId)
        .where('guid', 'in', [...told.keys()])
        .execute();
      const changed: number[] = [];
      for (const { id, guid, print, state, articleId } of known) {
        const entry = told.get(guid);
        if (!entry || entry.print === print) continue;
        const { title, url, print: latest } = entry;
        const anew = state === 'failed' && print !== null;
        await db
          .updateTable('entry')
          .set({ title, url, print: latest ?? null })
          .$if(anew, (query) => query.set({ state: 'new', attempts: 0, nextTryAt: now }))
          .where('id', '=', id)
          .execute();
        if (print !== null && articleId !== null) changed.push(articleId);
      }
      return changed;
    },

    /**
     * Takes over the new addresses of entries whose article was read under another one.
     *
     * @returns what has moved
     */
    async moved(
      sourceId: number,
      list: readonly { readonly guid: string; readonly url: string }[],
    ): Promise<Move[]> {
      const moves: Move[] = [];
      for (let at = 0; at < list.length; at += rowsAtOnce) {
        const told = new Map(list.slice(at, at + rowsAtOnce).map(({ guid, url }) => [guid, url]));
        const known = await db
          .selectFrom('entry')
          .select(['id', 'guid', 'url', 'articleId'])
          .where('sourceId', '=', sourceId)
          .where('guid', 'in', [...told.keys()])
          .where('articleId', 'is not', null)
          .execute();
        for (const { id, guid, url: from, articleId } of known) {
          const to = told.get(guid);
          if (articleId === null || to === undefined || to === from) continue;
          await db.updateTable('entry').set({ url: to }).where('id', '=', id).execute();
          moves.push({ articleId, from, to });
        }
      }
      return moves;
    },

    /**
     * Entries to read now, oldest first, so that channels tell events in their order; what is held for
     * review comes behind.
     */
    async due(now: number, limit: number): Promise<Entry[]> {
      const rows = await db
        .selectFrom('entry')
        .selectAll()
        .where('state', '=', 'new')
        .where((e) => e.or([e('nextTryAt', '<=', now), e('nextTryAt', '>', now + farthestMs)]))
        .orderBy((e) => e.case().when('hold', 'is', null).then(0).else(1).end())
        .orderBy('publishedAt')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async read(id: number, articleId: number): Promise<void> {
      await db
        .updateTable('entry')
        .set({ state: 'read', articleId, failure: null })
        .where('id', '=', id)
        .execute();
    },

    async failed(
      id: number,
      change: Pick<Row, 'state' | 'attempts' | 'nextTryAt' | 'failure'>,
    ): Promise<void> {
      await db.updateTable('entry').set(change).where('id', '=', id).execute();
    },

    /** The clock was set back: what was planned comes as much earlier. */
    async clockSetBack(byMs: number, now: number): Promise<void> {
      await db
        .updateTable('entry')
        .set((e) => ({ nextTryAt: e('nextTryAt', '-', byMs) }))
        .where('state', '=', 'new')
        .where('nextTryAt', '>', now)
        .execute();
    },

    /** The entries that show one of the addresses or led to the article, in the order seen. */
    async tracesOf(urls: readonly string[], articleId: number | null): Promise<Entry[]> {
      const rows = await db
        .selectFrom('entry')
        .selectAll()
        .where((e) => e.or([e('url', 'in', urls), e('articleId', '=', articleId)]))
        .orderBy('seenAt')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
  };
}

export type Entries = ReturnType<typeof entries>;
