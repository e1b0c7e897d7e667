import { type Selectable, sql } from 'kysely';
import type { Db } from '../database.ts';
import type { AmendedPart, AmendmentTable } from '../schema.ts';

export type Amendment = Selectable<AmendmentTable>;

/** Whether an amendment is of a post, both of the query: it names its posts as a JSON list. */
export const showsIt = sql<boolean>`replace(replace(amendment.posts, '[', ','), ']', ',') like '%,' || post.id || ',%'`;

/** Editors' own words in posts, in place of the source's. The last one that was not undone stands. */
export function amendments(db: Db) {
  return {
    /** @returns its number */
    async add(
      amendment: Pick<Amendment, 'articleId' | 'part' | 'text' | 'createdBy' | 'createdAt'> & {
        posts: readonly number[];
      },
    ): Promise<number> {
      const { id } = await db
        .insertInto('amendment')
        .values({ ...amendment, posts: JSON.stringify(amendment.posts) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    /** Lets another post of the article show all that one of them shows. */
    async share(
      { id, articleId }: { readonly id: number; readonly articleId: number },
      other: number,
    ): Promise<void> {
      const rows = await db
        .selectFrom('amendment')
        .select(['id', 'posts'])
        .where('articleId', '=', articleId)
        .where('undoneAt', 'is', null)
        .execute();
      for (const row of rows) {
        const posts: number[] = JSON.parse(row.posts);
        if (!posts.includes(id) || posts.includes(other)) continue;
        await db
          .updateTable('amendment')
          .set({ posts: JSON.stringify([...posts, other]) })
          .where('id', '=', row.id)
          .execute();
      }
    },

    /** The parts that a post shows instead of its article's. */
    async of(post: {
      readonly id: number;
      readonly articleId: number;
    }): Promise<Partial<Record<AmendedPart, string>>> {
      const rows = await db
        .selectFrom('amendment')
        .select(['posts', 'part', 'text'])
        .where('articleId', '=', post.articleId)
        .where('undoneAt', 'is', null)
        .orderBy('id')
        .execute();
      return Object.fromEntries(
        rows
          .filter(({ posts }) => (JSON.parse(posts) as number[]).includes(post.id))
          .map(({ part, text }) => [part, text]),
      );
    },

    find: (id: number): Promise<Amendment | undefined> =>
      db.selectFrom('amendment').selectAll().where('id', '=', id).executeTakeFirst(),

    /** The number of the amendment that a post shows in a part; 0 where it shows none. */
    async last(postId: number, part: AmendedPart): Promise<number> {
      const row = await db
        .selectFrom('amendment')
        .innerJoin('post', 'post.articleId', 'amendment.articleId')
        .select((e) => e.fn.max('amendment.id').as('id'))
        .where('post.id', '=', postId)
        .where('amendment.part', '=', part)
        .where('amendment.undoneAt', 'is', null)
        .where(showsIt)
        .executeTakeFirst();
      return row?.id ?? 0;
    },

    /**
     * Undoes an amendment.
     *
     * @returns the article, and the posts that showed it; undefined when it was undone before
     */
    async undo(
      id: number,
      now: number,
    ): Promise<{ articleId: number; posts: number[] } | undefined> {
      const undone = await db
        .updateTable('amendment')
        .set({ undoneAt: now })
        .where('id', '=', id)
        .where('undoneAt', 'is', null)
        .returning(['articleId', 'posts'])
        .executeTakeFirst();
      return undone && { ...undone, posts: JSON.parse(undone.posts) };
    },
  };
}

export type Amendments = ReturnType<typeof amendments>;
