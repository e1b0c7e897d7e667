/** Finds the chat that a call is about, and says whether the bot may do there what it wants. */
import type { ChatAdministratorRights, ChatPermissions, User } from 'grammy/types';
import { newChannel, newForum, nextChatId } from './default-world.ts';
import { ApiError, badRequest, forbidden } from './envelope.ts';
import type { ChatFields, ChatRecord, Membership } from './state.ts';
import type { Store } from './store.ts';

const typeNames = {
  private: 'private chat',
  group: 'group chat',
  supergroup: 'supergroup chat',
  channel: 'channel chat',
} as const;

/** What a message is made of, as permissions and their errors name it. */
export type ContentKind = 'text messages' | 'photos' | 'documents' | 'stickers' | 'voice notes';
const permissionOf: Readonly<Record<ContentKind, keyof ChatPermissions>> = {
  'text messages': 'can_send_messages',
  photos: 'can_send_photos',
  documents: 'can_send_documents',
  stickers: 'can_send_other_messages',
  'voice notes': 'can_send_voice_notes',
};

export type Chats = ReturnType<typeof createChats>;

export function createChats(store: Store, bot: User) {
  const { state } = store;
  let strict = false;

  const known = (chatId: number | string): ChatRecord | undefined => {
    if (typeof chatId === 'number') return state.chats.get(chatId);
    const name = chatId.replace(/^@/, '').toLowerCase();
    return [...state.chats.values()].find((chat) => chat.username?.toLowerCase() === name);
  };

  /** The channel or forum that is made when the bot first speaks of it, unless the world is strict. */
  const make = (chatId: number | string, threadId: number | undefined): ChatRecord | undefined => {
    const byName = typeof chatId === 'string' && /^@[a-z]\w{3,31}$/i.test(chatId);
    const byId = typeof chatId === 'number' && chatId < -1_000_000_000_000;
    if (strict || !(byName || byId)) return undefined;
    const id = byId ? chatId : nextChatId(state);
    const username = byName ? chatId.slice(1) : undefined;
    const chat = (threadId === undefined ? newChannel : newForum)(id, username, state);
    const { counters } = state;
    store.commit(
      { kind: 'chat', chat },
      { kind: 'counters', counters: { ...counters, chat: counters.chat + (byName ? 1 : 0) } },
    );
    return chat;
  };

  const find = (chatId: number | string, threadId?: number): ChatRecord => {
    if (chatId === '') throw badRequest('chat_id is empty');
    if (chatId === bot.id) throw forbidden("the bot can't send messages to the bot");
    const chat = known(chatId) ?? make(chatId, threadId);
    if (!chat) throw badRequest('chat not found');
    if (chat.migratedTo !== undefined) {
      throw new ApiError(400, 'group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.migratedTo,
      });
    }
    return chat;
  };

  return {
    /** A chat by id or @username, if there is one. */
    known,

    /**
     * The chat of a call's chat_id.
     *
     * @param threadId a chat that is made because of it becomes a forum
     * @throws ApiError 400 `chat not found`, or that the group was upgraded; 403 for the bot itself
     */
    find,

    /** Like find, and the bot must be there. */
    enter(chatId: number | string, threadId?: number): ChatRecord {
      const chat = find(chatId, threadId);
      requirePresence(chat);
      return chat;
    },

    /**
     * Checks that the bot may send to the chat; an unknown topic of a forum is made unless the world
     * is strict.
     *
     * @throws ApiError 400 or 403
     */
    requireSend(chat: ChatRecord, kind: ContentKind, threadId: number | undefined): void {
      requirePresence(chat);
      if (chat.type === 'channel' && !hasRight(chat, 'can_post_messages')) {
        throw badRequest('need administrator rights in the channel chat');
      }
      const isGroup = chat.type === 'group' || chat.type === 'supergroup';
      const allowed = chat.permissions?.[permissionOf[kind]] !== false;
      if (isGroup && chat.bot.status !== 'administrator' && !allowed) {
        throw badRequest(`not enough rights to send ${kind} to the chat`);
      }
      if (threadId === undefined || chat.topics?.includes(threadId)) return;
      if (!chat.isForum || strict) throw badRequest('message thread not found');
      const topics = [...(chat.topics ?? []), threadId];
      store.commit({ kind: 'chat', chat: { ...chat, topics } });
    },

    /** The chat as it stands in messages. */
    fields(chat: ChatRecord): ChatFields {
      const { id, type, title, username, isForum } = chat;
      const user = type === 'private' ? state.users.get(id) : undefined;
      if (user) {
        const named = user.username === undefined ? {} : { username: user.username };
        return { id, type, first_name: user.first_name, ...named };
      }
      return {
        id,
        type,
        ...(title === undefined ? {} : { title }),
        ...(username === undefined ? {} : { username }),
        ...(isForum ? { is_forum: true as const } : {}),
      };
    },

    /** Whether only chats that were set up are there. */
    setStrict(value: boolean): void {
      strict = value;
    },
  };
}

/** @throws ApiError 403 when the bot is not in the chat, or may not write to the user */
function requirePresence(chat: ChatRecord): void {
  if (chat.closed === 'blocked') throw forbidden('bot was blocked by the user');
  if (chat.closed === 'deactivated') throw forbidden('user is deactivated');
  if (chat.closed) throw forbidden("bot can't initiate conversation with a user");
  const name = typeNames[chat.type];
  if (chat.bot.status === 'kicked') throw forbidden(`bot was kicked from the ${name}`);
  if (chat.bot.status === 'left') throw forbidden(`bot is not a member of the ${name}`);
}

export function hasRight(chat: ChatRecord, right: keyof ChatAdministratorRights): boolean {
  const { status, rights }: Membership = chat.bot;
  return status === 'administrator' && rights?.[right] === true;
}
