/**
 * kill -9 in the middle of a batch: forty articles appear at once, the program is killed while it
 * reads the feed and the pages, and each is on the channel once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqlite } from '../../data/database.ts';
import { createStore, type Store } from '../../data/store.ts';
import { feedOf, page } from '../intake/watch.ts';
import { type Running, run, token } from '../sandbox/running.ts';
import { temporaryFolder, until } from './line.ts';

const kills = 4;
const articles = 40;
const folder = temporaryFolder();
const root = join(import.meta.dirname, '../..');

let telegram: Running;
let program: ChildProcess;
/** The items of the feed, newest first. */
let items: number[] = [];
const site = createServer((request, response) => {
  const path = request.url ?? '';
  const id = Number(path.slice(6));
  if (path === '/feed') return void response.end(feedOf(items));
  // Each article has a text of its own, or they would be one story.
  const text = `وصلت القافلة رقم ${id} إلى المخيم رقم ${id * 7} بعد رحلة طولها ${id * 13} كيلومترًا.`;
  setTimeout(() => response.end(page(`خبر رقم ${id}`, '', [text, text])), 20);
});

async function start(): Promise<void> {
  program = spawn(
    process.execPath,
    ['--import', join(root, 'src/compile-cache.js'), join(root, 'src/main.ts')],
    {
      cwd: folder.path,
      env: {
        PATH: process.env.PATH,
        BOT_TOKEN: token,
        BOT_API_ROOT: `${telegram.url}/sandbox`,
        NEWSROOM: `${folder.path}/newsroom.yaml`,
        DATA_DIR: folder.path,
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (!program.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: program.stdout })) {
    if (line.includes('"msg":"ready"')) break;
  }
  program.stdout.resume();
}

async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const exit = once(program, 'exit');
  program.kill(signal);
  await exit;
}

/** A look into the program's database from outside. */
async function peek<T>(look: (store: Store) => Promise<T>): Promise<T> {
  const database = openSqlite(`${folder.path}/barqiya.sqlite`);
  try {
    return await look(createStore(database.db));
  } finally {
    await database.close();
  }
}

const countEntries = () =>
  peek(async (store) => [...(await store.entries.countSince(0)).values()][0] ?? 0);

beforeAll(async () => {
  telegram = await run();
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  writeFileSync(
    `${folder.path}/newsroom.yaml`,
    `name: مرصد الاختبار
allow_hosts: ["${host}"]
sources:
  - { name: مرصد الاختبار, feed: "http://${host}/feed", every: 15s }
channels:
  - { key: main, chat: "@killed_intake", mode: review }
editors:
  - { id: 1001, role: owner }
`,
  );
});
afterAll(async () => {
  if (program.exitCode === null && program.signalCode === null) await stop('SIGTERM');
  await telegram.stop();
  site.close().closeAllConnections();
  folder.remove();
});

it(`loses and repeats nothing of a batch over ${kills} kills`, async () => {
  await start();
  await until(
    () => peek(async (store) => (await store.sources.all())[0]?.lastSuccessAt),
    'the baseline',
  );
  items = Array.from({ length: articles }, (_, n) => articles - n);
  // Looked at at once, as after a wait.
  const look = () =>
    peek(async (store) => {
      const [source] = await store.sources.all();
      await store.sources.polled(source?.id ?? 0, { nextPollAt: 0, bodyHash: null });
    });
  await look();
  for (let i = 0; i < kills; i++) {
    // The first kill meets the poll itself, the others the pages.
    await new Promise((resolve) => setTimeout(resolve, i === 0 ? 150 : 400 + i * 350));
    await stop('SIGKILL');
    if (i === 0) await look();
    await start();
  }
  await until(async () => (await countEntries()) === articles, 'every entry', 30_000);
  const waiting = () => peek((store) => store.posts.inReview(0, 200));
  await until(async () => (await waiting()).length >= articles, 'every article', 30_000);
  await stop('SIGTERM');
  const titles = (await waiting()).map(({ title }) => title);
  expect(new Set(titles).size).toBe(articles);
  expect(titles).toHaveLength(articles);
}, 120_000);
