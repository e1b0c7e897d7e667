/**
 * How soon the bot answers: every command of the menu and the main buttons, said in the sandbox to a
 * program with a thousand queued posts and a hundred thousand subscribers. The clock runs from the
 * user's word on its way to the sandbox until the answer is seen in the chat, two HTTP calls included.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqlite } from '../../data/database.ts';
import { menu } from '../../templates/menu.ts';
import { freePort } from '../chaos/processes.ts';
import { editor, reader } from '../e2e/line.ts';
import { type Chat, openChat, type Seen } from './commands-chat.ts';
import { addReader, asked, figures, makeNewsroom, newsroomYaml } from './commands-rows.ts';
import { resident, start, stop } from './start.ts';

const rounds = 20;
const wantedMs = 100;
const failuresShown = 3;
/** The workers of pages and clicks have gone by then. */
const restMs = 45_000;

type Who = 'editor' | 'reader';

/** What a command is given; one that is not here stands alone. Each way is measured by itself. */
const given = (url: string): Readonly<Record<string, readonly string[]>> => ({
  publish: ['', page(url)],
  breaking: [page(url)],
  addsource: [`${url}/sandbox/site/`],
  why: [asked.queuedAddress],
  stats: ['', asked.publishedAddress],
  edit: ['', `${url}/${asked.publishedSlug}`],
  retract: ['', `${url}/${asked.publishedSlug}`],
  broadcast: ['تتوقف الخدمة ساعة هذا المساء'],
  search: [asked.words],
  topics: ['', 'حضرموت'],
});

const page = (url: string) => `${url}/sandbox/site/news/coffee-harvest`;

/** They say at once that they read a page; that is their answer, and the rest takes what it takes. */
const readers = new Set(['publish …', 'breaking …', 'addsource …']);

/** Buttons in the order in which they are pressed after a command, by their data. */
const walks: Readonly<Record<Who, readonly (readonly [string, ...RegExp[]])[]>> = {
  editor: [
    ['/queue', /^queue:open:/, /^queue:list:0$/, /^queue:list:1$/, /^queue:open:/, /^queue:move:/],
    [
      '/queue',
      /^queue:review:0$/,
      /^piece:r:.*:breaking$/,
      /^piece:r:.*:words$/,
      /^piece:r:.*:main$/,
      /^piece:r:.*:channels:0$/,
      /^piece:r:.*:channel:/,
      /^piece:r:.*:show$/,
    ],
    [
      '/publish',
      /^piece:d.*:open$/,
      /^piece:d.*:channels:0$/,
      /^piece:d.*:channel:/,
      /^piece:d.*:main$/,
      /^piece:d.*:slot$/,
    ],
    [
      '/stats',
      /^stats:week$/,
      /^stats:post:/,
      /^stats:day$/,
      /^stats:channels$/,
      /^stats:channel:/,
      /^stats:channels$/,
      /^stats:day$/,
      /^stats:sources$/,
      /^stats:day$/,
      /^stats:csv$/,
      /^chart:day$/,
      /^chart:hours$/,
      /^chart:sources$/,
    ],
    ['/sources', /^sources:1$/, /^sources:2$/],
    ['/schedule', /^week:page:1$/, /^week:slots:/],
    ['/channels', /^ch:open:/, /^ch:set:/, /^ch:rights:/],
    ['/template', /^tmpl:of:/],
    ['/pin', /^pin:article:/],
    ['/editors', /^staff:log:0$/, /^staff:log:1$/],
  ],
  reader: [
    ['/latest', /^news:latest:1$/, /^news:latest:2$/, /^news:keep:/],
    ['/saved', /^news:saved:1$/],
    [`/search ${asked.words}`, /^news:search:1$/],
    ['/topics', /^topic:/, /^topics:1$/],
    ['/alerts', /^alerts:morning$/, /^alerts:quiet$/],
  ],
};

/** A button as the table names it: the beginning and the end of its data. */
const nameOf = (data: RegExp) =>
  `[${data.source.replace(/[\^$]/g, '').replace(/:?\.\*:?/, ' … ')}]`;

/** The smallest value that at most so great a part of all exceeds. */
const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.NaN;

/** In milliseconds. */
interface Times {
  /** Until something stands in the chat. */
  readonly first: number[];
  /** The same without what the program waited for a processor that others had. */
  readonly own: number[];
  /** Until all that the bot says to it stands there. */
  readonly whole: number[];
}

/** How long the main thread of a process was ready to run and did not, in milliseconds. */
const waitedMs = (pid: number | undefined): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;

/** Does things one after the other, and notes how long the program, `pid`, took to answer. */
function createAsker(chats: Readonly<Record<Who, Chat>>, pid: number | undefined) {
  const times = new Map<string, Times>();

  /** Updates are handled in their order: the other one's answer comes when all is over. */
  const settle = async (who: Who) => {
    const other = chats[who === 'editor' ? 'reader' : 'editor'];
    const mark = other.mark();
    await other.say('/help');
    await other.until(mark, () => true, 'the end of what was asked before');
    // Two streams: what was told on the other one before may yet be on its way here.
    await pause(10);
  };

  const cancel = async (who: Who) => {
    const mark = chats[who].mark();
    await chats[who].say('/cancel');
    await chats[who].until(mark, () => true, 'an answer to /cancel');
    await settle(who);
  };

  /** Does one thing, and waits until it is answered and all is over. */
  const measure = async (
    who: Who,
    name: string,
    act: () => Promise<void>,
    isOver: (one: Seen) => boolean = () => true,
  ) => {
    const chat = chats[who];
    const mark = chat.mark();
    const before = waitedMs(pid);
    const began = performance.now();
    await Promise.all([act(), chat.until(mark, () => true, `an answer to ${name}`)]);
    const waited = waitedMs(pid) - before;
    await chat.until(mark, isOver, `the end of ${name}`);
    await settle(who);
    const seen = chat.since(mark);
    // A toast goes with what the button does; where it does nothing else, the toast is the answer.
    const shown = seen.filter(({ type }) => type !== 'answer');
    const answers = shown.length > 0 ? shown : seen;
    const first = (answers[0]?.at ?? Number.NaN) - began;
    const known = times.get(name) ?? { first: [], own: [], whole: [] };
    times.set(name, known);
    known.first.push(first);
    known.own.push(Math.max(0, first - waited));
    known.whole.push((answers.at(-1)?.at ?? Number.NaN) - began);
  };

  return {
    times: times as ReadonlyMap<string, Times>,

    /** Says a command; leaves whatever it may have begun to ask. */
    async say(who: Who, name: string, text: string): Promise<void> {
      const isOver = name === 'addsource …' ? isEdited : undefined;
      await measure(who, name, () => chats[who].say(text), isOver);
      await cancel(who);
    },

    async walk(who: Who, [command, ...buttons]: readonly [string, ...RegExp[]]): Promise<void> {
      await chats[who].say(command);
      await settle(who);
      for (const data of buttons) {
        const button = await chats[who].find(data);
        await measure(who, nameOf(data), () => chats[who].press(button));
      }
      await cancel(who);
    },
  };
}

/** A site is looked through after the command is over, and its message then tells what was found. */
const isEdited = ({ type }: Seen) => type === 'edited';

type Asker = ReturnType<typeof createAsker>;

const megabytes = (pid: number | undefined) => Math.round(resident(pid) / 2 ** 20);

/** Every command of a menu in each of its ways, then the buttons. */
async function round(asker: Asker, who: Who, url: string): Promise<void> {
  // What erases the reader comes last.
  const commands = Object.keys(menu[who]).toSorted(
    (a, b) => Number(a === 'stop') - Number(b === 'stop'),
  );
  const ways = given(url);
  for (const walk of walks[who]) await asker.walk(who, walk);
  for (const command of commands) {
    for (const argument of ways[command] ?? ['']) {
      const name = `${command}${argument ? ' …' : ''}`;
      await asker.say(who, name, `/${command} ${argument}`.trim());
    }
  }
}

export async function benchCommands(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const file = join(folder, 'barqiya.sqlite');
  const port = await freePort();
  await makeNewsroom(file, port, Date.now());
  writeFileSync(join(folder, 'newsroom.yaml'), newsroomYaml(port));
  const { child, failures } = await start(folder, {
    PORT: String(port),
    NEWSROOM: join(folder, 'newsroom.yaml'),
  });
  const url = `http://127.0.0.1:${port}`;
  const chats = { editor: await openChat(url, editor), reader: await openChat(url, reader) };
  const database = openSqlite(file);
  try {
    const asker = createAsker(chats, child.pid);
    for (let n = 0; n < rounds; n++) {
      await round(asker, 'editor', url);
      await round(asker, 'reader', url);
      await addReader(database.db, Date.now());
    }
    report(print, asker.times);
    const load = loadavg()[0]?.toFixed(1);
    const before = megabytes(child.pid);
    await pause(restMs);
    print(
      `  ${before} MB when all was said, ${megabytes(child.pid)} MB after ${restMs / 1_000} s of rest, sandbox included; load ${load}`,
    );
    for (const failure of failures.slice(0, failuresShown)) print(`  failed: ${failure}`);
    if (failures.length > failuresShown) print(`  and ${failures.length - failuresShown} more`);
  } finally {
    await Promise.all(Object.values(chats).map((chat) => chat.close()));
    await database.close();
    await stop(child);
    rmSync(folder, { recursive: true });
  }
}

function report(print: (line: string) => void, all: ReadonlyMap<string, Times>): void {
  print(
    `  ${figures.queued * 2} queued posts, ${figures.subscribers} subscribers, ${figures.clicks} clicks; each ${rounds} times.`,
  );
  print(
    '  Milliseconds until the answer stands: p50, p95, longest; p95 without the waits for a processor; p95 of the whole answer',
  );
  const ms = (value: number) => value.toFixed(0).padStart(5);
  const p95 = (values: readonly number[]) => percentile(values, 0.95);
  for (const [name, { first, own, whole }] of all) {
    const figures = [percentile(first, 0.5), p95(first), Math.max(...first), p95(own), p95(whole)];
    const more = readers.has(name) ? '  (reads a page)' : '';
    print(`  ${name.padEnd(24)}${figures.map(ms).join('')}${more}`);
  }
  for (const [what, of] of [
    ['all together', 'first'],
    ['without the waits', 'own'],
  ] as const) {
    const every = [...all.values()].flatMap((times) => times[of]);
    const late = [...all].filter(([, times]) => p95(times[of]) >= wantedMs).map(([name]) => name);
    print(
      `  ${what}: p50 ${percentile(every, 0.5).toFixed(0)}, p95 ${p95(every).toFixed(0)} (wanted < ${wantedMs}); ` +
        `with a p95 of their own above: ${late.length === 0 ? 'none' : late.join(', ')}`,
    );
  }
}
