/**
 * From a row of the outbox and its laid-out message to the Bot API call: which one, with what in it.
 * Pure, but for {@link createPerform}, which makes a send's calls until one is taken.
 */
import { createHash } from 'node:crypto';
import { type Api, GrammyError, type InputFile, type RawApi } from 'grammy';
import type { InputMediaPhoto } from 'grammy/types';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { Rung, Shown } from '../../data/repositories/posts.ts';
import { captionLimit, fitTo, textLimit } from '../../templates/fit.ts';
import type { Message } from '../../templates/message.ts';
import { richOf } from '../../templates/rich.ts';
import { type Ladder, reasonOf, refusesPicture } from './ladder.ts';

type Method =
  | 'sendMessage'
  | 'sendPhoto'
  | 'sendMediaGroup'
  | 'sendRichMessage'
  | 'editMessageText'
  | 'editMessageCaption'
  | 'editMessageMedia'
  | 'editMessageReplyMarkup'
  | 'deleteMessage'
  | 'pinChatMessage'
  | 'unpinChatMessage';

/** One call: its method, and its parameters as the Bot API names them. */
export type BotCall = {
  [M in Method]: { readonly method: M; readonly payload: Parameters<RawApi[M]>[0] };
}[Method];

/** Where a message is to go. */
export type Place = Pick<OutboxRow, 'chat' | 'threadId'>;

/** Messages that stand in a chat already; never none. */
export interface Target {
  readonly chat: string;
  readonly messageIds: readonly number[];
}

/** The message by its text alone. */
export function textCall(place: Place, message: Message): BotCall {
  const { text, entities, preview } = fitTo(message, textLimit);
  return {
    method: 'sendMessage',
    payload: {
      ...sent(place, message),
      text,
      entities,
      ...under(message),
      ...(preview ? { link_preview_options: preview } : {}),
    },
  };
}

/** The message as caption of a picture, or of the first of an album, which takes no buttons. */
export function photoCall(
  place: Place,
  message: Message,
  files: readonly (string | InputFile)[],
): BotCall {
  const [photo] = files;
  if (photo === undefined) throw new Error('a photo needs a file');
  const [first, ...others] = files.map((media): InputMediaPhoto => ({ type: 'photo', media }));
  if (first && others.length > 0) {
    const media = [{ ...first, ...caption(message) }, ...others];
    return { method: 'sendMediaGroup', payload: { ...sent(place, message), media } };
  }
  return {
    method: 'sendPhoto',
    payload: { ...sent(place, message), photo, ...caption(message), ...under(message) },
  };
}

/** The rich form, where the message has one. */
export function richCall(place: Place, message: Message): BotCall | undefined {
  const { rich } = message;
  if (!rich) return undefined;
  return {
    method: 'sendRichMessage',
    payload: { ...sent(place, message), rich_message: rich, ...under(message) },
  };
}

/** Puts the message's words, and its buttons, in the place of those that stand there. */
export function wordsEdit(target: Target, message: Message, form: Shown['form']): BotCall {
  const at = first(target);
  if (form === 'rich' && message.rich) {
    return {
      method: 'editMessageText',
      payload: { ...at, rich_message: message.rich, ...under(message) },
    };
  }
  if (form === 'photo' || form === 'album') {
    const buttons = form === 'photo' ? under(message) : {};
    return {
      method: 'editMessageCaption',
      payload: { ...at, ...caption(message), ...buttons },
    };
  }
  const { text, entities, preview } = fitTo(message, textLimit);
  return {
    method: 'editMessageText',
    payload: {
      ...at,
      text,
      entities,
      ...under(message),
      ...(preview ? { link_preview_options: preview } : {}),
    },
  };
}

/** Puts another picture, with the words, in the place of the one that stands there. */
export const pictureEdit = (
  target: Target,
  message: Message,
  file: string | InputFile,
): BotCall => ({
  method: 'editMessageMedia',
  payload: {
    ...first(target),
    media: { type: 'photo', media: file, ...caption(message) },
    ...under(message),
  },
});

export const keyboardEdit = (target: Target, message: Message): BotCall => ({
  method: 'editMessageReplyMarkup',
  payload: { ...first(target), ...under(message) },
});

/** One message at a time: of several at once Telegram does not tell which it left standing. */
export const deletion = (chat: string, messageId: number): BotCall => ({
  method: 'deleteMessage',
  payload: { chat_id: chat, message_id: messageId },
});

/** Without a sound: the post has made one. */
export const pinning = (target: Target, pin: boolean): BotCall =>
  pin
    ? { method: 'pinChatMessage', payload: { ...first(target), disable_notification: true } }
    : { method: 'unpinChatMessage', payload: first(target) };

/** Of all that readers see but the buttons: a change of these is worth an edit. */
export const textHash = ({ text, entities }: Pick<Message, 'text' | 'entities'>): string =>
  digest([text, entities]);

export const keyboardHash = ({ keyboard }: Message): string => digest(keyboard ?? null);

/** The address of the picture that a message is to show. */
export const pictureOf = ({ media }: Message): string | null => media?.pictures[0]?.url ?? null;

/** How a message stands in its chat, sent in this form. */
export const shownAs = (
  message: Message,
  form: Shown['form'],
  rung: Rung | null,
  firstText: string,
): Shown => ({
  form,
  rung,
  picture: rung === 'card' || form === 'text' || form === 'rich' ? null : pictureOf(message),
  first: firstText,
  textHash: textHash(message),
  keyboardHash: keyboardHash(message),
});

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

const sent = ({ chat, threadId }: Place, { silent, protect, paid }: Message) => ({
  chat_id: chat,
  ...(threadId === null ? {} : { message_thread_id: threadId }),
  ...(silent ? { disable_notification: true } : {}),
  ...(protect ? { protect_content: true } : {}),
  ...(paid ? { allow_paid_broadcast: true } : {}),
});

const first = ({ chat, messageIds: [message_id] }: Target) => {
  if (message_id === undefined) throw new Error(`nothing stands in ${chat}`);
  return { chat_id: chat, message_id };
};

const under = ({ keyboard }: Message) => (keyboard ? { reply_markup: keyboard } : {});

function caption(message: Message) {
  const { text, entities } = fitTo(message, captionLimit);
  return { caption: text, caption_entities: entities };
}

/** Makes one call. @throws GrammyError, HttpError */
export const call = (api: Pick<Api, 'raw'>, { method, payload }: BotCall): Promise<unknown> =>
  // Method and payload belong together by the type of BotCall; the compiler can't see it in a union.
  (api.raw[method] as (payload: BotCall['payload']) => Promise<unknown>)(payload);

interface SentMessage {
  readonly message_id: number;
  readonly chat: { readonly id: number; readonly username?: string };
  readonly photo?: readonly { readonly file_id: string }[];
}

export interface PerformOptions {
  readonly api: Pick<Api, 'raw'>;
  readonly ladder: Ladder;
  /** Whether what is no post, such as a digest, goes to this place as a rich message. */
  readonly wantsRich: (place: Place) => Promise<boolean>;
  /** Notes how a post stands in its channel, for later edits. */
  readonly note: (postId: number, shown: Shown) => Promise<void>;
  /** Hears what Telegram calls a chat that took a post: its id, and its `@name` when it has one. */
  readonly met: (names: readonly string[]) => Promise<void>;
  readonly now: () => number;
  readonly log: {
    info(facts: object, text: string): void;
    error(facts: object, text: string): void;
  };
}

/** No further picture is tried this long after the start: what is certain goes out. */
const patienceMs = 20_000;

/** How long a {@link Perform} may take, in milliseconds, where one call takes so long at most. */
export const longestSendMs = (callMs: number): number => 3 * callMs + patienceMs;

export type Perform = (row: SendRow, message: Message) => Promise<number[]>;
type SendRow = Place & Pick<OutboxRow, 'postId'>;

/**
 * Makes the function that sends a message in the best form that Telegram takes: rich, with its
 * picture (down the media ladder), as text. Only what certainly sent nothing leads to the next form;
 * any other error is thrown as it came; {@link longestSendMs} tells how long it may take.
 *
 * @returns the ids of all messages that were sent
 */
export function createPerform(options: PerformOptions): Perform {
  const { api, ladder, wantsRich, note, met, now, log } = options;
  const send = async (made: BotCall): Promise<SentMessage[]> =>
    [await call(api, made)].flat() as SentMessage[];

  const sendRich = async (row: SendRow, message: Message) => {
    const rich = row.postId === null && !message.rich && (await wantsRich(row));
    const made = richCall(row, rich ? { ...message, rich: richOf(message) } : message);
    if (!made) return undefined;
    try {
      return { sent: await send(made), shown: shownAs(message, 'rich', null, message.text) };
    } catch (error) {
      if (!refusesRich(error)) throw error;
      log.info({ chat: row.chat, reason: reasonOf(error) }, 'sent as plain text instead');
      return undefined;
    }
  };

  const sendPhoto = async (row: SendRow, message: Message) => {
    const { media } = message;
    if (!media) return undefined;
    const failed = (rung: Rung, error: unknown) =>
      log.info({ post: row.postId, rung, reason: reasonOf(error) }, 'a picture was not taken');
    const until = now() + patienceMs;
    for await (const { rung, files } of ladder.steps(media, failed)) {
      try {
        const sent = await send(photoCall(row, message, files));
        const form = sent.length > 1 ? 'album' : 'photo';
        if (rung !== 'card') remember(message, sent);
        return { sent, shown: shownAs(message, form, rung, message.text) };
      } catch (error) {
        if (!refusesPicture(error)) throw error;
        failed(rung, error);
        if (now() >= until) break;
      }
    }
    return undefined;
  };

  const remember = ({ media }: Message, sent: readonly SentMessage[]) => {
    const pictures = media?.pictures ?? [];
    // Of an album that lost a picture it isn't known which file is whose.
    if (pictures.length !== sent.length) return;
    pictures.forEach(({ url }, index) => {
      const fileId = sent[index]?.photo?.at(-1)?.file_id;
      if (fileId) ladder.remember(url, fileId);
    });
  };

  const sendText = async (row: SendRow, message: Message) => {
    const shown = (rung: Rung) =>
      shownAs(message, 'text', message.media ? rung : null, message.text);
    try {
      return { sent: await send(textCall(row, message)), shown: shown('preview') };
    } catch (error) {
      if (!message.preview || !refusesPreview(error)) throw error;
      log.info({ post: row.postId, rung: 'preview', reason: reasonOf(error) }, 'no link preview');
      const bare = { ...message, preview: { is_disabled: true } };
      return { sent: await send(textCall(row, bare)), shown: shown('text') };
    }
  };

  return async (row, message) => {
    const { sent, shown } =
      (await sendRich(row, message)) ??
      (await sendPhoto(row, message)) ??
      (await sendText(row, message));
    if (row.postId !== null) {
      // It is out: a note that can't be written must not make it look lost.
      await Promise.all([note(row.postId, shown), met(namesOf(sent))]).catch((error: unknown) =>
        log.error({ error, post: row.postId }, 'how a post stands was not noted'),
      );
    }
    return sent.map(({ message_id }) => message_id);
  };
}

const namesOf = ([first]: readonly SentMessage[]): string[] => {
  const { id, username } = first?.chat ?? {};
  return [...(id === undefined ? [] : [String(id)]), ...(username ? [`@${username}`] : [])];
};

/** A Bot API server that does not know rich messages, or not such ones. */
function refusesRich(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  const { error_code, description } = error;
  if (error_code === 404) return /method not found/i.test(description);
  return (
    error_code === 400 && /rich|unsupported|RICH_|block|message is too long/i.test(description)
  );
}

const refusesPreview = (error: unknown): boolean =>
  error instanceof GrammyError &&
  error.error_code === 400 &&
  /WEBPAGE_|link[ _]preview/i.test(error.description);
