/** What the bot is told, by calls to its webhook: one after the other, each until it is taken. */
import { badRequest } from './envelope.ts';
import type { Webhook } from './state.ts';
import type { Store } from './store.ts';
import { isLoopback } from './urls.ts';

const firstDelayMs = 1_000;
const maxDelayMs = 60_000;
const answerWithinMs = 60_000;

export interface WebhookOptions {
  readonly store: Store;
  readonly now: () => number;
  /** Does what the answer to a webhook call may ask for: a method with its parameters. */
  readonly call: (method: string, parameters: Record<string, unknown>) => Promise<unknown>;
}

export type WebhookCaller = ReturnType<typeof createWebhookCaller>;

export function createWebhookCaller({ store, now, call }: WebhookOptions) {
  const { state } = store;
  let stopped = new AbortController();
  let running: Promise<void> | undefined;

  const deliver = async (webhook: Webhook, body: string, signal: AbortSignal): Promise<void> => {
    const response = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        ...(webhook.secret ? { 'X-Telegram-Bot-Api-Secret-Token': webhook.secret } : {}),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    const answer = await response.text();
    if (!response.ok) {
      throw new Error(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
    }
    await obey(answer);
  };

  /** The answer may name a method (and no getter): it is done, its result is nobody's. */
  const obey = async (answer: string): Promise<void> => {
    let wish: Record<string, unknown>;
    try {
      wish = JSON.parse(answer);
    } catch {
      return;
    }
    const { method, ...parameters } = wish ?? {};
    if (
      typeof method !== 'string' ||
      /^(?:get|setwebhook|deletewebhook|close|logout)/i.test(method)
    ) {
      return;
    }
    await call(method, parameters).catch(() => {});
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    let delay = 0;
    while (!signal.aborted) {
      const { webhook, updates } = state;
      const update = updates[0];
      if (!webhook || !update) return;
      try {
        await deliver(webhook, JSON.stringify(update), signal);
        delay = 0;
        store.commit({ kind: 'taken', upTo: update.update_id });
      } catch (error) {
        if (signal.aborted) return;
        const lastErrorMessage = error instanceof Error ? error.message : String(error);
        const lastErrorDate = Math.floor(now() / 1_000);
        store.commit({ kind: 'webhook', webhook: { ...webhook, lastErrorDate, lastErrorMessage } });
        // The first time again at once, like Telegram (WebhookActor.cpp), then ever later.
        await sleep(delay, signal);
        delay = Math.min(Math.max(delay * 2, firstDelayMs), maxDelayMs);
      }
    }
  };

  const wake = (): void => {
    if (running || !state.webhook) return;
    const { signal } = stopped;
    const mine = run(signal).finally(() => {
      if (running !== mine) return;
      running = undefined;
      if (state.updates.length > 0 && !signal.aborted) wake();
    });
    running = mine;
  };

  const stop = async (): Promise<void> => {
    stopped.abort();
    await running;
    running = undefined;
    stopped = new AbortController();
  };

  const unwatch = store.watch(({ kind }) => {
    if (kind === 'update') wake();
  });

  return {
    /** Delivers what waits, after a start. */
    start: wake,

    /** Sets another webhook or none; the delivery under way is broken off and begins anew. */
    async set(webhook: Webhook | null): Promise<void> {
      await stop();
      store.commit({ kind: 'webhook', webhook });
      wake();
    },

    async close(): Promise<void> {
      unwatch();
      await stop();
    },
  };
}

/**
 * @throws ApiError 400 for an address or a secret that Telegram would refuse. Unlike Telegram, it
 *   takes http, and this machine alone: nothing of the sandbox leaves it.
 */
export function checkWebhook(address: string, secret: string | undefined): void {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw badRequest('invalid webhook URL specified');
  }
  if (!isLoopback(url)) {
    throw badRequest('bad webhook: the sandbox delivers to loopback addresses only');
  }
  if (secret === undefined) return;
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}
