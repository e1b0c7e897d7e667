/** The bot itself: who it is, how it is described, its files, its answers to buttons. */
import { badRequest } from '../envelope.ts';
import type { Telegram } from '../telegram.ts';
import type { Methods } from './methods.ts';

/** A pressed button may be answered that long. */
const answerWithinMs = 60_000;
const maxAnswer = 200;

export const botMethods = ({ bot, store, now, chats, moments }: Telegram): Methods => {
  const { state } = store;
  /** A text of the bot's profile, with the limit that Telegram has for it in code points. */
  const setText = (key: string, limit: number, value = '', language = ''): true => {
    if ([...value].length > limit) throw badRequest(`${key.toUpperCase()}_TOO_LONG`);
    store.commit({ kind: 'profile', key: `${key} ${language}`, value });
    return true;
  };
  const text = (key: string, language = ''): string =>
    state.profile.get(`${key} ${language}`) || state.profile.get(`${key} `) || '';

  return {
    getMe: () => ({
      ...bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_guest_queries: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
    }),

    answerCallbackQuery({
      callback_query_id: id,
      text: answer = '',
      show_alert: alert = false,
      url,
    }) {
      const callback = state.callbacks.get(id);
      if (!callback || callback.answered || now() - callback.at > answerWithinMs) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      if ([...answer].length > maxAnswer) throw badRequest('MESSAGE_TOO_LONG');
      store.commit({ kind: 'callback', callback: { ...callback, answered: true } });
      moments.tell({
        type: 'answer',
        callback: id,
        user: callback.user,
        text: answer,
        alert,
        ...(url === undefined ? {} : { url }),
      });
      return true;
    },

    sendChatAction({ chat_id, message_thread_id, action }) {
      const chat = chats.find(chat_id, message_thread_id);
      chats.requireSend(chat, 'text messages', message_thread_id);
      moments.tell({ type: 'typing', chat: chat.id, action });
      return true;
    },

    getFile({ file_id }) {
      const file = state.files.get(file_id);
      if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
      return {
        file_id,
        file_unique_id: `unique-${file_id}`,
        file_size: file.bytes,
        file_path: `${file.kind}s/${file_id}`,
      };
    },

    getUserProfilePhotos: () => ({ total_count: 0, photos: [] }),

    setMyName: ({ name, language_code }) => setText('bot_name', 64, name, language_code),
    getMyName: ({ language_code }) => ({ name: text('bot_name', language_code) || bot.first_name }),
    setMyDescription: ({ description, language_code }) =>
      setText('bot_description', 512, description, language_code),
    getMyDescription: ({ language_code }) => ({
      description: text('bot_description', language_code),
    }),
    setMyShortDescription: ({ short_description, language_code }) =>
      setText('bot_short_description', 120, short_description, language_code),
    getMyShortDescription: ({ language_code }) => ({
      short_description: text('bot_short_description', language_code),
    }),
    setChatMenuButton: () => true,
    getChatMenuButton: () => ({ type: 'commands' }),
    setMyDefaultAdministratorRights: () => true,
  };
};
