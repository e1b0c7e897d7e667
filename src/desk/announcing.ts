/** What waits in review is told to the desk: each version of a piece once, whoever comes first. */
import type { Post } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { postsOf, type Review, revisionOf } from './pieces.ts';
import { say } from './say.ts';

/** What is told of pieces in review: of each by itself, or of many in one line. */
export interface Announcement {
  readonly pieces: readonly {
    readonly piece: Review;
    /** What the messages show; absent: they show none of it. */
    readonly revision?: number;
  }[];
  /** In order. */
  readonly messages: readonly object[];
}

export interface AnnouncingOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly deskChat: () => Promise<string | undefined>;
  readonly review: (posts: readonly Post[]) => Promise<void>;
  readonly wake: () => void;
}

export function createAnnouncing({ store, now, deskChat, review, wake }: AnnouncingOptions) {
  return {
    /**
     * Tells the desk chat of pieces in review, unless it has been told of all of them: said twice, as at
     * a tick beside an act, it tells them once.
     */
    async announce({ pieces, messages }: Announcement): Promise<void> {
      const chat = await deskChat();
      if (chat === undefined) return;
      await store.transaction(async (tx) => {
        let isNews = false;
        for (const { piece, revision } of pieces) {
          await tx.articles.hold(piece.articleId);
          const posts = await postsOf(tx, piece);
          // What has changed since it was laid out is told as it is now, by whatever changed it.
          const isOld = revision !== undefined && revisionOf(posts) !== revision;
          if (posts.length === 0 || isOld) continue;
          const ids = posts.map(({ id }) => id);
          if (await tx.posts.announce(ids, now())) isNews = true;
        }
        if (!isNews) return;
        for (const message of messages) await say(tx, chat, message, now());
      });
      wake();
    },

    /** Has whatever the desk has not been told of as it is now laid out and announced. */
    async reviewNew(): Promise<void> {
      const waiting = await store.posts.unannounced();
      if (waiting.length > 0) await review(waiting);
    },
  };
}
