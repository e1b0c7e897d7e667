/** The redirect with log and drainer against a bare node:http 302, by turns in one run. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { addChannel, addLinks, addPost } from '../clicks/rows.ts';
import type { Load, Loaded } from './redirect-load.ts';

const SLICE_MS = 700;
const ROUNDS = 9;
/** Links that readers tap in one minute: those of the last hundred posts or so. */
const LINKS = 200;

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

interface Slice extends Loaded {
  /** Requests for a second of CPU time of the server’s main thread: steadier on a shared machine. */
  readonly perCpuSecond: number;
}

async function ask<Answer>(process: ChildProcess, message: object): Promise<Answer> {
  process.send(message);
  const [answer] = await once(process, 'message');
  return answer;
}

async function start(script: string, args: string[]): Promise<Server> {
  const process = fork(new URL(script, import.meta.url), args);
  const [{ port }] = await once(process, 'message');
  return { process, port };
}

/** Makes the database with its links, and returns their slugs. */
async function prepare(file: string): Promise<string[]> {
  const database = openSqlite(file);
  await migrate(database);
  const { db } = database;
  const slugs = Array.from({ length: LINKS }, (_, index) => `s${String(index).padStart(6, '0')}`);
  const channelId = await addChannel(db, 'main');
  const id = await addPost(db, { channelId });
  await db.transaction().execute(async (transaction) => {
    const buttons = Object.fromEntries(slugs.map((slug) => [`read:${slug}`, slug]));
    await addLinks(transaction, { id, channelId }, buttons);
  });
  await database.close();
  return slugs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/**
 * Prints, at one connection and at 64, the medians of both servers and of their ratios slice by
 * slice. Takes some 30 seconds.
 */
export async function benchRedirect(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const file = join(folder, 'barqiya.sqlite');
  const slugs = await prepare(file);
  const ours = await start('../clicks/redirect-process.ts', [file, join(folder, 'clicks')]);
  const bare = await start('./redirect-bare.ts', []);
  const readers = fork(new URL('./redirect-load.ts', import.meta.url));

  async function slice({ process, port }: Server, connections: number): Promise<Slice> {
    const before = await ask<{ cpu: number }>(process, {});
    const load: Load = { port, slugs, connections, ms: SLICE_MS };
    const loaded = await ask<Loaded>(readers, load);
    const after = await ask<{ cpu: number }>(process, {});
    const requests = loaded.perSecond * (SLICE_MS / 1_000);
    return { ...loaded, perCpuSecond: requests / ((after.cpu - before.cpu) / 1e6) };
  }

  for (const connections of [1, 64]) {
    const pairs: { bare: Slice; ours: Slice }[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const pair =
        round % 2 === 0
          ? { bare: await slice(bare, connections), ours: await slice(ours, connections) }
          : { ours: await slice(ours, connections), bare: await slice(bare, connections) };
      // The round before the first warms both up.
      if (round >= 0) pairs.push(pair);
    }
    const of = (server: 'bare' | 'ours', figure: keyof Slice) =>
      median(pairs.map((pair) => pair[server][figure]));
    const ratio = (figure: keyof Slice) =>
      median(pairs.map((pair) => pair.ours[figure] / pair.bare[figure])).toFixed(2);
    const told = (server: 'bare' | 'ours') =>
      `${of(server, 'perSecond').toFixed(0)}/s, p50 ${of(server, 'p50').toFixed(2)} ms, ` +
      `p99 ${of(server, 'p99').toFixed(2)} ms`;
    print(`redirect, ${connections} at once: ${told('ours')}; bare ${told('bare')}`);
    print(
      `  ratio ${ratio('perSecond')} (p99 ${ratio('p99')}, per CPU second ${ratio('perCpuSecond')}; ` +
        `readers used ${of('bare', 'busy').toFixed(2)} of a core; wanted ` +
        `${connections === 1 ? '0.70' : '0.90, p99 2'})`,
    );
  }

  print(`  at the end of the rush the counts were ${await secondsBehind(file)} s old`);
  const stopped = once(ours.process, 'exit');
  const draining = performance.now();
  const before = await countClicks(file);
  ours.process.kill();
  await stopped;
  const after = await countClicks(file);
  const perSecond = (after - before) / ((performance.now() - draining) / 1_000);
  print(`drain: ${after} clicks, the last ${after - before} at ${perSecond.toFixed(0)}/s`);
  bare.process.kill();
  readers.kill();
  rmSync(folder, { recursive: true });
}

/** The age of the last click that is in the database. */
async function secondsBehind(file: string): Promise<string> {
  const database = openSqlite(file);
  const last = await database.db
    .selectFrom('click')
    .select('at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  await database.close();
  return ((Date.now() - (last?.at ?? 0)) / 1_000).toFixed(1);
}

async function countClicks(file: string): Promise<number> {
  const database = openSqlite(file);
  const totals = await clicks(database.db).totals({});
  await database.close();
  return totals.reduce((sum, { visits }) => sum + visits, 0);
}

if (import.meta.main) await benchRedirect((line) => process.stdout.write(`${line}\n`));
