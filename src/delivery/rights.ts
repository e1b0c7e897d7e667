/** What the bot may do in a chat that is published to, as Telegram tells it. */
import type { Api } from 'grammy';
import type { ChatFullInfo, ChatMember } from 'grammy/types';

export interface Rights {
  readonly post: boolean;
  /** Change our own posts. */
  readonly edit: boolean;
  /** Take posts back, old ones too. */
  readonly delete: boolean;
  readonly pin: boolean;
}

export type Right = keyof Rights;

/** The bot's place in a chat and what comes with it, or why neither could be seen. */
export type RightsFound =
  | { readonly kind: 'seen'; readonly status: ChatMember['status']; readonly rights: Rights }
  | { readonly kind: 'unseen'; readonly error: unknown };

const none: Rights = { post: false, edit: false, delete: false, pin: false };

/** @param chat where `member` is one */
export function rightsOf(
  chat: Pick<ChatFullInfo, 'type' | 'permissions'>,
  member: ChatMember,
): Rights {
  const isChannel = chat.type === 'channel';
  switch (member.status) {
    case 'creator':
      return { post: true, edit: true, delete: true, pin: true };
    case 'administrator': {
      const post = !isChannel || member.can_post_messages === true;
      const changesOthers = member.can_edit_messages === true;
      return {
        post,
        edit: post || changesOthers,
        delete: member.can_delete_messages,
        // In a channel the right to edit what others wrote is the one that pins.
        pin: isChannel ? changesOthers : member.can_pin_messages === true,
      };
    }
    case 'member': {
      if (isChannel) return none;
      const post = chat.permissions?.can_send_messages !== false;
      return { post, edit: true, delete: false, pin: chat.permissions?.can_pin_messages === true };
    }
    case 'restricted':
      return {
        post: member.is_member && member.can_send_messages,
        edit: member.is_member,
        delete: false,
        pin: member.is_member && member.can_pin_messages,
      };
    default:
      return none;
  }
}

/** Asks Telegram; what it refuses to tell is an answer too. */
export async function findRights(
  api: Pick<Api, 'getChat' | 'getChatMember'>,
  chat: string,
  botId: number,
): Promise<RightsFound> {
  try {
    const info = await api.getChat(chat);
    const member = await api.getChatMember(chat, botId);
    return { kind: 'seen', status: member.status, rights: rightsOf(info, member) };
  } catch (error) {
    return { kind: 'unseen', error };
  }
}

/** The rights that are lacking, in the order in which they matter. */
export const lacking = (rights: Rights): Right[] =>
  (['post', 'edit', 'delete', 'pin'] as const).filter((right) => !rights[right]);
