/** Pinning a post that is out, and unpinning it, when an editor says so. */
import { lanes } from '../../data/repositories/outbox.ts';
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { PinPayload } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { note } from './staff.ts';

export interface PinsOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly wake: () => void;
}

export type Pins = ReturnType<typeof createPins>;

export function createPins({ store, now, wake }: PinsOptions) {
  const enqueue = async (
    postId: number,
    payload: PinPayload,
    by: Authorized<'correct'>,
  ): Promise<TitledPost | undefined> => {
    const wanted = await store.transaction(async (tx) => {
      const post = await tx.posts.find(postId);
      const channel = post && (await tx.channels.find(post.channelId));
      if (!channel || post.state !== 'published' || post.lostAt !== null) return undefined;
      // What was wished before, or was to unpin it, gives way to this.
      await tx.outbox.dropPins(postId);
      await tx.outbox.add({
        postId,
        chat: channel.chat,
        threadId: channel.threadId,
        kind: 'pin',
        lane: lanes.breaking,
        payload: JSON.stringify(payload),
        dueAt: now(),
        createdAt: now(),
      });
      await note(tx, by, payload.pin ? 'pin' : 'unpin', post.title, now());
      return post;
    });
    wake();
    return wanted;
  };

  return {
    /**
     * Pins a post without a sound.
     *
     * @param forMs for so many milliseconds; null: until it is unpinned
     * @returns undefined when the post is not out
     */
    pin: (postId: number, forMs: number | null, by: Authorized<'correct'>) =>
      enqueue(postId, { pin: true, forMs }, by),

    /** @returns undefined when the post is not out */
    unpin: (postId: number, by: Authorized<'correct'>) => enqueue(postId, { pin: false }, by),
  };
}
