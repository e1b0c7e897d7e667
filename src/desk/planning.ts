/** Puts posts into the outbox, at the times that the planner finds for them. */
import type { Channel } from '../../data/repositories/channels.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import type { Post } from '../../data/repositories/posts.ts';
import type { PinPayload } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import { hourMs, type Planned, planTime } from './planner.ts';

/**
 * Whether a post will tell its article unless an editor stops it. What a writer has put before the
 * editors may say something else than the article: it waits for their word.
 */
export const isPending = ({ state, createdBy }: Pick<Post, 'state' | 'createdBy'>): boolean =>
  state === 'queued' || state === 'scheduled' || (state === 'in review' && createdBy === null);

export type Planning = ReturnType<typeof createPlanning>;

export function createPlanning({ now, zone }: { now: () => number; zone: () => string }) {
  const takenTimes = (tx: Store, channel: Channel, except: readonly number[] = []) => {
    const from = now() - Math.max(hourMs, channel.gapMs ?? 0);
    return tx.posts.takenTimes(channel.id, { from, now: now(), except });
  };

  return {
    takenTimes,

    /**
     * When an ordinary post goes out on a channel.
     *
     * @param except posts whose own times are free
     */
    timeOn: async (tx: Store, channel: Channel, except: readonly number[] = []): Promise<Planned> =>
      planTime(channel, zone(), now(), await takenTimes(tx, channel, except)),

    /** Adds the send of a post, and its pinning when the channel pins breaking news. */
    async enqueue(
      tx: Store,
      post: Pick<Post, 'id' | 'breaking'>,
      channel: Channel,
      dueAt: number,
    ): Promise<void> {
      const { chat, threadId, pinMs } = channel;
      const lane = post.breaking ? lanes.breaking : lanes.ordinary;
      const row = { postId: post.id, chat, threadId, lane, dueAt, createdAt: now() };
      await tx.outbox.add({ ...row, kind: 'send', payload: null });
      if (post.breaking && pinMs !== null) {
        const payload = JSON.stringify({ pin: true, forMs: pinMs } satisfies PinPayload);
        await tx.outbox.add({ ...row, kind: 'pin', payload });
      }
    },

    async channelOf(tx: Store, post: Pick<Post, 'id' | 'channelId'>): Promise<Channel> {
      const channel = await tx.channels.find(post.channelId);
      if (!channel) throw new Error(`post ${post.id} has no channel`);
      return channel;
    },
  };
}
