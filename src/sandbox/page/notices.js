import { byId, el } from './dom.js';
import { icon } from './icons.js';

/** How long a toast stays, in milliseconds. */
const shownFor = 4000;

/** @param {string} text */
export function toast(text) {
  const shown = el('div', { class: 'toast', role: 'status', dir: 'auto' }, text);
  byId('toasts').append(shown);
  setTimeout(() => shown.remove(), shownFor);
}

/** The box that waits for a press, as the bot's alerts do. @param {string} text */
export function alertBox(text) {
  const button = el('button', { class: 'primary', autofocus: true }, 'حسنًا');
  const words = el('p', { dir: 'auto', id: 'alert-text' }, text);
  showBox(el('dialog', { class: 'alert', 'aria-labelledby': 'alert-text' }, words, button), button);
}

/** @param {string} address @param {string} name */
export function photoBox(address, name) {
  const button = el('button', { class: 'round', 'aria-label': 'إغلاق' }, icon('close'));
  const picture = el('img', { src: address, alt: name });
  const box = el('dialog', { class: 'photo-box', 'aria-label': name }, picture, button);
  picture.addEventListener('click', () => /** @type {HTMLDialogElement} */ (box).close());
  showBox(box, button);
}

/** Says it to a screen reader alone. @param {string} text */
export function announce(text) {
  byId('announcer').replaceChildren(el('p', {}, text));
}

/** Opens a dialog, which goes when it is closed. @param {HTMLElement} element @param {HTMLElement} closer */
export function showBox(element, closer) {
  const box = /** @type {HTMLDialogElement} */ (element);
  closer.addEventListener('click', () => box.close());
  box.addEventListener('click', (event) => {
    if (event.target === box) box.close();
  });
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
}
