/**
 * `npm run chaos -- [--seed N] [--kills K] [--speed S]`: the whole program against the sandbox,
 * while it is killed, its calls are dropped, its rights taken away, its clock set, its disk filled.
 * Afterwards every due post stands on its channel exactly once. One line a check; ends with 1 when
 * one fails, and then keeps its folder.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mostSearches, refusedMs } from '../../src/delivery/settling.ts';
import { catchUpGapMs } from '../../src/desk/sweeper.ts';
import { makeDisk } from './disk.ts';
import { createEditor } from './editor.ts';
import { createNews } from './news.ts';
import { freePort, type SeenChat, startProgram, startSandbox } from './processes.ts';
import { readDatabase, report } from './report.ts';
import { createTrouble, pause, seeded } from './trouble.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '20' },
    /** How many times as fast as the wall clock all clocks run. */
    speed: { type: 'string', default: '8' },
  },
});
const [seed, kills, speed] = [Number(values.seed), Number(values.kills), Number(values.speed)];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const random = seeded(seed);
const begun = performance.now();
const editorId = 1001;

/**
 * How long the rules let a post wait after the trouble is over, in milliseconds of the program's clock:
 * its chat is held for a quarter of an hour, it is lost and looked for as often as may be, and then
 * all that waits for its chat goes out, a minute apart.
 */
const patienceFor = (articles: number): number =>
  refusedMs + mostSearches * searchMs + articles * catchUpGapMs;
/** The call's own time, Telegram's, and the looks, each at the pace of the desk's chat. */
const searchMs = 90_000;

const folder = mkdtempSync(join(tmpdir(), 'barqiya-chaos-'));
const disk = makeDisk(join(folder, 'data'), 64);
const clockFile = join(folder, 'clock');
const file = join(disk.path, 'barqiya.sqlite');
const times = { speed, begin: Date.now() };
const sandbox = await startSandbox(join(folder, 'sandbox.json'), times);
const news = createNews(random);
const site = await news.listen();

// Four channels, a supergroup, and a basic group that becomes one on the way.
const usernames = ['chaos_one', 'chaos_two', 'chaos_three', 'chaos_four'];
const members = { [editorId]: { status: 'creator' } };
for (const username of usernames) {
  await sandbox.post('chats', { type: 'channel', title: username, username, members });
}
const { id: supergroup = 0 } = await sandbox.post('chats', { type: 'supergroup', title: 'نقاش' });
const { id: group = 0 } = await sandbox.post('chats', { id: -4001, type: 'group', title: 'غرفة' });
const channels = usernames.map((name) => `@${name}`);
const names = [...channels, 'talk', 'room'];

/** The chats that a channel of newsroom.yaml has been; the group has been two. */
const chatsBy = (name: string, all: readonly SeenChat[]): readonly SeenChat[] => {
  const isMoved = ({ id, type }: SeenChat) => type === 'supergroup' && id !== supergroup;
  if (name === 'talk') return all.filter(({ id }) => id === supergroup);
  if (name === 'room') return all.filter((chat) => chat.id === group || isMoved(chat));
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
  - { id: ${editorId}, role: owner }
`,
);

let endedByItself = 0;
const port = await freePort();
const options = { ...times, folder: disk.path, sandboxUrl: sandbox.url, clockFile, port };

async function start() {
  for (let tries = 1; ; tries++) {
    try {
      return await startProgram(options, (code) => {
        endedByItself += 1;
        print(`     it ended by itself with ${code}`);
      });
    } catch (error) {
      // While the disk is full a start may fail, and says so.
      if (tries === 20) throw error;
      await pause(500);
    }
  }
}

// Where the search for a lost first post begins: people have posted before, and the program hears.
for (const chat of [...channels, supergroup]) {
  await sandbox.post('say', { user: editorId, chat, text: 'افتتاح' });
}
let program = await start();
await pause(1_500);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await Promise.all([program.stop('SIGKILL'), sandbox.stop()]);
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
}

const trouble = createTrouble(
  sandbox,
  { chats: [...channels, supergroup], channels, group, disk, clockFile, database: file },
  random,
);
const editor = createEditor(sandbox, news.items, chatsBy, names);
const database = readDatabase(file);
const strikes: Promise<void>[] = [];
await trouble.begin();
for (let i = 0; i < 6; i++) news.publish(i === 5);
for (let killed = 0; killed < kills; killed++) {
  const until = performance.now() + 2_000 + random() * 12_000;
  while (performance.now() < until) {
    strikes.push(trouble.strike());
    await pause(150 + random() * 600);
  }
  for (let i = Math.floor(random() * 3); i > 0; i--) news.publish(random() < 0.2);
  await editor.answer();
  if (database.held() > 0) await editor.approve();
  await program.stop('SIGKILL');
  await pause(random() * 400);
  program = await start();
}
await Promise.all(strikes);
await trouble.end();

const patience = performance.now() + patienceFor(news.items.length) / speed;
while (performance.now() < patience) {
  await editor.answer();
  if (database.held() > 0) await editor.approve();
  const isRead = database.entries() === news.items.length;
  if (isRead && database.open() === 0 && database.unpublished() === 0) break;
  await pause(300);
}
const exitCode = await program.stop('SIGTERM');

const seconds = Math.round((performance.now() - begun) / 1_000);
print(
  `seed ${seed}: ${kills} kills, ${news.items.length} articles on ${names.length} chats, ${seconds} s at ${speed} times the speed`,
);
print(`     ${[...trouble.counts].map(([name, count]) => `${name} ${count}`).join(', ')}`);
if (!disk.isSmall) print('     the disk was not filled: that takes root');
const all = await sandbox.chats();
const failures = report(
  {
    names,
    chatsBy: (name) => chatsBy(name, all),
    items: news.items,
    asked: editor.asked,
    approved: editor.approved(),
    database,
    log: join(folder, 'program.log'),
    endedByItself,
    exitCode,
    copies:
      all.find(({ id }) => id === editorId)?.messages.filter((one) => one.forward_origin).length ??
      0,
  },
  print,
);

news.close();
await sandbox.stop();
if (failures > 0) print(`     kept: ${folder}`);
else {
  disk.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures > 0 ? 1 : 0);
