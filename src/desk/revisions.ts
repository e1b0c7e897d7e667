/**
 * What becomes of posts when what they say changes: a source revises its article, or an editor puts
 * words of their own in its place. What waits for its time is laid out when that has come, and needs
 * nothing; what is out gets a row in the outbox.
 */
import { lanes } from '../../data/repositories/outbox.ts';
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { AmendedPart } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { isRetractable } from './retractions.ts';
import { note } from './staff.ts';

/** Sources save an article several times in a row: one edit brings what stands at the end. */
const settlingMs = 60_000;

/** Out, or on the way: its message may show the former text. */
const out = new Set(['sending', 'unknown', 'published']);

const isNewer = (other: TitledPost, post: TitledPost): boolean =>
  other.channelId === post.channelId && other.edition > post.edition && out.has(other.state);

/** An editor's words for posts of an article. */
export interface Wish {
  readonly posts: readonly number[];
  readonly part: AmendedPart;
  readonly text: string;
  /** The number of the amendment that they are to follow; 0: none stood. */
  readonly over: number;
}

/** What became of an editor's words. */
export type Amended =
  /** They stand, under the number by which they are undone. */
  | { readonly kind: 'done'; readonly id: number }
  /** A colleague's stand there since. */
  | { readonly kind: 'changed' }
  /** A post was taken back, or its message is lost. */
  | { readonly kind: 'gone' };

/** Whether other words can be put into a post: it waits, or stands on its channel. */
export const isEditable = (post: TitledPost): boolean =>
  isRetractable(post) &&
  post.digestId === null &&
  post.lostAt === null &&
  (post.retraction === null || post.retraction === 'impossible');

const standing = async (
  tx: Store,
  posts: readonly number[],
  part: AmendedPart,
): Promise<number> => {
  const numbers = await Promise.all(posts.map((id) => tx.amendments.last(id, part)));
  return Math.max(0, ...numbers);
};

export interface RevisionsOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly wake: () => void;
}

export function createRevisions({ store, now, wake }: RevisionsOptions) {
  const enqueue = async (
    tx: Store,
    post: TitledPost,
    { lane, dueAt, payload }: { lane: number; dueAt: number; payload: string | null },
  ): Promise<void> => {
    const channel = await tx.channels.find(post.channelId);
    if (!channel) return;
    await tx.outbox.add({
      postId: post.id,
      chat: channel.chat,
      threadId: channel.threadId,
      kind: 'edit',
      lane,
      payload,
      dueAt,
      createdAt: now(),
    });
  };

  /**
   * Brings posts that are out to what they say now, ahead of ordinary posts; those in review are other
   * pieces now.
   */
  const editNow = async (tx: Store, articleId: number, postIds: readonly number[]) => {
    const posts = (await tx.posts.ofArticle(articleId)).filter(({ id }) => postIds.includes(id));
    const waiting = posts.filter(({ state }) => state === 'in review');
    for (const editorId of new Set(waiting.map(({ createdBy }) => createdBy))) {
      await tx.posts.renewReview({ articleId, editorId });
    }
    for (const post of posts) {
      if (!out.has(post.state)) continue;
      await enqueue(tx, post, { lane: lanes.breaking, dueAt: now(), payload: null });
    }
  };

  return {
    /**
     * A source has changed an article, in this transaction. Each channel says whether its post is
     * edited, followed by a new one, or left alone; several revisions within a minute are one.
     */
    async revised(tx: Store, articleId: number): Promise<void> {
      const posts = await tx.posts.ofArticle(articleId);
      // The buttons under the former text are old.
      await tx.posts.renewReview({ articleId });
      for (const { id, state, revision } of posts) {
        if (state === 'draft') await tx.posts.revise([id], revision);
      }
      for (const post of posts) {
        if (!out.has(post.state) || post.retraction !== null) continue;
        const channel = await tx.channels.find(post.channelId);
        if (!channel || channel.edits === 'ignore') continue;
        // A newer post on the channel has taken this one's place: it is the one to be followed.
        if (channel.edits === 'new' && posts.some((other) => isNewer(other, post))) continue;
        if (await tx.outbox.awaits(post.id, 'edit')) continue;
        await enqueue(tx, post, {
          lane: lanes.ordinary,
          dueAt: now() + settlingMs,
          payload: JSON.stringify({ policy: channel.edits }),
        });
      }
    },

    /** The last amendment that stands in a part of any of these posts; 0 where none does. */
    standing: (posts: readonly number[], part: AmendedPart): Promise<number> =>
      standing(store, posts, part),

    /**
     * Puts an editor's words in the place of an article's headline or summary, in these posts of it.
     * Said twice, as after a crash, it is one amendment.
     *
     * @param wish.over what stood there when the editor began; see {@link standing}
     */
    async amend(
      articleId: number,
      { over, ...words }: Wish,
      by: Authorized<'correct'>,
    ): Promise<Amended> {
      const { posts, part, text } = words;
      const outcome = await store.transaction(async (tx): Promise<Amended> => {
        await tx.articles.hold(articleId);
        const ofArticle = await tx.posts.ofArticle(articleId);
        const isThere = (id: number) =>
          ofArticle.some((post) => post.id === id && isEditable(post));
        if (!posts.every(isThere)) return { kind: 'gone' };
        const last = await standing(tx, posts, part);
        if (last !== over) {
          const other = await tx.amendments.find(last);
          const isOurs = other?.text === text && other.createdBy === by.editorId;
          return isOurs ? { kind: 'done', id: last } : { kind: 'changed' };
        }
        const made = { ...words, articleId, createdBy: by.editorId, createdAt: now() };
        const id = await tx.amendments.add(made);
        await editNow(tx, articleId, posts);
        await note(tx, by, 'edit', text, now());
        return { kind: 'done', id };
      });
      wake();
      return outcome;
    },

    /**
     * Takes an editor's words out again: what stood before them stands again.
     *
     * @returns false when that was done before
     */
    async undoAmendment(id: number, by: Authorized<'correct'>): Promise<boolean> {
      const undone = await store.transaction(async (tx) => {
        const amendment = await tx.amendments.undo(id, now());
        if (amendment) {
          await editNow(tx, amendment.articleId, amendment.posts);
          const article = await tx.articles.find(amendment.articleId);
          await note(tx, by, 'undo edit', article?.title ?? '', now());
        }
        return amendment !== undefined;
      });
      wake();
      return undone;
    },
  };
}
