/** How updates reach the bot: long polling, or a webhook. */
import { type Bot, GrammyError, webhookCallback } from 'grammy';
import { Failure } from '../src/errors.ts';
import type { BotContext } from './context.ts';

const retryMs = 2_000;
/** How long a start waits to learn whether Telegram takes the token. */
const answerMs = 5_000;
const kinds = [
  'message',
  'edited_message',
  'channel_post',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const;

export interface UpdatesOptions {
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly log: {
    error(facts: object, text: string): void;
    warn(facts: object, text: string): void;
  };
  /** The token was refused after the start. */
  readonly onFatal: (error: unknown) => void;
  /** Telegram has answered for the first time. */
  readonly onReady: () => Promise<void>;
}

/** Less than Telegram waits for an answer. */
const handlingMs = 45_000;

/**
 * Answers Telegram's webhook; grammY compares the secret and refuses others with 401. An update that
 * takes too long is refused too: it comes again, and waits for the one that is at work. Said to be
 * taken, it would be lost in a crash.
 */
export const webhookHandler = (bot: Bot<BotContext>, secretToken: string) =>
  webhookCallback(bot, 'http', {
    secretToken,
    onTimeout: 'throw',
    timeoutMilliseconds: handlingMs,
  });

/**
 * Begins to take updates. A token that Telegram refuses fails at once; a Telegram that can't be
 * reached is tried again in the background, for links must redirect all the same.
 *
 * @throws Failure `token-refused`
 */
export async function startUpdates(
  bot: Bot<BotContext>,
  { webhook, log, onFatal, onReady }: UpdatesOptions,
): Promise<{ stop(): Promise<void> }> {
  const stopped = new AbortController();
  const { signal } = stopped;

  const begin = async (): Promise<void> => {
    // Not `bot.init`: that one tries again for ever, and the start would wait with it. grammY's types
    // know only the polyfill's signal; the platform's own is what it gets.
    const patience = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    bot.botInfo = await bot.api.getMe(patience as Parameters<typeof bot.api.getMe>[0]);
    await onReady();
    if (webhook) {
      await bot.api.setWebhook(webhook.url, {
        secret_token: webhook.secret,
        allowed_updates: kinds,
      });
    }
  };

  /** Ends when stopped; a conflict with a poll that a killed process left behind passes by itself. */
  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await bot.start({ allowed_updates: kinds });
      } catch (error) {
        if (isRefusal(error)) return onFatal(refusal(error));
        if (signal.aborted) return;
        log.warn({ error }, 'updates were interrupted');
        await delay(retryMs, signal);
      }
    }
  };

  const run = async (): Promise<void> => {
    if (!webhook) await poll();
  };

  let running: Promise<void>;
  try {
    await begin();
    running = run();
  } catch (error) {
    if (isRefusal(error)) throw refusal(error);
    log.error({ error }, 'Telegram does not answer yet; trying again');
    running = (async () => {
      while (!signal.aborted) {
        await delay(retryMs, signal);
        try {
          await begin();
          return await run();
        } catch (later) {
          if (isRefusal(later)) return onFatal(refusal(later));
        }
      }
    })();
  }

  return {
    async stop() {
      stopped.abort();
      // `stop` returns before the handler of the last update has; `start` returns after.
      if (bot.isRunning()) await bot.stop();
      await running;
    },
  };
}

/** 404 is what Telegram says to a token of the wrong shape. */
const isRefusal = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);

const refusal = (cause: unknown) =>
  new Failure(
    'token-refused',
    { hint: 'set BOT_TOKEN to the token that BotFather shows' },
    { cause },
  );

const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
