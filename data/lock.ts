/**
 * One program at a time on one newsroom's data. The locks are the operating system's and
 * PostgreSQL's own: they go with the process that holds them, however it ends.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Client } from 'pg';
import { Failure } from '../src/errors.ts';

/** A predecessor that is just stopping, or whose connection the server has not missed yet. */
const patienceMs = 2_000;
const retryMs = 200;
/** 'brqy'; advisory locks are numbered, each database by itself. */
const advisoryKey = 0x62727179;

export interface DataLock {
  release(): Promise<void>;
}

/**
 * Locks the data folder, and the database where it stands elsewhere.
 *
 * @param onLost hears that another program took the PostgreSQL database while it was out of reach
 * @throws Failure `already-running`, with the other's `pid` where it is known
 */
export async function lockData(
  { dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string },
  onLost: (error: unknown) => void,
): Promise<DataLock> {
  const held = [lockFile(join(dataDir, 'barqiya.lock'))];
  try {
    if (/^postgres(ql)?:/.test(databaseUrl)) held.push(await lockPostgres(databaseUrl, onLost));
    else if (dirname(databaseUrl) !== dataDir) held.push(lockFile(`${databaseUrl}.lock`));
  } catch (error) {
    for (const lock of held) await lock.release();
    throw error;
  }
  return {
    async release() {
      for (const lock of held.toReversed()) await lock.release();
    },
  };
}

/**
 * Node has no file locks of its own; SQLite has: a transaction that is never ended holds one. Others
 * can still read who holds it.
 */
function lockFile(file: string): DataLock {
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new SQLite(file, { timeout: patienceMs });
  // What stands in it is worth nothing after a power cut, so no disk need be waited for.
  sqlite.pragma('synchronous = OFF');
  try {
    sqlite.exec('begin immediate; create table if not exists holder (pid integer);');
    sqlite.exec(`delete from holder; insert into holder values (${process.pid}); commit;`);
    sqlite.exec('begin immediate');
  } catch (cause) {
    const busy = (cause as { code?: string }).code === 'SQLITE_BUSY';
    const holder = busy ? holderOf(sqlite) : undefined;
    sqlite.close();
    if (!busy) throw cause;
    throw new Failure(
      'already-running',
      { file, ...(holder ? { pid: holder } : {}), hint: stopTheOther },
      { cause },
    );
  }
  return { release: async () => void sqlite.close() };
}

const stopTheOther = 'stop it first, or give this one a DATA_DIR of its own';

function holderOf(sqlite: SQLite.Database): number | undefined {
  try {
    return (sqlite.prepare('select pid from holder').get() as { pid: number } | undefined)?.pid;
  } catch {
    return undefined;
  }
}

/** A session's lock: lost with its connection, and then taken again as soon as the server is back. */
async function lockPostgres(url: string, onLost: (error: unknown) => void): Promise<DataLock> {
  const { default: pg } = await import('pg');
  let released = false;
  let client: Client | undefined;

  const take = async (): Promise<void> => {
    const connected = new pg.Client({ connectionString: url, keepAlive: true });
    connected.on('error', () => {});
    await connected.connect();
    const until = performance.now() + patienceMs;
    while (!(await taken(connected))) {
      if (performance.now() > until) {
        await connected.end();
        throw new Failure('already-running', { hint: 'stop the other one on this database first' });
      }
      await pause();
    }
    client = connected;
    connected.once('end', () => void takeAgain());
  };

  const takeAgain = async (): Promise<void> => {
    while (!released) {
      await pause();
      try {
        return await take();
      } catch (error) {
        if (error instanceof Failure) return onLost(error);
      }
    }
  };

  await take();
  return {
    async release() {
      released = true;
      await client?.end();
    },
  };
}

async function taken(client: Client): Promise<boolean> {
  const text = 'select pg_try_advisory_lock($1) as taken';
  const { rows } = await client.query<{ taken: boolean }>(text, [advisoryKey]);
  return rows[0]?.taken === true;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, retryMs));
