/** What users change in messages of their own: the text, or the caption. */
import { ActError, chatOf } from './acts.ts';
import { formatText } from './entities.ts';
import { captionContent, textContent } from './messages.ts';
import { botHears, maxCaption, maxText } from './saying.ts';
import type { Message } from './state.ts';
import type { Telegram } from './telegram.ts';
import { updateOf } from './updates.ts';

const wordKeys = new Set(['text', 'entities', 'caption', 'caption_entities']);

/**
 * A user gives a message of theirs other words; the bot is told by `edited_message`.
 *
 * @param text a caption may be empty, a text not
 * @throws ActError for words that are too long, and for a message that can't be edited
 */
export function reword(
  telegram: Telegram,
  userId: number,
  chatId: number | string,
  messageId: number,
  text: string,
): Message {
  const { messages, store } = telegram;
  const chat = chatOf(telegram, chatId);
  const former = messages.find(chat, messageId);
  const isTheirs = former?.from?.id === userId && former.forward_origin === undefined;
  const hasText = former?.text !== undefined;
  if (!former || !isTheirs || !(hasText || former.photo || former.document)) {
    throw new ActError(`user ${userId} has no message ${messageId} to edit in chat ${chatId}`);
  }
  const formatted = formatText(text, [], store.state.users);
  const length = [...formatted.text].length;
  const most = hasText ? maxText : maxCaption;
  if (length > most) throw new ActError(`a message has at most ${most} characters`);
  if (hasText && length === 0) throw new ActError('a message needs text');
  const rest = Object.entries(former).filter(([key]) => !wordKeys.has(key));
  const words = hasText ? textContent(formatted) : captionContent(formatted);
  const edited = messages.replace({ ...(Object.fromEntries(rest) as Message), ...words });
  if (botHears(telegram, chat, edited)) {
    store.commit(...updateOf(store.state, 'edited_message', edited));
  }
  return edited;
}
