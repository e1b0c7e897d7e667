/**
 * The outbox against the sandbox with Telegram's flood limits on, in a process of its own: how soon
 * a post goes out, how near the limits it goes, how breaking news passes a long queue, and what a
 * claim costs among 100,000 rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate, openSqlite } from '../../data/database.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore, type Store } from '../../data/store.ts';
import { createSender } from '../../src/delivery/sender.ts';
import { createLog } from '../../src/log.ts';
import { ask, startSandbox } from '../chaos/processes.ts';
import { articleOf, channelOf, newsroomOf } from '../data/made.ts';
import { deliveryParts } from '../delivery/parts.ts';

const token = '1000000001:local-telegram-of-the-sandbox';
const log = createLog('silent');
const now = Date.now;

interface Call {
  readonly method: string;
  readonly parameters: { readonly chat_id: string; readonly text: string };
  readonly at: number;
  readonly error?: string;
}

async function open(channels: number) {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const database = openSqlite(join(folder, 'barqiya.sqlite'));
  await migrate(database);
  const store = createStore(database.db);
  const list = Array.from({ length: channels }, (_, i) =>
    channelOf({ key: `c${i}`, chat: `@bench_${i}` }),
  );
  await store.newsroom.apply(newsroomOf({ channels: list }), now());
  return {
    store,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Posts of one article on channels by their place, committed together; `at` is their due time. */
async function addPosts(
  store: Store,
  places: readonly number[],
  { lane, at }: { lane: 1 | 2; at: number },
) {
  const channels = await store.channels.all();
  const breaking = lane === lanes.breaking ? 1 : 0;
  await store.transaction(async (tx) => {
    for (const place of places) {
      const channel = channels[place % channels.length];
      if (!channel) throw new Error('no channel');
      const input = articleOf({ breaking });
      const article = await tx.articles.add(input, await tx.articles.addStory(input.title, at));
      const [articleId, channelId] = [article.id, channel.id];
      const post = await tx.posts.add({
        articleId,
        channelId,
        edition: 1,
        state: 'queued',
        breaking,
        dueAt: at,
        createdBy: null,
        createdAt: at,
      });
      await tx.outbox.add({
        postId: post?.id ?? 0,
        chat: channel.chat,
        threadId: null,
        kind: 'send',
        lane,
        payload: null,
        dueAt: at,
        createdAt: at,
      });
    }
  });
}

/** A sender against a new sandbox, with the calls that reached it. */
async function openLine(channels: number) {
  const database = await open(channels);
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const sandbox = await startSandbox(join(folder, 'sandbox.json'), { speed: 1, begin: now() });
  await sandbox.post('flood', { on: true });
  const { store } = database;
  const sender = createSender({
    store,
    ...deliveryParts({ store, apiRoot: `${sandbox.url}/sandbox`, now, token, log }),
    deskChat: async () => undefined,
    isAlone: true,
    composeBroadcast: async () => undefined,
    now,
    elapsed: () => performance.now(),
    callMs: 30_000,
    log,
    deskLost: async () => {},
    report: async () => {},
  });
  const calls: Call[] = [];
  let count = 0;
  return {
    store,
    sender,
    calls,
    /** Reads the calls until enough of them fit. */
    async until(enough: () => boolean): Promise<void> {
      while (!enough()) {
        await pause(100);
        const url = `${sandbox.url}/sandbox/api/calls?after=${count}`;
        const news = await ask<{ calls: Call[]; count: number }>(url);
        calls.push(...news.calls.filter(({ method }) => method === 'sendMessage'));
        ({ count } = news);
      }
    },
    async close() {
      await sender.stop();
      await sandbox.stop();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;
const sent = (calls: readonly Call[]) => calls.filter(({ error }) => error === undefined);

/** Sends to a chat while it was told to wait. */
function impatient(calls: readonly Call[]): number {
  const until = new Map<string, number>();
  let count = 0;
  for (const { parameters, at, error } of calls) {
    if (at < (until.get(parameters.chat_id) ?? 0)) count += 1;
    const seconds = /retry after (\d+)/.exec(error ?? '')?.[1];
    if (seconds !== undefined) until.set(parameters.chat_id, at + Number(seconds) * 1_000);
  }
  return count;
}

async function benchLatency(print: (line: string) => void): Promise<void> {
  const line = await openLine(20);
  await line.sender.start();
  const given: number[] = [];
  for (let i = 0; i < 100; i++) {
    await addPosts(line.store, [i], { lane: lanes.ordinary, at: now() });
    given.push(now());
    line.sender.wake();
    await pause(60);
  }
  await line.until(() => line.calls.length >= given.length);
  const waits = line.calls.map(({ at }, i) => at - (given[i] ?? 0));
  print(
    `  from the database to the call: p50 ${percentile(waits, 0.5)} ms, p95 ${percentile(waits, 0.95)} ms (wanted < 50)`,
  );
  await line.close();
}

async function benchRate(print: (line: string) => void): Promise<void> {
  const posts = 1_000;
  const line = await openLine(40);
  const places = Array.from({ length: posts }, (_, i) => i);
  await addPosts(line.store, places, { lane: lanes.ordinary, at: now() });
  await line.sender.start();
  await line.until(() => sent(line.calls).length >= posts);
  const times = sent(line.calls).map(({ at }) => at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  const rate = (posts - 1) / seconds;
  const refused = line.calls.length - posts;
  print(
    `  ${posts} due posts over 40 channels: ${seconds.toFixed(1)} s, ${rate.toFixed(2)} a second, ${((rate / 30) * 100).toFixed(1)} % of 30 (wanted ≥ 99 %); 429: ${refused}, sends during one: ${impatient(line.calls)}`,
  );
  await line.close();
}

async function benchBreaking(print: (line: string) => void): Promise<void> {
  const line = await openLine(40);
  const places = Array.from({ length: 5_000 }, (_, i) => i);
  await addPosts(line.store, places, { lane: lanes.ordinary, at: now() });
  await line.sender.start();
  await pause(4_000);
  const waits: number[] = [];
  for (let round = 1; round <= 3; round++) {
    const channels = Array.from({ length: 30 }, (_, i) => i);
    await addPosts(line.store, channels, { lane: lanes.breaking, at: now() });
    const at = now();
    line.sender.wake();
    const breaking = () =>
      sent(line.calls).filter(({ parameters }) => parameters.text.startsWith('عاجل'));
    await line.until(() => breaking().length >= 30 * round);
    waits.push(Math.max(...breaking().map((call) => call.at)) - at);
    await pause(5_000);
  }
  const refused = line.calls.filter(({ error }) => error).length;
  print(
    `  breaking news to 30 channels while 5,000 posts wait: ${waits.join(', ')} ms (wanted ≤ 1500); 429: ${refused}`,
  );
  await line.close();
}

async function benchClaim(print: (line: string) => void): Promise<void> {
  const rows = 100_000;
  const shapes = {
    '40 channels': (i: number) => ({ chat: `@bench_${i % 40}`, lane: lanes.ordinary }),
    'one channel that is held': (_: number) => ({ chat: '@held', lane: lanes.ordinary }),
    'as many subscribers': (i: number) => ({ chat: String(10_000_000 + i), lane: lanes.broadcast }),
  };
  for (const [name, shape] of Object.entries(shapes)) {
    const { store, close } = await open(1);
    await store.transaction(async (tx) => {
      for (let i = 0; i < rows; i++) {
        const { chat, lane } = shape(i);
        const [threadId, payload] = [null, '{}'];
        const row = { postId: null, threadId, kind: 'send', payload, dueAt: i } as const;
        await tx.outbox.add({ ...row, chat, lane, createdAt: 0 });
      }
    });
    await store.chats.hold('@held', 2 * rows + 1e9);
    const took: number[] = [];
    for (let at = rows; at < rows + 20_000; at += 100) {
      const began = performance.now();
      const claimed = await store.outbox.claim(at, 100);
      await store.outbox.nextDue(at);
      took.push(performance.now() - began);
      for (const { id } of claimed) {
        await store.outbox.settle(id, { state: 'done', settledAt: at });
      }
    }
    print(
      `  a claim and the look ahead among ${rows} rows of ${name}: p50 ${percentile(took, 0.5).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms`,
    );
    await close();
  }
}

export async function benchDelivery(print: (line: string) => void): Promise<void> {
  await benchLatency(print);
  await benchRate(print);
  await benchBreaking(print);
  await benchClaim(print);
}
