/** What editors do with posts that wait: another time, first of their channel, at once. */
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { note } from './staff.ts';

export interface QueueOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly wake: () => void;
}

export function createQueue({ store, now, wake }: QueueOptions) {
  /** Gives a post that waits a time; false when its call is under way. */
  const give = async (
    tx: Store,
    post: TitledPost,
    at: number,
    timing: TitledPost['timing'],
  ): Promise<boolean> => {
    if (!(await tx.outbox.reschedule(post.id, { dueAt: at }))) return false;
    const state = at > now() ? 'scheduled' : 'queued';
    const to = { state, dueAt: at, timing, promisedAt: at } as const;
    return tx.posts.move(post.id, ['queued', 'scheduled'], to);
  };

  return {
    /**
     * Gives a post that waits the time that an editor names; what the rules of the channel say does
     * not hold it back.
     *
     * @param at milliseconds UTC
     * @returns the post as it is now, or undefined when it was too late
     */
    async reschedule(
      postId: number,
      at: number,
      by: Authorized<'publish'>,
    ): Promise<TitledPost | undefined> {
      const moved = await store.transaction(async (tx) => {
        const post = await tx.posts.find(postId);
        if (!post || !(await give(tx, post, at, 'fixed'))) return undefined;
        await note(tx, by, 'move', post.title, now());
        return tx.posts.find(postId);
      });
      wake();
      return moved;
    },

    /**
     * Puts a post before all that wait on its channel: it takes the first time, and each of the
     * others the next. Times that editors have set, and breaking news, stay.
     *
     * @returns the post as it is now, or undefined when it was too late
     */
    async putFirst(postId: number, by: Authorized<'publish'>): Promise<TitledPost | undefined> {
      const moved = await store.transaction(async (tx) => {
        const post = await tx.posts.find(postId);
        if (!post) return undefined;
        const queue = (await tx.posts.waitingOn(post.channelId)).filter(
          ({ id, timing, breaking }) => id === postId || (timing !== 'fixed' && breaking === 0),
        );
        const place = queue.findIndex(({ id }) => id === postId);
        if (place < 0) return undefined;
        const times = queue.slice(0, place + 1).map(({ dueAt, timing }) => ({ dueAt, timing }));
        const order = [post, ...queue.slice(0, place)];
        for (const [index, one] of order.entries()) {
          const { dueAt, timing } = times[index] ?? post;
          const moved = await give(tx, one, dueAt ?? now(), timing);
          if (!moved && one.id === postId) return undefined;
        }
        await note(tx, by, 'put first', post.title, now());
        return tx.posts.find(postId);
      });
      wake();
      return moved;
    },
  };
}
