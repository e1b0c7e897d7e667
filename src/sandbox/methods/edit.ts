/** Changing and deleting messages. */
import { isDeepStrictEqual } from 'node:util';
import { hasRight } from '../chats.ts';
import { badRequest } from '../envelope.ts';
import { checkMarkup } from '../keyboard.ts';
import {
  type Content,
  captionContent,
  contentOf,
  textContent,
  withoutContent,
} from '../messages.ts';
import type { ChatRecord, Message } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import { readCaption, readText } from '../text-parameters.ts';
import type { Methods } from './methods.ts';
import { checkPreview } from './placing.ts';
import { readRichMessage } from './rich.ts';
import { mediaContent } from './send.ts';

/** Sending has another text for it. */
const captionTooLong = 'MEDIA_CAPTION_TOO_LONG';
const deletableSeconds = 48 * 60 * 60;
const maxDeleted = 100;

interface Target {
  readonly chat_id?: number | string;
  readonly message_id?: number;
  readonly inline_message_id?: string;
  readonly reply_markup?: object;
}

export const editMethods = (telegram: Telegram): Methods => {
  const { bot, chats, messages, store, now } = telegram;

  const find = ({ chat_id, message_id, inline_message_id }: Target): Message => {
    if (inline_message_id !== undefined) {
      throw badRequest('inline messages are not supported by the sandbox');
    }
    if (chat_id === undefined || message_id === undefined) {
      throw badRequest('message identifier is not specified');
    }
    const chat = chats.enter(chat_id);
    const message = messages.find(chat, message_id);
    if (!message) throw badRequest('message to edit not found');
    const isOurs =
      message.from?.id === bot.id ||
      hasRight(chat, 'can_edit_messages') ||
      (chat.type === 'channel' && hasRight(chat, 'can_post_messages'));
    if (!isOurs) throw badRequest("message can't be edited");
    return message;
  };

  /** Puts other content into a message; a keyboard that is not given again goes. */
  const edit = (old: Message, content: Content, { reply_markup }: Target): Message => {
    const markup = checkMarkup(reply_markup);
    const frame = withoutContent(old);
    const edited = { ...frame, ...content, ...(markup ? { reply_markup: markup } : {}) };
    const sameContent = isDeepStrictEqual(contentOf(edited), contentOf(old));
    if (sameContent && isDeepStrictEqual(markup, old.reply_markup)) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    }
    return messages.replace(edited);
  };

  const canDelete = (chat: ChatRecord, message: Message): boolean => {
    if (hasRight(chat, 'can_delete_messages')) return true;
    const isOurs =
      chat.type === 'channel' ? hasRight(chat, 'can_post_messages') : message.from?.id === bot.id;
    const isFresh = now() / 1_000 - message.date < deletableSeconds;
    return (isOurs || chat.type === 'private') && isFresh;
  };

  return {
    editMessageText(args) {
      if (args.rich_message) {
        const rich_message = readRichMessage(args.rich_message);
        return edit(find(args), { rich_message }, args);
      }
      const formatted = readText(args.text ?? '', args, store.state.users);
      const preview = checkPreview(args.link_preview_options);
      const old = find(args);
      if (old.text === undefined && old.rich_message === undefined) {
        throw badRequest('there is no text in the message to edit');
      }
      return edit(old, textContent(formatted, preview), args);
    },

    editMessageCaption(args) {
      const { caption, parse_mode, caption_entities: entities } = args;
      const formatted = readCaption(
        caption,
        { parse_mode, entities },
        store.state.users,
        captionTooLong,
      );
      const old = find(args);
      if (!old.photo && !old.document) {
        throw badRequest('there is no caption in the message to edit');
      }
      const {
        caption: _,
        caption_entities: __,
        show_caption_above_media: ___,
        ...kept
      } = contentOf(old);
      const above = args.show_caption_above_media
        ? { show_caption_above_media: true as const }
        : {};
      return edit(old, { ...kept, ...captionContent(formatted), ...above }, args);
    },

    async editMessageMedia(args) {
      const old = find(args);
      return edit(old, await mediaContent(telegram, args.media, captionTooLong), args);
    },

    editMessageReplyMarkup(args) {
      const old = find(args);
      return edit(old, contentOf(old), args);
    },

    deleteMessage({ chat_id, message_id }) {
      const chat = chats.enter(chat_id);
      const message = messages.find(chat, message_id);
      if (!message) throw badRequest('message to delete not found');
      if (!canDelete(chat, message)) throw badRequest("message can't be deleted");
      store.commit({ kind: 'deleted', chat: chat.id, ids: [message_id] });
      return true;
    },

    /** Those that are not there or can't be deleted are passed over. */
    deleteMessages({ chat_id, message_ids }) {
      const chat = chats.enter(chat_id);
      if (message_ids.length === 0) throw badRequest('message identifiers are not specified');
      if (message_ids.length > maxDeleted)
        throw badRequest('too many message identifiers specified');
      const ids = message_ids.filter((id) => {
        const message = messages.find(chat, id);
        return message && canDelete(chat, message);
      });
      if (ids.length > 0) store.commit({ kind: 'deleted', chat: chat.id, ids });
      return true;
    },
  };
};
