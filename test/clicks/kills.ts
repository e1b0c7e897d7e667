/** Readers tapping a redirect that is killed again and again, and what was counted of them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { visitorNumber } from '../../src/clicks/visit.ts';
import { addChannel, addLinks, addPost } from './rows.ts';

const AGENT = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile';
const READERS_AT_ONCE = 32;

export interface Counted {
  /** Taps that were sent, answered, and stored. */
  readonly asked: number;
  readonly replied: number;
  readonly stored: number;
  /** People's clicks in the hour totals. */
  readonly totalled: number;
  /** Replied to, and not stored. */
  readonly lost: number;
  /** Stored more than once. */
  readonly twice: number;
}

/**
 * Starts the redirect, has it tapped by 32 readers at once, each tap as another visitor, and kills it
 * with SIGKILL after each of the given times (milliseconds). Then starts it once more, stops it in
 * order, and counts.
 *
 * @param folder empty; gets the database and the log
 */
export async function tapThroughKills(
  folder: string,
  killAfter: readonly number[],
): Promise<Counted> {
  const file = join(folder, 'barqiya.sqlite');
  const database = openSqlite(file);
  await migrate(database);
  const channelId = await addChannel(database.db, 'main');
  const post = { id: await addPost(database.db, { channelId }), channelId };
  await addLinks(database.db, post, { read: 'aB3dE9x' });
  await database.close();

  let asked = 0;
  const replied: string[] = [];

  async function start(): Promise<{ redirect: ChildProcess; port: number }> {
    const redirect = fork(
      new URL('redirect-process.ts', import.meta.url),
      [file, join(folder, 'clicks')],
      { execArgv: ['--import', new URL('../../src/compile-cache.js', import.meta.url).href] },
    );
    const [{ port }] = await once(redirect, 'message');
    return { redirect, port };
  }

  /** Taps on a connection as fast as it is answered, until it ends. */
  function tap(port: number): Promise<void> {
    return new Promise((resolve) => {
      let address = '';
      const socket = connect(port, '127.0.0.1', ask);
      function ask() {
        asked++;
        address = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
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

  for (const ms of killAfter) {
    const { redirect, port } = await start();
    const taps = Array.from({ length: READERS_AT_ONCE }, () => tap(port));
    setTimeout(() => redirect.kill('SIGKILL'), ms);
    await Promise.all([once(redirect, 'exit'), ...taps]);
  }
  const { redirect } = await start();
  redirect.kill('SIGTERM');
  const [code] = await once(redirect, 'exit');
  if (code !== 0) throw new Error(`the redirect ended with ${code}`);

  const again = openSqlite(file);
  const salts = await again.db.selectFrom('visitorSalt').select('salt').execute();
  const stored = await again.db.selectFrom('click').select('visitor').execute();
  const totals = await clicks(again.db).totals({});
  await again.close();
  const distinct = new Set(stored.map(({ visitor }) => visitor));
  const isStored = (address: string) =>
    salts.some(({ salt }) => distinct.has(visitorNumber(salt, address, AGENT)));
  return {
    asked,
    replied: replied.length,
    stored: stored.length,
    totalled: totals.reduce((sum, { visits }) => sum + visits, 0),
    lost: replied.filter((address) => !isStored(address)).length,
    twice: stored.length - distinct.size,
  };
}
