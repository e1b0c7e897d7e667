/** How fast the click log gets into the database: the drainer as the program runs it, catching up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { startDrainer } from '../../src/clicks/drainer.ts';
import { segmentFile } from '../../src/clicks/log.ts';
import { retentionOf } from '../../src/clicks/retention.ts';
import { addChannel, addLinks, addPost } from '../clicks/rows.ts';

const CLICKS = 600_000;
const SEGMENTS = 2;
const POSTS = 300;
/** Clicks a second in the log: the rush that the drainer then catches up with. */
const RATE = 1_000;
const VISITORS = 100_000;

/** Makes 600,000 clicks of ten minutes' rush on 300 posts, one in ten of them a crawler's. */
async function prepare(file: string, folder: string): Promise<void> {
  const database = openSqlite(file);
  await migrate(database);
  const { db } = database;
  const ids = await db.transaction().execute(async (transaction) => {
    const channelId = await addChannel(transaction, 'main');
    const made: number[] = [];
    for (let post = 0; post < POSTS; post++) {
      const id = await addPost(transaction, { channelId });
      const links = await addLinks(
        transaction,
        { id, channelId },
        { read: `r${post}`, x: `x${post}` },
      );
      made.push(...links.values());
    }
    return made;
  });
  await database.close();
  mkdirSync(folder);
  const began = Date.now() - (CLICKS / RATE) * 1_000;
  for (let segment = 0; segment < SEGMENTS; segment++) {
    let lines = '';
    for (let n = 0; n < CLICKS / SEGMENTS; n++) {
      const at = began + Math.floor((segment * (CLICKS / SEGMENTS) + n) / (RATE / 1_000));
      // Few posts have most of the clicks, as in life.
      const link = ids[Math.floor(Math.random() ** 2 * ids.length)];
      const visitor = Math.floor(Math.random() * VISITORS) * 41_000_000_003;
      lines += `${link} ${at} ${visitor} ${n % 10 === 0 ? 2 : 0}\n`;
    }
    writeFileSync(segmentFile(folder, segment + 1), lines);
  }
}

/** Prints rows a second. Takes some 15 seconds. */
export async function benchDrain(print: (line: string) => void): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  try {
    const file = join(home, 'barqiya.sqlite');
    const folder = join(home, 'clicks');
    await prepare(file, folder);
    const start = performance.now();
    const drainer = startDrainer({
      database: file,
      folder,
      zone: 'Asia/Aden',
      retention: retentionOf(),
      onError: (error) => print(`  ${error}`),
    });
    await drainer.drain();
    const seconds = (performance.now() - start) / 1_000;
    await drainer.stop();
    const database = openSqlite(file);
    const totals = await clicks(database.db).totals({});
    await database.close();
    const stored = totals.reduce((sum, { visits }) => sum + visits, 0);
    print(
      `  ${stored} of ${CLICKS} clicks in ${seconds.toFixed(1)} s, the worker's start included: ` +
        `${Math.round(stored / seconds)} rows/s (wanted 100,000)`,
    );
  } finally {
    rmSync(home, { recursive: true });
  }
}
