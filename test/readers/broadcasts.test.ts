/** Broadcasts over the database alone: who is told what, once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { normalise } from '../../src/arabic/normalise.ts';
import { printedWords } from '../../src/delivery/composer.ts';
import { authorise } from '../../src/desk/authorise.ts';
import { type BroadcastDesk, createBroadcasts } from '../../src/readers/broadcasts.ts';
import { createNewsstand, type Newsstand } from '../../src/readers/newsstand.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon, postOf, queuedPost } from '../data/made.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let desk: BroadcastDesk;
let newsstand: Newsstand;
let now: number;
const hour = 3_600_000;
/** 20:00 in Aden. */
const evening = noon + 8 * hour;

beforeEach(async () => {
  now = noon;
  database = await temporarySqlite();
  store = createStore(database.db);
  await store.newsroom.apply(newsroomOf(), noon);
  let slug = 0;
  newsstand = createNewsstand({
    store,
    publicUrl: 'https://s.example',
    newSlug: () => `slug${String(slug++).padStart(3, '0')}`,
    wordsOf: (postId) => printedWords(store, postId),
    now: () => now,
  });
  desk = deskOf(store);
});
afterEach(() => database.remove());

const deskOf = (of: Store, clock = () => now): BroadcastDesk =>
  createBroadcasts({
    store: of,
    newsstand,
    zone: () => 'Asia/Aden',
    now: clock,
    wake: () => {},
  });

async function out(changes: { breaking?: 1 } = {}) {
  const post = await queuedPost(store);
  await store.outbox.cancel(post.id);
  const to = { state: 'published', publishedAt: now, ...changes } as const;
  await store.posts.move(post.id, ['queued'], to);
  return post;
}

const published = async (changes?: { breaking?: 1 }) => (await out(changes)).articleId;

/** The broadcast that goes out next. */
async function next(): Promise<number> {
  const [row] = await store.outbox.claim(now, 1);
  return row?.broadcastId ?? 0;
}

/** The readers' rows that wait, with what each would be told. */
async function waiting() {
  const rows = (await store.outbox.claim(now, 100)).filter(({ broadcastId }) => broadcastId);
  return Promise.all(
    rows.map(async ({ chat, broadcastId }) => ({
      chat,
      said: await desk.contentFor(broadcastId ?? 0, Number(chat)),
    })),
  );
}

/** The articles of the digest that a reader gets. */
async function itemsOf(broadcastId: number, readerId: number) {
  const said = await desk.contentFor(broadcastId, readerId);
  return said && 'items' in said ? said.items.map(({ articleId }) => articleId) : undefined;
}

describe('breaking news', () => {
  it('is told at once to those who want it, once, however often one looks', async () => {
    for (const id of [1, 2, 3]) await store.readers.subscribe(id, null, noon);
    await store.readers.wish(2, { alerts: 0 });
    await store.readers.unreachable(3, noon);
    const articleId = await published({ breaking: 1 });
    await published();
    await desk.tick();
    await desk.tick();
    const told = await waiting();
    expect(told).toMatchObject([{ chat: '1', said: { kind: 'alert', item: { articleId } } }]);
  });

  it('is told once, though several sources tell it', async () => {
    await store.readers.subscribe(1, null, noon);
    const first = await out({ breaking: 1 });
    const { storyId = 0 } = (await store.articles.find(first.articleId)) ?? {};
    for (let i = 0; i < 2; i++) {
      const post = await out({ breaking: 1 });
      const { id } = await store.articles.add(articleOf(), storyId);
      await store.posts.retell(post.id, id);
      await desk.tick();
    }
    const rows = await database.db
      .selectFrom('outbox')
      .selectAll()
      .where('chat', '=', '1')
      .execute();
    expect(rows).toHaveLength(1);
    expect(await desk.contentFor(await next(), 1)).toMatchObject({
      item: { articleId: first.articleId },
    });
  });

  it('is no alert when it is old', async () => {
    await store.readers.subscribe(1, null, noon);
    await published({ breaking: 1 });
    now += 2 * hour;
    await desk.tick();
    expect(await waiting()).toEqual([]);
  });

  it('is told to nobody any more once an editor wants it back', async () => {
    for (const id of [1, 2]) await store.readers.subscribe(id, null, noon);
    const post = await out({ breaking: 1 });
    await desk.tick();
    const id = await next();
    expect(await desk.contentFor(id, 1)).toMatchObject({ kind: 'alert' });
    const retraction = { articleId: post.articleId, reason: null, chat: '1001', createdBy: 1001 };
    await store.posts.retract(
      post.id,
      await store.retractions.add({ ...retraction, createdAt: now }),
    );
    expect(await desk.contentFor(id, 2)).toBeUndefined();
    expect((await newsstand.latest()).items).toEqual([]);
  });

  it('is told to nobody any more when hours have passed', async () => {
    await store.readers.subscribe(1, null, noon);
    await published({ breaking: 1 });
    await desk.tick();
    const id = await next();
    now += 3 * hour;
    expect(await desk.contentFor(id, 1)).toMatchObject({ kind: 'alert' });
    now += 1;
    expect(await desk.contentFor(id, 1)).toBeUndefined();
  });

  it('makes a sound by day, though the clock goes on while it is laid out', async () => {
    await store.readers.subscribe(1, null, noon);
    await published({ breaking: 1 });
    await desk.tick();
    const ticking = deskOf(store, () => now++);
    expect(await ticking.contentFor(await next(), 1)).toMatchObject({ isSilent: false });
  });

  it('makes no sound in a reader’s quiet hours', async () => {
    for (const id of [1, 2]) await store.readers.subscribe(id, null, noon);
    await store.readers.wish(2, { quiet: null });
    now = noon + 12 * hour;
    await published({ breaking: 1 });
    await desk.tick();
    expect((await waiting()).map(({ said }) => said?.isSilent)).toEqual([true, false]);
  });
});

describe('what readers are told', () => {
  it('is in the words of its editors, and names masked by the source are told in full', async () => {
    await store.readers.subscribe(1, null, noon);
    const channelId = (await store.channels.all())[0]?.id ?? 0;
    const input = articleOf({
      title: 'مليشيا الحو.ثي تقصف الميناء',
      summary: 'قصفت الحو.ثية الميناء.',
    });
    const { id: articleId } = await store.articles.add(
      input,
      await store.articles.addStory('', noon),
    );
    const wanted = {
      edition: 1,
      state: 'queued',
      breaking: 1,
      dueAt: noon,
      createdBy: null,
    } as const;
    const post = await store.posts.add({ ...wanted, articleId, channelId, createdAt: noon });
    const posts = [post?.id ?? 0];
    await store.posts.move(post?.id ?? 0, ['queued'], { state: 'published', publishedAt: noon });
    const first = { title: 'مليشيا الحوثي تقصف الميناء', summary: 'قصفت الحوثية الميناء.' };
    expect((await newsstand.latest()).items).toMatchObject([first]);
    const by = { articleId, posts, createdBy: 1001, createdAt: now };
    await store.amendments.add({ ...by, part: 'headline', text: 'العنوان المصحح' });
    await store.amendments.add({ ...by, part: 'summary', text: 'الملخص المصحح.' });
    await desk.tick();
    expect(await desk.contentFor(await next(), 1)).toMatchObject({
      item: { title: 'العنوان المصحح' },
      summary: 'الملخص المصحح.',
    });
  });

  it('leads to a channel that everybody can open', async () => {
    const channels = [channelOf({ key: 'vip', chat: '-1001234567890' }), channelOf()];
    await store.newsroom.apply(newsroomOf({ channels }), noon);
    const input = articleOf({ canonicalUrl: 'own:1', url: 'own:1' });
    const own = await store.articles.add(input, await store.articles.addStory('', noon));
    const wanted = {
      edition: 1,
      state: 'queued',
      breaking: 0,
      dueAt: noon,
      createdBy: null,
    } as const;
    for (const [place, { id: channelId }] of (await store.channels.all()).entries()) {
      const post = await store.posts.add({
        ...wanted,
        articleId: own.id,
        channelId,
        createdAt: noon,
      });
      const published = { state: 'published', publishedAt: noon + place, messageId: 7 } as const;
      await store.posts.move(post?.id ?? 0, ['queued'], published);
    }
    const [item] = await newsstand.items([own.id]);
    const slug = item?.url.split('/').at(-1) ?? '';
    expect((await store.links.find(slug))?.target).toBe('https://t.me/marsad_test/7');
  });
});

describe('breaking news while a notice goes out', () => {
  it('is told first', async () => {
    for (let id = 1; id <= 50; id++) await store.readers.subscribe(id, null, noon);
    const by = await authorise(store.people, 1001, 'broadcast');
    if (!by) throw new Error('1001 is the owner');
    const { id } = await desk.draft({ text: 'نعود غدًا', entities: [] }, by);
    await desk.send(id, by, 44);
    await published({ breaking: 1 });
    await desk.tick();
    const rows = await store.outbox.claim(now + 1_000, 5);
    expect(rows.map(({ broadcastId }) => broadcastId === id)).not.toContain(true);
  });
});

describe('a digest', () => {
  it('goes out at its hour, once a day, to those who want it', async () => {
    for (const id of [1, 2]) await store.readers.subscribe(id, null, noon);
    await store.readers.wish(2, { evening: 0, morning: 1 });
    await published();
    now = evening - 1;
    await desk.tick();
    expect(await waiting()).toEqual([]);
    now = evening;
    await desk.tick();
    now += 60_000;
    await desk.tick();
    expect((await waiting()).map(({ chat, said }) => [chat, said?.kind])).toEqual([
      ['1', 'evening'],
    ]);
  });

  it('tells a reader’s topics, and says nothing where there is nothing on them', async () => {
    for (const id of [1, 2]) await store.readers.subscribe(id, null, noon);
    await store.readers.follow({ subscriberId: 1, kind: 'word', name: 'القمح', key: 'القمح' });
    await store.readers.follow({ subscriberId: 2, kind: 'word', name: 'زلزال', key: 'زلزال' });
    const articleId = await published();
    now = evening;
    await desk.tick();
    const told = await waiting();
    expect(told[0]?.said).toMatchObject({ kind: 'evening', items: [{ articleId }] });
    expect(told[1]?.said).toBeUndefined();
  });

  it('tells of a source that is followed, whatever its pages call it', async () => {
    await store.readers.subscribe(1, null, noon);
    const { name = '', id: sourceId = 0 } = (await store.sources.all())[0] ?? {};
    const topic = { subscriberId: 1, kind: 'source', name, key: normalise(name) } as const;
    await store.readers.follow(topic);
    await published();
    const { articleId, id } = await out();
    const { id: moved } = await store.articles.add(
      articleOf({ sourceId, source: 'الشاطئ نيوز | آخر الأخبار' }),
      await store.articles.addStory('', noon),
    );
    await store.posts.retell(id, moved);
    now = evening;
    await desk.tick();
    const told = await itemsOf(await next(), 1);
    expect(told).toContain(moved);
    expect(told).not.toContain(articleId);
  });

  it('tells the rest once something of it was taken back', async () => {
    for (const id of [1, 2]) await store.readers.subscribe(id, null, noon);
    const gone = await out();
    const stays = await published();
    now = evening;
    await desk.tick();
    const id = await next();
    expect((await itemsOf(id, 1))?.toSorted()).toEqual([gone.articleId, stays].toSorted());
    await store.posts.move(gone.id, ['published'], { state: 'retracted' });
    expect(await itemsOf(id, 2)).toEqual([stays]);
  });

  it('is told to nobody any more when hours have passed', async () => {
    await store.readers.subscribe(1, null, noon);
    await published();
    now = evening;
    await desk.tick();
    const id = await next();
    now += 4 * hour + 1;
    expect(await desk.contentFor(id, 1)).toBeUndefined();
  });

  it('goes on after one failed reading', async () => {
    await store.readers.subscribe(1, null, noon);
    await published();
    now = evening;
    await desk.tick();
    let fails = 1;
    const flaky = deskOf({
      ...store,
      readers: {
        ...store.readers,
        published: async (...wanted) => {
          if (fails-- > 0) throw new Error('database is locked');
          return store.readers.published(...wanted);
        },
      },
    });
    const id = await next();
    await expect(flaky.contentFor(id, 1)).rejects.toThrow('database is locked');
    expect(await flaky.contentFor(id, 1)).toMatchObject({ kind: 'evening' });
  });

  it('is left to the next one when it is hours late', async () => {
    await store.readers.subscribe(1, null, noon);
    await published();
    now = evening + 3 * hour;
    await desk.tick();
    expect(await waiting()).toEqual([]);
  });
});

describe('an editor’s notice', () => {
  const by = async () => {
    const found = await authorise(store.people, 1001, 'broadcast');
    if (!found) throw new Error('1001 is the owner');
    return found;
  };

  it('goes to all readers once, though two editors say so, and tells how far it is', async () => {
    for (const id of [1, 2, 3]) await store.readers.subscribe(id, null, noon);
    const { id, readers } = await desk.draft({ text: 'نعود غدًا', entities: [] }, await by());
    expect(readers).toBe(3);
    expect(await desk.send(id, await by(), 44)).toBe(true);
    expect(await desk.send(id, await by(), 45)).toBe(false);
    const [first] = await store.outbox.claim(now, 1);
    await store.outbox.settle(first?.id ?? 0, { state: 'done', settledAt: now });
    expect(await desk.underway()).toMatchObject([
      { broadcast: { progressMessageId: 44, total: 3 }, sent: 1, left: 2 },
    ]);
  });

  it('is stopped in the middle: what waits is taken back', async () => {
    for (const id of [1, 2, 3]) await store.readers.subscribe(id, null, noon);
    const { id } = await desk.draft({ text: 'نعود غدًا', entities: [] }, await by());
    await desk.send(id, await by(), 44);
    const [first] = await store.outbox.claim(now, 1);
    expect(await desk.cancel(id, await by())).toEqual({ reached: 1 });
    expect(await desk.cancel(id, await by())).toBeUndefined();
    expect(await store.broadcasts.progress(id)).toEqual({ attempting: 1 });
    expect(await store.outbox.find(first?.id ?? 0)).toMatchObject({ state: 'attempting' });
  });

  it('is said to nobody any more once it is stopped, whatever Telegram has put off', async () => {
    await store.readers.subscribe(1, null, noon);
    const { id } = await desk.draft({ text: 'نعود غدًا', entities: [] }, await by());
    await desk.send(id, await by(), 44);
    const [row] = await store.outbox.claim(now, 1);
    await desk.cancel(id, await by());
    await store.outbox.retry(row?.id ?? 0, now, 'flood');
    expect(await desk.contentFor(id, 1)).toBeUndefined();
  });

  it('is thrown away before it was sent', async () => {
    const { id } = await desk.draft({ text: 'نعود غدًا', entities: [] }, await by());
    expect(await desk.cancel(id, await by())).toEqual({ reached: null });
    expect(await desk.send(id, await by(), 44)).toBe(false);
  });

  it('is over when nothing waits any more and its last word was told', async () => {
    await store.readers.subscribe(1, null, noon);
    const { id } = await desk.draft({ text: 'نعود غدًا', entities: [] }, await by());
    await desk.send(id, await by(), 44);
    const [row] = await store.outbox.claim(now, 1);
    await store.outbox.settle(row?.id ?? 0, { state: 'done', settledAt: now });
    expect(await desk.underway()).toMatchObject([{ sent: 1, left: 0 }]);
    await desk.finish(id);
    expect(await desk.underway()).toEqual([]);
    await desk.fold();
    expect(await store.outbox.countByState()).toEqual(new Map());
    expect(await store.broadcasts.progress(id)).toEqual({ done: 1 });
  });
});

describe('an alert that goes out', () => {
  const flashOf = async (storyId: number) => {
    const article = await store.articles.add(articleOf({ breaking: 1 }), storyId);
    const { id } = await postOf(store, article.id, { breaking: 1 });
    await store.posts.move(id, ['queued'], { state: 'published', publishedAt: now });
    return { id, articleId: article.id };
  };
  const takeBack = (id: number) => store.posts.move(id, ['published'], { state: 'retracted' });
  const toldOf = async (articleId: number) =>
    (await waiting()).filter(
      ({ said }) => said && 'item' in said && said.item.articleId === articleId,
    );

  it('gives way to what has come out since it was taken back', async () => {
    for (const id of [1, 2, 3]) await store.readers.subscribe(id, null, noon);
    const story = await store.articles.addStory('انفجار في الميناء', noon);
    const wrong = await flashOf(story);
    await desk.tick();
    await takeBack(wrong.id);
    now += 30_000;
    const right = await flashOf(story);
    await desk.tick();
    await desk.tick();
    const told: unknown[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const rows = await store.outbox.claim(now, 100);
      for (const { id, broadcastId, chat } of rows) {
        const said = await desk.contentFor(broadcastId ?? 0, Number(chat));
        if (said && 'item' in said) told.push(said.item.articleId);
        await store.outbox.settle(id, { state: said ? 'done' : 'cancelled', settledAt: now });
      }
      now += 5_000;
    }
    expect(told).toEqual(Array(3).fill(right.articleId));
  });

  it('is told from another post of its story when its own was taken back', async () => {
    for (const id of [1, 2, 3]) await store.readers.subscribe(id, null, noon);
    const story = await store.articles.addStory('انفجار في الميناء', noon);
    const first = await flashOf(story);
    const other = await flashOf(story);
    await desk.tick();
    await takeBack(first.id);
    expect(await store.broadcasts.untold(now - hour)).toEqual([]);
    expect(await toldOf(other.articleId)).toHaveLength(3);
  });

  it('is not told to whoever has switched alerts off meanwhile', async () => {
    await store.readers.subscribe(1, null, noon);
    await flashOf(await store.articles.addStory('خبر', noon));
    await desk.tick();
    await store.readers.wish(1, { alerts: 0 });
    expect(await waiting()).toEqual([{ chat: '1', said: undefined }]);
  });
});
