import { el } from './dom.js';
import { chatName } from './wording.js';

/** @import { Bot, Chat } from './api.js' */

const colours = 7;

/**
 * Shows the first letter of a chat's name on its own colour, or the bot's picture.
 *
 * @param {HTMLElement} element
 * @param {Chat} chat
 * @param {Bot} bot
 */
export function drawAvatar(element, chat, bot) {
  if (chat.type === 'private') {
    element.className = 'avatar';
    element.replaceChildren(el('img', { src: '/sandbox/page/icon.svg', alt: '' }));
    return;
  }
  const name = chatName(chat, bot);
  // The article says nothing: «العاصفة» is known by its ع.
  const letters = name.replace(/^ال(?=\p{L}{3})/u, '');
  // By id, so that chats made one after the other differ.
  element.className = `avatar colour-${Math.abs(chat.id) % colours}`;
  element.textContent = /[\p{L}\p{N}]/u.exec(letters)?.[0] ?? '؟';
}
