/** What users send: text, pictures and albums, stickers, voice, documents, forwards. */
import type { MessageEntity } from 'grammy/types';
import { ActError, chatOf, openChat, userOf } from './acts.ts';
import { formatText } from './entities.ts';
import { documentOf, photoSizes, stickerOf, voiceOf } from './files.ts';
import { type Content, captionContent, contentOf, textContent } from './messages.ts';
import { keptKeyboard, originOf } from './methods/copy.ts';
import type { Upload } from './multipart.ts';
import { isSeenBy } from './page-views.ts';
import { samplePicture, sampleVoice } from './sample-files.ts';
import type { ChatRecord, FileRecord, Message } from './state.ts';
import type { Telegram } from './telegram.ts';
import { updatesOf } from './updates.ts';

/** Code points; clients cut what is longer into messages, or refuse it. */
export const maxText = 4_096;
export const maxCaption = 1_024;
/** Clients make albums of ten; one more lets a test see what the bot does with it. */
export const maxPhotos = 11;

/** A picture or a document of a user. */
export interface GivenFile {
  readonly name?: string;
  /** Absent: the sandbox makes something up. */
  readonly base64?: string;
}

/** A message as a user makes it: text, or one kind of media; text beside media is the caption. */
export interface Said {
  readonly text?: string;
  /** What a client marks: bold, links and the like; the rest is found in the text. */
  readonly entities?: readonly MessageEntity[];
  /** Several are an album. */
  readonly photos?: readonly GivenFile[];
  readonly sticker?: boolean;
  readonly voice?: boolean;
  readonly document?: GivenFile;
  /** Messages of a chat that the user sees; several photos are forwarded as an album. */
  readonly forward?: { readonly chat: number | string; readonly messages: readonly number[] };
  /**
   * May not be forwarded, copied or saved. So is the forward of a protected message, which
   * Telegram's clients refuse: here it shows a bot what such a message looks like.
   */
  readonly protect?: boolean;
  readonly threadId?: number;
  /** message_id */
  readonly replyTo?: number;
}

type Part = Content & Pick<Message, 'forward_origin' | 'reply_markup' | 'has_protected_content'>;

/**
 * A user sends something. Their private chat with the bot has their own id; writing opens it.
 *
 * @returns one message, or those of an album, in order
 * @throws ActError
 * @throws ApiError for entities and pictures that Telegram refuses
 */
export function say(
  telegram: Telegram,
  userId: number,
  chatId: number | string,
  said: Said,
): Message[] {
  const { messages, store } = telegram;
  const user = userOf(telegram, userId);
  let chat = chatOf(telegram, chatId);
  requireVoice(chat, userId);
  const contents = contentsOf(telegram, userId, said);
  if (chat.closed) chat = openChat(telegram, chat);
  const { threadId, replyTo, protect } = said;
  return messages.post(
    chat.id,
    user,
    contents,
    { threadId, protect, replyTo: replyTo === undefined ? undefined : { message_id: replyTo } },
    (posted) => {
      const heard = posted.filter((message) => botHears(telegram, chat, message));
      return updatesOf(store.state, chat.type === 'channel' ? 'channel_post' : 'message', heard);
    },
  );
}

/** @throws ActError when the user may not write to the chat */
function requireVoice(chat: ChatRecord, userId: number): void {
  if (!isSeenBy(chat, userId)) throw new ActError(`user ${userId} does not see chat ${chat.id}`);
  const rank = chat.members[userId]?.status;
  if (chat.type === 'channel' && rank !== 'creator' && rank !== 'administrator') {
    throw new ActError(`user ${userId} may not post in channel ${chat.id}`);
  }
}

/** In groups a bot hears commands, replies to it, and, as an administrator, all (privacy mode). */
export function botHears({ bot }: Telegram, chat: ChatRecord, message: Message): boolean {
  if (chat.bot.status === 'left' || chat.bot.status === 'kicked') return false;
  if (chat.type === 'private' || chat.type === 'channel') return true;
  const isReply = message.reply_to_message?.from?.id === bot.id;
  return chat.bot.status === 'administrator' || isReply || message.text?.startsWith('/') === true;
}

function contentsOf(telegram: Telegram, userId: number, said: Said): Part[] {
  const { text = '', entities = [], photos, sticker, voice, document, forward } = said;
  const media = [photos, sticker, voice, document, forward].filter(Boolean);
  if (media.length > 1) throw new ActError('a message has one kind of media');
  const formatted = formatText(text, entities, telegram.store.state.users);
  const length = [...formatted.text].length;
  if (media.length === 0) {
    if (length === 0) throw new ActError('a message needs text');
    if (length > maxText) throw new ActError(`a message has at most ${maxText} characters`);
    return [textContent(formatted)];
  }
  if (length > maxCaption) throw new ActError(`a caption has at most ${maxCaption} characters`);
  if (length > 0 && (sticker || forward)) throw new ActError('only files have a caption');
  if (forward) return forwardsOf(telegram, userId, forward);
  const [first, ...rest] = mediaOf(telegram, said);
  return [{ ...first, ...captionContent(formatted) }, ...rest];
}

function mediaOf(telegram: Telegram, { photos, sticker, document }: Said): Content[] {
  const { files, store } = telegram;
  const keep = (kind: FileRecord['kind'], upload: Upload) => files.keep(kind, upload);
  const sample = () => samplePicture(store.state.counters.file);
  if (photos) {
    if (photos.length === 0 || photos.length > maxPhotos) {
      throw new ActError(`one to ${maxPhotos} photos are expected`);
    }
    const made = photos.map((photo) => ({
      photo: photoSizes(keep('photo', uploadOf(photo, sample()))),
    }));
    return asAlbum(telegram, made);
  }
  if (document) {
    const empty = { name: 'document.txt', type: 'text/plain', bytes: Buffer.from('sandbox') };
    return [{ document: documentOf(keep('document', uploadOf(document, empty))) }];
  }
  return sticker
    ? [{ sticker: stickerOf(keep('sticker', sample())) }]
    : [{ voice: voiceOf(keep('voice', sampleVoice)) }];
}

const uploadOf = ({ name, base64 }: GivenFile, sample: Upload): Upload => ({
  ...(base64 === undefined
    ? sample
    : { name: '', type: 'application/octet-stream', bytes: Buffer.from(base64, 'base64') }),
  ...(name === undefined ? {} : { name }),
});

function forwardsOf(
  telegram: Telegram,
  userId: number,
  { chat: from, messages: ids }: NonNullable<Said['forward']>,
): Part[] {
  const { messages } = telegram;
  const chat = chatOf(telegram, from);
  if (!isSeenBy(chat, userId)) throw new ActError(`user ${userId} does not see chat ${from}`);
  const parts = ids.map((id): Part => {
    const message = messages.find(chat, id);
    const content = message ? contentOf(message) : {};
    if (!message || Object.keys(content).length === 0) {
      throw new ActError(`chat ${from} has no message ${id} to forward`);
    }
    return {
      ...content,
      ...keptKeyboard(message),
      ...(message.has_protected_content ? { has_protected_content: true } : {}),
      forward_origin: message.forward_origin ?? originOf(message),
    };
  });
  if (parts.length === 0) throw new ActError('there is no message to forward');
  return parts.every(({ photo }) => photo) ? asAlbum(telegram, parts) : parts;
}

/** Several messages of one group; a single one has none. */
function asAlbum<T extends Content>({ messages }: Telegram, parts: readonly T[]): T[] {
  if (parts.length < 2) return [...parts];
  const group = messages.newGroup();
  return parts.map((part) => ({ ...part, media_group_id: group }));
}
