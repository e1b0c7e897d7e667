/** Ten million clicks: how many bytes each takes, and how fast editors' questions are answered. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { clicks as clicksOf } from '../../data/repositories/clicks.ts';
import { keepLess } from '../../src/clicks/retention.ts';
import { addChannel, addLinks, addPost } from '../clicks/rows.ts';

const CLICKS = 10_000_000;
const DAYS = 90;
const POSTS_A_DAY = 100;
const CHANNELS = 5;
const BATCH = 20_000;
const ASKED = 15;
const DAY_MS = 86_400_000;
const ZONE = 'Asia/Aden';
const ORDERS = { zone: ZONE, clicksMs: 365 * DAY_MS, hoursMs: 365 * DAY_MS };

/**
 * Clicks as a newsroom has them: 111,000 a day on posts that live for two days, most of a post's in
 * its first hours, few posts with most of them; one in ten a crawler's; visitors new each day. All
 * single clicks and all hours are kept, so that nothing is small because it was folded.
 */
function* clicksOfDay(day: number, from: number, links: readonly (readonly number[])[]) {
  for (let n = 0; n < CLICKS / DAYS; n++) {
    const at = Math.floor(from + (n / (CLICKS / DAYS)) * DAY_MS);
    // The hour's newest posts first; the tail reaches two days back.
    const age = Math.floor(Math.random() ** 3 * 2 * POSTS_A_DAY);
    const newest = Math.floor((day + (at - from) / DAY_MS) * POSTS_A_DAY);
    const post = links[Math.max(0, newest - age)] ?? [];
    const link = post[Math.random() < 0.9 ? 0 : Math.floor(Math.random() * post.length)] ?? 0;
    const visitor = day * 1_000_003 + Math.floor(Math.random() * 60_000);
    yield {
      linkId: link,
      at,
      visitor: (visitor * 2_654_435_761) % 2 ** 52,
      excluded: n % 10 === 0 ? 2 : 0,
    };
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Prints bytes a click and milliseconds a question. Takes some three minutes. */
export async function benchMillions(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const file = join(folder, 'barqiya.sqlite');
  const database = openSqlite(file);
  try {
    await migrate(database);
    const { db } = database;
    const clicks = clicksOf(db);
    const start = Math.floor(Date.now() / DAY_MS - DAYS) * DAY_MS;
    const posts: number[] = [];
    const links = await db.transaction().execute(async (transaction) => {
      const channels: number[] = [];
      for (let n = 0; n < CHANNELS; n++) channels.push(await addChannel(transaction, `c${n}`));
      const made: number[][] = [];
      for (let n = 0; n < DAYS * POSTS_A_DAY; n++) {
        const channelId = channels[n % CHANNELS] ?? 0;
        const id = await addPost(transaction, { channelId });
        const slug = (button: string) => `${button}${n}`;
        const buttons = { read: slug('r'), 'follow:x': slug('x'), 'follow:youtube': slug('y') };
        made.push([...(await addLinks(transaction, { id, channelId }, buttons)).values()]);
        posts.push(id);
      }
      return made;
    });
    const bytesBefore = statSync(file).size;

    const began = performance.now();
    let position = 0;
    for (let day = 0; day < DAYS; day++) {
      const ofDay = [...clicksOfDay(day, start + day * DAY_MS, links)];
      for (let at = 0; at < ofDay.length; at += BATCH) {
        const from = { segment: 0, position };
        position += 1;
        const batch = ofDay.slice(at, at + BATCH);
        await clicks.apply({ from, to: { segment: 0, position }, clicks: batch, dropped: 0 });
      }
      const now = start + (day + 1) * DAY_MS;
      for await (const _ of keepLess(clicks, { ...ORDERS, now }));
    }
    const seconds = (performance.now() - began) / 1_000;
    const { n } = await db
      .selectFrom('click')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    await database.backup?.(`${file}.whole`);
    const bytes = statSync(`${file}.whole`).size - bytesBefore;
    print(`  ${n} clicks applied and kept in ${seconds.toFixed(0)} s, clicks made as it goes`);
    print(`  ${(bytes / n).toFixed(1)} bytes a click, totals and indexes included (wanted 50)`);

    const ask = async (name: string, wanted: number | undefined, question: () => unknown) => {
      const times: number[] = [];
      for (let n = 0; n < ASKED; n++) {
        const asked = performance.now();
        await question();
        times.push(performance.now() - asked);
      }
      const goal = wanted === undefined ? '' : ` (wanted ${wanted})`;
      print(`  ${name}: ${median(times).toFixed(2)} ms${goal}`);
    };
    const last = { from: start + (DAYS - 1) * DAY_MS, to: start + DAYS * DAY_MS };
    const hot = (await clicks.top({}, 1))[0]?.post ?? 0;
    await ask('the hours of the most read post', 5, () => clicks.hours('post', hot, {}));
    await ask('the top ten of a day', 20, () => clicks.top(last, 10));
    await ask('the totals of a day', undefined, () => clicks.totals(last));
    await ask('the totals of all time', undefined, () => clicks.totals({}));
    await ask('one post, all time', undefined, () => clicks.byPost({}, posts.at(-50)));
    await ask('the sources of a week', undefined, () =>
      clicks.bySource({ ...last, from: last.from - 6 * DAY_MS }),
    );
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}
