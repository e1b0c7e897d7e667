/** Sending a {@link Message} as an answer, and the buttons under it. */
import type { Context } from 'grammy';
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

/** Where Telegram shows a message of a channel; undefined when the chat has no address. */
export function messageAddress(chat: string, messageId: number): string | undefined {
  if (chat.startsWith('@')) return `https://t.me/${chat.slice(1)}/${messageId}`;
  const internal = /^-100(\d+)$/.exec(chat)?.[1];
  return internal && `https://t.me/c/${internal}/${messageId}`;
}
