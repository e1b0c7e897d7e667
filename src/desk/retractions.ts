/** Taking posts back: what waits leaves the queue at once, what is out goes through the outbox. */
import { lanes } from '../../data/repositories/outbox.ts';
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { note } from './staff.ts';

export interface RetractionWish {
  readonly posts: readonly number[];
  /** For readers, where a notice has to stand in the post's place. */
  readonly reason: string | null;
  /** Where the outcome is told, when the last post is settled. */
  readonly chat: string;
}

export interface RetractionsOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly wake: () => void;
}

export function createRetractions({ store, now, wake }: RetractionsOptions) {
  /** @returns whether the post never went out and never will */
  const withdraw = async (tx: Store, post: TitledPost): Promise<boolean> => {
    if (post.state === 'in review') return true;
    const isWaiting = post.state === 'queued' || post.state === 'scheduled';
    return isWaiting && (await tx.outbox.cancel(post.id));
  };

  const takeBack = async (tx: Store, post: TitledPost): Promise<void> => {
    const channel = await tx.channels.find(post.channelId);
    await tx.outbox.add({
      postId: post.id,
      chat: channel?.chat ?? post.chat,
      threadId: channel?.threadId ?? null,
      kind: 'delete',
      lane: lanes.breaking,
      payload: null,
      dueAt: now(),
      createdAt: now(),
    });
  };

  return {
    /**
     * Takes posts of an article back, each as it stands: out of the queue, or deleted by way of the
     * outbox; one that is being sent, or may have arrived, is deleted when that is known. Said twice
     * it does nothing the second time.
     *
     * @returns the posts with what has become of them so far; none when all were taken back before
     */
    async retract(
      articleId: number,
      { posts, reason, chat }: RetractionWish,
      by: Authorized<'correct'>,
    ): Promise<TitledPost[]> {
      const taken = await store.transaction(async (tx) => {
        const made = { articleId, reason, chat, createdBy: by.editorId, createdAt: now() };
        const id = await tx.retractions.add(made);
        for (const post of await tx.posts.ofArticle(articleId)) {
          if (!posts.includes(post.id) || !isRetractable(post)) continue;
          if (!(await tx.posts.retract(post.id, id))) continue;
          if (await withdraw(tx, post)) await tx.posts.settleRetraction(post.id, 'withdrawn');
          else await takeBack(tx, post);
        }
        // The answer to this call tells of those; nothing is left to be told later.
        await tx.retractions.takeSettled(id, now());
        const taken = await tx.posts.ofRetraction(id);
        if (taken[0]) await note(tx, by, 'retract', taken[0].title, now());
        return taken;
      });
      wake();
      return taken;
    },
  };
}

/** Whether a post stands in its channel, or is to: what a retraction has something to do with. */
export const isRetractable = ({ state }: Pick<TitledPost, 'state'>): boolean =>
  state !== 'draft' && state !== 'failed' && state !== 'retracted';
