import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { composeAmended, composePreview, createComposer } from '../../src/delivery/composer.ts';
import { parseLayout } from '../../templates/layout.ts';
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

async function postOn(
  key: string,
  title = 'قصف حو.ثي على الميناء',
): Promise<{ post: number; article: number; channel: number }> {
  const masked = articleOf({ title, summary: 'سقط صا.روخ قرب الميناء.' });
  const article = await store.articles.add(masked, await store.articles.addStory(title, noon));
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

it('points to related posts of the channel by counted links, chosen once', async () => {
  const related = channelOf({ key: 'main', related: true });
  await store.newsroom.apply(newsroomOf({ channels: [related] }), noon);
  const before = (await postOn('main', 'قصف على الميناء يوقف السفن')).post;
  await store.posts.move(before, ['queued'], { state: 'published', publishedAt: noon });
  const post = (await postOn('main', 'قصف جديد على الميناء والسفن')).post;
  const { text, entities } = await compose(post);
  expect(text).toContain('اقرأ أيضًا:\n• قصف على الميناء يوقف السفن');
  const [link] = (await store.links.ofPost(post)).filter(({ button }) => /^related/.test(button));
  expect(entities.map((entity) => 'url' in entity && entity.url)).toContain(
    `http://127.0.0.1:1/${link?.slug}`,
  );
  const later = (await postOn('main', 'سفن الميناء تعود بعد قصف')).post;
  await store.posts.move(later, ['queued'], { state: 'published', publishedAt: noon });
  expect((await compose(post)).text).toBe(text);
});

it('shows the reads on the button once there are any to show', async () => {
  const channels = [channelOf({ readCount: true, numerals: 'arabic' })];
  await store.newsroom.apply(newsroomOf({ channels }), noon);
  const { post } = await postOn('main');
  const label = async () => (await compose(post)).keyboard?.inline_keyboard[0]?.[0]?.text;
  expect(await label()).toBe('التفاصيل');
  await store.shownCounts.put(post, 69, noon);
  expect(await label()).toBe('التفاصيل · ٦٩ قراءة');
  await store.shownCounts.put(post, 2, noon);
  expect(await label()).toBe('التفاصيل · قراءتان');
});

it('lays posts out in their channel’s template, and the preview alike', async () => {
  const templates = { رياضة: '{المصدر}\n<b>{العنوان}</b>' };
  const channels = [
    channelOf({ template: 'رياضة' }),
    channelOf({ key: 'raw', chat: '@raw_test', template: 'headline' }),
  ];
  await store.newsroom.apply(newsroomOf({ templates, channels }), noon);
  const { post, article, channel } = await postOn('main', 'افتتاح الميناء');
  const { text } = await compose(post);
  expect(text).toBe('وكالة الشاطئ\nافتتاح الميناء');
  expect((await composePreview(store, article, channel)).text).toBe(text);
  expect((await composeAmended(store, post, { headline: 'إغلاق الميناء' })).text).toBe(
    'وكالة الشاطئ\nإغلاق الميناء',
  );
  const other = await postOn('raw', 'افتتاح الميناء');
  expect((await compose(other.post)).text).toBe('افتتاح الميناء');
});

it('shows a template in a preview that is not saved', async () => {
  const { article, channel } = await postOn('main', 'افتتاح الميناء');
  const layout = parseLayout('<i>{العنوان}</i>\nخدمة المرصد');
  if ('problems' in layout) throw new Error('not a layout');
  const { text, keyboard } = await composePreview(store, article, channel, { layout });
  expect(text).toBe('افتتاح الميناء\nخدمة المرصد');
  expect(keyboard?.inline_keyboard[0]).toHaveLength(2);
});

it('goes on in the standard template when the channel’s has gone, and says so in the log', async () => {
  const { post, channel } = await postOn('main', 'افتتاح الميناء');
  const standard = (await compose(post)).text;
  await store.templates.choose(channel, 'راح', { editorId: 1001, at: noon });
  expect((await compose(post)).text).toBe(standard);
  expect(logged).toContainEqual({ post, template: 'راح' });
});

it('takes no number of a template for news that was corrected', async () => {
  const by = { editorId: 1001, at: noon };
  const { post, article, channel } = await postOn('main', 'وصول 12 سفينة');
  await store.templates.save({ name: 'رقم', body: '{العنوان}\nاتصلوا: 777' }, by);
  await store.templates.choose(channel, 'رقم', by);
  const { text } = await compose(post);
  await store.posts.note(post, {
    form: 'text',
    rung: null,
    picture: null,
    first: text,
    textHash: '',
    keyboardHash: '',
  });
  await store.templates.save({ name: 'رقم', body: '{العنوان}\nاتصلوا: 888' }, by);
  expect((await compose(post)).text).toBe('وصول 12 سفينة\nاتصلوا: 888');
  await store.amendments.add({
    articleId: article,
    posts: [post],
    part: 'headline',
    text: 'وصول 14 سفينة',
    createdBy: 1001,
    createdAt: noon,
  });
  expect((await compose(post)).text).toMatch(/^وصول 14 سفينة\nاتصلوا: 888\n\nتصحيح: /u);
});
