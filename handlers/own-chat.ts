/** What is a reader's own stays in their chat with the bot: a group would read it, and press its buttons. */
import type { NextFunction } from 'grammy';
import { readerMessages as messages } from '../templates/reader-messages.ts';
import type { BotContext } from './context.ts';

/** Lets through what comes from a private chat; in a group it leads there. */
export async function inOwnChat(ctx: BotContext, next: NextFunction): Promise<void> {
  if (ctx.chat?.type === 'private') return next();
  if (ctx.callbackQuery) return void (await ctx.answerCallbackQuery(messages.ownChat));
  const open = { text: messages.openChat, url: `https://t.me/${ctx.me.username}` };
  await ctx.reply(messages.ownChat, { reply_markup: { inline_keyboard: [[open]] } });
}
