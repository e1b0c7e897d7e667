/** A newsroom without a Telegram, over real HTTP: a site that changes as told, a hub, and our own door. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStore, type Store } from '../../data/store.ts';
import { createDesk } from '../../src/desk/desk.ts';
import { fetchPublic } from '../../src/intake/fetch.ts';
import { createIntake, type Trouble } from '../../src/intake/intake.ts';
import { createPushes } from '../../src/intake/pushes.ts';
import { createRereading } from '../../src/intake/rereading.ts';
import { createWebSub } from '../../src/intake/websub.ts';
import type { Newsroom } from '../../src/newsroom.ts';
import { createReader } from '../../src/reading/reader.ts';
import { intakeHandler } from '../../src/web/intake.ts';
import { handleWith } from '../../src/web/server.ts';
import { webSubHandler } from '../../src/web/websub.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon, sourceOf } from '../data/made.ts';
import { until } from '../e2e/line.ts';

export const secret = 'a-secret-of-the-newsroom';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const defaultParagraphs = [
  'أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل.',
  'وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد مطلع الشهر المقبل.',
];

/** One for all tests of a file: its worker takes half a second to start, and goes when it is idle. */
const reader = createReader();

/** A page of the site; without paragraphs of its own, of two that all pages share. */
export const pageOf = (title: string, paragraphs: readonly string[] = defaultParagraphs): string =>
  `<html lang="ar"><head><title>${title}</title></head><body><article><h1>${title}</h1>
<p>مرصد الاختبار/ خاص:</p>${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article></body></html>`;

export async function openNewsroom() {
  let now = noon;
  const troubles: Trouble[] = [];
  const warnings: object[] = [];
  const requests: Asked[] = [];
  /** What the site answers, by path: a page, or a status. Others are 404. */
  const answers: Record<string, string | number> = {};

  const site = createServer(async (request, response) => {
    const path = request.url ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    requests.push({ method: request.method ?? '', path, headers: request.headers, body });
    const answer = answers[path] ?? 404;
    if (typeof answer === 'number') return void response.writeHead(answer).end();
    const etag = `"${createHmac('sha1', 'x').update(answer).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ETag: etag }).end(answer);
  });
  const door = createServer();
  const host = await listening(site);
  const url = `http://${await listening(door)}`;

  const database = await temporarySqlite();
  const store: Store = createStore(database.db);
  const log = { info: () => {}, warn: (facts: object) => void warnings.push(facts) };
  const desk = createDesk({
    store,
    now: () => now,
    zone: () => 'Asia/Aden',
    wake: () => {},
    review: async () => {},
  });
  const taking = {
    store,
    desk,
    reader,
    fetch: fetchPublic,
    allowHosts: async () => [host],
    breakingTags: async () => (await store.newsroom.masthead())?.breakingTags ?? [],
    zone: () => 'Asia/Aden',
    now: () => now,
    random: () => 0,
    log,
    report: async (trouble: Trouble) => void troubles.push(trouble),
  };
  const intake = createIntake(taking);
  const pushes = createPushes({ ...taking, readPage: intake.readPage, secret });
  const rereading = createRereading({ ...taking, ...intake });
  let secrets = 0;
  const websub = createWebSub({
    ...taking,
    publicUrl: url,
    newSecret: () => `unguessable-word-${secrets++}`,
    wake: () => void intake.tick(),
  });
  const parts = {
    redirect: () => false,
    websub: webSubHandler(websub),
    ready: async () => undefined,
    metrics: async () => '',
    onError: (error: unknown) => void warnings.push({ error }),
  };
  door.on('request', handleWith({ ...parts, intake: intakeHandler(pushes) }));

  return {
    store,
    desk,
    host,
    url,
    answers,
    requests,
    troubles,
    warnings,
    websub,
    pushes,
    readAddress: intake.readAddress,
    get now() {
      return now;
    },

    async apply(changes: Partial<Newsroom> = {}): Promise<void> {
      const wanted = newsroomOf({
        sources: [sourceOf({ address: `http://${host}/feed` })],
        channels: [channelOf()],
        ...changes,
      });
      await store.newsroom.apply(wanted, now);
    },

    /** The one source of most tests. */
    async source() {
      const [source] = await store.sources.all();
      if (!source) throw new Error('no source');
      return source;
    },

    feedOf: (items: readonly { id: number; title?: string; summary?: string }[], links = '') =>
      `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>م</title>${links}${items
        .map(
          ({ id, title = `خبر رقم ${id}`, summary = 'خلاصة' }) =>
            `<item><guid>g${id}</guid><title>${title}</title><link>http://${host}/news/${id}</link><description>${summary}</description></item>`,
        )
        .join('')}</channel></rss>`,

    /** Ticks until nothing is left to do at this moment. */
    async settle(): Promise<void> {
      await until(async () => {
        await Promise.all([intake.tick(), pushes.tick(), rereading.tick()]);
        const left = await Promise.all([
          store.sources.due(now, 1),
          store.entries.due(now, 1),
          store.pushes.due(now, 1),
          store.articles.toCheck(now, 1),
        ]);
        return left.every((list) => list.length === 0);
      }, 'the newsroom to settle');
    },

    /** Some time later. */
    async later(ms: number): Promise<void> {
      now += ms;
      await this.settle();
    },

    /** Sends to /intake as a CMS does; what is given stands in place of what is right. */
    async push(
      body: object | string,
      wrong: { timestamp?: string | null; signature?: string | null; key?: string } = {},
    ): Promise<Response> {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const timestamp =
        wrong.timestamp === undefined ? String(Math.floor(now / 1_000)) : wrong.timestamp;
      const signature =
        wrong.signature === undefined
          ? `sha256=${createHmac('sha256', wrong.key ?? secret)
              .update(`${timestamp}.${text}`)
              .digest('hex')}`
          : wrong.signature;
      return fetch(`${url}/intake`, {
        method: 'POST',
        body: text,
        headers: {
          'Content-Type': 'application/json',
          ...(timestamp === null ? {} : { 'X-Barqiya-Timestamp': timestamp }),
          ...(signature === null ? {} : { 'X-Barqiya-Signature': signature }),
        },
      });
    },

    queued: async () => (await store.posts.queue(50)).map((post) => post.title),

    async close(): Promise<void> {
      await Promise.all([intake.stop(), pushes.stop(), rereading.stop(), websub.stop()]);
      for (const server of [site, door]) server.close().closeAllConnections();
      await database.remove();
    },
  };
}

export type TestNewsroom = Awaited<ReturnType<typeof openNewsroom>>;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
