import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewArticle } from '../../data/repositories/articles.ts';
import { createStore, type Store } from '../../data/store.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, newsroomOf, noon } from '../data/made.ts';

const hour = 3_600_000;
let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let desk: Desk;
let now: number;

const deskOf = () =>
  createDesk({
    store,
    now: () => now,
    zone: () => 'Asia/Aden',
    wake: () => {},
    review: async () => {},
  });

beforeEach(async () => {
  now = noon;
  database = await temporarySqlite();
  store = createStore(database.db);
  await store.newsroom.apply(newsroomOf(), noon);
  desk = deskOf();
});
afterEach(() => database.remove());

let guid = 0;
async function bring(changes: Partial<NewArticle>) {
  const article = articleOf({ publishedAt: now, readAt: now, ...changes });
  const [source] = await store.sources.all();
  await store.entries.add([
    {
      sourceId: source?.id ?? 0,
      guid: String(++guid),
      url: article.url,
      title: article.title,
      publishedAt: null,
      categories: [],
      image: null,
      seenAt: now,
      state: 'new',
      nextTryAt: now,
    },
  ]);
  const [entry] = await store.entries.tracesOf([article.url], null);
  const { article: kept, posts } = await desk.take(article, {
    entryId: entry?.id ?? 0,
    sourceName: source?.name ?? '',
  });
  return { story: kept.storyId, posted: posts.length };
}

const wreck = (toll: string) => [
  `انتشلت فرق الإنقاذ في خليج عدن ${toll} بحارة من قارب صيد غرق فجر اليوم قبالة شقرة، وتواصل البحث عن مفقودين بمشاركة زوارق خفر السواحل وصيادين متطوعين من القرى القريبة.`,
  'وقال مسؤول الميناء إن الرياح بلغت سرعتها أربعين عقدة، وإن القارب خرج رغم التحذير الذي عممته هيئة الأرصاد مساء أمس على مراكز الإنزال كلها.',
];
const retold = [
  'شهدت سواحل أبين حالة استنفار عقب غرق قارب صيد فجر اليوم قبالة شقرة، وتواصل البحث عن مفقودين بمشاركة زوارق خفر السواحل وصيادين متطوعين من القرى القريبة، بحسب سكان.',
  'ويقول الأهالي إن البحر لم يهدأ منذ يومين، وإن معظم القوارب بقيت على الشاطئ خوفا من الموج.',
];

/** Texts of 200 words that have nothing to do with each other. */
function wordsOf(count: number): string[] {
  let seed = 1;
  const word = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return `كلمة${(seed >> 8) % 4_000}`;
  };
  return Array.from({ length: count }, () => Array.from({ length: 200 }, word).join(' '));
}

describe('a story at the desk', () => {
  it('is told once, though another source tells it in other words', async () => {
    const first = await bring({ title: 'إنقاذ 4 بحارة قبالة شقرة', paragraphs: wreck('4') });
    const second = await bring({ title: 'استنفار في أبين بعد غرق قارب', paragraphs: retold });
    expect(first).toMatchObject({ posted: 1 });
    expect(second).toEqual({ story: first.story, posted: 0 });
  });

  it('is told further by the source that told it, but not repeated', async () => {
    const sourceId = (await store.sources.all())[0]?.id ?? null;
    const flash = { title: 'إنقاذ 4 بحارة قبالة شقرة', paragraphs: wreck('4'), sourceId };
    const first = await bring(flash);
    const report = await bring({
      title: 'استنفار في أبين بعد غرق قارب',
      paragraphs: retold,
      sourceId,
    });
    expect(report).toEqual({ story: first.story, posted: 1 });
    expect(await bring(flash)).toEqual({ story: first.story, posted: 0 });
  });

  it('is told again when its numbers change, by the first that has them', async () => {
    const first = await bring({ title: 'إنقاذ 4 بحارة قبالة شقرة', paragraphs: wreck('4') });
    const risen = await bring({ title: 'إنقاذ 9 بحارة قبالة شقرة', paragraphs: wreck('9') });
    const again = await bring({ title: 'إنقاذ 9 بحارة في أبين', paragraphs: wreck('9') });
    expect(risen).toEqual({ story: first.story, posted: 1 });
    expect(again).toEqual({ story: first.story, posted: 0 });
  });

  it('ends: what is alike three days later is another', async () => {
    const first = await bring({ title: 'غرق قارب قبالة شقرة', paragraphs: wreck('4') });
    now += 73 * hour;
    expect(await bring({ title: 'غرق قارب قبالة شقرة', paragraphs: wreck('4') })).toEqual({
      story: first.story + 1,
      posted: 1,
    });
  });

  it('is known after a restart', async () => {
    const first = await bring({ title: 'غرق قارب قبالة شقرة', paragraphs: wreck('4') });
    desk = deskOf();
    expect(await bring({ title: 'قارب شقرة', paragraphs: wreck('4') })).toEqual({
      story: first.story,
      posted: 0,
    });
  });

  it('is found among many others', async () => {
    const others = wordsOf(200).map((text, i) =>
      articleOf({ title: `خبر ${i}`, paragraphs: [text] }),
    );
    const stories = await store.transaction(async (tx) => {
      const added: number[] = [];
      for (const article of others) {
        const story = await tx.articles.addStory(article.title, noon);
        added.push((await tx.articles.add(article, story)).storyId);
      }
      return added;
    });
    for (const i of [0, 150, 199]) {
      const title = `نقلا عن مراسلنا ${i}`;
      const { story } = await bring({ title, paragraphs: others[i]?.paragraphs ?? [] });
      expect(story).toBe(stories[i]);
    }
  });

  it('holds a short piece to its title', async () => {
    const flash = { paragraphs: ['انقطاع التيار عن أحياء المدينة.'] };
    const title = 'عاجل: انقطاع الكهرباء عن مدينة المكلا بعد عطل في المحطة';
    const first = await bring({ ...flash, title });
    expect(await bring({ ...flash, title: title.slice(6) })).toEqual({ ...first, posted: 0 });
    now += 7 * hour;
    expect(await bring({ ...flash, title })).toMatchObject({ posted: 1 });
  });
});
