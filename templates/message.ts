/** A message as Telegram takes it: text plus entities, so that no feed's text can break a send. */
import type { InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity } from 'grammy/types';

export interface Message {
  readonly text: string;
  /** Offsets and lengths in UTF-16 units. */
  readonly entities: MessageEntity[];
  readonly keyboard?: InlineKeyboardMarkup;
  readonly preview?: LinkPreviewOptions;
  /** It arrives without a sound. */
  readonly silent?: boolean;
}
