import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { RetractionTable } from '../schema.ts';

export type Retraction = Selectable<RetractionTable>;

/** Editors' wishes to take posts back; how each post fared stands with the post. */
export function retractions(db: Db) {
  return {
    /** @returns its number */
    async add(
      retraction: Pick<Retraction, 'articleId' | 'reason' | 'chat' | 'createdBy' | 'createdAt'>,
    ): Promise<number> {
      const { id } = await db
        .insertInto('retraction')
        .values(retraction)
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    find: (id: number): Promise<Retraction | undefined> =>
      db.selectFrom('retraction').selectAll().where('id', '=', id).executeTakeFirst(),

    /**
     * Takes a retraction whose posts are all settled, to tell its outcome.
     *
     * @returns undefined while one is pending, and once it was told
     */
    takeSettled: (id: number, now: number): Promise<Retraction | undefined> =>
      db
        .updateTable('retraction')
        .set({ toldAt: now })
        .where('id', '=', id)
        .where('toldAt', 'is', null)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('post')
                .select('post.id')
                .where('post.retractionId', '=', id)
                .where('post.retraction', '=', 'asked'),
            ),
          ),
        )
        .returningAll()
        .executeTakeFirst(),
  };
}

export type Retractions = ReturnType<typeof retractions>;
