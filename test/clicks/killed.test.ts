import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { drainStep } from '../../src/clicks/drain.ts';
import { segmentFile } from '../../src/clicks/log.ts';
import { tapThroughKills } from './kills.ts';

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
  const counted = await tapThroughKills(folder, [150, 400, 700]);
  expect(counted).toMatchObject({ lost: 0, twice: 0 });
  expect(counted.replied).toBeGreaterThan(200);
  expect(counted.totalled).toBe(counted.stored);
  expect(counted.stored).toBeLessThanOrEqual(counted.asked);
}, 60_000);
