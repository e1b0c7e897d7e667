import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from '../errors.ts';
import type { Article } from './article.ts';
import type { Feed } from './feed.ts';
import type { ReadOptions } from './page.ts';
import type { Site } from './site.ts';
import type { Job, Outcome } from './worker.ts';

export interface Reader {
  /** @throws Failure as `readPage` does, and 'page-too-slow'. */
  page(bytes: Uint8Array, options: ReadOptions): Promise<Article>;
  /** @throws Failure 'feed-invalid', 'page-too-slow'. */
  feed(bytes: Uint8Array, options: ReadOptions): Promise<Feed>;
  /** @throws Failure as `readSite` does, and 'page-too-slow'. */
  site(bytes: Uint8Array, options: ReadOptions): Promise<Site>;
  /** Ends the worker; what still waits is refused with 'page-too-slow'. */
  close(): Promise<void>;
}

interface Pending {
  job: Job;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** An idle worker holds some 100 MB; a new one starts in a third of a second. */
const idleMs = 20_000;

/** A page that makes the parser hoard memory ends its worker, not the program. */
const memoryMb = 384;

const script = fileURLToPath(new URL('./worker.ts', import.meta.url));
const compileCache = new URL('../compile-cache.js', import.meta.url).href;

/**
 * Reads pages and feeds in a worker process, one after another, each within a hard time limit: then
 * the worker is killed and a new one takes the next. The worker starts with the first job, goes after
 * 20 seconds without one, and does not keep the program alive between jobs.
 *
 * A process and not a thread: after a thread the allocator keeps some 80 MB of what pages needed, and
 * a process can be given an empty environment, so that no secret is near a hostile page.
 *
 * @param options.timeoutMs for one job once the worker runs; 2,000 by default.
 */
export function createReader(options: { timeoutMs?: number } = {}): Reader {
  const timeoutMs = options.timeoutMs ?? 2_000;
  const waiting: Pending[] = [];
  let worker: ChildProcess | null = null;
  let ready = false;
  let current: Pending | null = null;
  let limit: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  function start(): ChildProcess {
    ready = false;
    const started = fork(script, {
      // A small young generation: 30 MB less that the process keeps of what pages threw away.
      execArgv: [
        `--max-old-space-size=${memoryMb}`,
        '--max-semi-space-size=2',
        '--import',
        compileCache,
      ],
      env: {},
      serialization: 'advanced',
      // What V8 prints when it runs out of memory would stand in the log as no line of ours.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.on('message', (outcome: Outcome) => {
      if (worker === started) answer(outcome);
    });
    started.on('error', (error) => {
      if (worker === started) fail(error);
    });
    started.on('exit', () => {
      // Nobody told it to go: V8 aborts a process that is out of memory.
      if (worker === started) fail(new Failure('page-too-big', factsOf(current)));
    });
    return started;
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
    lost?.kill('SIGKILL');
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
      worker.channel?.ref();
      if (ready) send();
      return;
    }
    worker?.unref();
    worker?.channel?.unref();
    idle = setTimeout(stop, idleMs).unref();
  }

  function send(): void {
    if (!current) return;
    const late = new Failure('page-too-slow', { ...factsOf(current), timeoutMs });
    limit = setTimeout(() => fail(late), timeoutMs);
    worker?.send(current.job);
  }

  function stop(): void {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    ended?.kill('SIGKILL');
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
    site: (bytes, readOptions) =>
      run({ kind: 'site', bytes, options: readOptions }) as Promise<Site>,
    async close() {
      const refused = [...(current ? [current] : []), ...waiting.splice(0)];
      settle();
      for (const pending of refused)
        pending.reject(new Failure('page-too-slow', { ...factsOf(pending), reason: 'closed' }));
      stop();
    },
  };
}

function factsOf(pending: Pending | null): Record<string, string> {
  const url = pending?.job.options.url;
  return url ? { url } : {};
}
