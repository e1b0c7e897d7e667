/** kill -9 while a CMS pushes: whatever was answered with 202 is queued, and once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { openSqlite } from '../../data/database.ts';
import { createStore } from '../../data/store.ts';
import { pushSigned, temporaryFolder, until } from './line.ts';

const kills = 3;
const atOnce = 20;
const secret = 'a-secret-of-the-newsroom';
const folder = temporaryFolder();
const main = join(import.meta.dirname, '../../src/main.ts');
const preload = join(import.meta.dirname, '../../src/compile-cache.js');
const newsroom = join(folder.path, 'newsroom.yaml');
writeFileSync(
  newsroom,
  'name: مرصد\nchannels:\n  - { key: main, chat: "@killed_push", mode: review }\n',
);

let program: ChildProcess;
let url = '';
/** Addresses whose push was answered with 202. */
const accepted: string[] = [];

async function start(): Promise<void> {
  program = spawn(process.execPath, ['--import', preload, main], {
    env: {
      PATH: process.env.PATH,
      NEWSROOM: newsroom,
      DATA_DIR: folder.path,
      PORT: '0',
      INTAKE_SECRET: secret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!program.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: program.stdout })) {
    url = /"url":"([^"]+)"/.exec(line)?.[1] ?? url;
    if (line.includes('"msg":"ready"')) break;
  }
  program.stdout.resume();
}

async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const exit = once(program, 'exit');
  program.kill(signal);
  await exit;
}

const letters = ['باء', 'تاء', 'ثاء', 'جيم', 'حاء', 'خاء', 'دال', 'ذال', 'راء', 'زاي'];

async function push(number: number): Promise<void> {
  const address = `https://m.example/news/${number}`;
  const word = [...String(number)].map((digit) => letters[Number(digit)]).join('');
  const article = {
    url: address,
    title: `${word}${word} ${word}عن ${word}في ${word}من`,
    text: Array.from({ length: 12 }, (_, index) => `${word}${letters[index % 10]}`).join(' '),
  };
  try {
    const answer = await pushSigned(url, secret, article);
    if (answer.status === 202) accepted.push(address);
  } catch {
    // The program was killed before it answered.
  }
}

afterAll(() => folder.remove());

it('loses none and doubles none', { timeout: 60_000 }, async () => {
  for (let round = 0; round < kills; round++) {
    await start();
    const before = accepted.length;
    const pushes = Array.from({ length: atOnce }, (_, index) => push(round * atOnce + index));
    await until(() => accepted.length >= before + 5, 'the first answers');
    await stop('SIGKILL');
    await Promise.all(pushes);
  }
  await start();
  const database = openSqlite(join(folder.path, 'barqiya.sqlite'));
  const store = createStore(database.db);
  await until(
    async () => (await store.pushes.due(Number.MAX_SAFE_INTEGER, 1)).length === 0,
    'all pushes to be taken in',
  );
  await stop('SIGTERM');
  expect(accepted.length).toBeGreaterThanOrEqual(kills * 5);
  for (const address of accepted) {
    const article = await store.articles.byAddress(address);
    expect(await store.posts.ofArticle(article?.id ?? 0)).toHaveLength(1);
  }
  await database.close();
});
