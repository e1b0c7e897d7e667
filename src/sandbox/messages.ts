/** Messages in the chats: made, found, changed, taken away. */
import type { InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters, User } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { FormattedText } from './entities.ts';
import { badRequest } from './envelope.ts';
import { type Change, type ChatRecord, countsByItself, type Message } from './state.ts';
import type { Store } from './store.ts';

/** What a message holds: the part that forwards and copies take along. */
export type Content = Pick<
  Message,
  | 'text'
  | 'entities'
  | 'rich_message'
  | 'photo'
  | 'document'
  | 'sticker'
  | 'voice'
  | 'caption'
  | 'caption_entities'
  | 'show_caption_above_media'
  | 'has_media_spoiler'
  | 'media_group_id'
  | 'link_preview_options'
>;

/** What a call says about how its message stands in the chat. */
export interface Placing {
  readonly threadId?: number | undefined;
  readonly replyTo?: ReplyParameters | undefined;
  readonly markup?: InlineKeyboardMarkup | undefined;
  readonly protect?: boolean | undefined;
  /** Sent without sound. */
  readonly silent?: boolean | undefined;
}

export const textContent = (
  { text, entities }: FormattedText,
  preview?: LinkPreviewOptions,
): Content => ({
  text,
  ...(entities.length > 0 ? { entities } : {}),
  ...(preview ? { link_preview_options: preview } : {}),
});

export const captionContent = ({ text, entities }: FormattedText): Content =>
  text === ''
    ? {}
    : { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };

const contentKeys = [
  'text',
  'entities',
  'rich_message',
  'photo',
  'document',
  'sticker',
  'voice',
  'caption',
  'caption_entities',
  'show_caption_above_media',
  'has_media_spoiler',
  'link_preview_options',
] as const satisfies (keyof Content)[];

/** What is copied or forwarded of a message. An album stays behind: copies are messages of their own. */
export const contentOf = (message: Message): Content =>
  Object.fromEntries(
    contentKeys.filter((key) => message[key] !== undefined).map((key) => [key, message[key]]),
  );

/** What is left of a message when its content and keyboard are taken out, to be given others. */
export function withoutContent(message: Message): Message {
  const gone = new Set<string>([...contentKeys, 'reply_markup']);
  return Object.fromEntries(
    Object.entries(message).filter(([key]) => !gone.has(key)),
  ) as unknown as Message;
}

export type Messages = ReturnType<typeof createMessages>;

export function createMessages(store: Store, chats: Chats, now: () => number) {
  const { state } = store;
  const seconds = () => Math.floor(now() / 1_000);
  let groups = 0;

  const find = (chat: ChatRecord, id: number): Message | undefined =>
    state.messages.get(chat.id)?.get(id)?.message;

  const reply = (chat: ChatRecord, to: ReplyParameters | undefined): Partial<Message> => {
    if (!to) return {};
    const other = to.chat_id === undefined ? chat : chats.find(to.chat_id);
    const message = to.message_id === undefined ? undefined : find(other, to.message_id);
    if (!message && !to.allow_sending_without_reply) {
      throw badRequest('message to be replied not found');
    }
    if (!message) return {};
    const { reply_to_message: _, ...plain } = message;
    return { reply_to_message: plain };
  };

  /** Messages that are not in the state yet; their numbers follow each other. */
  const build = (
    chatId: number,
    from: User,
    contents: readonly Partial<Message>[],
    { threadId, replyTo, markup, protect }: Placing,
  ): Message[] => {
    const chat = state.chats.get(chatId);
    if (!chat) throw new Error(`no chat ${chatId}`);
    const last = countsByItself(chat) ? chat.lastMessageId : state.counters.message;
    const fields = chats.fields(chat);
    // A post of a channel is the channel's, whoever wrote it.
    const sender = chat.type === 'channel' ? { sender_chat: fields } : { from };
    return contents.map((content, index) => ({
      message_id: last + 1 + index,
      ...sender,
      chat: fields,
      date: seconds(),
      ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
      ...reply(chat, replyTo),
      ...content,
      ...(markup ? { reply_markup: markup } : {}),
      ...(protect || chat.isProtected ? { has_protected_content: true } : {}),
    }));
  };

  return {
    find,
    build,

    /** A media_group_id that no other album has. */
    newGroup(): string {
      groups += 1;
      return `${now()}${groups}`;
    },

    /** Puts messages into a chat, all or none, with the changes that go with them. */
    post(
      chatId: number,
      from: User,
      contents: readonly Partial<Message>[],
      placing: Placing = {},
      alongside: (messages: readonly Message[]) => readonly Change[] = () => [],
    ): Message[] {
      const messages = build(chatId, from, contents, placing);
      const sound = placing.silent ? ({ silent: true } as const) : {};
      store.commit(
        ...messages.map((message) => ({ kind: 'message', record: { message, ...sound } }) as const),
        ...alongside(messages),
      );
      return messages;
    },

    /** Puts a changed message in the place of the old one; its link preview is made anew. */
    replace(message: Message): Message {
      const edited = { ...message, edit_date: seconds() };
      const silent = state.messages.get(message.chat.id)?.get(message.message_id)?.silent;
      const record = { message: edited, ...(silent ? { silent } : {}) };
      store.commit({ kind: 'message', record });
      return edited;
    },

    /** Oldest first. */
    list(chatId: number): Message[] {
      const records = [...(state.messages.get(chatId)?.values() ?? [])];
      return records.map(({ message }) => message).sort((a, b) => a.message_id - b.message_id);
    },
  };
}
