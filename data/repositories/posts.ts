import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { Hold, PostState, PostTable } from '../schema.ts';

export type Post = Selectable<PostTable>;

/** A post with what people call it by. */
export type TitledPost = Post & { title: string; channel: string; chat: string };

/** What a draft holds before it goes into the queue. */
export interface NewPost {
  articleId: number;
  channelId: number;
  edition: number;
  state: PostState;
  breaking: 0 | 1;
  dueAt: number | null;
  createdBy: number | null;
  createdAt: number;
  hold?: Hold | null;
}

export function posts(db: Db) {
  const titled = () =>
    db
      .selectFrom('post')
      .innerJoin('article', 'article.id', 'post.articleId')
      .innerJoin('channel', 'channel.id', 'post.channelId')
      .selectAll('post')
      .select(['article.title', 'channel.key as channel', 'channel.chat']);

  return {
    /**
     * Adds a post unless the article has that edition on the channel already.
     *
     * @returns the post, or undefined when it was there
     */
    add: (post: NewPost): Promise<Post | undefined> =>
      db
        .insertInto('post')
        .values(post)
        .onConflict((c) => c.columns(['articleId', 'channelId', 'edition']).doNothing())
        .returningAll()
        .executeTakeFirst(),

    find: (id: number): Promise<TitledPost | undefined> =>
      titled().where('post.id', '=', id).executeTakeFirst(),

    ofArticle: (articleId: number): Promise<TitledPost[]> =>
      titled().where('post.articleId', '=', articleId).orderBy('post.id').execute(),

    /** The post that tells the story on the channel, or is to; undefined when none does. */
    async storyOnChannel(storyId: number, channelId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('post')
        .innerJoin('article', 'article.id', 'post.articleId')
        .select('post.id')
        .where('article.storyId', '=', storyId)
        .where('post.channelId', '=', channelId)
        .where('post.state', 'not in', ['draft', 'failed', 'retracted'])
        .orderBy('post.id')
        .limit(1)
        .executeTakeFirst();
      return row?.id;
    },

    /** What is to go out, soonest first. */
    queue: (limit: number): Promise<TitledPost[]> =>
      titled()
        .where('post.state', 'in', ['queued', 'scheduled', 'sending', 'unknown'])
        .orderBy('post.dueAt')
        .orderBy('post.id')
        .limit(limit)
        .execute(),

    async queueLength(): Promise<number> {
      const row = await db
        .selectFrom('post')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('state', 'in', ['queued', 'scheduled', 'sending', 'unknown'])
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    inReview: (limit: number): Promise<TitledPost[]> =>
      titled().where('post.state', '=', 'in review').orderBy('post.id').limit(limit).execute(),

    /** Times already given to ordinary posts of a channel, for the search of a free slot. */
    async takenSlots(channelId: number, from: number): Promise<number[]> {
      const rows = await db
        .selectFrom('post')
        .select('dueAt')
        .where('channelId', '=', channelId)
        .where('state', 'in', ['queued', 'scheduled', 'sending'])
        .where('breaking', '=', 0)
        .where('dueAt', '>=', from)
        .execute();
      return rows.flatMap((row) => (row.dueAt === null ? [] : [row.dueAt]));
    },

    /** The next edition of an article on a channel: 1 when it has never been there. */
    async nextEdition(articleId: number, channelId: number): Promise<number> {
      const row = await db
        .selectFrom('post')
        .select((e) => e.fn.max('edition').as('last'))
        .where('articleId', '=', articleId)
        .where('channelId', '=', channelId)
        .executeTakeFirst();
      return (row?.last ?? 0) + 1;
    },

    drafts: (articleId: number, editorId: number): Promise<TitledPost[]> =>
      titled()
        .where('post.articleId', '=', articleId)
        .where('post.createdBy', '=', editorId)
        .where('post.state', '=', 'draft')
        .orderBy('post.channelId')
        .execute(),

    async removeDraft(id: number): Promise<void> {
      await db.deleteFrom('post').where('id', '=', id).where('state', '=', 'draft').execute();
    },

    /**
     * Moves a post from one of the given states to another, if it still is in one.
     *
     * @returns whether it was: the first of two who try wins
     */
    async move(
      id: number,
      from: readonly PostState[],
      to: Partial<Pick<Post, 'dueAt' | 'publishedAt' | 'messageId' | 'failure' | 'breaking'>> & {
        state: PostState;
      },
    ): Promise<boolean> {
      const moved = await db
        .updateTable('post')
        .set(to)
        .where('id', '=', id)
        .where('state', 'in', from)
        .returning('id')
        .executeTakeFirst();
      return moved !== undefined;
    },

    async countByState(): Promise<Map<PostState, number>> {
      const rows = await db
        .selectFrom('post')
        .select((e) => ['state', e.fn.countAll<number>().as('n')] as const)
        .groupBy('state')
        .execute();
      return new Map(rows.map((row) => [row.state, Number(row.n)]));
    },
  };
}

export type Posts = ReturnType<typeof posts>;
