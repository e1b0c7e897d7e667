/** What Telegram tells by itself: new messages in channels, what the bot may do there, names. */
import { Composer } from 'grammy';
import type { Chat, User } from 'grammy/types';
import type { BotContext, BotDeps } from './context.ts';

/** In milliseconds; an update is handled once, and without this one a chat stays held for long. */
const pausesMs = [1_000, 2_000, 4_000, 8_000];

export function chats({ desk, people }: Pick<BotDeps, 'desk' | 'people'>): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  // Colleagues read it beside what an editor does, who may never have said /start. In private alone: a
  // name that is known tells that we may write to them there.
  composer.chatType('private').on(['message', 'callback_query'], async ({ from }, next) => {
    await people.named(from.id, personName(from));
    await next();
  });

  // Someone else's post: the ids of ours come after it, which is how a lost one is found.
  composer.on(['channel_post', 'message'], async (ctx, next) => {
    const { chat, message_id: messageId } = ctx.channelPost ?? ctx.message;
    if (chat.type === 'channel' || chat.type === 'supergroup') {
      await desk.heard(namesOf(chat), { messageId });
    }
    await next();
  });

  composer.on('my_chat_member', async (ctx, next) => {
    const { status } = ctx.myChatMember.new_chat_member;
    const isOpen = status === 'administrator' || status === 'member';
    await insistently(() => desk.heard(namesOf(ctx.chat), { isOpen }));
    await next();
  });

  return composer;
}

/** Tries again what could not be written: the disk is full, or the database locked, for a moment. */
async function insistently(write: () => Promise<void>): Promise<void> {
  for (const ms of pausesMs) {
    try {
      return await write();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
  return write();
}

export const personName = ({ first_name, last_name }: User): string =>
  [first_name, last_name].filter(Boolean).join(' ');

/** A chat as newsroom.yaml may write it. */
const namesOf = (chat: Chat): string[] => [
  String(chat.id),
  ...('username' in chat && chat.username ? [`@${chat.username}`] : []),
];
