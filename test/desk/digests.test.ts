import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { createComposer } from '../../src/delivery/composer.ts';
import { createDigests, digestDays, digestDue } from '../../src/desk/digests.ts';
import { digestTitle } from '../../templates/digest.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon } from '../data/made.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
/** 21:00 in Aden. */
const nine = Date.UTC(2026, 10, 24, 18);
let at = nine + 5_000;
let slug = 0;
let position = 0;

beforeEach(async () => {
  at = nine + 5_000;
  position = 0;
  database = await temporarySqlite();
  store = createStore(database.db);
  const channels = [channelOf({ digest: '21:00', numerals: 'arabic' }), channelOf({ key: 'none' })];
  await store.newsroom.apply(newsroomOf({ channels }), noon);
});
afterEach(() => database.remove());

const newSlug = () => `slug${String(++slug).padStart(3, '0')}`;
const compose = (postId: number) =>
  createComposer({
    store,
    isHushed: () => false,
    publicUrl: 'http://127.0.0.1:1',
    newSlug,
    now: () => at,
    log: { info: () => {} },
  })(postId);
const digests = (zone = 'Asia/Aden') =>
  createDigests({
    store,
    now: () => at,
    zone: () => zone,
    drain: async () => {},
    wake: () => {},
    title: digestTitle,
  });

/** A post that is out, read so often in the hour before the digest. */
async function readPost(title: string, reads: number, excluded = 0): Promise<number> {
  const article = await store.articles.add(
    articleOf({ title }),
    await store.articles.addStory(title, noon),
  );
  const [channel] = await store.channels.all();
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
  const id = post?.id ?? 0;
  await store.posts.move(id, ['queued'], { state: 'published', publishedAt: noon });
  await compose(id);
  const linkId = (await store.links.ofPost(id))[0]?.id ?? 0;
  const clicks = Array.from({ length: reads }, (_, visitor) => ({
    linkId,
    at: nine - 60_000,
    visitor,
    excluded,
  }));
  const from = { segment: 0, position };
  position += 1;
  await store.clicks.apply({ from, to: { segment: 0, position }, clicks, dropped: 0 });
  return id;
}

const sends = async () => {
  const posts = await store.posts.queue(50);
  return posts.filter(({ title }) => title.startsWith('الأكثر قراءة'));
};

describe('the most-read digest', () => {
  it('goes out once, whoever ticks how often, also after a restart', async () => {
    for (const [title, reads] of [
      ['الأول', 12],
      ['الثاني', 3],
      ['الثالث', 2],
    ] as const)
      await readPost(title, reads);
    await digests().tick();
    await Promise.allSettled([digests().tick(), digests().tick()]);
    at += 10 * 60_000;
    await digests().tick();
    expect(await sends()).toHaveLength(1);
    at += 24 * 60 * 60_000 - 10 * 60_000;
    await digests().tick();
    // Nobody read anything the next day: no second one, and none later that evening.
    expect(await sends()).toHaveLength(1);
  });

  it('does not go out a second time that day when the newsroom’s zone is changed', async () => {
    for (const title of ['الأول', 'الثاني', 'الثالث']) await readPost(title, 3);
    await digests().tick();
    at += 2 * 60 * 60_000;
    await digests('Africa/Algiers').tick();
    expect(await sends()).toHaveLength(1);
  });

  it('lists rank, title, source and count in the channel’s numerals, each title by its own link', async () => {
    await readPost('إعادة فتح الميناء', 2);
    const first = await readPost('عاجل: خسوف كلي للقمر', 12);
    await readPost('موسم القهوة', 3);
    await readPost('لم يقرأه إلا البرامج', 40, 2);
    await digests().tick();
    const [post] = await sends();
    const { text, entities } = await compose(post?.id ?? 0);
    expect(text).toMatch(/^الأكثر قراءة في آخر ٢٤ ساعة\n\n/);
    expect(text).toContain('١. خسوف كلي للقمر\nوكالة الشاطئ · ١٢ قراءة');
    expect(text).toContain('٢. موسم القهوة\nوكالة الشاطئ · ٣ قراءات');
    expect(text).toContain('٣. إعادة فتح الميناء\nوكالة الشاطئ · قراءتان');
    expect(text).not.toContain('البرامج');
    const links = entities.filter((entity) => entity.type === 'text_link');
    expect(new Set(links.map(({ url }) => url)).size).toBe(links.length);
    const ownLinks = await store.links.ofPost(first);
    expect(ownLinks.map(({ button }) => button)).toContain('digest:1');
    expect(text).toBe((await compose(post?.id ?? 0)).text);
  });

  it('leaves out what has been taken back, and sends nothing for fewer than three', async () => {
    const posts = [await readPost('أ', 5), await readPost('ب', 4), await readPost('ج', 3)];
    await store.posts.move(posts[0] ?? 0, ['published'], { state: 'retracted' });
    await digests().tick();
    expect(await sends()).toEqual([]);
    // The decision stands, though a third article is read within the hour.
    await readPost('د', 9);
    at += 60_000;
    await digests().tick();
    expect(await sends()).toEqual([]);
  });

  it('is not made up for when the program stood still for long', () => {
    expect(digestDue('21:00', 'Asia/Aden', nine)).toBe(nine);
    expect(digestDue('21:00', 'Asia/Aden', nine + 59 * 60_000)).toBe(nine);
    expect(digestDue('21:00', 'Asia/Aden', nine + 61 * 60_000)).toBeUndefined();
    expect(digestDue('21:00', 'Asia/Aden', nine - 1)).toBeUndefined();
    expect(digestDue('fri 21:00', 'Asia/Aden', nine)).toBeUndefined();
    expect([digestDays('21:00'), digestDays('fri 21:00'), digestDays('sun-thu 21:00')]).toEqual([
      1, 7, 1,
    ]);
  });
});
