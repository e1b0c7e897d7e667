/** What the bot is told, by long polling. */
import type { Update } from 'grammy/types';
import { ApiError } from './envelope.ts';
import type { Change, State } from './state.ts';
import type { Store } from './store.ts';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** Sent only to a bot that asks for them by name. */
const onRequest = new Set<string>(['chat_member', 'message_reaction', 'message_reaction_count']);
/** The server holds a poll no longer (Client.cpp). */
const maxTimeoutSeconds = 50;

/** The change that tells the bot something; none when it does not want this kind of update. */
export const updateOf = (state: State, kind: UpdateKind, value: unknown): Change[] =>
  updatesOf(state, kind, [value]);

/** The changes that tell the bot several things, in order, in one commit. */
export function updatesOf(state: State, kind: UpdateKind, values: readonly unknown[]): Change[] {
  const wanted = state.allowed.length > 0 ? state.allowed.includes(kind) : !onRequest.has(kind);
  if (!wanted) return [];
  return values.map((value, index) => {
    const update_id = state.counters.update + 1 + index;
    return { kind: 'update', update: { update_id, [kind]: value } as unknown as Update };
  });
}

export interface PollOptions {
  readonly offset?: number;
  readonly limit?: number;
  /** Seconds. */
  readonly timeout?: number;
  readonly allowed_updates?: readonly string[];
}

interface Waiter {
  answer(): void;
  refuse(error: ApiError): void;
}

export type Updates = ReturnType<typeof createUpdates>;

export function createUpdates(store: Store) {
  const { state } = store;
  let waiter: Waiter | undefined;

  const unwatch = store.watch(({ kind }) => {
    if (kind === 'update') waiter?.answer();
  });

  const wait = (seconds: number, signal: AbortSignal): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, seconds * 1_000);
    const mine: Waiter = { answer: resolve, refuse: reject };
    const onAbort = () => resolve();
    waiter = mine;
    signal.addEventListener('abort', onAbort, { once: true });
    return promise.finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (waiter === mine) waiter = undefined;
    });
  };

  /** Ends the poll under way with a 409. */
  const interrupt = (reason: string): void => {
    waiter?.refuse(new ApiError(409, reason));
  };

  return {
    interrupt,

    /**
     * Answers getUpdates: confirms what is below `offset`, then gives what is left, at once or when
     * something comes.
     *
     * @param signal aborts when the caller has gone
     * @throws ApiError 409 while a webhook is set, or when another poll or a webhook comes in between
     */
    async poll(options: PollOptions, signal: AbortSignal): Promise<readonly Update[]> {
      const { offset = 0, limit = 100, timeout = 0, allowed_updates: allowed } = options;
      if (state.webhook) {
        throw new ApiError(
          409,
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      interrupt(
        'terminated by other getUpdates request; make sure that only one bot instance is running',
      );
      if (allowed && allowed.join() !== state.allowed.join()) {
        store.commit({ kind: 'allowed', updates: allowed });
      }
      const upTo = offset < 0 ? (state.updates.at(offset - 1)?.update_id ?? 0) : offset - 1;
      const isNews = state.updates.some(({ update_id }) => update_id <= upTo);
      if (isNews) store.commit({ kind: 'taken', upTo });
      if (state.updates.length === 0 && timeout > 0) {
        await wait(Math.min(timeout, maxTimeoutSeconds), signal);
      }
      return state.updates.slice(0, Math.min(Math.max(limit, 1), 100));
    },

    /** Ends the poll under way with what there is: nothing. */
    close(): void {
      waiter?.answer();
      unwatch();
    },
  };
}
