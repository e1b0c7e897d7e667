/** @import { Bot, Chat, Message } from './api.js' */

/** The other side of a private chat is the bot. @param {Chat} chat @param {Bot} bot */
export const chatName = (chat, bot) => (chat.type === 'private' ? bot.name : chat.title);

/** What stands below the name of an open chat. @param {Chat} chat @param {Bot} bot */
export function chatAbout(chat, bot) {
  const address = chat.type === 'private' ? bot.username : chat.username;
  const kind = { private: 'بوت', group: 'مجموعة', supergroup: 'مجموعة', channel: 'قناة' }[
    chat.type
  ];
  return address ? `${kind} · \u2066@${address}\u2069` : kind;
}

/** One line that stands for a message in lists and quotes. @param {Message} message */
export function excerpt(message) {
  const words = (message.text ?? message.caption ?? '').replace(/\s+/g, ' ').trim();
  if (words) return words.slice(0, 200);
  if (message.photo) return 'صورة';
  if (message.document) return message.document.file_name ?? 'ملف';
  if (message.sticker) return `ملصق ${message.sticker.emoji ?? ''}`.trim();
  if (message.voice) return 'رسالة صوتية';
  return serviceText(message);
}

/** A message that has nothing to show but that it happened. @param {Message} message */
export const serviceText = (message) =>
  message.pinned_message ? 'ثُبّتت رسالة' : 'رسالة من نوع لا يعرضه صندوق التجربة';

/** @param {Message} message @param {Bot} bot */
export const senderName = (message, bot) =>
  message.sender_chat?.title ??
  (message.from?.id === bot.id ? bot.name : message.from?.first_name) ??
  message.chat.title ??
  bot.name;

/** @param {NonNullable<Message['forward_origin']>} origin */
export const originName = (origin) =>
  origin.chat?.title ??
  origin.sender_chat?.title ??
  origin.sender_user?.first_name ??
  origin.sender_user_name ??
  '';
