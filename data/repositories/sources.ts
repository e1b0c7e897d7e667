import type { Selectable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { SourceTable } from '../schema.ts';

export type Source = Selectable<SourceTable>;

/** What of a source is taken; null: all. */
export interface SourceFilter {
  readonly sections: string[] | null;
  readonly words: string[] | null;
  readonly notWords: string[] | null;
  readonly maxAgeMs: number | null;
}

export const filterOf = (source: Source): SourceFilter => ({
  sections: listFrom(source.sections),
  words: listFrom(source.words),
  notWords: listFrom(source.notWords),
  maxAgeMs: source.maxAgeMs,
});

const listFrom = (text: string | null): string[] | null =>
  text === null ? null : JSON.parse(text);

/** A feed out of a list that was imported. */
export interface ImportedFeed {
  readonly name: string;
  readonly address: string;
  readonly section: string | null;
}

/** What a poll leaves behind, besides the entries themselves. */
export type PollResult = Pick<
  Updateable<SourceTable>,
  | 'etag'
  | 'lastModified'
  | 'nextPollAt'
  | 'lastSuccessAt'
  | 'failures'
  | 'failure'
  | 'hub'
  | 'topic'
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

    /** Has a source polled at its next turn, whatever its rhythm. */
    async pollSoon(id: number, now: number): Promise<void> {
      await db.updateTable('source').set({ nextPollAt: now }).where('id', '=', id).execute();
    },

    /**
     * Adds a feed, or takes it back when it had been removed; its first fetch is a baseline.
     *
     * @returns false when a source has the address or the name already
     */
    async import({ name, address, section }: ImportedFeed, now: number): Promise<boolean> {
      const known = await db
        .selectFrom('source')
        .select(['id', 'removedAt'])
        .where((e) => e.or([e('name', '=', name), e('address', '=', address)]))
        .execute();
      if (known.some(({ removedAt }) => removedAt === null)) return false;
      const told = {
        name,
        address,
        section,
        kind: 'feed',
        origin: 'opml',
        nextPollAt: now,
      } as const;
      const former = known[0];
      if (former) {
        const fresh = { etag: null, lastModified: null, lastSuccessAt: null, removedAt: null };
        await db
          .updateTable('source')
          .set({ ...told, ...fresh })
          .where('id', '=', former.id)
          .execute();
      } else {
        await db
          .insertInto('source')
          .values({ ...told, backfill: 0, breaking: 0 })
          .execute();
      }
      return true;
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
