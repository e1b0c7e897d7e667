/**
 * The bot is made an administrator of a channel or group, or put out of one: an editor who did it is
 * asked whether we publish there, and it is set up by a button.
 */
import { Composer, type Context } from 'grammy';
import type { Chat } from 'grammy/types';
import type { Channel } from '../data/repositories/channels.ts';
import { authorise } from '../src/desk/authorise.ts';
import type { ToldChat } from '../src/desk/channels.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, type Menu, showMenu } from './reply.ts';

type PublicChat = ToldChat & { readonly type: string };

const present = new Set(['administrator', 'creator', 'member', 'restricted']);

/** Hears that the bot was added or put out. */
export function addedChats(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.on('my_chat_member', async (ctx, next) => {
    const { old_chat_member: before, new_chat_member: after, chat } = ctx.myChatMember;
    const told = toldChat(chat);
    if (!told) return next();
    if (after.status === 'administrator' && before.status !== 'administrator') {
      await tellAdded(ctx, told);
    } else if (present.has(before.status) && !present.has(after.status)) {
      if (await deps.desk.fallBack(String(chat.id))) {
        await deps.desk.notify(plain(deps.texts.deskLost));
      }
      const channel = await deps.channelDesk.shutOut(told);
      if (channel) await deps.desk.notify(plain(deps.texts.shutOut(nameOf(channel))));
    }
    await next();
  });

  const tellAdded = async (ctx: Context, chat: PublicChat): Promise<void> => {
    if (!ctx.from) return;
    const known = await deps.channelDesk.ofChat(chat);
    if (await authorise(deps.people, ctx.from.id, 'arrange')) {
      await tellEditor(ctx.from.id, known ? knownMenu(chat, known, deps) : offer(chat, deps));
    } else if (!known) {
      const { id, first_name, last_name, username } = ctx.from;
      const name = [first_name, last_name, username && `@${username}`, `(${id})`];
      const text = deps.texts.addedByStranger(name.filter(Boolean).join(' '), chat);
      const owners = (await deps.people.staff()).filter(({ role }) => role === 'owner');
      for (const owner of owners) await deps.desk.notify(plain(text), String(owner.id));
    }
  };

  /**
   * In their own chat, or in the desk's when they have not opened theirs. By the outbox: the desk chat's
   * pace is shared with the search for lost posts, which what is sent past it would hold up.
   */
  const tellEditor = async (editorId: number, { text, keyboard }: Menu): Promise<void> => {
    const one = (await deps.people.staff()).find(({ id }) => id === editorId);
    const inline_keyboard = keyboard.map((row) => [...row]);
    await deps.desk.notify(
      { text, entities: [], keyboard: { inline_keyboard } },
      // A name is known of whoever has said something to the bot.
      one?.name ? String(editorId) : undefined,
    );
  };

  return composer;
}

/** The buttons of the question. */
export function setUpButtons(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.callbackQuery(/^add:(ask|not|auto|review):(-?\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const [, what, id] = ctx.match;
    const chat = await ctx.api.getChat(Number(id)).then(toldChat, () => undefined);
    if (!chat) return void (await ctx.answerCallbackQuery(deps.texts.setUpUnseen));
    await ctx.answerCallbackQuery();
    const known = await deps.channelDesk.ofChat(chat);
    if (known) return void (await showMenu(ctx, knownMenu(chat, known, deps)));
    if (what === 'ask') return void (await showMenu(ctx, offer(chat, deps)));
    if (what === 'not') {
      const later = button(deps.texts.setUpLater, `add:ask:${chat.id}`);
      const text = deps.texts.setUpDeclined(chat);
      return void (await showMenu(ctx, { text, keyboard: [[later]] }));
    }
    const mode = what === 'auto' ? 'auto' : 'review';
    const { kind, channel } = await deps.channelDesk.setUp(chat, mode, by);
    if (kind === 'known') return void (await showMenu(ctx, knownMenu(chat, channel, deps)));
    const rights = await deps.rightsOn(channel.chat);
    const lacks = !rights || Object.values(rights).includes(false);
    const done =
      kind === 'added' ? deps.texts.setUpDone(chat, mode) : deps.texts.setUpRestored(chat, mode);
    const found = rights ? deps.texts.rightsText(rights) : deps.texts.rightsUnseen;
    await showMenu(ctx, {
      text: lacks ? `${done}\n\n${found}` : done,
      keyboard: [
        [button(deps.texts.openChannel, `ch:open:${channel.id}`)],
        [button(deps.texts.setUpUndo, `ch:unadd:${channel.id}`)],
      ],
    });
  });

  return composer;
}

const offer = (chat: PublicChat, { texts }: Pick<BotDeps, 'texts'>): Menu => ({
  text: texts.setUpAsk(chat),
  keyboard: [
    [button(texts.setUpReview, `add:review:${chat.id}`)],
    [button(texts.setUpAuto, `add:auto:${chat.id}`)],
    [button(texts.setUpNot, `add:not:${chat.id}`)],
  ],
});

const knownMenu = (
  chat: PublicChat,
  channel: Channel,
  { texts }: Pick<BotDeps, 'texts'>,
): Menu => ({
  text: texts.setUpKnown(chat),
  keyboard: [[button(texts.openChannel, `ch:open:${channel.id}`)]],
});

/** Undefined for a private chat. */
const toldChat = (chat: Chat): PublicChat | undefined =>
  chat.type === 'private'
    ? undefined
    : {
        id: chat.id,
        type: chat.type,
        title: chat.title,
        ...('username' in chat && chat.username ? { username: chat.username } : {}),
      };

const nameOf = ({ key, chat }: Channel) => channelName({ channel: key, chat });

const plain = (text: string) => ({ text, entities: [] });
