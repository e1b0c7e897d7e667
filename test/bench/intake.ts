/** Intake: the load of thousands of sources, the parsing of feeds, and how soon news is queued. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { createStore } from '../../data/store.ts';
import { createReader } from '../../src/reading/reader.ts';
import { channelOf, newsroomOf, sourceOf } from '../data/made.ts';
import { openLine } from './intake-line.ts';
import { bigFeed, type FeedSite, openFeedSite } from './intake-site.ts';

const compileCache = new URL('../../src/compile-cache.js', import.meta.url).href;
const second = 1_000;
const minute = 60 * second;

const sources = 6_000;
const everyMs = 10 * minute;
/** A tenth of the interval, in which a tenth of the sources comes up. */
const windowMs = minute;
const hosts = 60;
/** While the rows are written and the process starts, nothing is due yet. */
const headStartMs = 20 * second;
/** One poll in ten finds an item, one in ten an unchanged body without an ETag, the rest 304. */
const changes = (n: number) => n % 10 === 0;
const hasEtag = (n: number) => n % 10 !== 1;

export async function benchIntake(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  try {
    await load(join(folder, 'load.sqlite'), print);
    await parsing(print);
    await promptness(join(folder, 'prompt.sqlite'), print);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function load(file: string, print: (line: string) => void): Promise<void> {
  let changed = false;
  const site = await openFeedSite(hosts, {
    last: (n) => (changed && changes(n) ? 101 : 100),
    hasEtag,
  });
  const store = await prepare(file, site);
  const child = fork(join(import.meta.dirname, 'intake-process.ts'), [file, site.hosts.join(',')], {
    // As `npm start` has it: the flag is part of the figure.
    execArgv: ['--max-semi-space-size=2', '--import', compileCache],
  });
  await once(child, 'message');
  changed = true;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, store.begun - Date.now())));
  const before = { cpu: cpuSeconds(child), polls: site.polls(), at: performance.now() };
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, memory(child));
  }, 500);
  await new Promise((resolve) => setTimeout(resolve, windowMs));
  clearInterval(watching);
  const cpu = cpuSeconds(child) - before.cpu;
  const wall = (performance.now() - before.at) / second;
  const polls = site.polls() - before.polls;
  child.send('stop');
  await once(child, 'exit');
  const queued = await store.queued();
  site.close();
  const due = Math.round((sources * wall * second) / everyMs);
  print(
    `  ${sources} sources at 10 min, ${wall.toFixed(0)} s of it: ${polls} polls of ${due} due, eight in ten 304, one unchanged, one with an article: ${queued} read and queued`,
  );
  print(
    `  load ${(cpu / wall).toFixed(3)} of one core (wanted < 0.2), most memory ${mb(most)} (wanted < 200 MB), the reader's process included`,
  );
}

/** All sources as they stand after a day: read before, their next look spread over the interval. */
async function prepare(file: string, site: FeedSite) {
  const database = openSqlite(file);
  await migrate(database);
  const store = createStore(database.db);
  const begun = Date.now() + headStartMs;
  const all = Array.from({ length: sources }, (_, n) =>
    sourceOf({ name: `مصدر ${n}`, address: site.address(n), everyMs }),
  );
  await store.transaction(async (tx) => {
    await tx.newsroom.apply(newsroomOf({ sources: all, channels: [channelOf()] }), begun);
    for (const { id } of await tx.sources.all()) {
      const n = id - 1;
      await tx.entries.add(
        Array.from({ length: 20 }, (_, index) => ({
          sourceId: id,
          guid: `${n}:${100 - index}`,
          url: `${new URL(site.address(n)).origin}/news/${n}/${100 - index}`,
          title: `خبر رقم ${100 - index}`,
          publishedAt: begun - index * 30 * minute,
          categories: [],
          image: null,
          seenAt: begun - index * 30 * minute,
          state: 'read' as const,
          nextTryAt: begun,
        })),
      );
      await tx.sources.polled(id, {
        etag: hasEtag(n) ? `"${n}-100"` : null,
        lastSuccessAt: begun - everyMs / 2,
        waitMs: everyMs,
        nextPollAt: begun + (n * everyMs) / sources,
      });
    }
  });
  await database.close();
  return {
    begun,
    async queued() {
      const again = openSqlite(file);
      const count = await createStore(again.db).posts.queueLength();
      await again.close();
      return count;
    },
  };
}

async function parsing(print: (line: string) => void): Promise<void> {
  const feeds = 1_000;
  const url = 'http://127.0.0.1/feed';
  const bodies = Array.from({ length: feeds }, (_, n) =>
    Buffer.from(bigFeed(n, 100, url, Date.now())),
  );
  const reader = createReader();
  const begun = performance.now();
  const read = await Promise.all(
    bodies.map((body) => reader.feed(body, { url, zone: 'Asia/Aden', now: Date.now() })),
  );
  const seconds = (performance.now() - begun) / second;
  await reader.close();
  const items = read.reduce((total, { entries }) => total + entries.length, 0);
  print(
    `  ${feeds} changed feeds of ${items / feeds} items parsed in ${seconds.toFixed(1)} s (wanted <= 10), the start of the reader's process included`,
  );
}

/** From the change of a feed to its row in the outbox, at the shortest interval. */
async function promptness(file: string, print: (line: string) => void): Promise<void> {
  const interval = 15 * second;
  const count = 20;
  const changedAt = new Map<number, number>();
  const site = await openFeedSite(count, {
    last: (n) => ((changedAt.get(n) ?? Number.POSITIVE_INFINITY) <= Date.now() ? 101 : 100),
    hasEtag,
  });
  const line = await openLine(file, site.hosts);
  const all = Array.from({ length: count }, (_, n) =>
    sourceOf({ name: `مصدر ${n}`, address: site.address(n), everyMs: interval }),
  );
  await line.store.newsroom.apply(
    newsroomOf({ sources: all, channels: [channelOf()] }),
    Date.now(),
  );
  await until(async () => (await line.store.sources.all()).every((one) => one.lastSuccessAt));
  // The changes are spread over an interval, so that each falls elsewhere between two looks.
  const begin = Date.now() + second;
  for (let n = 0; n < count; n++) changedAt.set(n, begin + (n * interval) / count);
  const waits: number[] = [];
  const seen = new Set<number>();
  await until(async () => {
    for (const { id, title } of await line.store.posts.queue(count)) {
      const n = Number(/المصدر (\d+)/.exec(title)?.[1]);
      if (seen.has(id)) continue;
      seen.add(id);
      waits.push(Date.now() - (changedAt.get(n) ?? 0));
    }
    return waits.length === count;
  });
  await line.stop();
  site.close();
  const most = Math.max(...waits);
  print(
    `  from a feed's change to the outbox at an interval of ${interval / second} s: ${(most / second).toFixed(1)} s at most, ${(waits.reduce((a, b) => a + b, 0) / count / second).toFixed(1)} s on average, ${count} changes (wanted <= ${interval / second + 1})`,
  );
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A process and its children: the reader works in one of its own. */
function family({ pid }: ChildProcess): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statOf(Number(name))[1] === String(pid));
  return [pid ?? 0, ...children.map(Number)];
}

/** The fields of /proc/PID/stat from the third on (proc(5)); none when the process has gone. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}

const sum = (pids: readonly number[], of: (pid: number) => number): number =>
  pids.reduce((total, pid) => total + of(pid), 0);

/** User and system time, that of ended children included; the kernel counts in hundredths. */
const cpuSeconds = (child: ChildProcess): number =>
  sum(family(child), (pid) => {
    const [utime = 0, stime = 0, ofEnded = 0, sysOfEnded = 0] = statOf(pid)
      .slice(11, 15)
      .map(Number);
    return (utime + stime + ofEnded + sysOfEnded) / 100;
  });

/** What is resident of a process, in bytes, and of its children what they do not share (Node's own code). */
function memory(child: ChildProcess): number {
  const [own = 0, ...others] = family(child);
  return pagesOf(own, /^Rss:\s+(\d+)/m) + sum(others, (pid) => pagesOf(pid, privatePages));
}

const privatePages = /^Private_(?:Clean|Dirty):\s+(\d+)/m;

function pagesOf(pid: number, field: RegExp): number {
  try {
    const pages = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const all = pages.matchAll(new RegExp(field.source, 'gm'));
    return [...all].reduce((total, [, count]) => total + Number(count), 0) * 1024;
  } catch {
    return 0;
  }
}

const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;
