/** Starts and stops the worker thread that moves the click log into the database. */
import { Worker } from 'node:worker_threads';
import type { DrainOrders, FromDrainer, ToDrainer } from './drain-worker.ts';

const RESTART_MS = 1_000;

export interface Drainer {
  /**
   * Resolves when all that was in the log at the call is in the database, or when an attempt at it
   * has failed; the clicks then stay in the log for the next attempt.
   */
  drain(): Promise<void>;
  /** Drains what there is and ends the worker. To be called after the log is closed. */
  stop(): Promise<void>;
}

/**
 * Starts draining, beginning with what a former run has left. A worker that dies is started again.
 *
 * @param database what `openDatabase` takes; the worker opens it for itself
 * @param folder of the click log
 * @param onError hears of every failed attempt
 */
export function startDrainer({
  database,
  folder,
  onError,
}: DrainOrders & { readonly onError: (error: unknown) => void }): Drainer {
  const waiting = new Map<number, () => void>();
  let asked = 0;
  let stopping: Promise<void> | undefined;
  let ended = () => {};
  let restart: NodeJS.Timeout | undefined;
  let worker = start();

  function answer(id: number): void {
    waiting.get(id)?.();
    waiting.delete(id);
  }

  function start(): Worker {
    const started = new Worker(new URL('./drain-worker.ts', import.meta.url), {
      workerData: { database, folder } satisfies DrainOrders,
    });
    started.on('message', (message: FromDrainer) => {
      if ('error' in message) onError(message.error);
      else answer(message.done);
    });
    started.on('error', onError);
    started.on('exit', () => {
      for (const id of [...waiting.keys()]) answer(id);
      if (stopping) ended();
      else restart = setTimeout(startAgain, RESTART_MS).unref();
    });
    return started;
  }

  function startAgain(): void {
    worker = start();
    for (const id of waiting.keys()) tell(id);
  }

  function tell(message: ToDrainer): void {
    worker.postMessage(message);
  }

  return {
    drain: () =>
      new Promise((resolve) => {
        waiting.set(++asked, resolve);
        tell(asked);
      }),
    stop() {
      stopping ??= new Promise((resolve) => {
        ended = resolve;
        clearTimeout(restart);
        if (worker.threadId === -1) resolve();
        else tell('stop');
      });
      return stopping;
    },
  };
}
