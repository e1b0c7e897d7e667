/** The worker thread of src/clicks/drainer.ts: drains the click log for as long as it is told to. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../data/database.ts';
import { clicks as clicksOf } from '../../data/repositories/clicks.ts';
import { drainStep } from './drain.ts';

export interface DrainOrders {
  /** What `openDatabase` takes. */
  readonly database: string;
  readonly folder: string;
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

/**
 * Each batch holds SQLite's write lock, and the main thread stands still while it waits for it: so
 * some 400 clicks, a few milliseconds. In a hurry the lock is given back less often.
 */
const SMALL_BATCH_BYTES = 16 * 1024;
const LARGE_BATCH_BYTES = 128 * 1024;

/** How often a batch's own time is left free after it, for the redirects and the lock. */
const REST = 3;

const { database: url, folder, leaveMs } = workerData as WorkerOrders;
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

const inHurry = () => stopping || asked.length > 0;

/** Ends early when the main thread asks for something. */
function pause(ms: number): Promise<void> {
  if (inHurry()) return Promise.resolve();
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
  let behind = 0;
  for (let any = false; ; any = true) {
    // A whole segment behind is hundreds of thousands of clicks: catching up comes first.
    const fast = inHurry() || behind > 0;
    const start = performance.now();
    const step = await drainStep(folder, clicks, fast ? LARGE_BATCH_BYTES : SMALL_BATCH_BYTES);
    if (!step.more) return any;
    behind = step.behind;
    if (!fast) await pause((performance.now() - start) * REST);
  }
}

let busyAt = performance.now();
for (;;) {
  const answering = [...asked];
  const last = stopping;
  let failed = false;
  try {
    if (await drainAll()) busyAt = performance.now();
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
