import { drawAvatar } from './avatar.js';
import { dayKey, dayLabel } from './dates.js';
import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { messageItem } from './message.js';
import { chatAbout, chatName, excerpt } from './wording.js';

/** @import { Chat, Message } from './api.js' */
/** @import { Store } from './store.js' */
/** @import { Surroundings } from './message.js' */
/** @typedef {{ key: string, look: string, make: () => HTMLElement }} Item `look` changes when it must be drawn anew */

/** At the end, give or take so many pixels. */
const slack = 48;
/** Messages of one sender closer than this stand together, in seconds. */
const runGap = 300;
const flashFor = 1600;

/** @returns {ScrollBehavior} */
const glide = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');

/** The messages of the open chat. Items that did not change keep their elements, and so their focus. */
export class Conversation {
  #scroll = byId('scroll');
  #list = byId('messages');
  #toEnd = byId('to-end');
  #pinned = byId('pinned');
  /** @type {Map<string, { look: string, element: HTMLElement }>} */ #drawn = new Map();
  /** @type {Chat | undefined} */ #chat;
  #atEnd = true;
  #store;
  #actions;
  #welcome;
  #onEnd;

  /**
   * @param {Store} store
   * @param {Pick<Surroundings, 'onCommand' | 'onPress' | 'onCopy' | 'onEdit' | 'onPhoto'>} actions
   * @param {(chat: Chat) => Node} welcome what stands in a chat that has no messages
   * @param {() => void} onEnd the reader came to the newest message
   */
  constructor(store, actions, welcome, onEnd) {
    this.#store = store;
    this.#actions = actions;
    this.#welcome = welcome;
    this.#onEnd = onEnd;
    this.#toEnd.append(icon('down'), el('span', {}, ''));
    this.#toEnd.addEventListener('click', () => this.scrollToEnd(glide()));
    this.#scroll.addEventListener('scroll', () => this.#scrolled());
    this.#pinned.addEventListener('click', () => {
      const pinned = this.#chat?.pinned;
      if (pinned) void this.show(pinned.message_id);
    });
    // Pictures that load and windows that shrink move the end away from under the reader.
    const keep = new ResizeObserver(() => this.#atEnd && this.scrollToEnd());
    keep.observe(this.#list);
    keep.observe(this.#scroll);
  }

  /** @param {Chat} chat */
  open(chat) {
    if (this.#chat?.id !== chat.id) {
      this.#drawn.clear();
      this.#list.replaceChildren();
      this.#atEnd = true;
    }
    this.draw(chat);
  }

  close() {
    this.#chat = undefined;
  }

  /** Whether the reader sees the newest message. */
  get atEnd() {
    return this.#atEnd;
  }

  /** @param {Chat} chat the open one, as it is now @param {Message} [arrived] what just came in */
  draw(chat, arrived) {
    this.#chat = chat;
    this.#drawHead(chat);
    const { messages, loaded } = this.#store.history(chat.id);
    if (!loaded) return;
    const welcome = byId('welcome');
    welcome.hidden = messages.length > 0;
    welcome.replaceChildren(...(messages.length > 0 ? [] : [this.#welcome(chat)]));
    this.#reconcile(this.#plan(chat, messages));
    if (this.#atEnd || arrived?.outgoing) this.scrollToEnd();
    else if (arrived) this.#offerEnd('رسائل جديدة');
  }

  /** @param {ScrollBehavior} [behavior] */
  scrollToEnd(behavior = 'instant') {
    this.#scroll.scrollTo({ top: this.#scroll.scrollHeight, behavior });
  }

  /** Scrolls to a message, fetching earlier ones until it is there. @param {number} id */
  async show(id) {
    const chat = this.#chat;
    const find = () => this.#list.querySelector(`[data-message="${id}"]`);
    while (chat && !find() && (await this.#store.earlier(chat.id))) {
      if (this.#chat?.id !== chat.id) return;
    }
    const found = find();
    if (!found) return;
    // At once: a gliding scroll would be cut short when a chat that was just opened grows.
    const fits = found.clientHeight < this.#scroll.clientHeight;
    found.scrollIntoView({ block: fits ? 'center' : 'start' });
    found.classList.add('flash');
    setTimeout(() => found.classList.remove('flash'), flashFor);
  }

  /** @param {Chat} chat */
  #drawHead(chat) {
    const { bot } = this.#store;
    drawAvatar(byId('room-avatar'), chat, bot);
    byId('room-title').textContent = chatName(chat, bot);
    byId('room-about').textContent = chatAbout(chat, bot);
    this.#pinned.hidden = !chat.pinned;
    if (chat.pinned) {
      this.#pinned.replaceChildren(
        icon('pin'),
        el('span', { class: 'pinned-label' }, 'رسالة مثبّتة'),
        el('span', { class: 'pinned-text', dir: 'auto' }, excerpt(chat.pinned)),
      );
    }
  }

  /** @param {Chat} chat @param {Message[]} messages @returns {Item[]} */
  #plan(chat, messages) {
    const now = Date.now() / 1000;
    /** @type {Item[]} */
    const items = [];
    const albums = inAlbums(messages);
    albums.forEach((album, index) => {
      const [message] = album;
      const before = albums[index - 1]?.[0];
      const after = albums[index + 1]?.[0];
      if (!before || dayKey(before.date) !== dayKey(message.date)) {
        const label = dayLabel(message.date, now);
        const make = () => el('li', { class: 'day' }, el('span', { class: 'pill' }, label));
        items.push({ key: `day ${dayKey(message.date)}`, look: label, make });
      }
      const inGroup = chat.type === 'group' || chat.type === 'supergroup';
      const named = inGroup && !message.outgoing && !(before && isRun(before, message));
      const last = !(after && isRun(message, after));
      const around = {
        ...this.#actions,
        bot: this.#store.bot,
        named,
        last,
        onQuote: (/** @type {number} */ id) => void this.show(id),
      };
      items.push({
        key: `message ${message.message_id}`,
        look: JSON.stringify([album, named, last]),
        make: () => messageItem(album, around),
      });
    });
    return items;
  }

  /** @param {Item[]} items */
  #reconcile(items) {
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, { element }] of this.#drawn) {
      if (keys.has(key)) continue;
      element.remove();
      this.#drawn.delete(key);
    }
    items.forEach(({ key, look, make }, index) => {
      let drawn = this.#drawn.get(key);
      if (drawn?.look !== look) {
        const element = make();
        if (drawn) replaceKeepingFocus(drawn.element, element);
        drawn = { look, element };
        this.#drawn.set(key, drawn);
      }
      const { element } = drawn;
      const there = this.#list.children[index];
      if (there !== element) this.#list.insertBefore(element, there ?? null);
    });
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < slack;
    if (this.#atEnd) {
      this.#toEnd.hidden = true;
      this.#onEnd();
    } else if (scrollHeight - scrollTop - clientHeight > clientHeight && this.#toEnd.hidden) {
      this.#offerEnd('');
    }
    if (scrollTop < clientHeight && this.#chat) void this.#loadEarlier(this.#chat.id);
  }

  #loading = false;

  /** @param {number} chat */
  async #loadEarlier(chat) {
    if (this.#loading) return;
    this.#loading = true;
    const fromEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop;
    const found = await this.#store.earlier(chat).catch(() => false);
    if (found && this.#chat?.id === chat)
      this.#scroll.scrollTop = this.#scroll.scrollHeight - fromEnd;
    this.#loading = false;
  }

  /** @param {string} words */
  #offerEnd(words) {
    this.#toEnd.hidden = false;
    this.#toEnd.lastElementChild.textContent = words;
    if (words) this.#toEnd.removeAttribute('aria-label');
    else this.#toEnd.setAttribute('aria-label', 'إلى آخر الرسائل');
  }
}

/**
 * Puts the messages of one media group together.
 *
 * @param {Message[]} messages
 * @returns {[Message, ...Message[]][]}
 */
function inAlbums(messages) {
  /** @type {[Message, ...Message[]][]} */
  const albums = [];
  for (const message of messages) {
    const last = albums.at(-1);
    const group = message.media_group_id;
    if (last && group !== undefined && last[0].media_group_id === group) last.push(message);
    else albums.push([message]);
  }
  return albums;
}

/** @param {Message} first @param {Message} second */
const isRun = (first, second) =>
  first.outgoing === second.outgoing &&
  first.from?.id === second.from?.id &&
  second.date - first.date < runGap &&
  dayKey(first.date) === dayKey(second.date);

/** @param {HTMLElement} old @param {HTMLElement} element */
function replaceKeepingFocus(old, element) {
  const focused = document.activeElement;
  const place = focused instanceof HTMLElement && old.contains(focused) && focused.dataset.place;
  old.replaceWith(element);
  if (!place) return;
  const key = element.querySelector(`[data-place="${place}"]`);
  if (key instanceof HTMLElement) key.focus({ preventScroll: true });
}
