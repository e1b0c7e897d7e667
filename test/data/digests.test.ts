import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { channelOf, newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('digests and shown counts', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf({ channels: [channelOf({ readCount: true })] }), noon);
  });

  const published = async () => {
    const post = await queuedPost(store);
    const [send] = await store.outbox.claim(noon, 1);
    await store.outbox.settle(send?.id ?? 0, { state: 'done', settledAt: noon });
    await store.posts.move(post.id, ['queued', 'sending'], {
      state: 'published',
      publishedAt: noon,
    });
    return post;
  };

  it('a digest is decided once a channel and time', async () => {
    const { id, channelId, articleId } = await published();
    const digest = {
      channelId,
      dueAt: noon,
      days: 1,
      postId: id,
      items: [{ postId: 7, reads: 3 }],
    };
    const hour = 60 * 60_000;
    const isDecided = (dueAt: number, days = 1) =>
      store.digests.isDecided(channelId, dueAt, { days, gapMs: 12 * hour });
    expect(await isDecided(noon)).toBe(false);
    expect(await store.digests.decide(digest)).toBe(true);
    expect(await store.digests.decide({ ...digest, postId: null, items: [] })).toBe(false);
    expect(await isDecided(noon)).toBe(true);
    expect(await isDecided(noon + 2 * hour)).toBe(true);
    expect(await isDecided(noon + 12 * hour)).toBe(false);
    expect(await isDecided(noon - 2 * hour)).toBe(false);
    // A week's is another one; but no two stand at one time.
    expect(await isDecided(noon + 2 * hour, 7)).toBe(false);
    expect(await isDecided(noon, 7)).toBe(true);
    expect(await store.digests.ofPost(id)).toMatchObject(digest);
    expect(await store.digests.isDigest(articleId)).toBe(true);
    expect(await store.posts.articlesOn(channelId, noon - 1, 9)).toEqual([]);
    expect(await store.shownCounts.candidates(noon - 1)).toEqual([]);
  });

  it('a post that is out is a candidate, unless another change is on its way', async () => {
    const { id, channelId, articleId } = await published();
    expect(await store.posts.articlesOn(channelId, noon - 1, 9)).toEqual([articleId]);
    const seen = { postId: id, chat: '@marsad_test', threadId: null, publishedAt: noon };
    expect(await store.shownCounts.candidates(noon - 1)).toEqual([
      { ...seen, shown: 0, shownAt: null },
    ]);
    expect(await store.shownCounts.of(id)).toBeUndefined();
    await store.shownCounts.put(id, 5, noon);
    await store.shownCounts.put(id, 9, noon + 1);
    expect(await store.shownCounts.of(id)).toBe(9);
    expect(await store.shownCounts.candidates(noon - 1)).toEqual([
      { ...seen, shown: 9, shownAt: noon + 1 },
    ]);
    expect(await store.shownCounts.candidates(noon + 1)).toEqual([]);
    await store.outbox.add({
      postId: id,
      chat: '@marsad_test',
      threadId: null,
      kind: 'edit',
      lane: 2,
      payload: null,
      dueAt: noon,
      createdAt: noon,
    });
    expect(await store.shownCounts.candidates(noon - 1)).toEqual([]);
  });
});
