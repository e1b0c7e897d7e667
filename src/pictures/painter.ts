import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from '../errors.ts';
import type { Card } from './card.ts';
import type { Chart } from './chart.ts';
import type { Job, Outcome } from './worker.ts';

export interface Painter {
  /** @returns PNG of 1280 x 720 pixels. @throws Failure 'picture-failed' */
  card(card: Card): Promise<Buffer>;
  /** @returns PNG, 1080 pixels wide. @throws Failure 'picture-failed' */
  chart(chart: Chart): Promise<Buffer>;
  /** Whether an image file can be drawn and shows anything. @throws Failure 'picture-failed' */
  isVisible(logo: Uint8Array): Promise<boolean>;
  /** Ends the worker; what still waits is refused with 'picture-failed'. */
  close(): void;
}

/** A worker at work holds some 120 MB; a new one draws its first picture in half a second. */
const idleMs = 20_000;

/** Starting: reading program and fonts, on a machine that is busy. */
const startMs = 10_000;

/** More pictures waiting than this are refused: a post goes out without one rather than late. */
const mostWaiting = 100;

const script = fileURLToPath(new URL('./worker.ts', import.meta.url));
const compileCache = new URL('../compile-cache.js', import.meta.url).href;

/**
 * Draws pictures in a worker process, one after another, each within a hard time limit: then the
 * worker is killed and a new one takes the next. The worker starts with the first picture, goes after
 * 20 seconds without one, and does not keep the program alive between pictures.
 *
 * A process and not a thread, for the reasons that src/reading/reader.ts gives.
 *
 * @param options.timeoutMs for one picture once the worker runs; 3,000 by default.
 */
export function createPainter(options: { timeoutMs?: number } = {}): Painter {
  const timeoutMs = options.timeoutMs ?? 3_000;
  let worker: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  function start(): ChildProcess {
    const started = fork(script, {
      execArgv: ['--import', compileCache],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Told again by whoever waits for an answer; without a listener it would end the program.
    started.on('error', () => {});
    return started;
  }

  function end(): void {
    clearTimeout(idle);
    worker?.kill('SIGKILL');
    worker = undefined;
  }

  /** The next message of the worker; a worker that is late or lost is ended. */
  function answer(from: ChildProcess, ms: number): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const stopListening = () => {
        clearTimeout(limit);
        from.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      const onMessage = (outcome: Outcome) => {
        stopListening();
        resolve(outcome);
      };
      const lose = (reason: string) => {
        stopListening();
        if (worker === from) end();
        reject(new Failure('picture-failed', { reason }));
      };
      const onError = (error: Error) => lose(error.message);
      const onExit = () => lose('the worker ended');
      const limit = setTimeout(() => lose(`took longer than ${ms} ms`), ms);
      from.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  }

  async function run(job: Job): Promise<unknown> {
    if (closed) throw new Failure('picture-failed', { reason: 'closed' });
    clearTimeout(idle);
    if (!worker?.connected) {
      worker = start();
      await answer(worker, startMs);
    }
    worker.ref();
    worker.channel?.ref();
    worker.send(job);
    const outcome = await answer(worker, timeoutMs);
    if ('error' in outcome) throw new Failure('picture-failed', { reason: outcome.error });
    return 'value' in outcome ? outcome.value : undefined;
  }

  function rest(): void {
    waiting--;
    if (waiting > 0) return;
    worker?.unref();
    worker?.channel?.unref();
    idle = setTimeout(end, idleMs).unref();
  }

  function enqueue(job: Job): Promise<unknown> {
    if (waiting >= mostWaiting) {
      return Promise.reject(new Failure('picture-failed', { reason: 'too many waiting' }));
    }
    waiting++;
    const done = queue.then(() => run(job));
    queue = done.then(rest, rest);
    return done;
  }

  return {
    card: (card) => enqueue({ kind: 'card', card }) as Promise<Buffer>,
    chart: (chart) => enqueue({ kind: 'chart', chart }) as Promise<Buffer>,
    isVisible: (logo) => enqueue({ kind: 'logo', logo }) as Promise<boolean>,
    close() {
      closed = true;
      end();
    },
  };
}
