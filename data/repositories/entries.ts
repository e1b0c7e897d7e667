import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { EntryTable } from '../schema.ts';

type Row = Selectable<EntryTable>;
export type Entry = Omit<Row, 'categories'> & { categories: string[] };
export type NewEntry = Omit<Insertable<EntryTable>, 'categories'> & { categories: string[] };

const fromRow = (row: Row): Entry => ({ ...row, categories: JSON.parse(row.categories) });

export function entries(db: Db) {
  return {
    /**
     * Adds the entries whose guid the source has not shown before.
     *
     * @returns how many were new
     */
    async add(list: readonly NewEntry[]): Promise<number> {
      if (list.length === 0) return 0;
      const added = await db
        .insertInto('entry')
        .values(list.map((entry) => ({ ...entry, categories: JSON.stringify(entry.categories) })))
        .onConflict((c) => c.columns(['sourceId', 'guid']).doNothing())
        .returning('id')
        .execute();
      return added.length;
    },

    /**
     * Takes over the new addresses of entries whose article was read under another one.
     *
     * @returns what has moved
     */
    async moved(
      list: readonly NewEntry[],
    ): Promise<{ articleId: number; from: string; to: string }[]> {
      const [first] = list;
      if (!first) return [];
      const told = new Map(list.map(({ guid, url }) => [guid, url]));
      const known = await db
        .selectFrom('entry')
        .select(['id', 'guid', 'url', 'articleId'])
        .where('sourceId', '=', first.sourceId)
        .where('guid', 'in', [...told.keys()])
        .execute();
      const moves = [];
      for (const { id, guid, url: from, articleId } of known) {
        const to = told.get(guid);
        if (articleId === null || to === undefined || to === from) continue;
        await db.updateTable('entry').set({ url: to }).where('id', '=', id).execute();
        moves.push({ articleId, from, to });
      }
      return moves;
    },

    /** Entries to read now, oldest first, so that channels tell events in their order. */
    async due(now: number, limit: number): Promise<Entry[]> {
      const rows = await db
        .selectFrom('entry')
        .selectAll()
        .where('state', '=', 'new')
        .where('nextTryAt', '<=', now)
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

    async byUrl(url: string): Promise<Entry[]> {
      const rows = await db.selectFrom('entry').selectAll().where('url', '=', url).execute();
      return rows.map(fromRow);
    },
  };
}

export type Entries = ReturnType<typeof entries>;
