import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { composePreview, createComposer } from '../../src/delivery/composer.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon } from '../data/made.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let logged: object[];

beforeEach(async () => {
  logged = [];
  database = await temporarySqlite();
  store = createStore(database.db);
  const channels = [channelOf(), channelOf({ key: 'raw', chat: '@raw_test', dotted: 'keep' })];
  await store.newsroom.apply(newsroomOf({ channels }), noon);
});
afterEach(() => database.remove());

async function postOn(key: string): Promise<{ post: number; article: number; channel: number }> {
  const masked = articleOf({ title: 'قصف حو.ثي على الميناء', summary: 'سقط صا.روخ قرب الميناء.' });
  const article = await store.articles.add(masked, await store.articles.addStory('k', noon));
  const channel = (await store.channels.all()).find((other) => other.key === key);
  const post = await store.posts.add({
    articleId: article.id,
    channelId: channel?.id ?? 0,
    edition: 1,
    state: 'queued',
    breaking: 0,
    dueAt: noon,
    createdBy: null,
    createdAt: noon,
  });
  return { post: post?.id ?? 0, article: article.id, channel: channel?.id ?? 0 };
}

let slug = 0;
const compose = (post: number) =>
  createComposer({
    store,
    publicUrl: 'http://127.0.0.1:1',
    newSlug: () => `slug${++slug}`,
    isHushed: () => false,
    now: () => noon,
    log: { info: (facts) => void logged.push(facts) },
  })(post);

it('restores masked words in print and logs each, also in the preview', async () => {
  const { post, article, channel } = await postOn('main');
  const { text } = await compose(post);
  expect(text).toContain('قصف حوثي على الميناء\n\nسقط صاروخ قرب الميناء.');
  expect(logged).toEqual([
    {
      post,
      changes: [
        { from: 'حو.ثي', to: 'حوثي' },
        { from: 'صا.روخ', to: 'صاروخ' },
      ],
    },
  ]);
  expect((await composePreview(store, article, channel)).text).toBe(text);
});

it('prints them as the source did on a channel that wants them so', async () => {
  const { post } = await postOn('raw');
  expect((await compose(post)).text).toContain('قصف حو.ثي على الميناء\n\nسقط صا.روخ');
  expect(logged).toEqual([]);
});
