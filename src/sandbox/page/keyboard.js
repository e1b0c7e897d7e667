import { el } from './dom.js';
import { safeAddress } from './entities.js';
import { icon } from './icons.js';

/** @import { Button } from './api.js' */

/**
 * The buttons below a message.
 *
 * @param {Button[][]} rows
 * @param {(data: string, button: HTMLElement) => void} onPress a callback button was pressed
 * @param {(text: string) => void} onCopy
 * @returns {HTMLElement}
 */
export function inlineKeyboard(rows, onPress, onCopy) {
  const made = rows.map((buttons, row) =>
    el(
      'div',
      { class: 'keys' },
      ...buttons.map((button, column) => {
        const key = keyOf(button, onPress, onCopy);
        // When an edit draws the keyboard anew, the focus finds its place by this.
        key.dataset.place = `${row}:${column}`;
        if (button.style) key.classList.add(button.style);
        return key;
      }),
    ),
  );
  return el('div', { class: 'keyboard' }, ...made);
}

/**
 * @param {Button} button
 * @param {(data: string, button: HTMLElement) => void} onPress
 * @param {(text: string) => void} onCopy
 */
function keyOf(button, onPress, onCopy) {
  const label = el('span', { class: 'key-text', dir: 'auto' }, button.text);
  const { url, callback_data: data, copy_text: copy } = button;
  if (url) {
    const href = safeAddress(url);
    return el('a', { class: 'key', href, target: '_blank', rel: 'noopener' }, label, icon('open'));
  }
  /** @type {HTMLElement} */
  const key = el(
    'button',
    {
      type: 'button',
      class: 'key',
      disabled: data === undefined && !copy,
      onclick: () => (copy ? onCopy(copy.text) : onPress(data ?? '', key)),
    },
    label,
    copy && icon('copy'),
  );
  return key;
}
