/** /start and /help: an editor is led to work, a reader to the channels. */
import { Composer, type Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { authorise } from '../src/desk/authorise.ts';
import { payloadOf } from '../src/stats/origin.ts';
import { commandList, readerHelp } from '../templates/menu.ts';
import { reachedLine } from '../templates/reader.ts';
import { readerMessages } from '../templates/reader-messages.ts';
import { personName } from './chats.ts';
import { commandsOf } from './commands.ts';
import type { BotContext, BotDeps } from './context.ts';
import { inOwnChat } from './own-chat.ts';

export function start(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('start', async (ctx) => {
    if (!ctx.from) return;
    const { id } = ctx.from;
    const person = { id, name: personName(ctx.from) };
    const invited = ctx.match ? await deps.staff.accept(ctx.match, person) : undefined;
    if (invited?.kind === 'joined') {
      await ctx.reply(deps.texts.joined(deps.texts.roleName(invited.role)));
      await deps.commands.show(ctx.from.id);
    } else if (invited?.kind === 'no more') {
      await ctx.reply(deps.texts.invitedAlready(deps.texts.roleName(invited.role)));
    } else if (invited) {
      return void (await ctx.reply(deps.texts.invitationOver));
    }
    if (await authorise(deps.people, ctx.from.id, 'see')) {
      await ctx.reply(deps.texts.editorWelcome(await deps.newsroomName()));
      return;
    }
    await inOwnChat(ctx, async () => {
      await deps.readers.subscribe(id, payloadOf(ctx.match), deps.now());
      await welcomeReader(ctx, deps);
    });
  });

  composer.command('help', async (ctx) => {
    const role = ctx.from && (await deps.people.roleOf(ctx.from.id));
    await ctx.reply(role ? commandList(commandsOf(role, deps.texts)) : readerHelp);
  });

  return composer;
}

/**
 * The reader's welcome: who we are, what comes to them by itself, and a button to each public channel.
 */
export async function welcomeReader(
  ctx: Pick<Context, 'reply' | 'from' | 'chat'>,
  deps: BotDeps,
): Promise<void> {
  // What one of them gets is no matter of a group's.
  const found =
    ctx.from && ctx.chat?.type === 'private' ? await deps.readers.find(ctx.from.id) : undefined;
  const reached = found?.stoppedAt === null ? reachedLine(found) : readerMessages.howToSubscribe;
  const welcome = readerMessages.readerWelcome(await deps.newsroomName(), reached);
  const buttons = (await deps.channels.all())
    .filter(({ chat }) => chat.startsWith('@'))
    .map(({ chat }): InlineKeyboardButton[] => [
      { text: chat, url: `https://t.me/${chat.slice(1)}` },
    ]);
  await ctx.reply(
    buttons.length > 0 ? `${welcome}\n\n${readerMessages.readerChannels}` : welcome,
    buttons.length > 0 ? { reply_markup: { inline_keyboard: buttons } } : {},
  );
}
