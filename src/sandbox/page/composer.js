import { Attachments } from './attachments.js';
import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { excerpt } from './wording.js';

/** @import { Chat, Command, Message } from './api.js' */
/** @import { Picture } from './pictures.js' */

/** Where one writes: a text that grows, pictures with it, the menu of commands, drafts kept by chat. */
export class Composer {
  #form = byId('composer');
  /** @type {HTMLTextAreaElement} */ #text = byId('text');
  #list = byId('commands');
  /** @type {Chat | undefined} */ #chat;
  /** @type {Map<number, string>} */ #drafts = new Map();
  /** @type {Command[]} those that the menu shows */ #shown = [];
  #chosen = 0;
  #attachments = new Attachments(() => this.#changed());
  /** @type {Message | undefined} what is given other words */ #edited;
  #actions;

  /**
   * @param {{
   *   onSend: (chat: number, text: string, pictures: Picture[]) => Promise<unknown>,
   *   onEdit: (message: Message, text: string) => Promise<unknown>,
   *   lastOwn: (chat: number) => Message | undefined,
   * }} actions onSend and onEdit reject when it was not done
   */
  constructor(actions) {
    this.#actions = actions;
    byId('send').append(icon('send'));
    byId('menu').append(el('span', { 'aria-hidden': true }, '/'));
    byId('menu').addEventListener('click', () => this.#toggleMenu());
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('input', () => this.#changed());
    this.#text.addEventListener('keydown', (event) => this.#key(event));
    this.#text.addEventListener('blur', () => this.#close());
    this.#text.addEventListener('paste', (event) => this.#paste(event));
    // A press on the menu must not take the focus from the text before its click comes.
    this.#list.addEventListener('mousedown', (/** @type {Event} */ event) =>
      event.preventDefault(),
    );
    byId('menu').addEventListener('mousedown', (/** @type {Event} */ event) =>
      event.preventDefault(),
    );
  }

  /** @param {Chat} chat in which to write from now on; channels have no composer */
  open(chat) {
    const isSame = this.#chat?.id === chat.id;
    this.#chat = chat;
    const writable = chat.type !== 'channel';
    this.#form.hidden = !writable;
    byId('channel-bar').hidden = writable;
    byId('menu').hidden = chat.commands.length === 0;
    if (isSame) return;
    this.#stopEditing();
    this.#attachments.open(chat.id);
    this.#set(this.#drafts.get(chat.id) ?? '');
  }

  focus() {
    if (!this.#form.hidden) this.#text.focus();
  }

  /** @param {number} chat @param {string} text the beginning of a message, for the user to go on */
  draft(chat, text) {
    this.#drafts.set(chat, text);
    if (this.#chat?.id === chat) this.#set(text);
  }

  /** Gives a message of one's own other words. @param {Message} message */
  edit(message) {
    this.#edited = message;
    const cancel = el(
      'button',
      {
        type: 'button',
        class: 'round',
        'aria-label': 'إلغاء التعديل',
        onclick: () => this.#stopEditing(),
      },
      icon('close'),
    );
    const bar = byId('editing');
    bar.replaceChildren(icon('edit'), 'تعديل', el('bdi', {}, excerpt(message)), cancel);
    bar.hidden = false;
    byId('attach').hidden = true;
    this.#set(message.text ?? message.caption ?? '');
    this.focus();
  }

  #stopEditing() {
    if (!this.#edited) return;
    this.#edited = undefined;
    byId('editing').hidden = true;
    byId('attach').hidden = false;
    this.#set('');
  }

  /** @param {string} text */
  #set(text) {
    this.#text.value = text;
    this.#changed();
    this.#close();
  }

  #changed() {
    const text = this.#text.value;
    if (this.#chat) this.#drafts.set(this.#chat.id, text);
    const pictures = this.#attachments.chosen.length;
    byId('send').disabled = text.trim() === '' && pictures === 0;
    const asks = pictures > 0 ? 'أضف تعليقًا' : 'اكتب رسالة';
    this.#text.placeholder = asks;
    this.#text.ariaLabel = asks;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
    const begun = /^\/(\w*)$/.exec(text)?.[1];
    const commands = this.#chat?.commands ?? [];
    this.#show(
      begun === undefined
        ? []
        : commands.filter(({ command }) => command.startsWith(begun.toLowerCase())),
    );
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const isOpen = this.#shown.length > 0;
    const act = {
      ArrowDown: isOpen && (() => this.#choose(this.#chosen + 1)),
      ArrowUp: isOpen ? () => this.#choose(this.#chosen - 1) : this.#last(),
      Escape: isOpen ? () => this.#close() : this.#edited && (() => this.#stopEditing()),
      Tab:
        isOpen && !event.shiftKey && (() => this.#set(`/${this.#shown[this.#chosen]?.command} `)),
      Enter: !event.shiftKey && (() => (isOpen ? this.#take(this.#chosen) : this.#submit())),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** In an empty field the arrow up edits what one has said last, as Telegram's clients do. */
  #last() {
    const last = this.#chat && this.#text.value === '' && this.#actions.lastOwn(this.#chat.id);
    return last && (() => this.edit(last));
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.#attachments.add(files);
  }

  #submit() {
    const chat = this.#chat;
    const text = this.#text.value.trim();
    const pictures = this.#attachments.chosen;
    if (!chat || (!text && pictures.length === 0)) return;
    const edited = this.#edited;
    if (edited) {
      this.#stopEditing();
      this.#actions.onEdit(edited, text).catch(() => {
        if (this.#chat?.id !== chat.id || this.#text.value !== '') return;
        this.edit(edited);
        this.#set(text);
      });
      return;
    }
    this.#attachments.set(chat.id, []);
    this.#set('');
    this.#actions.onSend(chat.id, text, pictures).catch(() => {
      // Nothing typed or chosen is lost, unless there is something newer meanwhile.
      if (!this.#drafts.get(chat.id)) this.draft(chat.id, text);
      if (this.#chat?.id === chat.id && this.#attachments.chosen.length > 0) return;
      this.#attachments.set(chat.id, pictures);
    });
  }

  #toggleMenu() {
    this.#text.focus();
    if (this.#shown.length > 0) this.#close();
    else this.#show(this.#chat?.commands ?? []);
  }

  #close() {
    this.#show([]);
  }

  /** @param {Command[]} commands */
  #show(commands) {
    this.#shown = commands;
    this.#list.hidden = commands.length === 0;
    this.#list.replaceChildren(
      ...commands.map(({ command, description }, index) =>
        el(
          'div',
          { role: 'option', id: `command-${index}`, onclick: () => this.#take(index) },
          el('span', { class: 'command-name', dir: 'ltr' }, `/${command}`),
          el('span', { class: 'command-about' }, description),
        ),
      ),
    );
    this.#choose(0);
  }

  /** @param {number} index wraps around */
  #choose(index) {
    const count = this.#shown.length;
    this.#chosen = count > 0 ? (index + count) % count : 0;
    if (count > 0) this.#text.setAttribute('aria-activedescendant', `command-${this.#chosen}`);
    else this.#text.removeAttribute('aria-activedescendant');
    [...this.#list.children].forEach((option, place) => {
      option.setAttribute('aria-selected', String(place === this.#chosen));
    });
  }

  /** Sends the command, as Telegram does. @param {number} index */
  #take(index) {
    const command = this.#shown[index];
    if (!command) return;
    this.#set(`/${command.command}`);
    this.#submit();
  }
}
