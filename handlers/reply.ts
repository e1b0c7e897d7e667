/** Sending a {@link Message} as an answer, and the buttons under it. */
import { type Context, GrammyError } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Message } from '../templates/message.ts';

type Replying = Pick<Context, 'reply'>;

/** Answers with a laid-out message. */
export const replyMessage = (ctx: Replying, message: Message) =>
  ctx.reply(message.text, {
    entities: message.entities,
    ...(message.keyboard ? { reply_markup: message.keyboard } : {}),
    ...(message.preview ? { link_preview_options: message.preview } : {}),
  });

/** A button that comes back to us; `data` holds at most 64 bytes. */
export const button = (text: string, data: string): InlineKeyboardButton => ({
  text,
  callback_data: data,
});

/** A menu that is turned to where it stands already is an error to Telegram; to us it isn't. */
export function unlessUnchanged(error: unknown): void {
  if (error instanceof GrammyError && /message is not modified/.test(error.description)) return;
  throw error;
}
