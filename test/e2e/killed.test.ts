/**
 * kill -9 while articles are read, posted and tapped: nothing lost, nothing twice. Telegram and the
 * news site go on meanwhile, in this process; the program is a child that is killed and started.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSite } from '../../src/sandbox/site.ts';
import { type Running, run, token } from '../sandbox/running.ts';
import { phone, temporaryFolder, until } from './line.ts';

const kills = 5;
const folder = temporaryFolder();
const main = join(import.meta.dirname, '../../src/main.ts');
const preload = join(import.meta.dirname, '../../src/compile-cache.js');

let telegram: Running;
let program: ChildProcess;
let port = 0;
let tapped = 0;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function start(): Promise<void> {
  program = spawn(process.execPath, ['--import', preload, main], {
    env: {
      PATH: process.env.PATH,
      BOT_TOKEN: token,
      BOT_API_ROOT: `${telegram.url}/sandbox`,
      NEWSROOM: `${folder.path}/newsroom.yaml`,
      DATA_DIR: folder.path,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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

/** Taps a post's link; only an answer that arrived is a tap that must be counted. */
async function tap(address: string): Promise<void> {
  try {
    const answer = await fetch(address, { redirect: 'manual', headers: phone });
    if (answer.status === 302) tapped++;
  } catch {
    // The program was killed before it answered.
  }
}

const posts = () => telegram.sandbox.world.messages('@killed_main');
const readLinks = () =>
  posts().flatMap(({ reply_markup: markup }) => {
    const button = markup?.inline_keyboard[0]?.[0];
    return button && 'url' in button ? [button.url] : [];
  });

beforeAll(async () => {
  telegram = await run({ site: createSite({ now: Date.now, breakingAfterMs: 1 }) });
  port = await freePort();
  writeFileSync(
    `${folder.path}/newsroom.yaml`,
    `name: مرصد الساحل
allow_hosts: ["${new URL(telegram.url).host}"]
sources:
  - { name: مرصد الساحل, feed: "${telegram.url}/sandbox/site/feed.xml", every: 15s, backfill: 7 }
channels:
  - { key: main, chat: "@killed_main" }
editors:
  - { id: 1001, role: owner }
`,
  );
});
afterAll(async () => {
  if (program.exitCode === null && program.signalCode === null) await stop('SIGTERM');
  await telegram.stop();
  folder.remove();
});

it(`loses and repeats nothing over ${kills} kills`, async () => {
  for (let i = 0; i < kills; i++) {
    await start();
    // The kills meet the feed, the first page, the sends and the taps.
    const patience = new Promise((resolve) => setTimeout(resolve, 350 + i * 450));
    const taps = (async () => {
      for (const link of readLinks())
        await Promise.all(Array.from({ length: 20 }, () => tap(link)));
    })();
    await patience;
    await stop('SIGKILL');
    await taps;
  }
  await start();
  const known = () =>
    new Set(posts().map(({ text, caption }) => (text ?? caption)?.split('\n')[0]));
  const asked = () =>
    telegram.sandbox.world.messages(1001).filter(({ text }) => text?.includes('لم يصلنا رد'));
  await until(() => known().size + asked().length >= 7, 'every article', 30_000);

  expect(posts()).toHaveLength(known().size);
  // A send that a kill cut short is asked about; it may have arrived, and it is not sent again.
  expect(known().size).toBeLessThanOrEqual(7);
  await until(async () => {
    const stats = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return !/state="(?:queued|sending|attempting)"\} [1-9]/.test(stats);
  }, 'an empty queue');
  for (const link of readLinks()) await tap(link);
  await stop('SIGTERM');

  const { openSqlite } = await import('../../data/database.ts');
  const { createStore } = await import('../../data/store.ts');
  const database = openSqlite(`${folder.path}/barqiya.sqlite`);
  const store = createStore(database.db);
  const [people] = (await store.clicks.totals({})).filter(({ exclusion }) => exclusion === null);
  const flood = (await store.clicks.totals({})).find(({ exclusion }) => exclusion === 'flood');
  expect((people?.visits ?? 0) + (flood?.visits ?? 0)).toBeGreaterThanOrEqual(tapped);
  expect(tapped).toBeGreaterThan(20);
  expect(await store.clicks.progress()).toMatchObject({ dropped: 0 });
  const states = await store.posts.countByState();
  expect((states.get('published') ?? 0) + (states.get('unknown') ?? 0)).toBe(7);
  await database.close();
}, 90_000);
