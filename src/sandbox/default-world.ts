/** Who and what is there before anyone has done anything. */
import type { User } from 'grammy/types';
import type { Change, ChatRecord, State } from './state.ts';

export const editorId = 1001;
export const readerId = 2001;

/** What a bot made with BotFather and given all rights in a channel may do there. */
export const allRights = {
  can_manage_chat: true,
  can_delete_messages: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_messages: true,
  can_edit_messages: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_manage_tags: true,
  can_post_stories: true,
  can_edit_stories: true,
  can_delete_stories: true,
  can_manage_video_chats: true,
  can_manage_direct_messages: true,
  can_send_welcome_messages: true,
  is_anonymous: false,
} as const;

/** The channels of the sample newsroom by username; another channel is called by its username. */
const titles: ReadonlyMap<string, string> = new Map([
  ['marsad_alsahel', 'مرصد الساحل'],
  ['marsad_local', 'مرصد الساحل | محليات واقتصاد'],
  ['marsad_sport', 'مرصد الساحل | رياضة'],
]);

const users: readonly User[] = [
  {
    id: editorId,
    is_bot: false,
    first_name: 'المحرّر',
    username: 'editor',
    language_code: 'ar',
  },
  { id: readerId, is_bot: false, first_name: 'قارئ', username: 'reader', language_code: 'ar' },
];

/** The bot that a token `<id>:<secret>` belongs to. */
export const botOf = (token: string): User => ({
  id: Number.parseInt(token, 10),
  is_bot: true,
  first_name: 'برقية',
  username: 'barqiya_sandbox_bot',
});

/**
 * The two users and their chats with the bot. Updates are numbered from the second of creation on,
 * so that a bot which remembers the updates of an older world does not take the new ones for those.
 *
 * @param now epoch milliseconds
 */
export function defaultWorld(now: number): Change[] {
  return [
    ...users.flatMap((user): Change[] => [
      { kind: 'user', user },
      { kind: 'chat', chat: privateChat(user) },
    ]),
    {
      kind: 'counters',
      counters: { message: 0, update: Math.floor(now / 1_000), chat: 0, file: 0 },
    },
  ];
}

export const privateChat = (user: User): ChatRecord => ({
  id: user.id,
  type: 'private',
  bot: { status: 'member' },
  members: {},
  pinned: [],
  lastMessageId: 0,
});

/** The id that the next chat made by username gets. */
export const nextChatId = (state: State): number => -1_002_000_000_000 - state.counters.chat - 1;

/** A channel that a newsroom would have made: the bot is its administrator, all users read it. */
export function newChannel(id: number, username: string | undefined, state: State): ChatRecord {
  const title = username && titles.get(username.toLowerCase());
  return {
    id,
    type: 'channel',
    title: title ?? username ?? `قناة ${-id - 1_000_000_000_000}`,
    ...(username ? { username } : {}),
    ...standing(state),
  };
}

/** A group with topics, made in the same way. */
export function newForum(id: number, username: string | undefined, state: State): ChatRecord {
  return {
    ...newChannel(id, username, state),
    type: 'supergroup',
    title: username ?? `مجموعة ${-id - 1_000_000_000_000}`,
    isForum: true,
    topics: [],
  };
}

const standing = (state: State) => ({
  bot: { status: 'administrator', rights: allRights } as const,
  members: Object.fromEntries(
    [...state.users.keys()].map((id) => [
      id,
      { status: id === editorId ? 'creator' : 'member' } as const,
    ]),
  ),
  pinned: [],
  lastMessageId: 0,
});
