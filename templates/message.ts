/** A message as Telegram takes it: text plus entities, so that no feed's text can break a send. */
import type {
  InlineKeyboardMarkup,
  InputRichMessage,
  LinkPreviewOptions,
  MessageEntity,
} from 'grammy/types';
import type { Elastic } from './fit.ts';

export interface Message {
  readonly text: string;
  /** Offsets and lengths in UTF-16 units. */
  readonly entities: MessageEntity[];
  readonly keyboard?: InlineKeyboardMarkup;
  readonly preview?: LinkPreviewOptions;
  /** Arrives without sound. */
  readonly silent?: boolean;
  /** Cannot be forwarded or saved. */
  readonly protect?: boolean;
  /** Sent beyond Telegram's free rate, for Stars of the bot. */
  readonly paid?: boolean;
  /** The part that loses sentences where there is less room, as in a caption. */
  readonly elastic?: Elastic;
  /** What stands above the text, which is then its caption. Absent: the text goes by itself. */
  readonly media?: Media;
  /** The same with headings and lists; where it is refused, the text goes. */
  readonly rich?: InputRichMessage;
}

/** The pictures of an article; with none, or when none can be had, its news card. */
export interface Media {
  /** Several are an album, which can't have buttons. */
  readonly pictures: readonly Picture[];
  readonly articleId: number;
  readonly channelId: number;
}

export interface Picture {
  /** An address, or Telegram's file id of a picture that it has. */
  readonly url: string;
}
