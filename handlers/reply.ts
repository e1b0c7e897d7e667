/** Sending a {@link Message} as an answer, and the buttons under it. */
import { type Context, GrammyError } from 'grammy';
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
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

/** A message whose buttons change it. */
export interface Menu {
  readonly text: string;
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
  readonly entities?: readonly MessageEntity[];
}

const laidOut = ({ keyboard, entities }: Menu) => ({
  reply_markup: {
    inline_keyboard: keyboard.filter((row) => row.length > 0).map((row) => [...row]),
  },
  link_preview_options: { is_disabled: true },
  ...(entities ? { entities: [...entities] } : {}),
});

/** Answers with a menu. */
export const replyMenu = (ctx: Replying, menu: Menu) => ctx.reply(menu.text, laidOut(menu));

/** Puts a menu in the place of the one whose button was pressed. */
export const showMenu = (ctx: Pick<Context, 'editMessageText'>, menu: Menu): Promise<unknown> =>
  ctx.editMessageText(menu.text, laidOut(menu)).catch(unlessUnchanged);

/** A menu that is turned to where it stands already is an error to Telegram; to us it isn't. */
export function unlessUnchanged(error: unknown): void {
  if (error instanceof GrammyError && /message is not modified/.test(error.description)) return;
  throw error;
}
