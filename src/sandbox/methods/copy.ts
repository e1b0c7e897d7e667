/** Forwarding (with a word on where it comes from) and copying (without). */
import type { MessageOrigin } from 'grammy/types';
import type { ContentKind } from '../chats.ts';
import { badRequest } from '../envelope.ts';
import { type Content, captionContent, contentOf } from '../messages.ts';
import type { Message } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import { readCaption } from '../text-parameters.ts';
import type { Methods } from './methods.ts';
import { type SendArguments, send } from './placing.ts';

const maxMessages = 100;

export const copyMethods = (telegram: Telegram): Methods => {
  const { chats, messages, store } = telegram;

  const sources = (from: number | string, ids: readonly number[]): Message[] => {
    if (ids.length > maxMessages) throw badRequest('too many message identifiers specified');
    const chat = chats.enter(from);
    return ids.flatMap((id) => messages.find(chat, id) ?? []);
  };

  const source = (from: number | string, id: number, verb: 'forward' | 'copy'): Message => {
    const [message] = sources(from, [id]);
    if (!message) throw badRequest(`message to ${verb} not found`);
    return message;
  };

  const forward = (args: SendArguments, found: readonly Message[]): Message[] => {
    if (found.some(staysBehind)) throw badRequest("the message can't be forwarded");
    const contents = found.map((message) => ({
      ...contentOf(message),
      ...keptKeyboard(message),
      forward_origin: message.forward_origin ?? originOf(message),
    }));
    return send(telegram, args, kindOf(contents), contents);
  };

  const copy = (args: SendArguments, found: readonly Message[], alter: (c: Content) => Content) => {
    if (found.some(staysBehind)) throw badRequest("the message can't be copied");
    const contents = found.map((message) => alter(contentOf(message)));
    return send(telegram, args, kindOf(contents), contents).map(toId);
  };

  return {
    forwardMessage: (args) =>
      forward(args, [source(args.from_chat_id, args.message_id, 'forward')])[0],

    /** Those that are not there are passed over. */
    forwardMessages(args) {
      const found = sources(args.from_chat_id, args.message_ids);
      if (found.length === 0) throw badRequest('there are no messages to forward');
      return forward(args, found).map(toId);
    },

    copyMessage(args) {
      const { caption, parse_mode, caption_entities: entities } = args;
      const formatted =
        caption === undefined
          ? undefined
          : readCaption(caption, { parse_mode, entities }, store.state.users);
      const found = source(args.from_chat_id, args.message_id, 'copy');
      return copy(args, [found], (content) =>
        formatted && (content.photo || content.document || content.voice)
          ? { ...withoutCaption(content), ...captionContent(formatted) }
          : content,
      )[0];
    },

    copyMessages(args) {
      const found = sources(args.from_chat_id, args.message_ids);
      if (found.length === 0) throw badRequest('there are no messages to copy');
      return copy(args, found, args.remove_caption ? withoutCaption : (content) => content);
    },
  };
};

/** Protected content, and service messages such as the word of a pin. */
const staysBehind = (message: Message): boolean =>
  message.has_protected_content === true || Object.keys(contentOf(message)).length === 0;

/** A keyboard goes along with a forward when all of its buttons are links; a copy leaves it behind. */
export function keptKeyboard({ reply_markup: markup }: Message): Pick<Message, 'reply_markup'> {
  const isKept = markup?.inline_keyboard.flat().every((button) => 'url' in button);
  return markup && isKept ? { reply_markup: markup } : {};
}

const toId = ({ message_id }: Message) => ({ message_id });

function kindOf([content]: readonly Content[]): ContentKind {
  if (content?.photo) return 'photos';
  if (content?.document) return 'documents';
  if (content?.sticker) return 'stickers';
  return content?.voice ? 'voice notes' : 'text messages';
}

const withoutCaption = ({ caption: _, caption_entities: __, ...content }: Content): Content =>
  content;

/** What a forward of the message says of where it comes from. */
export function originOf({ sender_chat, from, message_id, date }: Message): MessageOrigin {
  const origin = sender_chat
    ? { type: 'channel', chat: sender_chat, message_id, date }
    : { type: 'user', sender_user: from, date };
  return origin as MessageOrigin;
}
