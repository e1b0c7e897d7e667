import { fetchChats, fetchMessages, listen } from './api.js';

/** @import { Bot, Chat, Message, SandboxEvent, User } from './api.js' */
/** @typedef {{ messages: Message[], loaded: boolean, complete: boolean }} History oldest first */
/**
 * @typedef {{ type: 'chats' }
 *   | { type: 'history', chat: number, arrived?: Message }
 *   | { type: 'answer', text: string, alert: boolean }
 *   | { type: 'online', online: boolean }} Change
 */

const pageSize = 50;

/**
 * What the page knows: the chats of one user, their messages and how far they were read. Kept fresh
 * by the server's events; each change is told to one listener, which draws it.
 */
export class Store {
  /** @type {User} */ user = { id: 1001, name: '' };
  /** @type {User[]} */ users = [];
  /** @type {Bot} */ bot = { id: 0, name: '', username: '' };
  /** @type {Chat[]} */ chats = [];
  /** @type {Map<number, History>} */ #histories = new Map();
  /** @type {Record<string, number>} newest message read, by chat */ #read = {};
  /** @type {(change: Change) => void} */ #tell;
  #stop = () => {};
  /** Counts the users that were chosen, so that a late answer for an earlier one is dropped. */
  #turn = 0;

  /** @param {(change: Change) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * Becomes a user: fetches the chats and follows them.
   *
   * @param {number} user
   */
  async become(user) {
    this.#stop();
    this.#turn += 1;
    this.user = this.users.find(({ id }) => id === user) ?? { id: user, name: '' };
    this.chats = [];
    this.#histories.clear();
    this.#read = JSON.parse(localStorage.getItem(`read.${user}`) ?? '{}');
    this.#stop = listen(user, {
      onOpen: () => {
        this.#tell({ type: 'online', online: true });
        this.#catchUp().catch(() => this.#tell({ type: 'online', online: false }));
      },
      onLost: () => this.#tell({ type: 'online', online: false }),
      onEvent: (event) => this.#apply(event),
    });
    await this.#catchUp();
  }

  /** Fetches the chats anew, without waiting for the server's word that they changed. */
  async refresh() {
    await this.#fetchChats();
  }

  /** @param {number} id */
  chat(id) {
    return this.chats.find((chat) => chat.id === id);
  }

  /** @param {number} id @returns {History} */
  history(id) {
    return this.#histories.get(id) ?? { messages: [], loaded: false, complete: false };
  }

  /** How many messages came since the chat was last looked at. @param {number} id */
  unread(id) {
    const read = this.#read[id] ?? 0;
    return this.history(id).messages.filter((m) => m.message_id > read && !m.outgoing).length;
  }

  /** @param {number} id */
  markRead(id) {
    const newest = this.history(id).messages.at(-1)?.message_id ?? 0;
    if (newest <= (this.#read[id] ?? 0)) return;
    this.#read[id] = newest;
    localStorage.setItem(`read.${this.user.id}`, JSON.stringify(this.#read));
    this.#tell({ type: 'chats' });
  }

  /** Fetches the newest messages of a chat unless they are here. @param {number} id */
  async open(id) {
    if (!this.history(id).loaded) await this.#fetchNewest(id);
  }

  /**
   * Fetches the page of messages before those that are here.
   *
   * @param {number} id
   * @returns {Promise<boolean>} whether there were any
   */
  async earlier(id) {
    const history = this.history(id);
    const first = history.messages[0];
    if (!history.loaded || history.complete || !first) return false;
    const query = { user: this.user.id, chat: id, limit: pageSize, before: first.message_id };
    const older = await fetchMessages(query);
    if (this.#histories.get(id) !== history || history.messages[0] !== first) return false;
    history.messages.unshift(...older);
    history.complete = older.length < pageSize;
    this.#tell({ type: 'history', chat: id });
    return older.length > 0;
  }

  /** Puts in a message that came or changed. @param {number} id @param {Message} message */
  put(id, message) {
    const history = this.#histories.get(id) ?? { messages: [], loaded: false, complete: false };
    this.#histories.set(id, history);
    const { messages } = history;
    const place = messages.findIndex((other) => other.message_id >= message.message_id);
    if (place === -1) messages.push(message);
    else
      messages.splice(place, messages[place]?.message_id === message.message_id ? 1 : 0, message);
    const chat = this.chat(id);
    if (chat && message.message_id >= (chat.last?.message_id ?? 0)) chat.last = message;
  }

  /** @param {SandboxEvent} event */
  #apply(event) {
    switch (event.type) {
      case 'message': {
        const { chat, message } = event;
        const isNew = !this.history(chat).messages.some((m) => m.message_id === message.message_id);
        this.put(chat, message);
        this.#tell({ type: 'history', chat, ...(isNew ? { arrived: message } : {}) });
        this.#tell({ type: 'chats' });
        return;
      }
      case 'edited':
        if (
          this.history(event.chat).messages.some((m) => m.message_id === event.message.message_id)
        ) {
          this.put(event.chat, event.message);
        }
        this.#tell({ type: 'history', chat: event.chat });
        this.#tell({ type: 'chats' });
        return;
      case 'deleted': {
        const history = this.history(event.chat);
        history.messages = history.messages.filter((m) => !event.ids.includes(m.message_id));
        this.#tell({ type: 'history', chat: event.chat });
        this.#refreshChats();
        return;
      }
      case 'pinned': {
        const chat = this.chat(event.chat);
        if (chat) chat.pinned = event.message;
        this.#tell({ type: 'history', chat: event.chat });
        return;
      }
      case 'chats':
        this.#refreshChats();
        return;
      case 'answer':
        if (event.user === this.user.id && event.text) {
          this.#tell({ type: 'answer', text: event.text, alert: event.alert === true });
        }
    }
  }

  #refreshChats() {
    this.#fetchChats().catch(() => this.#tell({ type: 'online', online: false }));
  }

  async #fetchChats() {
    const turn = this.#turn;
    const { user, users, bot, chats } = await fetchChats(this.user.id);
    if (turn !== this.#turn) return;
    Object.assign(this, { user, users, bot, chats });
    // After the sandbox was started anew its message ids begin again.
    for (const { id, last } of chats) {
      this.#read[id] = Math.min(this.#read[id] ?? 0, last?.message_id ?? 0);
    }
    this.#tell({ type: 'chats' });
  }

  /** Whatever was missed while the stream was away is fetched, not guessed. */
  async #catchUp() {
    const known = [...this.#histories.keys()];
    this.#histories.clear();
    await this.#fetchChats();
    const wanted = this.chats.filter(
      ({ id, last }) => known.includes(id) || (last?.message_id ?? 0) > (this.#read[id] ?? 0),
    );
    await Promise.all(wanted.map(({ id }) => this.#fetchNewest(id)));
    this.#tell({ type: 'chats' });
  }

  /** @param {number} id */
  async #fetchNewest(id) {
    const turn = this.#turn;
    const newest = await fetchMessages({ user: this.user.id, chat: id, limit: pageSize });
    if (turn !== this.#turn) return;
    const last = newest.at(-1)?.message_id ?? 0;
    const arrivedMeanwhile = this.history(id).messages.filter((m) => m.message_id > last);
    this.#histories.set(id, {
      messages: [...newest, ...arrivedMeanwhile],
      loaded: true,
      complete: newest.length < pageSize,
    });
    this.#tell({ type: 'history', chat: id });
  }
}
