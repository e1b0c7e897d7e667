import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { articleOf, newsroomOf, noon, postOf, queuedPost } from './made.ts';

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

  it('go by the headline that they show: an editor’s own, while it stands', async () => {
    const [one, other] = [await queuedPost(store), await queuedPost(store)];
    const { articleId } = one;
    const titleOf = async (id: number) => (await store.posts.find(id))?.title;
    const former = await titleOf(one.id);
    const words = { articleId, part: 'headline', createdBy: 1001, createdAt: noon } as const;
    // The number of the one stands within that of the other.
    await store.amendments.add({ ...words, posts: [Number(`${one.id}7`)], text: 'لغيره' });
    expect(await titleOf(one.id)).toBe(former);
    await store.amendments.add({ ...words, posts: [99, one.id], text: 'عنوان أول' });
    const last = await store.amendments.add({ ...words, posts: [one.id], text: 'عنوان ثان' });
    await store.amendments.add({ ...words, posts: [one.id], part: 'summary', text: 'نص' });
    expect(await titleOf(one.id)).toBe('عنوان ثان');
    await store.amendments.undo(last, noon);
    expect(await titleOf(one.id)).toBe('عنوان أول');
    expect((await store.posts.queue(5)).map(({ title }) => title)).toEqual([
      'عنوان أول',
      await titleOf(other.id),
    ]);
  });

  it('tell a story on a channel: not those that wait for an editor, drafts or failed ones', async () => {
    const post = await queuedPost(store);
    const article = await store.articles.find(post.articleId);
    const tellers = async () =>
      (await store.posts.tellers(article?.storyId ?? 0, post.channelId)).map(({ id }) => id);
    expect(await tellers()).toEqual([post.id]);
    for (const state of ['in review', 'draft', 'failed', 'retracted'] as const) {
      await store.posts.move(post.id, ['queued'], { state });
      expect(await tellers(), state).toEqual([]);
      await store.posts.move(post.id, [state], { state: 'queued' });
    }
  });

  it('in review are announced once, and again when they are another piece', async () => {
    const posts = [await queuedPost(store), await queuedPost(store)];
    const ids = posts.map(({ id }) => id);
    for (const id of ids) await store.posts.move(id, ['queued'], { state: 'in review' });
    const open = async () => (await store.posts.unannounced()).map(({ id }) => id);
    expect(await open()).toEqual(ids);
    const tries = [store.posts.announce(ids, noon), store.posts.announce(ids, noon)];
    expect((await Promise.all(tries)).toSorted()).toEqual([false, true]);
    expect(await open()).toEqual([]);
    await store.posts.renewReview({ articleId: posts[1]?.articleId ?? 0 });
    expect(await open()).toEqual(ids.slice(1));
    expect(await store.posts.announce(ids, noon)).toBe(true);
  });

  it('in review are paged by article, and renewed by whose they are', async () => {
    const made = [await queuedPost(store), await queuedPost(store), await queuedPost(store)];
    for (const { id } of made) await store.posts.move(id, ['queued'], { state: 'in review' });
    const [first, second, third] = made.map(({ articleId }) => articleId);
    const writers = await postOf(store, first ?? 0, {
      edition: 2,
      state: 'in review',
      createdBy: 1003,
    });
    const page = async (after: number) =>
      (await store.posts.inReview(after, 2)).map(({ articleId }) => articleId);
    expect(await page(0)).toEqual([first, first, second]);
    expect(await store.posts.inReviewAfter(second ?? 0)).toBe(1);
    expect(await page(second ?? 0)).toEqual([third]);
    expect(await store.posts.inReviewAfter(0)).toBe(3);

    const revisions = async () =>
      Promise.all(
        [made[0], writers].map(async (post) => (await store.posts.find(post?.id ?? 0))?.revision),
      );
    await store.posts.renewReview({ articleId: first ?? 0, editorId: 1003 });
    expect(await revisions()).toEqual([1, 2]);
    await store.posts.renewReview({ articleId: first ?? 0, editorId: null });
    expect(await revisions()).toEqual([2, 2]);
    await store.posts.renewReview({ articleId: first ?? 0 });
    expect(await revisions()).toEqual([3, 3]);
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
    expect(await store.outbox.nextDue(noon)).toBeUndefined();
  });

  it('are counted by state', async () => {
    await queuedPost(store);
    await queuedPost(store);
    expect(await store.posts.countByState()).toEqual(new Map([['queued', 2]]));
  });
});
