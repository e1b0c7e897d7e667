/** The read count on a post's own button: when it is worth an edit. */
import { lanes } from '../../data/repositories/outbox.ts';
import type { CountedPost } from '../../data/repositories/shown-counts.ts';
import type { Store } from '../../data/store.ts';

/** Older posts are read little, and edits of them show up in nobody's view. */
const shownForMs = 48 * 60 * 60_000;
/** No post is edited more often. */
const gapMs = 5 * 60_000;
const hourMs = 60 * 60_000;
/** A chat takes some twenty calls a minute (Bot FAQ); posts are to have most of them. */
const mostAChat = 3;
/** Growth that is worth an edit: this many reads, and this share of what stands there. */
const leastGrowth = 5;
const leastShare = 0.2;

/** Whether a count has grown enough to be shown anew: ever more, the greater it is. */
export const isNoticeable = (shown: number, reads: number): boolean =>
  reads - shown >= Math.max(leastGrowth, shown * leastShare);

/** The posts whose button is to show another count now, those that grew most first. */
export function countsToShow(
  posts: readonly CountedPost[],
  reads: ReadonlyMap<number, number>,
  now: number,
): (CountedPost & { readonly reads: number })[] {
  const taken = new Map<string, number>();
  return posts
    .map((post) => ({ ...post, reads: reads.get(post.postId) ?? 0 }))
    .filter(
      (post) =>
        isNoticeable(post.shown, post.reads) &&
        now - (post.shownAt ?? post.publishedAt) >= gapMs &&
        now - post.publishedAt < shownForMs,
    )
    .sort((a, b) => b.reads - b.shown - (a.reads - a.shown))
    .filter(({ chat }) => {
      const count = (taken.get(chat) ?? 0) + 1;
      taken.set(chat, count);
      return count <= mostAChat;
    });
}

/**
 * Makes the function that puts grown counts on buttons, to be called once a minute. A post that
 * another change waits for is left alone: a text edit brings the count with it.
 */
export function createReadCounts({
  store,
  now,
  wake,
}: {
  readonly store: Store;
  readonly now: () => number;
  /** Called after something was put into the outbox. */
  readonly wake: () => void;
}) {
  return async (): Promise<void> => {
    const at = now();
    const posts = await store.shownCounts.candidates(at - shownForMs);
    if (posts.length === 0) return;
    // None of them was out before; an hour more, since totals know whole hours.
    const tallies = await store.clicks.byPost({ from: at - shownForMs - hourMs });
    const reads = new Map(
      tallies.filter((tally) => tally.exclusion === null).map(({ key, visits }) => [key, visits]),
    );
    const due = countsToShow(posts, reads, at);
    for (const post of due) {
      await store.transaction(async (tx) => {
        await tx.shownCounts.put(post.postId, post.reads, at);
        await tx.outbox.add({
          postId: post.postId,
          chat: post.chat,
          threadId: post.threadId,
          kind: 'edit',
          lane: lanes.counts,
          payload: JSON.stringify({ keyboard: true }),
          dueAt: at,
          createdAt: at,
        });
      });
    }
    if (due.length > 0) wake();
  };
}
