import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { articleOf, newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('articles and posts', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });

  it('keep an article whole, and know it by either address', async () => {
    const input = articleOf({
      url: 'https://m.shore.example/a?x=1',
      canonicalUrl: 'https://shore.example/a',
      paragraphs: ['أولى «بين قوسين»', 'ثانية'],
      tags: ['ميناء', 'قمح'],
    });
    const stored = await store.articles.add(input, await store.articles.addStory('k', noon));
    expect(stored).toMatchObject(input);
    expect(await store.articles.byAddress(input.canonicalUrl)).toEqual(stored);
    expect(await store.articles.byAddress(input.url)).toEqual(stored);
    expect(await store.articles.byAddress('https://shore.example/b')).toBeUndefined();
  });

  it('list the articles of a time, and give them by number', async () => {
    const story = await store.articles.addStory('عنوان', noon);
    const [early, late] = [
      await store.articles.add(articleOf({ readAt: noon - 1 }), story),
      await store.articles.add(articleOf({ tags: ['قمح'] }), story),
    ];
    expect(await store.articles.readSince(noon)).toEqual([late.id]);
    expect(await store.articles.readSince(0)).toEqual([early.id, late.id]);
    expect(await store.articles.findAll([late.id, early.id])).toEqual([early, late]);
  });

  it('tell the newest article, and which one stands last on a channel', async () => {
    expect(await store.articles.newest()).toBeUndefined();
    const first = await queuedPost(store);
    const second = await queuedPost(store);
    expect(await store.articles.newest()).toBe(second.articleId);
    expect(await store.posts.lastOn(first.channelId)).toBeUndefined();
    for (const { id } of [first, second]) {
      await store.posts.move(id, ['queued'], { state: 'published', publishedAt: noon });
    }
    expect(await store.posts.lastOn(first.channelId)).toBe(second.articleId);
    await store.posts.lose(second.id, noon, 'MESSAGE_ID_INVALID');
    expect(await store.posts.lastOn(first.channelId)).toBe(first.articleId);
  });

  it('take an edition once', async () => {
    const post = await queuedPost(store);
    const { articleId, channelId } = post;
    const again = { articleId, channelId, edition: 1, state: 'queued', breaking: 0 } as const;
    const by = { dueAt: noon, createdBy: null, createdAt: noon };
    expect(await store.posts.add({ ...again, ...by })).toBeUndefined();
    expect(await store.posts.nextEdition(articleId, channelId)).toBe(2);
    expect(await store.posts.add({ ...again, ...by, edition: 2 })).toMatchObject({ edition: 2 });
  });

  it('move for the first of two who try', async () => {
    const { id } = await queuedPost(store);
    const tries = await Promise.all([
      store.posts.move(id, ['queued'], { state: 'sending' }),
      store.posts.move(id, ['queued'], { state: 'retracted' }),
    ]);
    expect(tries.toSorted()).toEqual([false, true]);
  });

  it('roll back together', async () => {
    const failed = store.transaction(async (tx) => {
      await queuedPost(tx);
      throw new Error('half-way');
    });
    await expect(failed).rejects.toThrow('half-way');
    expect(await store.posts.queueLength()).toBe(0);
    expect(await store.outbox.nextDue()).toBeUndefined();
  });

  it('are counted by state', async () => {
    await queuedPost(store);
    await queuedPost(store);
    expect(await store.posts.countByState()).toEqual(new Map([['queued', 2]]));
  });
});
