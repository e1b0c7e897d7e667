/** A news site on this machine that changes and fails as told, and the intake that watches it. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStore } from '../../data/store.ts';
import { createDesk } from '../../src/desk/desk.ts';
import { fetchPublic } from '../../src/intake/fetch.ts';
import { createIntake, type Trouble } from '../../src/intake/intake.ts';
import { createLog } from '../../src/log.ts';
import { createReader } from '../../src/reading/reader.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon, sourceOf } from '../data/made.ts';
import { until } from '../e2e/line.ts';

const text = [
  'أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل.',
  'وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد مطلع الشهر المقبل.',
];

/** A whole article; `head` stands in its head. */
export const page = (title: string, head = '', paragraphs: readonly string[] = text) =>
  `<html lang="ar"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>
<p>مرصد الاختبار/ خاص:</p>${paragraphs.map((line) => `<p>${line}</p>`).join('')}</article></body></html>`;

export interface Item {
  readonly id: number;
  readonly guid?: string;
  readonly link?: string;
  /** How long before noon; the lower the number, the older, when absent. */
  readonly agoMs?: number;
}

/** RSS of these items, on the host that asks. `more` stands in the channel. */
export function feedOf(items: readonly (number | Item)[], more = ''): string {
  const written = items.map((given) => {
    const item: Item = typeof given === 'number' ? { id: given } : given;
    const { id, guid = `g${id}`, link = `/news/${id}`, agoMs = 60_000 * (100 - id) } = item;
    return `<item><guid isPermaLink="false">${guid}</guid><title>خبر رقم ${id}</title>
<link>${link}</link><pubDate>${new Date(noon - agoMs).toUTCString()}</pubDate></item>`;
  });
  return `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
<title>مرصد الاختبار</title>${more}${written.join('')}</channel></rss>`;
}

/** What a path answers: a body, a status, or its own listener. A body honours its ETag. */
export type Answer = string | number | RequestListener;

/** One for all tests of a file: its worker takes half a second to start, and goes when it is idle. */
const reader = createReader();

export type Watch = Awaited<ReturnType<typeof createWatch>>;

export async function createWatch() {
  const answers: Record<string, Answer> = {};
  const requests: string[] = [];
  const troubles: Trouble[] = [];
  const site = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const answer =
      answers[path] ?? (path.startsWith('/news/') ? page(`خبر رقم ${path.slice(6)}`) : 404);
    if (typeof answer === 'function') return void answer(request, response);
    if (typeof answer === 'number') return void response.writeHead(answer).end();
    const etag = `"${answer.length}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ETag: etag }).end(answer);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  const database = await temporarySqlite();
  const store = createStore(database.db);
  /** How many feeds were parsed. */
  let parsed = 0;
  let now = noon;

  const intake = createIntake({
    store,
    fetch: fetchPublic,
    reader: {
      ...reader,
      feed: (bytes, options) => {
        parsed++;
        return reader.feed(bytes, options);
      },
    },
    desk: createDesk({
      store,
      now: () => now,
      zone: () => 'Asia/Aden',
      wake: () => {},
      review: async () => {},
    }),
    allowHosts: async () => [host],
    breakingTags: async () => [],
    zone: () => 'Asia/Aden',
    now: () => now,
    random: () => 0,
    log: createLog('silent'),
    report: async (trouble) => void troubles.push(trouble),
  });

  /** Ticks until nothing is left to do at this moment. */
  const settle = () =>
    until(async () => {
      await intake.tick();
      const [sources, entries] = [await store.sources.due(now, 1), await store.entries.due(now, 1)];
      return sources.length === 0 && entries.length === 0;
    }, 'the intake to settle');

  return {
    answers,
    requests,
    troubles,
    store,
    intake,
    host,
    url: `http://${host}`,
    settle,
    parsed: () => parsed,
    now: () => now,

    /** Watches these sources; without an address they are the site's /feed. */
    async open(...sources: Parameters<typeof sourceOf>[0][]): Promise<void> {
      const all = sources.length > 0 ? sources : [{}];
      await store.newsroom.apply(
        newsroomOf({
          sources: all.map((source) => sourceOf({ address: `http://${host}/feed`, ...source })),
          channels: [channelOf()],
        }),
        now,
      );
    },

    /** Moves the clock, and lets all that is due then happen. */
    async later(ms: number): Promise<void> {
      now += ms;
      await settle();
    },

    source: async (place = 0) => {
      const source = (await store.sources.all())[place];
      if (!source) throw new Error('no source');
      return source;
    },
    queued: async () => (await store.posts.queue(100)).map((post) => post.title),
    inReview: async () =>
      (await store.posts.inReview(0, 100)).map(({ title, hold }) => `${title}: ${hold}`),
    asked: (path: string) => requests.filter((other) => other === path).length,

    async close(): Promise<void> {
      await intake.stop();
      site.close().closeAllConnections();
      await database.remove();
    },
  };
}
