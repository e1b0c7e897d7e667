/**
 * `npm run chaos -- [--seed N] [--kills K] [--speed S]`: the whole program against the sandbox,
 * while it is killed, its calls are dropped, its rights taken away, its clock set, its disk filled.
 * Afterwards every due post stands on its channel exactly once. One line a check; ends with 1 when
 * one fails.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import SQLite from 'better-sqlite3';
import { makeDisk } from './disk.ts';
import { createEditor, timesIn } from './editor.ts';
import { createNews } from './news.ts';
import { freePort, type SeenChat, startProgram, startSandbox } from './processes.ts';
import { createTrouble, pause, seeded } from './trouble.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '20' },
    /** How many times as fast as the wall clock all clocks run. */
    speed: { type: 'string', default: '6' },
    keep: { type: 'boolean', default: false },
  },
});
const [seed, kills, speed] = [Number(values.seed), Number(values.kills), Number(values.speed)];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const random = seeded(seed);
const begun = performance.now();

const folder = mkdtempSync(join(tmpdir(), 'barqiya-chaos-'));
const disk = makeDisk(join(folder, 'data'), 48);
const clockFile = join(folder, 'clock');
const database = join(disk.path, 'barqiya.sqlite');
const times = { speed, begin: Date.now() };
const sandbox = await startSandbox(join(folder, 'sandbox.json'), times);
const news = createNews(random);
const site = await news.listen();

const usernames = ['chaos_one', 'chaos_two', 'chaos_three', 'chaos_four'];
for (const username of usernames)
  await sandbox.post('chats', {
    type: 'channel',
    title: username,
    username,
    members: { 1001: { status: 'creator' } },
  });
const { id: supergroup = 0 } = await sandbox.post('chats', { type: 'supergroup', title: 'نقاش' });
const { id: group = 0 } = await sandbox.post('chats', { id: -4001, type: 'group', title: 'غرفة' });
const channels = usernames.map((name) => `@${name}`);
const names = [...channels, 'talk', 'room'];

/** The chats that a channel of newsroom.yaml has been; the group has been two. */
const chatsBy = (name: string, all: readonly SeenChat[]): readonly SeenChat[] => {
  if (name === 'talk') return all.filter(({ id }) => id === supergroup);
  if (name === 'room') {
    return all.filter(
      ({ id, type }) => id === group || (type === 'supergroup' && id !== supergroup),
    );
  }
  return all.filter(({ username }) => `@${username}` === name);
};

writeFileSync(
  join(disk.path, 'newsroom.yaml'),
  `name: مرصد الفوضى
allow_hosts: ["${new URL(site).host}"]
follow: { youtube: "https://youtube.example/@x" }
sources:
  - { name: مرصد الفوضى, feed: "${site}/feed.xml", every: 15s, backfill: 1000 }
channels:
${usernames.map((name) => `  - { key: ${name}, chat: "@${name}" }`).join('\n')}
  - { key: talk, chat: "${supergroup}" }
  - { key: room, chat: "${group}" }
editors:
  - { id: 1001, role: owner }
`,
);

let endedByItself = 0;
const port = await freePort();
const options = { ...times, folder: disk.path, sandboxUrl: sandbox.url, clockFile, port };
const start = async () => {
  for (let tries = 0; ; tries++) {
    try {
      return await startProgram(options, (code) => {
        endedByItself += 1;
        print(`     the program ended by itself with ${code}`);
      });
    } catch (error) {
      // A start while the disk is full or the database locked may fail, and says so.
      if (tries === 20) throw error;
      await pause(500);
    }
  }
};

// What people posted before is where the search for a lost first post begins.
for (const chat of [...channels, supergroup]) {
  await sandbox.post('say', { user: 1001, chat, text: 'افتتاح' });
}
let program = await start();
await pause(1_500);

const trouble = createTrouble(
  sandbox,
  { chats: [...channels, supergroup], channels, group, disk, clockFile, database },
  random,
);
const editor = createEditor(sandbox, news.items, chatsBy, names);
await trouble.begin();
let killed = 0;
const strikes: Promise<void>[] = [];
for (const count of [6, 0]) for (let i = 0; i < count; i++) news.publish(i === 5);
while (killed < kills) {
  const until = performance.now() + 1_000 + random() * 3_000;
  while (performance.now() < until) {
    strikes.push(trouble.strike());
    await pause(150 + random() * 600);
  }
  if (random() < 0.7) news.publish(random() < 0.2);
  await editor.answer();
  await program.stop('SIGKILL');
  killed += 1;
  await pause(random() * 400);
  program = await start();
}
await Promise.all(strikes);
await trouble.end();

/** Rows of the program's own database, read beside it. */
function rows<T>(query: string): T[] {
  const reading = new SQLite(database, { readonly: true, timeout: 5_000 });
  try {
    return reading.prepare(query).all() as T[];
  } finally {
    reading.close();
  }
}
const open = "('waiting', 'attempting', 'lost', 'unknown')";
const openRows = () => rows<{ n: number }>(`select count(*) n from outbox where state in ${open}`);
const readCount = () => rows<{ n: number }>('select count(*) n from article')[0]?.n ?? 0;

const patience = performance.now() + (60_000 + kills * 1_000) / Math.min(speed, 4) + 20_000;
while (performance.now() < patience) {
  await editor.answer();
  if (readCount() === news.items.length && openRows()[0]?.n === 0) break;
  await pause(300);
}
const exitCode = await program.stop('SIGTERM');

const all = await sandbox.chats();
let failures = 0;
const check = (isGood: boolean, text: string): void => {
  if (!isGood) failures += 1;
  print(`${isGood ? 'ok  ' : 'FAIL'} ${text}`);
};
const pairs = names.flatMap((name) =>
  news.items.map((item) => ({
    name,
    item,
    times: chatsBy(name, all).reduce((sum, chat) => sum + timesIn(chat, item), 0),
  })),
);
const posts = rows<{ state: string; n: number }>(
  'select state, count(*) n from post group by state',
);
const seeable = editor.asked.filter(({ chat }) => chat !== 'room');
const misplaced = rows<{ messageId: number; chat: string; title: string }>(
  `select post.message_id messageId, channel.key chat, article.title from post
   join channel on channel.id = post.channel_id join article on article.id = post.article_id
   where post.state = 'published' and post.message_id is not null`,
).filter(({ messageId, chat, title }) => {
  const name = names.find((one) => one === chat || one === `@${chat}`) ?? '';
  const bare = title.replace('عاجل: ', '');
  return !chatsBy(name, all).some((one) =>
    one.messages.some(
      ({ message_id, text = '' }) =>
        message_id === messageId && text.replace(/[\u2066-\u2069\u200f]/g, '').includes(bare),
    ),
  );
});
const [lost, twice] = [
  pairs.filter(({ times }) => times === 0),
  pairs.filter(({ times }) => times > 1),
];
const told = (list: typeof pairs) =>
  list
    .slice(0, 5)
    .map(({ name, item }) => `${name} ${item.id}`)
    .join(', ');

const seconds = Math.round((performance.now() - begun) / 1_000);
print(
  `seed ${seed}: ${killed} kills, ${news.items.length} articles on ${names.length} chats, ${seconds} s at ${speed} times the speed`,
);
print(`     ${[...trouble.counts].map(([name, count]) => `${name} ${count}`).join(', ')}`);
if (!disk.isSmall) print('     the disk was not filled: that takes root');
check(
  readCount() === news.items.length,
  `every article was read: ${readCount()} of ${news.items.length}`,
);
check(lost.length === 0, `none lost: ${lost.length} of ${pairs.length} ${told(lost)}`);
check(twice.length === 0, `none twice: ${twice.length} ${told(twice)}`);
check(
  posts.every(({ state }) => state === 'published'),
  `every post is published: ${posts.map(({ state, n }) => `${state} ${n}`).join(', ')}`,
);
check(
  seeable.length === 0,
  `unknown where finding is possible: ${seeable.length}; the desk was asked about the basic group ${editor.asked.length - seeable.length} times`,
);
check(misplaced.length === 0, `every message_id is the right one; wrong: ${misplaced.length}`);
check(endedByItself === 0, `the program never ended by itself: ${endedByItself}`);
check(exitCode === 0, `and stopped in order at the end: ${exitCode}`);
const found = rows<{ n: number }>('select coalesce(sum(searches), 0) n from outbox')[0]?.n;
const copies = all
  .find(({ id }) => id === 1001)
  ?.messages.filter((one) => one.forward_origin).length;
print(
  `     lost, certainly not there and sent again: ${found}; copies left in the desk chat: ${copies}`,
);

news.close();
await sandbox.stop();
if (values.keep) print(`     kept in ${folder}`);
else {
  disk.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures > 0 ? 1 : 0);
