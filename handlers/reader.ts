/** What reaches a reader and what is known of them: /alerts, /privacy, /stop. */
import { Composer } from 'grammy';
import { inDigits } from '../templates/printed.ts';
import { alertsMenu, topicCount } from '../templates/reader.ts';
import { readerMessages as messages } from '../templates/reader-messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { inOwnChat } from './own-chat.ts';
import { replyMessage } from './reply.ts';

/** Silence at night, when a reader switches it on again. */
const usualQuiet = '23:00-07:00';

export function reader(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const menu = async (readerId: number) => {
    const found = await deps.readers.find(readerId);
    const shown = alertsMenu({
      alerts: found?.alerts === 1,
      morning: found?.morning === 1,
      evening: found?.evening === 1,
      quiet: found?.quiet ?? null,
    });
    return inDigits(shown, deps.digits());
  };

  composer.command('alerts', inOwnChat, async (ctx) => {
    if (!ctx.from) return;
    await deps.readers.meet(ctx.from.id, deps.now());
    await replyMessage(ctx, await menu(ctx.from.id));
  });

  composer.callbackQuery(/^alerts:(alerts|morning|evening|quiet)$/, inOwnChat, async (ctx) => {
    const found = await deps.readers.find(ctx.from.id);
    if (!found) return void (await ctx.answerCallbackQuery(messages.staleButton));
    const what = ctx.match[1] as 'alerts' | 'morning' | 'evening' | 'quiet';
    const wish =
      what === 'quiet'
        ? { quiet: found.quiet === null ? usualQuiet : null }
        : { [what]: found[what] === 1 ? 0 : 1 };
    await deps.readers.wish(ctx.from.id, wish);
    await ctx.answerCallbackQuery(messages.wishKept);
    const { text, keyboard } = await menu(ctx.from.id);
    await ctx.editMessageText(text, keyboard ? { reply_markup: keyboard } : {});
  });

  composer.command('privacy', inOwnChat, async (ctx) => {
    if (!ctx.from) return;
    const found = await deps.readers.find(ctx.from.id);
    const followed = await deps.readers.interests(ctx.from.id);
    const told = found ? messages.privacy(topicCount(followed.length)) : messages.privacyStranger;
    await ctx.reply(inDigits({ text: told }, deps.digits()).text);
  });

  composer.command('stop', inOwnChat, async (ctx) => {
    if (!ctx.from) return;
    await deps.readers.erase(ctx.from.id);
    const isOfDesk = (await deps.people.roleOf(ctx.from.id)) !== undefined;
    await ctx.reply(isOfDesk ? messages.erasedEditor : messages.erased);
  });

  // A reader who blocks the bot, or comes back, is told to it by Telegram.
  composer.on('my_chat_member', async (ctx, next) => {
    const { chat, new_chat_member: now } = ctx.myChatMember;
    if (chat.type === 'private') {
      if (now.status === 'kicked') await deps.readers.unreachable(chat.id, deps.now());
      if (now.status === 'member') await deps.readers.reachable(chat.id);
    }
    await next();
  });

  return composer;
}
