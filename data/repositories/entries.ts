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
     * Takes over what a feed now says of entries that it has shown before, where their print
     * differs. An entry whose page could not be read is tried anew.
     *
     * @returns the articles of those that changed
     */
    async change(list: readonly NewEntry[], now: number): Promise<number[]> {
      const told = new Map(list.map((entry) => [entry.guid, entry]));
      const [first] = list;
      if (!first) return [];
      const known = await db
        .selectFrom('entry')
        .select(['id', 'guid', 'print', 'state', 'articleId'])
        .where('sourceId', '=', first.sourceId)
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
