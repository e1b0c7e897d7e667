/** Handles each update once: a webhook is sent again until 2xx, a poll again after a hard stop. */
import type { Context, MiddlewareFn } from 'grammy';

export interface UpdateMemory {
  wasTaken(id: number): Promise<boolean>;
  take(id: number): Promise<void>;
}

/**
 * An update is noted after it was handled: one that a crash cut short is handled again, and what
 * handlers do is safe to do twice.
 */
export function once(memory: UpdateMemory): MiddlewareFn<Context> {
  const inHand = new Set<number>();
  return async ({ update: { update_id: id } }, next) => {
    if (inHand.has(id) || (await memory.wasTaken(id))) return;
    inHand.add(id);
    try {
      await next();
      await memory.take(id);
    } finally {
      inHand.delete(id);
    }
  };
}
