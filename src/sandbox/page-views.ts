/** Chats and messages as the page gets them. */
import { commandsFor } from './methods/commands.ts';
import { richText } from './methods/rich.ts';
import type { ChatRecord, LinkPreview, Message, MessageRecord } from './state.ts';
import type { Telegram } from './telegram.ts';

export interface MessageView extends Message {
  /** Sent by the user who looks. */
  readonly outgoing: boolean;
  readonly preview?: LinkPreview;
  /** It came without sound. */
  readonly silent?: true;
}

export interface ChatView {
  readonly id: number;
  readonly type: ChatRecord['type'];
  readonly title: string;
  readonly username?: string;
  readonly last?: MessageView;
  readonly pinned?: MessageView;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
}

export function messageView(
  { message, preview, silent }: MessageRecord,
  viewer: number,
): MessageView {
  return {
    ...message,
    // The page has no layout for rich messages: it shows their text.
    ...(message.rich_message === undefined ? {} : { text: richText(message.rich_message) }),
    outgoing: message.from?.id === viewer,
    ...(preview ? { preview } : {}),
    ...(silent ? { silent } : {}),
  };
}

/** Whether a user sees a chat: their own private chat, and every group and channel. */
export const isSeenBy = (chat: ChatRecord, viewer: number): boolean =>
  chat.migratedTo === undefined && (chat.type !== 'private' || chat.id === viewer);

/** Their private chat first, then the others in the order in which they came. */
export function chatsOf({ store }: Telegram, viewer: number): ChatRecord[] {
  const seen = [...store.state.chats.values()].filter((chat) => isSeenBy(chat, viewer));
  return seen.sort((a, b) => Number(b.type === 'private') - Number(a.type === 'private'));
}

export function chatView({ bot, store }: Telegram, chat: ChatRecord, viewer: number): ChatView {
  const { id, type, title, username } = chat;
  const isPrivate = type === 'private';
  const records = [...(store.state.messages.get(id)?.values() ?? [])];
  const last = records.reduce<MessageRecord | undefined>(
    (latest, record) =>
      latest && latest.message.message_id > record.message.message_id ? latest : record,
    undefined,
  );
  const pinned = pinnedOf({ store }, chat);
  const name = isPrivate ? bot.username : username;
  return {
    id,
    type,
    title: isPrivate ? bot.first_name : (title ?? ''),
    ...(name === undefined ? {} : { username: name }),
    ...(last ? { last: messageView(last, viewer) } : {}),
    ...(pinned ? { pinned: messageView(pinned, viewer) } : {}),
    commands: commandsFor(store.state, chat, viewer),
  };
}

/** The message that was pinned last. */
export function pinnedOf(
  { store }: Pick<Telegram, 'store'>,
  { id, pinned: [newest] }: ChatRecord,
): MessageRecord | undefined {
  return newest === undefined ? undefined : store.state.messages.get(id)?.get(newest);
}

/**
 * @param before a message_id; absent: the newest
 * @returns the last `limit` messages before it, oldest first
 */
export function messageViews(
  { store }: Telegram,
  chatId: number,
  viewer: number,
  { before = Infinity, limit }: { before?: number; limit: number },
): MessageView[] {
  return [...(store.state.messages.get(chatId)?.values() ?? [])]
    .filter(({ message }) => message.message_id < before)
    .sort((a, b) => a.message.message_id - b.message.message_id)
    .slice(-limit)
    .map((record) => messageView(record, viewer));
}
