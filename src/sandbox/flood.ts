/** Telegram's flood limits (Bot FAQ): off until asked for. */
import { tooManyRequests } from './envelope.ts';
import type { ChatRecord } from './state.ts';

interface Limit {
  /** Messages that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** About one a second in a chat, bursts tolerated. */
const perChat: Limit = { burst: 3, perSecond: 1 };
/** Twenty a minute in a group. */
const perGroup: Limit = { burst: 20, perSecond: 20 / 60 };
const overall: Limit = { burst: 30, perSecond: 30 };

export type Flood = ReturnType<typeof createFlood>;

/** @param now epoch milliseconds */
export function createFlood(now: () => number) {
  let isOn = false;
  /** By key: how many messages may go out, as of a time. */
  const buckets = new Map<string, { left: number; at: number }>();
  /** Until when nothing at all is taken, epoch milliseconds. */
  let stoppedUntil = 0;

  const refill = (key: string, { burst, perSecond }: Limit) => {
    const { left, at } = buckets.get(key) ?? { left: burst, at: now() };
    const bucket = { left: Math.min(burst, left + ((now() - at) / 1_000) * perSecond), at: now() };
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    /** Limits count from here on. */
    set(on: boolean): void {
      isOn = on;
      buckets.clear();
    },

    /** For some seconds nothing is taken, whatever the chat, as when the bot itself has offended. */
    stop(seconds: number): void {
      stoppedUntil = now() + seconds * 1_000;
    },

    /**
     * Counts messages that are about to be sent.
     *
     * @throws ApiError 429 with the seconds after which they would pass
     */
    take(chat: ChatRecord, count: number): void {
      const stoppedSeconds = Math.ceil((stoppedUntil - now()) / 1_000);
      if (stoppedSeconds > 0) throw tooManyRequests(stoppedSeconds);
      if (!isOn) return;
      const isGroup = chat.type === 'group' || chat.type === 'supergroup';
      const limits: [string, Limit][] = [
        ['overall', overall],
        [`chat ${chat.id}`, perChat],
        ...(isGroup ? [[`group ${chat.id}`, perGroup] satisfies [string, Limit]] : []),
      ];
      const taken = limits.map(([key, limit]) => ({ bucket: refill(key, limit), limit }));
      // An album longer than the burst passes when the bucket is full, as it does at Telegram.
      const waits = taken.map(
        ({ bucket, limit }) => (Math.min(count, limit.burst) - bucket.left) / limit.perSecond,
      );
      const seconds = Math.ceil(Math.max(...waits) - 1e-9);
      if (seconds > 0) throw tooManyRequests(seconds);
      for (const { bucket } of taken) bucket.left -= count;
    },
  };
}
