import { expressionBuilder, type Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { Database, Hold, PostState, PostTable, RetractionState, Timing } from '../schema.ts';
import { showsIt } from './amendments.ts';

export type Post = Selectable<PostTable>;

/** A post with what people call it by. */
export type TitledPost = Post & {
  /** An editor's own headline, where they gave the post one, else the article's. */
  title: string;
  /** When the newsroom published the article. */
  articlePublishedAt: number | null;
  channel: string;
  chat: string;
  /** Of a most-read list; null: the post tells an article. */
  digestId: number | null;
};

/** The rungs of the media ladder, best first; see src/delivery/media.ts. */
export const rungs = ['address', 'upload', 'converted', 'card', 'preview', 'text'] as const;
export type Rung = (typeof rungs)[number];

/** How a post stands in its channel: an edit changes what differs, in the form that it has. */
export interface Shown {
  readonly form: 'text' | 'photo' | 'album' | 'rich';
  /** The rung that worked; null: no picture was to be shown. */
  readonly rung: Rung | null;
  /** The address of its picture; null for none and for a card. */
  readonly picture: string | null;
  /** The text as readers first saw it: a changed number is one that is not the one they read. */
  readonly first: string;
  /** Of text and entities, and of the buttons: an edit that would change neither is not sent. */
  readonly textHash: string;
  readonly keyboardHash: string;
}

/** A post's messages, the first one first; none before it is out, or when they aren't known. */
export const messageIdsOf = ({ messageIds }: Pick<Post, 'messageIds'>): number[] =>
  messageIds === null ? [] : JSON.parse(messageIds);

/** Undefined for a post that is not out, or was sent by a version that did not note it. */
export const shownOf = ({ shown }: Pick<Post, 'shown'>): Shown | undefined =>
  shown === null ? undefined : JSON.parse(shown);

/** What a draft holds before it goes into the queue. */
export interface NewPost {
  articleId: number;
  channelId: number;
  edition: number;
  state: PostState;
  breaking: 0 | 1;
  dueAt: number | null;
  timing?: Timing;
  promisedAt?: number | null;
  createdBy: number | null;
  createdAt: number;
  hold?: Hold | null;
  revision?: number;
  announcedAt?: number | null;
  decidedBy?: number | null;
  decidedAt?: number | null;
}

const ofPost = expressionBuilder<Database, 'post'>();

/** Whether a post of the query is out, and to stay. */
export const stands = ofPost.and([
  ofPost('post.state', '=', 'published'),
  ofPost('post.retraction', 'is', null),
]);

/** Waits in the outbox, or is to be put there. */
const waiting = ['queued', 'scheduled'] as const satisfies PostState[];

export function posts(db: Db) {
  const titled = () =>
    db
      .selectFrom('post')
      .innerJoin('article', 'article.id', 'post.articleId')
      .innerJoin('channel', 'channel.id', 'post.channelId')
      .leftJoin('digest', 'digest.postId', 'post.id')
      .selectAll('post')
      .select((e) =>
        e.fn
          .coalesce(
            e
              .selectFrom('amendment')
              .select('amendment.text')
              .whereRef('amendment.articleId', '=', 'post.articleId')
              .where('amendment.part', '=', 'headline')
              .where('amendment.undoneAt', 'is', null)
              .where(showsIt)
              .orderBy('amendment.id', 'desc')
              .limit(1),
            'article.title',
          )
          .as('title'),
      )
      .select('article.publishedAt as articlePublishedAt')
      .select(['channel.key as channel', 'channel.chat', 'digest.id as digestId']);

  /**
   * The posts of a story on a channel that tell it, or are to; few, and in no order: joined or put in
   * order, SQLite would walk through all posts of the channel.
   */
  const tellingOn = (storyId: number, channelId: number) =>
    db
      .selectFrom('post')
      .where('post.articleId', 'in', (e) =>
        e.selectFrom('article').select('article.id').where('article.storyId', '=', storyId),
      )
      .where('post.channelId', '=', channelId)
      .where('post.state', 'not in', ['draft', 'failed', 'retracted'])
      // What a writer has put before the editors may go nowhere yet.
      .where((e) => e.or([e('post.state', '!=', 'in review'), e('post.createdBy', 'is', null)]));

  /** Posts whose send waits in the outbox, no call having been made. */
  const unsent = () =>
    titled()
      .innerJoin('outbox', (join) =>
        join.onRef('outbox.postId', '=', 'post.id').on('outbox.kind', '=', 'send'),
      )
      .where('outbox.state', '=', 'waiting')
      .where('post.state', 'in', waiting);

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

    /** Which of these articles stand on a channel and were not asked to be taken back. */
    async standing(articleIds: readonly number[]): Promise<Set<number>> {
      if (articleIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('post')
        .select('articleId')
        .distinct()
        .where('articleId', 'in', articleIds)
        .where(stands)
        .execute();
      return new Set(rows.map(({ articleId }) => articleId));
    },

    /** The articles that a channel's posts have shown since a time, newest first, without digests. */
    async articlesOn(channelId: number, since: number, limit: number): Promise<number[]> {
      const rows = await db
        .selectFrom('post')
        .leftJoin('digest', 'digest.postId', 'post.id')
        .select((e) => ['post.articleId', e.fn.max('post.id').as('last')])
        .where('post.channelId', '=', channelId)
        .where('post.state', '=', 'published')
        .where('post.publishedAt', '>=', since)
        .where('digest.id', 'is', null)
        .groupBy('post.articleId')
        .orderBy('last', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => row.articleId);
    },

    /** The article that stands last on a channel; undefined when none does. */
    async lastOn(channelId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('post')
        .leftJoin('digest', 'digest.postId', 'post.id')
        .select('post.articleId')
        .where('post.channelId', '=', channelId)
        .where('post.state', '=', 'published')
        .where('post.lostAt', 'is', null)
        .where('digest.id', 'is', null)
        .orderBy('post.id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.articleId;
    },

    /** The post that tells the story on the channel, or is to; undefined when none does. */
    async storyOnChannel(storyId: number, channelId: number): Promise<number | undefined> {
      const rows = await tellingOn(storyId, channelId).select('post.id').execute();
      return rows.length > 0 ? Math.min(...rows.map(({ id }) => id)) : undefined;
    },

    /** The posts that tell the story on the channel, or are to, but those that wait for an editor. */
    async tellers(storyId: number, channelId: number): Promise<TitledPost[]> {
      const rows = await tellingOn(storyId, channelId)
        .select('post.id')
        .where('post.state', '!=', 'in review')
        .execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({ id }) => id);
      return titled()
        .where('post.id', 'in', ids)
        .where('digest.id', 'is', null)
        .orderBy('post.id')
        .execute();
    },

    /** What is to go out, soonest first. */
    queue: (limit: number, offset = 0): Promise<TitledPost[]> =>
      titled()
        .where('post.state', 'in', ['queued', 'scheduled', 'sending', 'unknown'])
        .orderBy('post.dueAt')
        .orderBy('post.id')
        .limit(limit)
        .offset(offset)
        .execute(),

    async queueLength(): Promise<number> {
      const row = await db
        .selectFrom('post')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('state', 'in', ['queued', 'scheduled', 'sending', 'unknown'])
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    async inReviewCount(): Promise<number> {
      const row = await db
        .selectFrom('post')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('state', '=', 'in review')
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    /**
     * What waits in review of the articles after one, in their order.
     *
     * @param limit how many articles
     */
    inReview: (after: number, limit: number): Promise<TitledPost[]> =>
      titled()
        .where('post.state', '=', 'in review')
        .where('post.articleId', 'in', (e) =>
          e
            .selectFrom('post as some')
            .select('some.articleId')
            .distinct()
            .where('some.state', '=', 'in review')
            .where('some.articleId', '>', after)
            .orderBy('some.articleId')
            .limit(limit),
        )
        .orderBy('post.articleId')
        .orderBy('post.id')
        .execute(),

    /** How many articles wait in review after one. */
    async inReviewAfter(articleId: number): Promise<number> {
      const row = await db
        .selectFrom('post')
        .select((e) => e.fn.count<number>('articleId').distinct().as('n'))
        .where('state', '=', 'in review')
        .where('articleId', '>', articleId)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    /**
     * The times given away on a channel, breaking news and editors' times with them: what went out
     * since `from`, and what waits; what is overdue goes out now.
     *
     * @param except posts whose own times do not count
     */
    async takenTimes(
      channelId: number,
      { from, now, except }: { from: number; now: number; except: readonly number[] },
    ): Promise<number[]> {
      const ofChannel = () =>
        db
          .selectFrom('post')
          .select(['dueAt', 'publishedAt'])
          .where('channelId', '=', channelId)
          .$if(except.length > 0, (query) => query.where('id', 'not in', except));
      const ahead = await ofChannel()
        .where('state', 'in', [...waiting, 'sending', 'unknown'])
        .execute();
      const out = await ofChannel().where('publishedAt', '>=', from).execute();
      return [
        ...ahead.map(({ dueAt }) => Math.max(dueAt ?? now, now)),
        ...out.flatMap(({ publishedAt }) => publishedAt ?? []),
      ];
    },

    /** The posts of a channel that nothing has been done for yet, in the order of their times. */
    waitingOn: (channelId: number): Promise<TitledPost[]> =>
      titled()
        .where('post.channelId', '=', channelId)
        .where('post.state', 'in', waiting)
        // Not joined: SQLite would begin with all that waits, readers' rows too.
        .where((e) =>
          e.exists(
            e
              .selectFrom('outbox')
              .select('outbox.id')
              .whereRef('outbox.postId', '=', 'post.id')
              .where('outbox.kind', '=', 'send')
              .where('outbox.state', '=', 'waiting'),
          ),
        )
        .orderBy('post.dueAt')
        .orderBy('post.id')
        .execute(),

    /** The posts of a channel that wait for an editor. */
    inReviewOn: (channelId: number): Promise<TitledPost[]> =>
      titled()
        .where('post.channelId', '=', channelId)
        .where('post.state', '=', 'in review')
        .orderBy('post.id')
        .execute(),

    /**
     * What should have gone out before a time and waits still, breaking news first; with the time
     * before which the sender will not try.
     */
    missed: (before: number): Promise<(TitledPost & { nextTryAt: number })[]> =>
      unsent()
        .select('outbox.dueAt as nextTryAt')
        .where('post.dueAt', '<', before)
        .orderBy('post.breaking', 'desc')
        .orderBy('post.dueAt')
        .orderBy('post.id')
        .execute(),

    /** A breaking post of the story on the channel, made since a time; the newest. */
    async flashOf(storyId: number, channelId: number, since: number): Promise<Post | undefined> {
      const rows = await tellingOn(storyId, channelId)
        .selectAll('post')
        .where('post.breaking', '=', 1)
        .where('post.createdAt', '>=', since)
        .execute();
      // What an editor holds back for an hour tells nothing yet.
      const telling = rows.filter(
        ({ createdBy, state }) => createdBy === null || state !== 'scheduled',
      );
      return telling.toSorted((a, b) => a.id - b.id).at(-1);
    },

    /** Lets a post tell another article from now on. */
    async retell(id: number, articleId: number): Promise<void> {
      await db.updateTable('post').set({ articleId }).where('id', '=', id).execute();
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

    /** The last drafts of an editor, one an article, newest first. */
    openDrafts: (editorId: number, limit: number): Promise<TitledPost[]> =>
      titled()
        .where('post.state', '=', 'draft')
        .where('post.createdBy', '=', editorId)
        .where('post.id', 'in', (e) =>
          e
            .selectFrom('post as first')
            .select((n) => n.fn.min('first.id').as('id'))
            .where('first.state', '=', 'draft')
            .where('first.createdBy', '=', editorId)
            .groupBy('first.articleId'),
        )
        .orderBy('post.id', 'desc')
        .limit(limit)
        .execute(),

    /**
     * Gives posts the next revision, if none of them has it yet: of two who change the same version
     * at once, one does.
     *
     * @param revision the highest that any of them has
     */
    async revise(ids: readonly number[], revision: number): Promise<boolean> {
      const revised = await db
        .updateTable('post')
        .set({ revision: revision + 1 })
        .where('id', 'in', ids)
        .where('revision', '<=', revision)
        .returning('id')
        .execute();
      return revised.length === ids.length;
    },

    /**
     * Raises the revision of what waits in review of an article: it is another piece now, which the desk
     * has not been told of.
     *
     * @param editorId whose posts; null: the line's; absent: all of them
     */
    async renewReview({
      articleId,
      editorId,
    }: {
      readonly articleId: number;
      readonly editorId?: number | null;
    }): Promise<void> {
      const waiting = await db
        .selectFrom('post')
        .select(['id', 'revision'])
        .where('articleId', '=', articleId)
        .where('state', '=', 'in review')
        .$if(editorId !== undefined, (query) =>
          query.where('createdBy', 'is not distinct from', editorId ?? null),
        )
        .execute();
      if (waiting.length === 0) return;
      const revision = Math.max(...waiting.map((post) => post.revision)) + 1;
      const ids = waiting.map(({ id }) => id);
      await db
        .updateTable('post')
        .set({ revision, announcedAt: null })
        .where('id', 'in', ids)
        .execute();
    },

    /** The posts in review that the desk has not been told of as they are now. */
    unannounced: (): Promise<Post[]> =>
      db
        .selectFrom('post')
        .selectAll()
        .where('state', '=', 'in review')
        .where('announcedAt', 'is', null)
        .orderBy('id')
        .execute(),

    /**
     * Notes that the desk is told of posts in review.
     *
     * @returns whether it had not been told of one of them: the first of two who tell it does
     */
    async announce(ids: readonly number[], at: number): Promise<boolean> {
      const announced = await db
        .updateTable('post')
        .set({ announcedAt: at })
        .where('id', 'in', ids)
        .where('announcedAt', 'is', null)
        .returning('id')
        .execute();
      return announced.length > 0;
    },

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
      to: Partial<Omit<Post, 'id' | 'articleId' | 'channelId' | 'edition'>> & { state: PostState },
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

    /** Notes how the post stands in its channel now. */
    async note(id: number, shown: Shown): Promise<void> {
      await db
        .updateTable('post')
        .set({ shown: JSON.stringify(shown) })
        .where('id', '=', id)
        .execute();
    },

    /**
     * Notes that the post's message is gone, or is not ours to change.
     *
     * @returns whether that is new
     */
    async lose(id: number, at: number, failure: string): Promise<boolean> {
      const lost = await db
        .updateTable('post')
        .set({ lostAt: at, failure })
        .where('id', '=', id)
        .where('lostAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return lost !== undefined;
    },

    /** Puts a post under a retraction, unless it is under one that has not failed. */
    async retract(id: number, retractionId: number): Promise<boolean> {
      const asked = await db
        .updateTable('post')
        .set({ retractionId, retraction: 'asked' })
        .where('id', '=', id)
        .where((e) => e.or([e('retraction', 'is', null), e('retraction', '=', 'impossible')]))
        .returning('id')
        .executeTakeFirst();
      return asked !== undefined;
    },

    /** What became of it; a post that is gone from its channel is `retracted`. */
    async settleRetraction(
      id: number,
      retraction: Exclude<RetractionState, 'asked'>,
      failure: string | null = null,
    ): Promise<void> {
      await db
        .updateTable('post')
        .set({
          retraction,
          failure,
          ...(retraction === 'impossible' ? {} : { state: 'retracted' as const }),
        })
        .where('id', '=', id)
        .where('retraction', '=', 'asked')
        .execute();
    },

    ofRetraction: (retractionId: number): Promise<TitledPost[]> =>
      titled().where('post.retractionId', '=', retractionId).orderBy('post.id').execute(),

    /**
     * The post that a message belongs to.
     *
     * @param chats the names that its chat goes by: `@name`, id
     */
    async byMessage(chats: readonly string[], messageId: number): Promise<TitledPost | undefined> {
      const channels = await db
        .selectFrom('channel')
        .select('id')
        .where(
          (e) => e.fn<string>('lower', ['chat']),
          'in',
          chats.map((chat) => chat.toLowerCase()),
        )
        .execute();
      // The topics of a chat are channels of their own.
      for (const { id } of channels) {
        // An album's messages follow the first one, so the post is the last that begins before.
        const post = await titled()
          .where('post.channelId', '=', id)
          .where('post.messageId', '<=', messageId)
          .orderBy('post.messageId', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (post && messageIdsOf(post).includes(messageId)) return post;
      }
      return undefined;
    },

    /** The post that a short link stands under. */
    byLink: (slug: string): Promise<TitledPost | undefined> =>
      titled()
        .innerJoin('link', 'link.postId', 'post.id')
        .where('link.slug', '=', slug)
        .executeTakeFirst(),

    /** The newest post of each of the articles that went out last, newest first. */
    async latest(limit: number): Promise<TitledPost[]> {
      const out = await titled()
        .where('post.state', 'in', ['published', 'sending', 'unknown', 'queued', 'scheduled'])
        .where('post.id', 'in', (e) =>
          e
            .selectFrom('post as newest')
            .select((n) => n.fn.max('newest.id').as('id'))
            .where('newest.state', 'in', ['published', 'sending', 'unknown', 'queued', 'scheduled'])
            .groupBy('newest.articleId'),
        )
        .orderBy('post.id', 'desc')
        .limit(limit)
        .execute();
      return out;
    },

    /** The posts that came out last and stand in their channels, newest first. */
    lastOut: (limit: number): Promise<TitledPost[]> =>
      titled()
        .where('post.state', '=', 'published')
        // Without a bound below, the index of what is out is left for one of states alone.
        .where('post.publishedAt', '>', 0)
        .where('post.messageId', 'is not', null)
        .where('post.lostAt', 'is', null)
        .orderBy('post.publishedAt', 'desc')
        .orderBy('post.id', 'desc')
        .limit(limit)
        .execute(),

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
