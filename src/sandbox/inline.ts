/** Inline queries under way: asked by a user, answered by the bot. They pass and are not kept. */
import type { InlineQueryResult } from 'grammy/types';

/** Telegram's clients wait no longer for what a bot offers. */
const withinMs = 10_000;

export type Inline = ReturnType<typeof createInline>;

export function createInline() {
  const waiting = new Map<string, (results: readonly InlineQueryResult[]) => void>();
  let count = 0;

  return {
    /**
     * @param tell gives the bot the query, under an id of its own
     * @returns what the bot offers; undefined when no answer came within ten seconds
     */
    async ask(tell: (id: string) => void): Promise<readonly InlineQueryResult[] | undefined> {
      const id = String(++count);
      const { promise, resolve } = Promise.withResolvers<
        readonly InlineQueryResult[] | undefined
      >();
      waiting.set(id, resolve);
      const timer = setTimeout(() => resolve(undefined), withinMs);
      tell(id);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(id);
      });
    },

    /** @returns false when nobody waits for it any more */
    answer(id: string, results: readonly InlineQueryResult[]): boolean {
      const resolve = waiting.get(id);
      resolve?.(results);
      return resolve !== undefined;
    },
  };
}
