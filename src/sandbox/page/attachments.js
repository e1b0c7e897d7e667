import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { announce, toast } from './notices.js';
import { pictureOf } from './pictures.js';

/** @import { Picture } from './pictures.js' */

/** What Telegram takes in an album. */
const most = 10;

/** The pictures that go with the next message of the open chat; each chat keeps its own. */
export class Attachments {
  #list = byId('attached');
  #input = byId('pictures');
  /** @type {Map<number, Picture[]>} */ #byChat = new Map();
  /** @type {number | undefined} */ #chat;
  #onChange;

  /** @param {() => void} onChange the pictures of the open chat are others */
  constructor(onChange) {
    this.#onChange = onChange;
    byId('attach').append(icon('attach'));
    byId('attach').addEventListener('click', () => this.#input.click());
    this.#input.addEventListener('change', () => {
      const files = [...(this.#input.files ?? [])];
      // Emptied, so that the same file can be chosen again after it was taken out.
      this.#input.value = '';
      void this.add(files);
    });
  }

  /** The pictures of the open chat, in order. @returns {Picture[]} */
  get chosen() {
    return this.#chat === undefined ? [] : (this.#byChat.get(this.#chat) ?? []);
  }

  /** @param {number} chat */
  open(chat) {
    this.#chat = chat;
    this.#draw();
  }

  /** @param {number} chat @param {Picture[]} pictures what is chosen from now on */
  set(chat, pictures) {
    this.#byChat.set(chat, pictures);
    if (chat !== this.#chat) return;
    this.#draw();
    this.#onChange();
  }

  /** Puts pictures to those that are chosen, as many as an album holds. @param {File[]} files */
  async add(files) {
    const chat = this.#chat;
    if (chat === undefined) return;
    const read = await Promise.all(files.map((file) => pictureOf(file).catch(() => undefined)));
    const pictures = read.filter((picture) => picture !== undefined);
    if (pictures.length < files.length) toast('هذا الملف ليس صورة يعرضها المتصفح');
    const all = [...(this.#byChat.get(chat) ?? []), ...pictures];
    if (all.length > most) toast('في الألبوم عشر صور على الأكثر');
    this.set(chat, all.slice(0, most));
    announce(`الصور المرفقة: ${Math.min(all.length, most)}`);
    byId('text').focus();
  }

  #draw() {
    const chosen = this.chosen;
    this.#list.hidden = chosen.length === 0;
    this.#list.replaceChildren(...chosen.map((picture, index) => this.#item(picture, index)));
  }

  /** @param {Picture} picture @param {number} index */
  #item(picture, index) {
    const name = `الصورة ${index + 1}`;
    const takeOut = () => {
      if (this.#chat === undefined) return;
      this.set(
        this.#chat,
        this.chosen.filter((other) => other !== picture),
      );
      // The button that had the focus has gone.
      byId('text').focus();
    };
    return el(
      'li',
      {},
      el('img', { src: picture.address, alt: name }),
      el(
        'button',
        { type: 'button', class: 'round', 'aria-label': `إزالة ${name}`, onclick: takeOut },
        icon('close'),
      ),
    );
  }
}
