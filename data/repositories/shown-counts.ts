import type { Db } from '../database.ts';

/** A post that is out and may show its reads. */
export interface CountedPost {
  readonly postId: number;
  readonly chat: string;
  readonly threadId: number | null;
  readonly publishedAt: number;
  /** What its button shows now; 0 when it shows none. */
  readonly shown: number;
  /** When that was put there; null: never. */
  readonly shownAt: number | null;
}

export function shownCounts(db: Db) {
  return {
    /** The reads that a post's button shows; undefined when it shows none. */
    async of(postId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('shownCount')
        .select('reads')
        .where('postId', '=', postId)
        .executeTakeFirst();
      return row?.reads;
    },

    async put(postId: number, reads: number, at: number): Promise<void> {
      await db
        .insertInto('shownCount')
        .values({ postId, reads, at })
        .onConflict((c) => c.column('postId').doUpdateSet({ reads, at }))
        .execute();
    },

    /**
     * The posts published since a time on channels that show counts, without those that another change
     * waits for or is made to, and without digests.
     */
    async candidates(since: number): Promise<CountedPost[]> {
      const rows = await db
        .selectFrom('post')
        .innerJoin('channel', 'channel.id', 'post.channelId')
        .leftJoin('shownCount', 'shownCount.postId', 'post.id')
        .select([
          'post.id as postId',
          'channel.chat',
          'channel.threadId',
          'post.publishedAt',
          'shownCount.reads as shown',
          'shownCount.at as shownAt',
        ])
        .where('channel.readCount', '=', 1)
        .where('channel.removedAt', 'is', null)
        .where('post.state', '=', 'published')
        .where('post.publishedAt', '>=', since)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('outbox')
                .select('outbox.id')
                .whereRef('outbox.postId', '=', 'post.id')
                .where('outbox.kind', '!=', 'pin')
                .where('outbox.state', 'in', ['waiting', 'attempting']),
            ),
          ),
        )
        .where((e) =>
          e.not(
            e.exists(
              e.selectFrom('digest').select('digest.id').whereRef('digest.postId', '=', 'post.id'),
            ),
          ),
        )
        .orderBy('post.id', 'desc')
        .execute();
      return rows.map(({ publishedAt, shown, ...row }) => ({
        ...row,
        publishedAt: publishedAt ?? since,
        shown: shown ?? 0,
      }));
    },
  };
}

export type ShownCounts = ReturnType<typeof shownCounts>;
