/** Sending a {@link Message} as an answer, and the buttons under it. */
import { createHash } from 'node:crypto';
import type { Context } from 'grammy';
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
import type { DeskTexts } from '../templates/desk.ts';
import type { Message } from '../templates/message.ts';

type Replying = Pick<Context, 'reply'>;

/** Whether others hear what is said there. */
export const isGroup = ({ chat }: Pick<Context, 'chat'>): boolean =>
  chat !== undefined && chat.type !== 'private';

/** In a group that is how something is said to the bot. */
export const repliesToBot = ({ message, me }: Pick<Context, 'message' | 'me'>): boolean =>
  message?.reply_to_message?.from?.id === me.id;

/** What stands for a longer text in a button's data: 16 letters, the same for the same. */
export const shortened = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);

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

/**
 * The buttons to the pages before and after.
 *
 * @param data what the button to a page carries
 */
export const pageButtons = (
  { page, hasMore }: { page: number; hasMore: boolean },
  texts: Pick<DeskTexts, 'pageBefore' | 'pageAfter'>,
  data: (page: number) => string,
): InlineKeyboardButton[] => [
  ...(page > 0 ? [button(texts.pageBefore, data(page - 1))] : []),
  ...(hasMore ? [button(texts.pageAfter, data(page + 1))] : []),
];

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
  ctx.editMessageText(menu.text, laidOut(menu));
