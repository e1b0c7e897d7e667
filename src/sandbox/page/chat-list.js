import { drawAvatar } from './avatar.js';
import { listTime } from './dates.js';
import { byId, el } from './dom.js';
import { chatName, excerpt } from './wording.js';

/** @import { Chat } from './api.js' */
/** @import { Store } from './store.js' */

/** @param {number} chat */
export const chatHash = (chat) => `#chat=${chat}`;

/** The rows stay and are filled again, so that the focused one keeps its focus. */
export class ChatList {
  #list = byId('chats');
  /** @type {Map<number, HTMLElement>} */ #rows = new Map();
  #store;

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {number | undefined} open the chat that is open */
  draw(open) {
    const { chats } = this.#store;
    for (const [id, row] of this.#rows) {
      if (chats.some((chat) => chat.id === id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    chats.forEach((chat, index) => {
      const row = this.#rows.get(chat.id) ?? el('li');
      this.#rows.set(chat.id, row);
      this.#fill(row, chat, chat.id === open);
      if (this.#list.children[index] !== row)
        this.#list.insertBefore(row, this.#list.children[index]);
    });
  }

  /** @param {HTMLElement} row @param {Chat} chat @param {boolean} isOpen */
  #fill(row, chat, isOpen) {
    const { bot } = this.#store;
    const name = chatName(chat, bot);
    const unread = this.#store.unread(chat.id);
    const avatar = el('span', { 'aria-hidden': true });
    drawAvatar(avatar, chat, bot);
    const link =
      row.firstElementChild ?? el('a', { 'data-chat': chat.id, href: chatHash(chat.id) });
    if (isOpen) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
    link.replaceChildren(
      avatar,
      el('span', { class: 'row-name', dir: 'auto' }, name),
      el(
        'time',
        { class: 'row-time' },
        chat.last ? listTime(chat.last.date, Date.now() / 1000) : '',
      ),
      el(
        'span',
        { class: 'row-last' },
        chat.last?.outgoing && el('span', { class: 'row-you' }, 'أنت: '),
        el('bdi', {}, chat.last ? excerpt(chat.last) : 'لا رسائل بعد'),
      ),
      ...(unread > 0 ? [badge(unread)] : []),
    );
    row.append(link);
  }
}

/** @param {number} count */
function badge(count) {
  const shown = count >= 50 ? '+50' : String(count);
  return el('span', { class: 'badge' }, shown, el('span', { class: 'unseen' }, ' غير مقروءة'));
}
