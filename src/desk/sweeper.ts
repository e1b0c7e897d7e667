/** Looks for posts whose time has passed: the program was down, or Telegram out of reach. */
import type { Channel } from '../../data/repositories/channels.ts';
import type { Store } from '../../data/store.ts';
import { latenessOf } from './lateness.ts';
import { undecided } from './pieces.ts';
import { earliest } from './planner.ts';
import type { Planning } from './planning.ts';

/** Less is no lateness: so long a post may wait its turn while others go out. */
const patienceMs = 5 * 60_000;

/** Between two posts that make up for lost time, on channels that ask for no greater distance. */
export const catchUpGapMs = 60_000;

type Missed = Awaited<ReturnType<Store['posts']['missed']>>[number];

export interface SweeperOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly zone: () => string;
  readonly planning: Planning;
  /** Announces whatever waits in review unannounced. */
  readonly reviewNew: () => Promise<void>;
  readonly wake: () => void;
}

export function createSweeper({ store, now, zone, planning, reviewNew, wake }: SweeperOptions) {
  /**
   * Gives the missed posts of a channel new times, apart from each other and from all that waits;
   * one that would come too late is taken out of the outbox and held for an editor.
   */
  const catchUp = async (tx: Store, channel: Channel, missed: readonly Missed[]): Promise<void> => {
    const rules = { ...channel, gapMs: Math.max(channel.gapMs ?? 0, catchUpGapMs) };
    const except = missed.map(({ id }) => id);
    const taken = await planning.takenTimes(tx, channel, except);
    for (const post of missed) {
      const at = Math.max(
        post.breaking ? now() : earliest(rules, zone(), now(), taken),
        // Telegram may have told to wait.
        post.nextTryAt,
      );
      const promised = post.promisedAt ?? post.dueAt ?? now();
      if (at - promised > latenessOf(post, channel)) {
        if (!(await tx.outbox.cancel(post.id))) continue;
        const to = { ...undecided, state: 'in review', hold: 'late', dueAt: null } as const;
        await tx.posts.move(post.id, ['queued', 'scheduled'], to);
        await tx.posts.renewReview({ articleId: post.articleId, editorId: post.createdBy });
      } else if (await tx.outbox.reschedule(post.id, { dueAt: at })) {
        const state = at > now() ? 'scheduled' : 'queued';
        await tx.posts.move(post.id, ['queued', 'scheduled'], { state, dueAt: at });
        taken.push(at);
      }
    }
  };

  return {
    /**
     * Finds what was missed. Within the lateness of its class a post goes out yet, spaced; beyond it
     * waits in review, and the desk is told; also of whatever else waits there since a crash that came
     * before its notice. To be called before the sender starts and at every tick.
     */
    async sweep(): Promise<void> {
      const late = await store.posts.missed(now());
      for (const [channelId, posts] of Map.groupBy(late, (post) => post.channelId)) {
        const channel = await store.channels.find(channelId);
        const patience = Math.min(patienceMs, channel?.gapMs ?? patienceMs);
        const missed = posts.filter(({ dueAt }) => (dueAt ?? 0) < now() - patience);
        if (!channel || missed.length === 0) continue;
        await store.transaction((tx) => catchUp(tx, channel, missed));
      }
      if (late.length > 0) wake();
      await reviewNew();
    },
  };
}
