/** /start and /help: an editor is led to work, a reader to the channels. */
import { Composer, type Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { authorise } from '../src/desk/authorise.ts';
import { payloadOf } from '../src/stats/origin.ts';
import { commandList, readerHelp } from '../templates/menu.ts';
import { readerMessages } from '../templates/reader-messages.ts';
import { personName } from './chats.ts';
import { commandsOf } from './commands.ts';
import type { BotContext, BotDeps } from './context.ts';

export function start(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('start', async (ctx) => {
    if (!ctx.from) return;
    const person = { id: ctx.from.id, name: personName(ctx.from) };
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
    await deps.readers.subscribe(ctx.from.id, payloadOf(ctx.match), deps.now());
    await welcomeReader(ctx, deps);
  });

  composer.command('help', async (ctx) => {
    const role = ctx.from && (await deps.people.roleOf(ctx.from.id));
    await ctx.reply(role ? commandList(commandsOf(role, deps.texts)) : readerHelp);
  });

  return composer;
}

/** The reader's welcome: who we are, and a button to each public channel. */
export async function welcomeReader(ctx: Pick<Context, 'reply'>, deps: BotDeps): Promise<void> {
  const welcome = readerMessages.readerWelcome(await deps.newsroomName());
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
