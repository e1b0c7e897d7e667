import type { Selectable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { SourceTable } from '../schema.ts';

export type Source = Selectable<SourceTable>;

/** What a poll leaves behind, besides the entries themselves. */
export type PollResult = Pick<
  Updateable<SourceTable>,
  'etag' | 'lastModified' | 'nextPollAt' | 'lastSuccessAt' | 'failures' | 'failure'
>;

export function sources(db: Db) {
  return {
    /** Sources whose time has come, the longest overdue first. */
    due: (now: number, limit: number): Promise<Source[]> =>
      db
        .selectFrom('source')
        .selectAll()
        .where('removedAt', 'is', null)
        .where('nextPollAt', '<=', now)
        .orderBy('nextPollAt')
        .limit(limit)
        .execute(),

    all: (): Promise<Source[]> =>
      db.selectFrom('source').selectAll().where('removedAt', 'is', null).orderBy('id').execute(),

    find: (id: number): Promise<Source | undefined> =>
      db.selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst(),

    async polled(id: number, result: PollResult): Promise<void> {
      await db.updateTable('source').set(result).where('id', '=', id).execute();
    },

    /** When the next source is due, in milliseconds UTC; undefined with no source. */
    async nextDue(): Promise<number | undefined> {
      const row = await db
        .selectFrom('source')
        .select((e) => e.fn.min('nextPollAt').as('at'))
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
  };
}

export type Sources = ReturnType<typeof sources>;
