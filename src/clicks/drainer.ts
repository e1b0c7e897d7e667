/** Starts and stops the worker thread that moves the click log into the database. */
import { Worker } from 'node:worker_threads';
import type { DrainOrders, FromDrainer, ToDrainer, WorkerOrders } from './drain-worker.ts';

const RESTART_MS = 1_000;

/** Without a click for so long, the worker ends and gives its memory back. */
const LEAVE_MS = 20_000;

export interface Drainer {
  /** A click was written down. Costs next to nothing, for every redirect calls it. */
  wake(): void;
  /**
   * Resolves when all that was in the log at the call is in the database, or when an attempt at it
   * has failed; the clicks then stay in the log for the next attempt.
   */
  drain(): Promise<void>;
  /** Drains what there is and ends the worker. To be called after the log is closed. */
  stop(): Promise<void>;
}

/**
 * Starts draining, beginning with what a former run has left. The worker goes when nobody clicks
 * for a while (a thread holds some 40 MB) and comes back with the next click; one that dies is
 * started again.
 *
 * @param database what `openDatabase` takes; the worker opens it for itself
 * @param folder of the click log
 * @param onError hears of every failed attempt
 */
export function startDrainer({
  onError,
  ...orders
}: DrainOrders & { readonly onError: (error: unknown) => void }): Drainer {
  const waiting = new Map<number, () => void>();
  let asked = 0;
  let stopping: Promise<void> | undefined;
  let ended = () => {};
  let restart: NodeJS.Timeout | undefined;
  /** When the last click was written down: a worker that has just gone may not have seen it. */
  let touchedAt = Number.NEGATIVE_INFINITY;
  let worker: Worker | undefined = start();

  const touchedLately = () => performance.now() - touchedAt <= LEAVE_MS;

  function answer(id: number): void {
    waiting.get(id)?.();
    waiting.delete(id);
  }

  function start(): Worker {
    const started = new Worker(new URL('./drain-worker.ts', import.meta.url), {
      workerData: { ...orders, leaveMs: LEAVE_MS } satisfies WorkerOrders,
    });
    started.on('message', (message: FromDrainer) => {
      if ('error' in message) onError(message.error);
      else answer(message.done);
    });
    started.on('error', (error) => {
      onError(error);
      for (const id of [...waiting.keys()]) answer(id);
      touchedAt = performance.now();
    });
    started.on('exit', () => {
      worker = undefined;
      if (stopping) return ended();
      if (touchedLately() || waiting.size > 0) restart = setTimeout(startAgain, RESTART_MS).unref();
    });
    return started;
  }

  function startAgain(): void {
    worker ??= start();
    for (const id of waiting.keys()) tell(id);
  }

  function tell(message: ToDrainer): void {
    worker ??= start();
    worker.postMessage(message);
  }

  return {
    wake() {
      touchedAt = performance.now();
      worker ??= start();
    },
    drain: () =>
      new Promise((resolve) => {
        waiting.set(++asked, resolve);
        tell(asked);
      }),
    stop() {
      stopping ??= new Promise((resolve) => {
        ended = resolve;
        clearTimeout(restart);
        if (worker || touchedLately()) tell('stop');
        else resolve();
      });
      return stopping;
    },
  };
}
