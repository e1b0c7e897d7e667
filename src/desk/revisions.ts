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
import { note } from './staff.ts';

/** Sources save an article several times in a row: one edit brings what stands at the end. */
const settlingMs = 60_000;

/** Out, or on the way: its message may show the former text. */
const out = new Set(['sending', 'unknown', 'published']);

const isNewer = (other: TitledPost, post: TitledPost): boolean =>
  other.channelId === post.channelId && other.edition > post.edition && out.has(other.state);

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

  /** Brings posts that are out to what they say now, ahead of ordinary posts. */
  const editNow = async (tx: Store, articleId: number, postIds: readonly number[]) => {
    for (const post of await tx.posts.ofArticle(articleId)) {
      if (!postIds.includes(post.id) || !out.has(post.state)) continue;
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

    /**
     * Puts an editor's words in the place of an article's headline or summary, in these posts of it.
     *
     * @returns the amendment's number, by which it is undone
     */
    async amend(
      articleId: number,
      { posts, part, text }: { posts: readonly number[]; part: AmendedPart; text: string },
      by: Authorized<'correct'>,
    ): Promise<number> {
      const id = await store.transaction(async (tx) => {
        const made = { articleId, posts, part, text, createdBy: by.editorId, createdAt: now() };
        const amendment = await tx.amendments.add(made);
        await editNow(tx, articleId, posts);
        await note(tx, by, 'edit', text, now());
        return amendment;
      });
      wake();
      return id;
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
