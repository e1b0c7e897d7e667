/** What editors do with posts that wait: another time, first of their channel, at once, taken out. */
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { Timing } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { undecided } from './pieces.ts';
import type { Planning } from './planning.ts';
import { note } from './staff.ts';

/** A post that waits, and the time that the editor has seen: in milliseconds UTC. */
export interface SeenInQueue {
  readonly id: number;
  readonly dueAt: number;
}

/** What became of an act on the queue. */
export type Queued =
  /** The post as it is now, and the time that it had. */
  | { readonly kind: 'done'; readonly post: TitledPost; readonly before: PostTime }
  /** A colleague, or the rules, gave it another time. */
  | { readonly kind: 'changed' }
  /** It is sent, or waits no more. */
  | { readonly kind: 'late' };

export interface PostTime {
  readonly dueAt: number;
  readonly timing: Timing;
}

export interface QueueOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly planning: Planning;
  readonly wake: () => void;
}

export function createQueue({ store, now, planning, wake }: QueueOptions) {
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

  /** Does something to a post, if it waits for the time that the editor has seen. */
  const act = async (
    { id, dueAt }: SeenInQueue,
    work: (tx: Store, post: TitledPost) => Promise<boolean>,
  ): Promise<Queued> => {
    const outcome = await store.transaction(async (tx): Promise<Queued> => {
      const known = await tx.posts.find(id);
      if (known) await tx.articles.hold(known.articleId);
      const post = await tx.posts.find(id);
      if (!post || (post.state !== 'queued' && post.state !== 'scheduled')) return { kind: 'late' };
      if (post.dueAt !== dueAt) return { kind: 'changed' };
      if (!(await work(tx, post))) return { kind: 'late' };
      const { timing } = post;
      return { kind: 'done', post: (await tx.posts.find(id)) ?? post, before: { dueAt, timing } };
    });
    wake();
    return outcome;
  };

  /**
   * The posts that change when one is put first, in their new order, and the times that they share:
   * a time that an editor had set is nobody else's, so the rules give another one in its place.
   */
  const reordered = async (
    tx: Store,
    post: TitledPost,
  ): Promise<{ order: readonly TitledPost[]; times: readonly PostTime[] }> => {
    const timeOf = ({ dueAt, timing }: TitledPost) => ({ dueAt: dueAt ?? now(), timing });
    const others = (await tx.posts.waitingOn(post.channelId)).filter(
      ({ id, timing, breaking }) => id !== post.id && timing !== 'fixed' && breaking === 0,
    );
    const before = others.filter((other) => timeOf(other).dueAt < timeOf(post).dueAt);
    if (post.timing !== 'fixed') {
      return { order: [post, ...before], times: [...before, post].map(timeOf) };
    }
    if (before.length === 0) return { order: [], times: [] };
    const { at, timing } = await planning.timeOn(tx, await planning.channelOf(tx, post), [post.id]);
    const times = [...others.map(timeOf), { dueAt: at, timing }];
    return { order: [post, ...others], times: times.toSorted((a, b) => a.dueAt - b.dueAt) };
  };

  return {
    /**
     * Gives a post that waits another time; what the rules of the channel say does not hold it back.
     *
     * @param to an editor's time is `fixed`; taking a move back restores what was
     */
    reschedule: (seen: SeenInQueue, to: PostTime, by: Authorized<'publish'>): Promise<Queued> =>
      act(seen, async (tx, post) => {
        if (!(await give(tx, post, to.dueAt, to.timing))) return false;
        await note(tx, by, 'move', post.title, now());
        return true;
      }),

    /**
     * Puts a post before all that wait on its channel: it takes the first time, and each of the
     * others the next. Times that editors have set for others, and breaking news, stay.
     */
    putFirst: (seen: SeenInQueue, by: Authorized<'publish'>): Promise<Queued> =>
      act(seen, async (tx, post) => {
        const { order, times } = await reordered(tx, post);
        for (const [index, one] of order.entries()) {
          const { dueAt, timing } = times[index] ?? { dueAt: now(), timing: one.timing };
          if (!(await give(tx, one, dueAt, timing)) && one.id === post.id) return false;
        }
        await note(tx, by, 'put first', post.title, now());
        return true;
      }),

    /** Takes a post out of the queue before it is sent. */
    withdraw: (seen: SeenInQueue, by: Authorized<'publish'>): Promise<Queued> =>
      act(seen, async (tx, post) => {
        if (!(await tx.outbox.cancel(post.id))) return false;
        const to = { ...undecided, state: 'retracted' } as const;
        await tx.posts.move(post.id, ['queued', 'scheduled'], to);
        await note(tx, by, 'withdraw', post.title, now());
        return true;
      }),
  };
}
