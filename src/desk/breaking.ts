/** The rules of breaking news: everywhere at once, and one post for one story. */
import { isOwn, type StoredArticle } from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import type { Post, TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { isPending, type Planning } from './planning.ts';
import { channelsFor } from './routing.ts';
import { note } from './staff.ts';

/** Two flashes about one story that come so soon after each other are one piece of news. */
const oneFlashMs = 5 * 60_000;

/** Where a post stands on its channel already, or may. */
const standing: readonly Post['state'][] = ['sending', 'published', 'unknown'];

/** An editor has sent it as breaking news. */
const isFlash = ({ breaking, timing, decidedBy }: Post): boolean =>
  breaking === 1 && timing === 'fixed' && decidedBy !== null;

export interface BreakingOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly planning: Planning;
  readonly wake: () => void;
}

export function createBreaking({ store, now, planning, wake }: BreakingOptions) {
  /** The channels of breaking news that an editor sends: those of its section, else all. */
  const channelsOf = async (tx: Store, article: StoredArticle): Promise<Channel[]> => {
    const all = await tx.channels.all();
    const fitting = channelsFor({ ...article, sourceName: null }, all, now());
    return fitting.length > 0 ? fitting : all;
  };

  const standsOn = (posts: readonly Post[], channel: Channel) =>
    posts.some(
      ({ channelId, state, retraction }) =>
        channelId === channel.id && standing.includes(state) && retraction === null,
    );

  /** Sends the article on one channel: a post that waits goes first, or one is made. */
  const flashOn = async (
    tx: Store,
    article: StoredArticle,
    channel: Channel,
    posts: readonly Post[],
    { at, editorId }: { at: number; editorId: number },
  ): Promise<number | undefined> => {
    const sent = {
      state: 'queued',
      breaking: 1,
      dueAt: at,
      timing: 'fixed',
      promisedAt: at,
      hold: null,
    } as const;
    const decided = { decidedBy: editorId, decidedAt: at };
    const waits = posts.find((post) => post.channelId === channel.id && isPending(post));
    if (waits) {
      if (waits.state !== 'in review' && !(await tx.outbox.cancel(waits.id))) return undefined;
      if (!(await tx.posts.move(waits.id, [waits.state], { ...sent, ...decided })))
        return undefined;
      await planning.enqueue(tx, { ...waits, ...sent }, channel, at);
      return waits.id;
    }
    const post = await tx.posts.add({
      ...sent,
      ...decided,
      articleId: article.id,
      channelId: channel.id,
      edition: await tx.posts.nextEdition(article.id, channel.id),
      createdBy: editorId,
      createdAt: at,
    });
    if (post) await planning.enqueue(tx, post, channel, at);
    return post?.id;
  };

  return {
    /** The breaking post that has just told the article's story on the channel. */
    flashOf: (tx: Store, { storyId }: StoredArticle, channel: Channel): Promise<Post | undefined> =>
      tx.posts.flashOf(storyId, channel.id, now() - oneFlashMs),

    /** Whether a post says what an editor wrote: another article's words would put it out of the way. */
    async isEditors(tx: Store, post: Post): Promise<boolean> {
      const article = await tx.articles.find(post.articleId);
      if (article && isOwn(article)) return true;
      return Object.keys(await tx.amendments.of(post)).length > 0;
    },

    /**
     * Lets a breaking post tell the newer article of its story. One that waits, or is in review, goes
     * out so; one that is out, or on its way, is edited.
     */
    async retell(tx: Store, post: Post, article: StoredArticle): Promise<void> {
      await tx.posts.retell(post.id, article.id);
      // The one has a post more, the other a post less.
      await tx.posts.renewReview({ articleId: article.id, editorId: post.createdBy });
      await tx.posts.renewReview({ articleId: post.articleId, editorId: post.createdBy });
      if (!standing.includes(post.state)) return;
      const { chat, threadId } = await planning.channelOf(tx, post);
      await tx.outbox.add({
        postId: post.id,
        chat,
        threadId,
        kind: 'edit',
        lane: lanes.breaking,
        payload: null,
        dueAt: now(),
        createdAt: now(),
      });
    },

    /** Where {@link flash} would send the article now: the channels that do not have it yet. */
    async channels(articleId: number): Promise<Channel[]> {
      const article = await store.articles.find(articleId);
      if (!article) return [];
      const posts = await store.posts.ofArticle(articleId);
      return (await channelsOf(store, article)).filter((channel) => !standsOn(posts, channel));
    },

    /**
     * Sends an article as breaking news to every fitting channel that does not have it, at once. Said
     * twice it does nothing the second time, nor where somebody else has sent it since the editor was
     * asked: they may have taken it back.
     *
     * @param askedAt in milliseconds
     * @returns the posts that go out, all promised for the same moment
     */
    async flash(
      articleId: number,
      askedAt: number,
      by: Authorized<'publish'>,
    ): Promise<TitledPost[]> {
      const at = now();
      const ids = await store.transaction(async (tx) => {
        await tx.articles.hold(articleId);
        const article = await tx.articles.find(articleId);
        const posts = await tx.posts.ofArticle(articleId);
        const sent: number[] = [];
        if (posts.some((post) => isFlash(post) && (post.promisedAt ?? 0) >= askedAt)) return sent;
        for (const channel of article ? await channelsOf(tx, article) : []) {
          const isUnderWay = posts.some(
            ({ channelId, breaking, state }) =>
              channelId === channel.id && breaking === 1 && state === 'queued',
          );
          if (!article || isUnderWay || standsOn(posts, channel)) continue;
          const id = await flashOn(tx, article, channel, posts, { at, editorId: by.editorId });
          if (id !== undefined) sent.push(id);
        }
        if (article && sent.length > 0) await note(tx, by, 'flash', article.title, at);
        return sent;
      });
      wake();
      return (await store.posts.ofArticle(articleId)).filter(({ id }) => ids.includes(id));
    },

    /** The posts of the editor's last {@link flash} of an article since a moment, which stand yet. */
    async lastFlash(
      articleId: number,
      since: number,
      by: Authorized<'publish'>,
    ): Promise<TitledPost[]> {
      const flashed = (await store.posts.ofArticle(articleId)).filter(
        (post) =>
          isFlash(post) &&
          post.decidedBy === by.editorId &&
          post.retraction === null &&
          (post.promisedAt ?? 0) >= since,
      );
      const last = Math.max(...flashed.map(({ promisedAt }) => promisedAt ?? 0));
      return flashed.filter(({ promisedAt }) => promisedAt === last);
    },

    /**
     * The posts of a {@link flash}, to be taken back: what other hands have sent stays.
     *
     * @param promisedAt the moment of the flash
     */
    flashed: async (articleId: number, promisedAt: number): Promise<number[]> =>
      (await store.posts.ofArticle(articleId))
        .filter((post) => post.breaking === 1 && post.promisedAt === promisedAt)
        .map(({ id }) => id),
  };
}
