import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { drainStep } from '../../src/clicks/drain.ts';
import { segmentFile } from '../../src/clicks/log.ts';
import { visitorNumber } from '../../src/clicks/visit.ts';
import { addChannel, addLinks, addPost } from './rows.ts';

const AGENT = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barqiya-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileIn = (place: string) => join(place, 'barqiya.sqlite');

async function storedVisitors(place: string): Promise<number[]> {
  const database = openSqlite(fileIn(place));
  const rows = await database.db.selectFrom('click').select('visitor').execute();
  await database.close();
  return rows.map((row) => row.visitor).sort((a, b) => a - b);
}

async function totalsIn(place: string) {
  const database = openSqlite(fileIn(place));
  const totals = await clicks(database.db).totals({});
  await database.close();
  return totals;
}

it('a drain killed before and after each of its queries counts every click once', async () => {
  const template = join(folder, 'template');
  const database = openSqlite(fileIn(template));
  await migrate(database);
  await database.close();
  for (const [segment, visitors] of [
    [1, [1, 2, 3]],
    [2, [4, 5]],
  ] as const) {
    const lines = visitors.map((visitor) => `1 1795000000000 ${visitor} 0\n`);
    writeFileSync(segmentFile(template, segment), lines.join(''));
  }

  async function dieAt(moment: number): Promise<boolean> {
    const place = join(folder, String(moment));
    cpSync(template, place, { recursive: true });
    const drain = fork(
      new URL('killed-drain.ts', import.meta.url),
      [fileIn(place), place, String(moment)],
      // Some forty processes: what each compiles is kept for the next.
      { execArgv: ['--import', new URL('../../src/compile-cache.js', import.meta.url).href] },
    );
    const [, signal] = await once(drain, 'exit');
    const again = openSqlite(fileIn(place));
    while ((await drainStep(place, clicks(again.db), 1_000)).more);
    await again.close();
    expect(await storedVisitors(place), `died at moment ${moment}`).toEqual([1, 2, 3, 4, 5]);
    expect(await totalsIn(place), `died at moment ${moment}`).toMatchObject([
      { visits: 5, visitors: 5 },
    ]);
    return signal === 'SIGKILL';
  }

  let moment = 0;
  for (let died = true; died; ) {
    const pair = await Promise.all([dieAt(++moment), dieAt(++moment)]);
    died = pair.every(Boolean);
  }
  // Two batches of nine queries, and the look that finds nothing more.
  expect(moment).toBeGreaterThan(2 * 19);
}, 90_000);

it('a redirect killed under load has counted every click that it replied to, and none twice', async () => {
  const database = openSqlite(fileIn(folder));
  await migrate(database);
  const channelId = await addChannel(database.db, 'main');
  const post = { id: await addPost(database.db, { channelId }), channelId };
  await addLinks(database.db, post, { read: 'aB3dE9x' });
  await database.close();

  let readers = 0;
  const replied: string[] = [];

  async function start(): Promise<{ redirect: ChildProcess; port: number }> {
    const redirect = fork(new URL('redirect-process.ts', import.meta.url), [
      fileIn(folder),
      join(folder, 'clicks'),
    ]);
    const [{ port }] = await once(redirect, 'message');
    return { redirect, port };
  }

  /** Taps on a connection as fast as it is answered, each time as another reader, until it ends. */
  function tap(port: number): Promise<void> {
    return new Promise((resolve) => {
      let address = '';
      const socket = connect(port, '127.0.0.1', ask);
      function ask() {
        readers++;
        address = `10.${readers >> 16}.${(readers >> 8) & 255}.${readers & 255}`;
        socket.write(
          `GET /aB3dE9x HTTP/1.1\r\nHost: a\r\nUser-Agent: ${AGENT}\r\nX-Forwarded-For: ${address}\r\n\r\n`,
        );
      }
      socket.on('data', (data) => {
        if (!String(data).endsWith('\r\n\r\n')) return;
        replied.push(address);
        ask();
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve());
    });
  }

  for (const killAfter of [150, 400, 700]) {
    const { redirect, port } = await start();
    const taps = Array.from({ length: 32 }, () => tap(port));
    setTimeout(() => redirect.kill('SIGKILL'), killAfter);
    await Promise.all([once(redirect, 'exit'), ...taps]);
  }
  const { redirect } = await start();
  redirect.kill('SIGTERM');
  const [code] = await once(redirect, 'exit');
  expect(code).toBe(0);

  const again = openSqlite(fileIn(folder));
  const salts = await again.db.selectFrom('visitorSalt').select('salt').execute();
  await again.close();
  const stored = await storedVisitors(folder);
  const distinct = new Set(stored);
  expect(distinct.size).toBe(stored.length);
  const lost = replied.filter(
    (address) => !salts.some(({ salt }) => distinct.has(visitorNumber(salt, address, AGENT))),
  );
  expect(lost).toEqual([]);
  expect(replied.length).toBeGreaterThan(1_000);
  expect(stored.length).toBeLessThanOrEqual(readers);
}, 30_000);
