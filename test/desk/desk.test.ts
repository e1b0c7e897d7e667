import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewArticle } from '../../data/repositories/articles.ts';
import type { Hold } from '../../data/schema.ts';
import { createStore, type Store } from '../../data/store.ts';
import { type Authorized, authorise } from '../../src/desk/authorise.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon, sourceOf } from '../data/made.ts';
import { approve, draftOn, may, publish } from './editor.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let desk: Desk;
let now: number;
let reviewed: number[];

beforeEach(async () => {
  now = noon;
  reviewed = [];
  database = await temporarySqlite();
  store = createStore(database.db);
  desk = createDesk({
    store,
    now: () => now,
    zone: () => 'Asia/Aden',
    wake: () => {},
    review: async (posts) => void reviewed.push(...posts.map(({ id }) => id)),
  });
});
afterEach(() => database.remove());

let guid = 0;

/** Brings an article as a source does, by an entry. */
async function bring(
  article: NewArticle,
  { sourceName = 'وكالة الشاطئ', hold = null }: { sourceName?: string; hold?: Hold | null } = {},
) {
  const source = (await store.sources.all()).find(({ name }) => name === sourceName);
  const url = `${article.url}#${guid}`;
  await store.entries.add([
    {
      sourceId: source?.id ?? 0,
      guid: String(guid++),
      url,
      title: article.title,
      publishedAt: null,
      categories: [],
      image: null,
      seenAt: now,
      state: 'new',
      nextTryAt: now,
    },
  ]);
  const [entry] = await store.entries.tracesOf([url], null);
  return desk.take(article, { entryId: entry?.id ?? 0, sourceName, hold });
}

async function editorOf(id: number): Promise<Authorized<'publish'>> {
  const by = await authorise(store.people, id, 'publish');
  if (!by) throw new Error(`${id} may not publish`);
  return by;
}

const channelId = async (key: string) =>
  (await store.channels.all()).find((channel) => channel.key === key)?.id ?? 0;

describe('an article that a source brings', () => {
  it('goes to the channels that take it: at once, or in the next free slot', async () => {
    await store.newsroom.apply(
      newsroomOf({
        channels: [
          channelOf(),
          channelOf({ key: 'noon', chat: '@noon', slots: ['13:00', '18:00'] }),
          channelOf({ key: 'sport', chat: '@sport', sections: ['رياضة'] }),
        ],
      }),
      noon,
    );
    const first = await bring(articleOf());
    expect(first.posts).toMatchObject([
      { state: 'queued', dueAt: noon },
      { state: 'scheduled', dueAt: noon + 60 * 60_000 },
    ]);
    const second = await bring(articleOf());
    expect(second.posts[1]).toMatchObject({ dueAt: noon + 6 * 60 * 60_000 });
    expect(await store.outbox.countByState()).toEqual(new Map([['waiting', 4]]));
  });

  it('goes at once when it is breaking, in the lane of breaking news', async () => {
    const quiet = channelOf({ slots: ['18:00'], quiet: '11:00-14:00' });
    await store.newsroom.apply(newsroomOf({ channels: [quiet] }), noon);
    const { posts } = await bring(articleOf({ breaking: 1 }));
    expect(posts).toMatchObject([{ state: 'queued', dueAt: noon, breaking: 1 }]);
    expect(await store.outbox.ofPost(posts[0]?.id ?? 0)).toMatchObject([{ lane: 1, dueAt: noon }]);
  });

  it('is planned once, however often its address comes', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    const article = articleOf();
    expect(await bring(article)).toMatchObject({ isNew: true });
    expect(await bring(article)).toMatchObject({ isNew: false, posts: [] });
    expect(await store.posts.queueLength()).toBe(1);
  });

  it('is not posted beside its story from another source', async () => {
    const sources = [sourceOf(), sourceOf({ name: 'وكالة الجبل', address: 'https://j.example/f' })];
    await store.newsroom.apply(newsroomOf({ sources }), noon);
    await bring(articleOf({ title: 'افتتاح الميناء الجديد' }));
    const { posts } = await bring(articleOf({ title: 'إفتتاح المِيناء الجديد' }), {
      sourceName: 'وكالة الجبل',
    });
    expect(posts).toEqual([]);
  });

  it('is refused by a channel’s rules, and each refusal is kept with its rule', async () => {
    await store.newsroom.apply(
      newsroomOf({
        channels: [
          channelOf(),
          channelOf({ key: 'fresh', chat: '@fresh', maxAgeMs: 3_600_000 }),
          channelOf({ key: 'words', chat: '@words', notWords: ['السفينة'] }),
        ],
      }),
      noon,
    );
    now = noon + 7_200_000;
    const { posts, article } = await bring(articleOf());
    expect(posts).toHaveLength(1);
    expect(await store.refusals.ofArticle(article.id)).toMatchObject([
      { channel: 'fresh', rule: 'max_age', detail: '7200000', at: now },
      { channel: 'words', rule: 'not_words', detail: 'السفينة', at: now },
    ]);
  });

  it('is posted beside its story where the channel wants every source', async () => {
    const sources = [sourceOf(), sourceOf({ name: 'وكالة الجبل', address: 'https://j.example/f' })];
    const channels = [channelOf(), channelOf({ key: 'every', chat: '@every', everySource: true })];
    await store.newsroom.apply(newsroomOf({ sources, channels }), noon);
    const first = await bring(articleOf({ title: 'افتتاح الميناء الجديد' }));
    const again = articleOf({ title: 'افتتاح الميناء الجديد' });
    const second = await bring(again, { sourceName: 'وكالة الجبل' });
    expect(second.article.storyId).toBe(first.article.storyId);
    expect(second.posts).toMatchObject([{ channelId: await channelId('every') }]);
    expect(await store.refusals.ofArticle(second.article.id)).toMatchObject([
      { channel: 'main', rule: 'story', postId: first.posts[0]?.id },
    ]);
    // The article itself is posted once all the same.
    expect((await bring(again, { sourceName: 'وكالة الجبل' })).posts).toEqual([]);
  });

  it('that has changed is revised in place; a copy on another site revises nothing', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    const article = articleOf();
    const { article: kept } = await bring(article);
    const copy = { ...article, url: 'https://copy.example/1', title: 'عنوان آخر تماما' };
    expect(await bring(copy)).toMatchObject({ isNew: false, isRevised: false });
    const told = { ...article, title: 'عنوان جديد', summary: 'خلاصة جديدة' };
    expect(await bring(told)).toMatchObject({
      isNew: false,
      isRevised: true,
      posts: [],
      article: { id: kept.id, revision: 2, title: 'عنوان جديد', readAt: kept.readAt },
    });
    expect(await desk.reread(kept.id, told)).toBe(false);
    expect(await store.articles.revisions(kept.id)).toMatchObject([
      { revision: 1, title: article.title, kinds: expect.arrayContaining(['title']) },
    ]);
  });

  it('waits for an editor on every channel when it is held, breaking or not', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    const { posts } = await bring(articleOf({ breaking: 1 }), { hold: 'old' });
    expect(posts).toMatchObject([{ state: 'in review', hold: 'old', dueAt: null }]);
    expect(reviewed).toEqual([posts[0]?.id]);
    expect(await store.outbox.nextDue(noon)).toBeUndefined();
    await approve({ store, desk }, posts[0]?.articleId ?? 0);
    expect(await store.posts.queue(5)).toMatchObject([{ state: 'queued', dueAt: noon }]);
  });

  it('waits for an editor on a channel in review, and goes out by their word', async () => {
    await store.newsroom.apply(newsroomOf({ channels: [channelOf({ mode: 'review' })] }), noon);
    const { posts } = await bring(articleOf());
    const id = posts[0]?.id ?? 0;
    expect(posts).toMatchObject([{ state: 'in review' }]);
    expect(reviewed).toEqual([id]);
    expect(await store.outbox.nextDue(noon)).toBeUndefined();
    const articleId = posts[0]?.articleId ?? 0;
    expect(await approve({ store, desk }, articleId)).toMatchObject([{ state: 'queued' }]);
    expect(await approve({ store, desk }, articleId)).toEqual([]);
    expect(await store.outbox.nextDue(noon)).toBe(noon);
  });
});

describe('an editor’s article', () => {
  let articleId: number;
  beforeEach(async () => {
    await store.newsroom.apply(
      newsroomOf({
        channels: [channelOf(), channelOf({ key: 'noon', chat: '@noon', slots: ['13:00'] })],
        editors: [
          { id: 1001, role: 'owner' },
          { id: 1002, role: 'writer' },
        ],
      }),
      noon,
    );
    articleId = (await desk.takeForEditor(articleOf())).article.id;
  });

  const discard = async (piece = { kind: 'draft', articleId, editorId: 1001 } as const) =>
    desk.discard(piece, (await desk.piece(piece))?.revision ?? 0, await may(store, 1001, 'write'));

  it('goes nowhere until it is confirmed, and then once', async () => {
    const at = { store, desk };
    const piece = await draftOn(at, articleId, [await channelId('main'), await channelId('noon')]);
    expect(await store.outbox.nextDue(noon)).toBeUndefined();
    expect(await desk.times(piece, { kind: 'slot' })).toMatchObject([
      { channel: 'main', at: noon },
      { channel: 'noon', at: noon + 60 * 60_000 },
    ]);
    expect(await publish(at, piece, { kind: 'slot' })).toMatchObject([
      { channel: 'main', state: 'queued' },
      { channel: 'noon', state: 'scheduled' },
    ]);
    expect(await publish(at, piece, { kind: 'slot' })).toEqual([]);
    expect(await store.outbox.countByState()).toEqual(new Map([['waiting', 2]]));
  });

  it('is drafted on just the channels that are ticked', async () => {
    const at = { store, desk };
    await draftOn(at, articleId, [await channelId('main')]);
    await draftOn(at, articleId, [await channelId('noon')]);
    expect(await store.posts.drafts(articleId, 1001)).toMatchObject([{ channel: 'noon' }]);
    await discard();
    expect(await store.posts.drafts(articleId, 1001)).toEqual([]);
  });

  it('can be published again, as a new edition', async () => {
    const at = { store, desk };
    for (const edition of [1, 2]) {
      const piece = await draftOn(at, articleId, [await channelId('main')]);
      expect(await publish(at, piece, { kind: 'now' })).toMatchObject([{ edition }]);
    }
  });

  it('is still the sources’ to bring when the editor dropped it', async () => {
    await draftOn({ store, desk }, articleId, [await channelId('main')]);
    await discard();
    const article = await store.articles.find(articleId);
    if (!article) throw new Error('gone');
    const { id: _, storyId: __, ...again } = article;
    expect((await bring(again)).posts).toHaveLength(2);
  });

  it('is taken out of the queue, unless it is too late', async () => {
    const by = await editorOf(1001);
    const at = { store, desk };
    const piece = await draftOn(at, articleId, [await channelId('noon')]);
    const [post] = await publish(at, piece, { kind: 'slot' });
    const seen = { id: post?.id ?? 0, dueAt: post?.dueAt ?? 0 };
    expect(await desk.withdraw(seen, by)).toMatchObject({ kind: 'done', post: { id: post?.id } });
    expect(await desk.withdraw(seen, by)).toEqual({ kind: 'late' });
    expect(await store.posts.find(post?.id ?? 0)).toMatchObject({ state: 'retracted' });
  });

  it('is not a writer’s to publish, nor a stranger’s to see', async () => {
    expect(await authorise(store.people, 1002, 'publish')).toBeUndefined();
    expect(await authorise(store.people, 1002, 'see')).toBeDefined();
    expect(await authorise(store.people, 3, 'see')).toBeUndefined();
  });
});

describe('a post of unknown outcome', () => {
  it('is settled by an editor, once', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    const by = await editorOf(1001);
    const ids = [];
    for (let i = 0; i < 2; i++) ids.push((await bring(articleOf())).posts[0]?.id ?? 0);
    for (const id of ids) {
      now += 10_000;
      await store.posts.move(id, ['queued'], { state: 'sending' });
      const [row] = await store.outbox.claim(now, 1);
      await store.outbox.settle(row?.id ?? 0, { state: 'unknown', settledAt: now });
      await store.posts.move(id, ['sending'], { state: 'unknown' });
    }
    const [arrived = 0, lost = 0] = ids;
    expect(await desk.resolve(arrived, 'arrived', by)).toBe(true);
    expect(await desk.resolve(arrived, 'again', by)).toBe(false);
    expect(await store.posts.find(arrived)).toMatchObject({ state: 'published' });
    expect(await desk.resolve(lost, 'again', by)).toBe(true);
    now += 10_000;
    expect(await store.outbox.claim(now, 5)).toMatchObject([{ postId: lost, attempts: 2 }]);
  });
});

describe('a notice', () => {
  it('goes to the first owner, before all posts', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    await bring(articleOf());
    await desk.notify({ text: 'خبر للمحررين', entities: [] });
    expect(await store.outbox.claim(now, 5)).toMatchObject([
      { chat: '1001', lane: 0, payload: expect.stringContaining('خبر للمحررين') },
      { chat: '@marsad_test' },
    ]);
  });
});

describe('a group that puts the bot out', () => {
  const chats = async (): Promise<string[]> => {
    const rows = await store.outbox.claim(noon, 50);
    return rows.map(({ chat }) => chat);
  };

  it('leaves to the owner what is said to it later, and what was on its way', async () => {
    await store.people.ensureOwner(1001);
    await store.settings.set('desk chat', '-100500');
    await desk.notify({ text: 'على الطريق', entities: [] });
    const [row] = await store.outbox.claim(noon, 50);
    expect(await desk.fallBack('-100500')).toBe(true);
    // Its call is refused only now.
    await store.outbox.retry(row?.id ?? 0, noon, 'kicked');
    await desk.notify({ text: 'جواب ما سُئل عنه هناك', entities: [] }, '-100500');
    expect(await desk.fallBack('-100500')).toBe(false);
    expect(await chats()).toEqual(['1001']);
    expect(await store.outbox.countByState()).toEqual(
      new Map([
        ['waiting', 1],
        ['attempting', 1],
      ]),
    );
  });
});
