import { Worker } from 'node:worker_threads';
import { Failure } from '../errors.ts';
import type { Article } from './article.ts';
import type { Feed } from './feed.ts';
import type { ReadOptions } from './page.ts';
import type { Job, Outcome } from './worker.ts';

export interface Reader {
  /** @throws Failure as `readPage` does, and 'page-too-slow'. */
  page(bytes: Uint8Array, options: ReadOptions): Promise<Article>;
  /** @throws Failure 'feed-invalid', 'page-too-slow'. */
  feed(bytes: Uint8Array, options: ReadOptions): Promise<Feed>;
  /** Ends the worker; what still waits is refused with 'page-too-slow'. */
  close(): Promise<void>;
}

interface Pending {
  job: Job;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** An idle worker holds some 60 MB; a new one starts in a quarter of a second. */
const idleMs = 30_000;

/** A page that makes the parser hoard memory ends its worker, not the process. */
const memoryMb = 384;

/**
 * Reads pages and feeds in a worker thread, one after another, each within a hard time limit: then the
 * worker is ended and a new one takes the next. The worker starts with the first job, goes after 30
 * seconds without one, and does not keep the process alive between jobs.
 *
 * @param options.timeoutMs for one job once the worker runs; 2,000 by default.
 */
export function createReader(options: { timeoutMs?: number } = {}): Reader {
  const timeoutMs = options.timeoutMs ?? 2_000;
  const waiting: Pending[] = [];
  let worker: Worker | null = null;
  let ready = false;
  let current: Pending | null = null;
  let limit: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  function start(): Worker {
    ready = false;
    const started = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      // Flags of the parent (a test runner's loaders) are not the worker's.
      execArgv: [],
    });
    started.on('message', (outcome: Outcome) => {
      if (worker === started) answer(outcome);
    });
    started.on('error', (error: NodeJS.ErrnoException) => {
      if (worker === started) fail(causeOf(error));
    });
    return started;
  }

  function causeOf(error: NodeJS.ErrnoException): Error {
    return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? new Failure('page-too-big', factsOf(current), { cause: error })
      : error;
  }

  function answer(outcome: Outcome): void {
    if ('ready' in outcome) {
      ready = true;
      send();
      return;
    }
    const done = current;
    settle();
    if ('value' in outcome) done?.resolve(outcome.value);
    else done?.reject(new Failure(outcome.code, outcome.facts));
    next();
  }

  /** The worker is lost or must go: the job it had is refused, the next gets a new one. */
  function fail(error: Error): void {
    const done = current;
    const lost = worker;
    settle();
    worker = null;
    void lost?.terminate();
    done?.reject(error);
    next();
  }

  function settle(): void {
    clearTimeout(limit);
    current = null;
  }

  function next(): void {
    clearTimeout(idle);
    current = waiting.shift() ?? null;
    if (current) {
      worker ??= start();
      worker.ref();
      if (ready) send();
      return;
    }
    worker?.unref();
    idle = setTimeout(() => void stop(), idleMs).unref();
  }

  function send(): void {
    if (!current) return;
    const late = new Failure('page-too-slow', { ...factsOf(current), timeoutMs });
    limit = setTimeout(() => fail(late), timeoutMs);
    worker?.postMessage(current.job);
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }

  function run(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      waiting.push({ job, resolve, reject });
      if (!current) next();
    });
  }

  return {
    page: (bytes, readOptions) =>
      run({ kind: 'page', bytes, options: readOptions }) as Promise<Article>,
    feed: (bytes, readOptions) =>
      run({ kind: 'feed', bytes, options: readOptions }) as Promise<Feed>,
    async close() {
      const refused = [...(current ? [current] : []), ...waiting.splice(0)];
      settle();
      for (const pending of refused)
        pending.reject(new Failure('page-too-slow', { ...factsOf(pending), reason: 'closed' }));
      await stop();
    },
  };
}

function factsOf(pending: Pending | null): Record<string, string> {
  const url = pending?.job.options.url;
  return url ? { url } : {};
}
