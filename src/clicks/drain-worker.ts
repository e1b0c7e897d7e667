/** The worker thread of src/clicks/drainer.ts: drains the click log for as long as it is told to. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../data/database.ts';
import { clicks as clicksOf } from '../../data/repositories/clicks.ts';
import { drainStep, lastWrite } from './drain.ts';
import { paceOf } from './pace.ts';
import { keepLess, type Retention } from './retention.ts';

export interface DrainOrders {
  /** What `openDatabase` takes. */
  readonly database: string;
  readonly folder: string;
  readonly retention: Retention;
  /** IANA name of the newsroom's zone. */
  readonly zone: string;
}

export interface WorkerOrders extends DrainOrders {
  /** The worker ends after so many milliseconds without a click. */
  readonly leaveMs: number;
}

/** A number asks for a drain to the end and is answered with itself. */
export type ToDrainer = number | 'stop';
export type FromDrainer = { readonly done: number } | { readonly error: unknown };

const IDLE_MS = 250;
const AFTER_FAILURE_MS = 5_000;
/** Redirects are being served when the log was written to within this. */
const BUSY_MS = 200;
const KEEP_EVERY_MS = 3_600_000;
const KEEP_PAUSE_MS = 20;

const { database: url, folder, leaveMs, retention, zone } = workerData as WorkerOrders;
const port = parentPort;
if (!port) throw new Error('drain-worker.ts runs in a worker thread');

// On Linux this is the thread's own priority; elsewhere it would be the whole program's.
if (process.platform === 'linux') setPriority(10);

let asked: number[] = [];
let stopping = false;
let wake = () => {};

port.on('message', (message: ToDrainer) => {
  if (message === 'stop') stopping = true;
  else asked.push(message);
  wake();
});

const isAsked = () => stopping || asked.length > 0;

/** Ends early when the main thread asks for something. */
function pause(ms: number): Promise<void> {
  if (isAsked()) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

const database = await openDatabase(url);
const clicks = clicksOf(database.db);

/** @returns whether there was anything */
async function drainAll(): Promise<boolean> {
  let behindMs = 0;
  for (let any = false; ; any = true) {
    const busy = Date.now() - (lastWrite(folder) ?? 0) < BUSY_MS;
    const { bytes, rest } = paceOf({ busy, behindMs, asked: isAsked() });
    const start = performance.now();
    const step = await drainStep(folder, clicks, bytes);
    if (!step.more) return any;
    behindMs = step.oldestAt === undefined ? behindMs : Date.now() - step.oldestAt;
    if (rest > 0) await pause((performance.now() - start) * rest);
  }
}

let keptAt = Number.NEGATIVE_INFINITY;

/** Looks at old clicks when there are no new ones to move; whoever asks for something goes first. */
async function keepLessNow(): Promise<void> {
  if (isAsked() || performance.now() - keptAt < KEEP_EVERY_MS) return;
  for await (const _ of keepLess(clicks, { ...retention, zone, now: Date.now() })) {
    await pause(KEEP_PAUSE_MS);
    if (isAsked()) return;
  }
  keptAt = performance.now();
}

let busyAt = performance.now();
for (;;) {
  const answering = [...asked];
  const last = stopping;
  let failed = false;
  try {
    if (await drainAll()) busyAt = performance.now();
    await keepLessNow();
  } catch (error) {
    failed = true;
    port.postMessage({ error } satisfies FromDrainer);
  }
  asked = asked.filter((id) => !answering.includes(id));
  for (const done of answering) port.postMessage({ done } satisfies FromDrainer);
  if (last || (!failed && asked.length === 0 && performance.now() - busyAt > leaveMs)) break;
  await pause(failed ? AFTER_FAILURE_MS : IDLE_MS);
}

await database.close();
port.close();
