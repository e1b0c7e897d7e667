/** From a feed to the desk, against a site on this machine that changes and fails as told. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { createDesk } from '../../src/desk/desk.ts';
import { fetchPublic } from '../../src/intake/fetch.ts';
import { createIntake, type Intake, type Trouble } from '../../src/intake/intake.ts';
import { createLog } from '../../src/log.ts';
import { createReader } from '../../src/reading/reader.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon, sourceOf } from '../data/made.ts';
import { until } from '../e2e/line.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let intake: Intake;
let site: Server;
let host: string;
let now: number;
let troubles: Trouble[];
let requests: string[];
/** What the site answers, by path; a number is a status, '304' honours the ETag. */
let answers: Record<string, string | number>;

const page = (title: string) => `<html lang="ar"><head><title>${title}</title></head><body><article>
<h1>${title}</h1><p>مرصد الاختبار/ خاص:</p>
<p>أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل.</p>
<p>وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد مطلع الشهر المقبل.</p>
</article></body></html>`;

const feedOf = (...ids: number[]) =>
  `<rss version="2.0"><channel><title>م</title>${ids
    .map(
      (
        id,
      ) => `<item><guid>g${id}</guid><title>خبر رقم ${id}</title><link>http://${host}/news/${id}</link>
<pubDate>${new Date(noon - 60_000 * (100 - id)).toUTCString()}</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

beforeEach(async () => {
  now = noon;
  troubles = [];
  requests = [];
  answers = {};
  site = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const answer =
      answers[path] ?? (path.startsWith('/news/') ? page(`خبر رقم ${path.slice(6)}`) : 404);
    if (typeof answer === 'number') return void response.writeHead(answer).end();
    const etag = `"${answer.length}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ETag: etag }).end(answer);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  database = await temporarySqlite();
  store = createStore(database.db);
});
afterEach(async () => {
  await intake.stop();
  site.close().closeAllConnections();
  await database.remove();
});

async function open(source = {}) {
  await store.newsroom.apply(
    newsroomOf({
      sources: [sourceOf({ address: `http://${host}/feed`, ...source })],
      channels: [channelOf()],
    }),
    now,
  );
  const log = createLog('silent');
  intake = createIntake({
    store,
    fetch: fetchPublic,
    reader: createReader(),
    desk: createDesk({
      store,
      now: () => now,
      zone: 'Asia/Aden',
      wake: () => {},
      review: async () => {},
    }),
    allowHosts: async () => [host],
    zone: 'Asia/Aden',
    now: () => now,
    log,
    report: async (trouble) => void troubles.push(trouble),
  });
}

/** Ticks until nothing is left to do at this moment. */
async function settle() {
  await until(async () => {
    await intake.tick();
    const [sources, entries] = [await store.sources.due(now, 1), await store.entries.due(now, 1)];
    return sources.length === 0 && entries.length === 0;
  }, 'the intake to settle');
}

async function later(ms: number) {
  now += ms;
  await settle();
}

const queued = async () => (await store.posts.queue(50)).map((post) => post.title);

describe('a source', () => {
  it('publishes nothing of its first fetch beyond its backfill, then all that is new, in order', async () => {
    answers['/feed'] = feedOf(3, 2, 1);
    await open({ backfill: 1 });
    await settle();
    expect(await queued()).toEqual(['خبر رقم 3']);
    answers['/feed'] = feedOf(5, 4, 3, 2, 1);
    await later(60_000);
    expect(await queued()).toEqual(['خبر رقم 3', 'خبر رقم 4', 'خبر رقم 5']);
  });

  it('is asked only whether anything is new, and 304 costs no reading', async () => {
    answers['/feed'] = feedOf(1);
    await open({ backfill: 1 });
    await settle();
    await later(60_000);
    expect(requests.filter((path) => path === '/feed')).toHaveLength(2);
    expect(requests.filter((path) => path === '/news/1')).toHaveLength(1);
    expect((await store.sources.all())[0]).toMatchObject({ failures: 0, lastSuccessAt: now });
  });

  it('is left alone longer after each failure, and the desk is told once', async () => {
    answers['/feed'] = 503;
    await open();
    await settle();
    for (const wait of [120_000, 240_000, 480_000]) {
      await later(wait - 1_000);
      const before = requests.length;
      await later(1_000);
      expect(requests.length).toBe(before + 1);
    }
    expect(troubles).toMatchObject([{ kind: 'source', name: 'وكالة الشاطئ' }]);
    answers['/feed'] = feedOf(1);
    await later(3_600_000);
    expect((await store.sources.all())[0]).toMatchObject({ failures: 0, failure: null });
  });
});

describe('an entry', () => {
  it('is tried again when its page fails for now, and nothing is lost', async () => {
    answers['/feed'] = feedOf(1);
    answers['/news/1'] = 503;
    await open({ backfill: 1 });
    await settle();
    expect(await queued()).toEqual([]);
    answers['/news/1'] = page('خبر رقم 1');
    await later(60_000);
    expect(await queued()).toEqual(['خبر رقم 1']);
    expect(troubles).toEqual([]);
  });

  it('is given up at once when its page is gone, and the desk is told', async () => {
    answers['/feed'] = feedOf(1, 2);
    answers['/news/1'] = 404;
    await open({ backfill: 2 });
    await settle();
    expect(await queued()).toEqual(['خبر رقم 2']);
    expect(troubles).toMatchObject([{ kind: 'article', url: `http://${host}/news/1` }]);
    expect(await store.entries.byUrl(`http://${host}/news/1`)).toMatchObject([
      { state: 'failed', failure: 'page-refused' },
    ]);
  });
});

describe('an article that has moved', () => {
  it('is followed by its links, when the feed tells its item’s new address', async () => {
    answers['/feed'] = feedOf(1);
    await open({ backfill: 1 });
    await settle();
    const [post] = await store.posts.queue(1);
    const target = `http://${host}/news/1`;
    const ensured = { now, newSlug: () => 'aB3dE9x' };
    await store.links.ensure(
      post ?? { id: 0, channelId: 0 },
      [{ button: 'read', target }],
      ensured,
    );
    answers['/feed'] = feedOf(1).replace('/news/1<', '/2026/11/port<');
    await later(60_000);
    const moved = `http://${host}/2026/11/port`;
    expect(await store.links.find('aB3dE9x')).toMatchObject({ target: moved });
    expect(await store.articles.find(post?.articleId ?? 0)).toMatchObject({ canonicalUrl: moved });
    expect(await queued()).toHaveLength(1);
  });
});

describe('an editor’s address', () => {
  it('is read once, and goes nowhere by itself', async () => {
    await open();
    const article = await intake.readAddress(`http://${host}/news/9`);
    expect(article).toMatchObject({ title: 'خبر رقم 9', breaking: 0, sourceId: null });
    expect((await intake.readAddress(`http://${host}/news/9`)).id).toBe(article.id);
    expect(requests).toHaveLength(1);
    expect(await queued()).toEqual([]);
  });
});
