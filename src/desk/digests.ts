/** Most-read digests: when one is due, what stands in it, its post. */
import type { Channel } from '../../data/repositories/channels.ts';
import type { DigestItem } from '../../data/repositories/digests.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import type { Store } from '../../data/store.ts';
import { slotsAfter } from './slots.ts';

/** A digest whose time passed longer ago, while the program stood still, is not made any more. */
const graceMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
/** Another of the same is due sooner only because the zone or its time was changed. */
const leastGapMs = { 1: 12 * 60 * 60_000, 7: 5 * dayMs } as const;
const mostItems = 10;
/** Two articles are no list. */
const leastItems = 3;

/**
 * The time of a digest that has come within the last hour.
 *
 * @param slot in the form of newsroom.yaml's slots
 * @returns milliseconds UTC, or undefined
 */
export function digestDue(slot: string, zone: string, now: number): number | undefined {
  const [at] = slotsAfter({ slots: [slot], quiet: null }, zone, now - graceMs);
  return at !== undefined && at <= now ? at : undefined;
}

/** A digest of one day in the week tells of the week, others of the last 24 hours. */
export const digestDays = (slot: string): 1 | 7 => (/^[a-z]{3}\s/.test(slot) ? 7 : 1);

export interface DigestsOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly zone: () => string;
  /** Brings the counts up to now. */
  readonly drain: () => Promise<void>;
  /** Called after something was put into the outbox. */
  readonly wake: () => void;
  readonly title: (days: number) => string;
}

export function createDigests({ store, now, zone, drain, wake, title }: DigestsOptions) {
  const mostRead = async (channel: Channel, from: number): Promise<DigestItem[]> => {
    const tallies = (await store.clicks.byPostNamed({ from }))
      .filter((tally) => tally.exclusion === null && tally.channel === channel.key)
      .sort((a, b) => b.visits - a.visits);
    const items: DigestItem[] = [];
    const told = new Set<number>();
    for (const { key: postId, visits } of tallies) {
      const post = await store.posts.find(postId);
      if (post?.state !== 'published' || told.has(post.articleId)) continue;
      if (await store.digests.ofPost(postId)) continue;
      told.add(post.articleId);
      items.push({ postId, reads: visits });
      if (items.length === mostItems) break;
    }
    return items;
  };

  /**
   * A digest's post hangs on an article that we wrote ourselves, so that it is queued, sent, found
   * again and taken back like every post. Its time is 0: it tells no story and relates to none.
   */
  const addPost = async (tx: Store, channel: Channel, dueAt: number, days: number) => {
    const address = `digest:${channel.id}:${dueAt}`;
    const article = await tx.articles.add(
      {
        sourceId: null,
        url: address,
        canonicalUrl: address,
        title: title(days),
        dateline: null,
        source: null,
        author: null,
        section: null,
        imageUrl: null,
        imageWidth: null,
        imageHeight: null,
        publishedAt: dueAt,
        publishedFrom: null,
        language: 'ar',
        paragraphs: [],
        tags: [],
        summary: '',
        breaking: 0,
        readAt: 0,
      },
      await tx.articles.addStory(address, 0),
    );
    const post = await tx.posts.add({
      articleId: article.id,
      channelId: channel.id,
      edition: 1,
      state: 'queued',
      breaking: 0,
      dueAt: now(),
      createdBy: null,
      createdAt: now(),
    });
    if (!post) throw new Error(`${address} is there already`);
    await tx.outbox.add({
      postId: post.id,
      chat: channel.chat,
      threadId: channel.threadId,
      kind: 'send',
      lane: lanes.ordinary,
      payload: null,
      dueAt: now(),
      createdAt: now(),
    });
    return post.id;
  };

  return {
    /**
     * Makes the digests whose time has come: one a channel and time, whatever happens in between; the
     * decision that too little was read stands too.
     */
    async tick(): Promise<void> {
      for (const channel of await store.channels.all()) {
        if (channel.digest === null) continue;
        const dueAt = digestDue(channel.digest, zone(), now());
        if (dueAt === undefined) continue;
        const days = digestDays(channel.digest);
        const kind = { days, gapMs: leastGapMs[days] };
        if (await store.digests.isDecided(channel.id, dueAt, kind)) continue;
        await drain();
        const items = await mostRead(channel, dueAt - days * dayMs);
        await store.transaction(async (tx) => {
          if (await tx.digests.isDecided(channel.id, dueAt, kind)) return;
          const enough = items.length >= leastItems;
          const postId = enough ? await addPost(tx, channel, dueAt, days) : null;
          const decided = await tx.digests.decide({
            channelId: channel.id,
            dueAt,
            days,
            postId,
            items,
          });
          // Another process was first: its post stands, ours is rolled back.
          if (!decided)
            throw new Error(`the digest of channel ${channel.id} was decided meanwhile`);
        });
        wake();
      }
    },
  };
}
