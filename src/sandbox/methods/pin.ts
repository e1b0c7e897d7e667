/** Pinned messages. */
import { hasRight } from '../chats.ts';
import { badRequest } from '../envelope.ts';
import type { ChatRecord } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import type { Methods } from './methods.ts';

export const pinMethods = ({ bot, chats, messages, store }: Telegram): Methods => {
  const enter = (chatId: number | string): ChatRecord => {
    const chat = chats.enter(chatId);
    // In a channel it is the right to edit posts that allows it.
    const right = chat.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
    if (chat.type !== 'private' && !hasRight(chat, right)) {
      throw badRequest('not enough rights to manage pinned messages in the chat');
    }
    return chat;
  };

  const setPinned = (chat: ChatRecord, pinned: readonly number[]): true => {
    store.commit({ kind: 'chat', chat: { ...chat, pinned } });
    return true;
  };

  return {
    pinChatMessage({ chat_id, message_id }) {
      const chat = enter(chat_id);
      const message = messages.find(chat, message_id);
      if (!message) throw badRequest('message to pin not found');
      if (chat.pinned[0] === message_id) return true;
      setPinned(chat, [message_id, ...chat.pinned.filter((id) => id !== message_id)]);
      // Chats are told by a message of their own.
      messages.post(chat.id, bot, [{ pinned_message: message }]);
      return true;
    },

    unpinChatMessage({ chat_id, message_id }) {
      const chat = enter(chat_id);
      const id = message_id ?? chat.pinned[0];
      if (id === undefined || !chat.pinned.includes(id)) {
        throw badRequest('message to unpin not found');
      }
      return setPinned(
        chat,
        chat.pinned.filter((pinned) => pinned !== id),
      );
    },

    unpinAllChatMessages: ({ chat_id }) => setPinned(enter(chat_id), []),
  };
};
