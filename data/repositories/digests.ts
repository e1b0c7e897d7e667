import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { DigestTable } from '../schema.ts';

/** A line of a digest. */
export interface DigestItem {
  /** The post whose reads it tells. */
  readonly postId: number;
  readonly reads: number;
}

export type Digest = Omit<Selectable<DigestTable>, 'items'> & { items: DigestItem[] };

const fromRow = (row: Selectable<DigestTable>): Digest => ({
  ...row,
  items: JSON.parse(row.items),
});

/** The posts that are digests: lists of articles, and not news themselves. */
export const digestPosts = (db: Db) =>
  db
    .selectFrom('digest')
    .select('postId')
    .where('postId', 'is not', null)
    .$narrowType<{ postId: number }>();

export function digests(db: Db) {
  return {
    /**
     * Notes that the digest of a time was decided on, to be called in the transaction that makes its
     * post.
     *
     * @returns false when it had been before: then nothing may be sent
     */
    async decide(digest: Omit<Digest, 'id'>): Promise<boolean> {
      const row = await db
        .insertInto('digest')
        .values({ ...digest, items: JSON.stringify(digest.items) })
        .onConflict((c) => c.columns(['channelId', 'dueAt']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    /**
     * Whether the digest of a time was decided on, or one of as many days shortly before.
     *
     * @param gapMs how long before, in milliseconds
     */
    async isDecided(
      channelId: number,
      dueAt: number,
      { days, gapMs }: { readonly days: number; readonly gapMs: number },
    ): Promise<boolean> {
      const row = await db
        .selectFrom('digest')
        .select('id')
        .where('channelId', '=', channelId)
        .where((e) =>
          e.or([
            e('dueAt', '=', dueAt),
            e('days', '=', days)
              .and('dueAt', '>', dueAt - gapMs)
              .and('dueAt', '<', dueAt),
          ]),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** The digest that a post is; undefined for the post of an article. */
    async ofPost(postId: number): Promise<Digest | undefined> {
      const row = await db
        .selectFrom('digest')
        .selectAll()
        .where('postId', '=', postId)
        .executeTakeFirst();
      return row && fromRow(row);
    },

    /** Whether an article is the one that a digest's post hangs on. */
    async isDigest(articleId: number): Promise<boolean> {
      const row = await db
        .selectFrom('digest')
        .innerJoin('post', 'post.id', 'digest.postId')
        .select('digest.id')
        .where('post.articleId', '=', articleId)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type Digests = ReturnType<typeof digests>;
