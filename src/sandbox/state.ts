/**
 * What the local Telegram knows, and the changes that make it so. A state is nothing but the changes
 * applied to an empty one, so a file of changes (see journal.ts) is the whole memory.
 */
import type {
  BotCommand,
  ChatAdministratorRights,
  ChatPermissions,
  InlineKeyboardMarkup,
  LinkPreviewOptions,
  MessageEntity,
  MessageOrigin,
  PhotoSize,
  Sticker,
  Update,
  User,
  Voice,
} from 'grammy/types';

/** How the bot or a user stands in a chat. */
export interface Membership {
  readonly status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
  /** Of an administrator: what is absent is not allowed. */
  readonly rights?: Partial<ChatAdministratorRights>;
}

export interface ChatRecord {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  /** Of groups and channels. */
  readonly title?: string;
  readonly username?: string;
  readonly isForum?: boolean;
  /** Nothing of it may be forwarded or copied. */
  readonly isProtected?: boolean;
  /** Topics of a forum, message_thread_id. */
  readonly topics?: readonly number[];
  readonly bot: Membership;
  /** Of a private chat: why the bot can't write. */
  readonly closed?: 'blocked' | 'deactivated' | 'never started';
  /** Of a group: what members, and so a bot that is no administrator, may do; absent is allowed. */
  readonly permissions?: ChatPermissions;
  readonly members: Readonly<Record<number, Membership>>;
  /** Of a basic group: the supergroup that it became. */
  readonly migratedTo?: number;
  /** Newest first, as Telegram shows them. */
  readonly pinned: readonly number[];
  /** The last message_id given in this chat. */
  readonly lastMessageId: number;
}

/** A chat as it stands inside messages. */
export interface ChatFields {
  readonly id: number;
  readonly type: ChatRecord['type'];
  readonly title?: string;
  readonly username?: string;
  readonly first_name?: string;
  readonly is_forum?: true;
}

export interface Document {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly file_size: number;
}

/** A message as the bot gets it: the fields of Bot API's Message that the sandbox fills. */
export interface Message {
  readonly message_id: number;
  /** Epoch seconds, like every date of the Bot API. */
  readonly date: number;
  readonly chat: ChatFields;
  readonly from?: User;
  readonly sender_chat?: ChatFields;
  readonly message_thread_id?: number;
  readonly is_topic_message?: true;
  readonly text?: string;
  readonly entities?: readonly MessageEntity[];
  readonly rich_message?: unknown;
  readonly photo?: readonly PhotoSize[];
  readonly document?: Document;
  readonly sticker?: Sticker;
  readonly voice?: Voice;
  readonly caption?: string;
  readonly caption_entities?: readonly MessageEntity[];
  readonly show_caption_above_media?: true;
  readonly has_media_spoiler?: true;
  readonly media_group_id?: string;
  readonly reply_markup?: InlineKeyboardMarkup;
  readonly reply_to_message?: Message;
  readonly forward_origin?: MessageOrigin;
  readonly edit_date?: number;
  readonly link_preview_options?: LinkPreviewOptions;
  readonly has_protected_content?: true;
  readonly pinned_message?: Message;
  readonly migrate_to_chat_id?: number;
  readonly migrate_from_chat_id?: number;
}

/** What Telegram's crawler would read from the page that a message links to. */
export interface LinkPreview {
  readonly url: string;
  readonly site_name?: string;
  readonly title?: string;
  readonly description?: string;
  /** Absolute address. */
  readonly image?: string;
}

export interface MessageRecord {
  readonly message: Message;
  /** It came without sound; the Bot API tells nobody, but the page shows it. */
  readonly silent?: true;
  readonly preview?: LinkPreview;
}

export interface Webhook {
  readonly url: string;
  readonly secret?: string;
  readonly maxConnections: number;
  /** Epoch seconds. */
  readonly lastErrorDate?: number;
  readonly lastErrorMessage?: string;
}

/** A pressed button that the bot may answer. */
export interface CallbackRecord {
  readonly id: string;
  readonly user: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly answered: boolean;
}

export interface FileRecord {
  readonly id: string;
  readonly kind: 'photo' | 'document' | 'sticker' | 'voice';
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  /** Of photos, pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** The last numbers that were given away, so that none is given twice. */
export interface Counters {
  /** Of messages in private chats and basic groups, which share one row of numbers. */
  readonly message: number;
  readonly update: number;
  readonly chat: number;
  readonly file: number;
}

export type Change =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'chat'; readonly chat: ChatRecord }
  | { readonly kind: 'message'; readonly record: MessageRecord }
  | { readonly kind: 'deleted'; readonly chat: number; readonly ids: readonly number[] }
  | { readonly kind: 'update'; readonly update: Update }
  /** The bot has taken the updates up to and with this one. */
  | { readonly kind: 'taken'; readonly upTo: number }
  | { readonly kind: 'allowed'; readonly updates: readonly string[] }
  | { readonly kind: 'webhook'; readonly webhook: Webhook | null }
  /** `scope` as scopeKey of commands.ts makes it; an empty list deletes. */
  | { readonly kind: 'commands'; readonly scope: string; readonly commands: readonly BotCommand[] }
  /** The bot's name and descriptions. */
  | { readonly kind: 'profile'; readonly key: string; readonly value: string }
  | { readonly kind: 'callback'; readonly callback: CallbackRecord }
  | { readonly kind: 'file'; readonly file: FileRecord }
  | { readonly kind: 'counters'; readonly counters: Counters };

export interface State {
  readonly users: Map<number, User>;
  readonly chats: Map<number, ChatRecord>;
  /** By chat, then by message_id. */
  readonly messages: Map<number, Map<number, MessageRecord>>;
  readonly files: Map<string, FileRecord>;
  readonly commands: Map<string, readonly BotCommand[]>;
  readonly profile: Map<string, string>;
  readonly callbacks: Map<string, CallbackRecord>;
  /** What the bot has not confirmed yet, oldest first. */
  updates: readonly Update[];
  allowed: readonly string[];
  webhook: Webhook | undefined;
  counters: Counters;
}

export function emptyState(): State {
  return {
    users: new Map(),
    chats: new Map(),
    messages: new Map(),
    files: new Map(),
    commands: new Map(),
    profile: new Map(),
    callbacks: new Map(),
    updates: [],
    allowed: [],
    webhook: undefined,
    counters: { message: 0, update: 0, chat: 0, file: 0 },
  };
}

/** Applies one change; the state is changed in place. */
export function apply(state: State, change: Change): void {
  switch (change.kind) {
    case 'user':
      state.users.set(change.user.id, change.user);
      break;
    case 'chat':
      state.chats.set(change.chat.id, change.chat);
      break;
    case 'message':
      applyMessage(state, change.record);
      break;
    case 'deleted':
      for (const id of change.ids) state.messages.get(change.chat)?.delete(id);
      unpin(state, change.chat, change.ids);
      break;
    case 'update':
      state.updates = [...state.updates, change.update];
      state.counters = { ...state.counters, update: change.update.update_id };
      break;
    case 'taken':
      state.updates = state.updates.filter(({ update_id }) => update_id > change.upTo);
      break;
    case 'allowed':
      state.allowed = change.updates;
      break;
    case 'webhook':
      state.webhook = change.webhook ?? undefined;
      break;
    case 'commands':
      if (change.commands.length === 0) state.commands.delete(change.scope);
      else state.commands.set(change.scope, change.commands);
      break;
    case 'profile':
      state.profile.set(change.key, change.value);
      break;
    case 'callback':
      state.callbacks.set(change.callback.id, change.callback);
      break;
    case 'file':
      state.files.set(change.file.id, change.file);
      break;
    case 'counters':
      state.counters = change.counters;
      break;
    default:
      change satisfies never;
  }
}

function applyMessage(state: State, record: MessageRecord): void {
  const { chat, message_id } = record.message;
  const messages = state.messages.get(chat.id) ?? new Map<number, MessageRecord>();
  messages.set(message_id, record);
  state.messages.set(chat.id, messages);
  const known = state.chats.get(chat.id);
  if (!known) return;
  if (message_id > known.lastMessageId) {
    state.chats.set(chat.id, { ...known, lastMessageId: message_id });
  }
  if (!countsByItself(known) && message_id > state.counters.message) {
    state.counters = { ...state.counters, message: message_id };
  }
}

function unpin(state: State, chatId: number, ids: readonly number[]): void {
  const chat = state.chats.get(chatId);
  if (!chat?.pinned.some((id) => ids.includes(id))) return;
  state.chats.set(chatId, { ...chat, pinned: chat.pinned.filter((id) => !ids.includes(id)) });
}

/** Channels and supergroups number their own messages; other chats share the account's numbers. */
export const countsByItself = ({ type }: Pick<ChatRecord, 'type'>): boolean =>
  type === 'channel' || type === 'supergroup';

/** The changes that make this state from an empty one. */
export function changesOf(state: State): Change[] {
  return [
    ...[...state.users.values()].map((user) => ({ kind: 'user', user }) as const),
    ...[...state.chats.values()].map((chat) => ({ kind: 'chat', chat }) as const),
    ...[...state.files.values()].map((file) => ({ kind: 'file', file }) as const),
    ...[...state.messages.values()].flatMap((messages) =>
      [...messages.values()].map((record) => ({ kind: 'message', record }) as const),
    ),
    ...state.updates.map((update) => ({ kind: 'update', update }) as const),
    { kind: 'allowed', updates: state.allowed },
    { kind: 'webhook', webhook: state.webhook ?? null },
    ...[...state.commands].map(
      ([scope, commands]) => ({ kind: 'commands', scope, commands }) as const,
    ),
    ...[...state.profile].map(([key, value]) => ({ kind: 'profile', key, value }) as const),
    ...[...state.callbacks.values()].map((callback) => ({ kind: 'callback', callback }) as const),
    // Last, because applying messages and updates moves the counters.
    { kind: 'counters', counters: state.counters },
  ];
}
