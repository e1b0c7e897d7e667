/** The methods of the Bot API that the sandbox does; the others are refused by name. */
import type { ApiMethods, Opts } from 'grammy/types';
import type { Telegram } from '../telegram.ts';
import type { WebhookCaller } from '../webhook.ts';
import { botMethods } from './bot.ts';
import { chatMethods } from './chat.ts';
import { commandMethods } from './commands.ts';
import { copyMethods } from './copy.ts';
import { editMethods } from './edit.ts';
import { inlineMethods } from './inline.ts';
import { pinMethods } from './pin.ts';
import { sendMethods } from './send.ts';
import { updateMethods } from './updates.ts';

/**
 * A method by name: its parameters have passed checkParameters, and a file stands in them as an
 * Upload. It gives the result, or throws an ApiError.
 *
 * `signal` aborts when the caller has gone.
 */
export type Methods = {
  readonly [M in keyof ApiMethods]?: (args: Opts<M>, signal: AbortSignal) => unknown;
};

export const createMethods = (telegram: Telegram, webhook: WebhookCaller): Methods => ({
  ...updateMethods(telegram, webhook),
  ...botMethods(telegram),
  ...commandMethods(telegram),
  ...sendMethods(telegram),
  ...editMethods(telegram),
  ...copyMethods(telegram),
  ...pinMethods(telegram),
  ...inlineMethods(telegram),
  ...chatMethods(telegram),
});
