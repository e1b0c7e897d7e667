/** What the bot may ask about a chat, and how it leaves. */
import type { ChatAdministratorRights, User } from 'grammy/types';
import { badRequest } from '../envelope.ts';
import type { ChatRecord, Membership } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import type { Methods } from './methods.ts';

export const chatMethods = ({ bot, chats, messages, store }: Telegram): Methods => {
  const { state } = store;

  const members = (chat: ChatRecord): { user: User; membership: Membership }[] => {
    const users = Object.entries(chat.members).flatMap(([id, membership]) => {
      const user = state.users.get(Number(id));
      return user ? [{ user, membership }] : [];
    });
    const ourselves = { user: bot, membership: chat.bot };
    if (chat.type !== 'private') return [...users, ourselves];
    const user = state.users.get(chat.id);
    return user ? [{ user, membership: { status: 'member' } }, ourselves] : [ourselves];
  };

  const isThere = ({ membership }: { membership: Membership }): boolean =>
    membership.status !== 'left' && membership.status !== 'kicked';

  return {
    getChat({ chat_id }) {
      const chat = chats.enter(chat_id);
      const [pinned] = chat.pinned;
      const pinnedMessage = pinned === undefined ? undefined : messages.find(chat, pinned);
      return {
        ...chats.fields(chat),
        accent_color_id: 0,
        max_reaction_count: 11,
        accepted_gift_types: {
          unlimited_gifts: false,
          limited_gifts: false,
          unique_gifts: false,
          premium_subscription: false,
          gifts_from_channels: false,
        },
        ...(chat.username ? { active_usernames: [chat.username] } : {}),
        ...(chat.isProtected ? { has_protected_content: true } : {}),
        ...(chat.permissions ? { permissions: chat.permissions } : {}),
        ...(pinnedMessage ? { pinned_message: pinnedMessage } : {}),
      };
    },

    getChatMemberCount: ({ chat_id }) => members(chats.enter(chat_id)).filter(isThere).length,

    getChatAdministrators({ chat_id }) {
      const chat = chats.enter(chat_id);
      if (chat.type === 'private') {
        throw badRequest('there are no administrators in the private chat');
      }
      const ranks = new Set(['creator', 'administrator']);
      return members(chat)
        .filter(({ user, membership }) => ranks.has(membership.status) && user.id !== bot.id)
        .concat(chat.bot.status === 'administrator' ? [{ user: bot, membership: chat.bot }] : [])
        .map((member) => memberOf(member, chat.type));
    },

    getChatMember({ chat_id, user_id }) {
      const chat = chats.enter(chat_id);
      const member = members(chat).find(({ user }) => user.id === user_id);
      if (member) return memberOf(member, chat.type);
      const user = state.users.get(user_id);
      if (!user) throw badRequest('PARTICIPANT_ID_INVALID');
      return memberOf({ user, membership: { status: 'left' } }, chat.type);
    },

    leaveChat({ chat_id }) {
      const chat = chats.enter(chat_id);
      if (chat.type === 'private')
        throw badRequest("chat member status can't be changed in private chats");
      store.commit({ kind: 'chat', chat: { ...chat, bot: { status: 'left' } } });
      return true;
    },
  };
};

type Right = keyof ChatAdministratorRights;
const rightsEverywhere: readonly Right[] = [
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_send_welcome_messages',
  'is_anonymous',
];
const rightsByType: Readonly<Record<ChatRecord['type'], readonly Right[]>> = {
  private: [],
  group: ['can_pin_messages', 'can_manage_tags'],
  supergroup: ['can_pin_messages', 'can_manage_tags', 'can_manage_topics'],
  channel: ['can_post_messages', 'can_edit_messages', 'can_manage_direct_messages'],
};

/** A ChatMember of the Bot API: of an administrator, each right that the type of chat knows. */
export function memberOf(
  { user, membership }: { user: User; membership: Membership },
  type: ChatRecord['type'],
): object {
  const { status, rights = {} } = membership;
  switch (status) {
    case 'creator':
      return { status, user, is_anonymous: false };
    case 'administrator': {
      const known = [...rightsEverywhere, ...rightsByType[type]];
      const told = Object.fromEntries(known.map((right) => [right, rights[right] ?? false]));
      // Whoever has any right has this one.
      return { status, user, can_be_edited: false, can_manage_chat: true, ...told };
    }
    case 'kicked':
      return { status, user, until_date: 0 };
    default:
      return { status, user };
  }
}
