import { el } from './dom.js';
import { showBox } from './notices.js';

/** @typedef {{ title: string, username: string, rights: Record<string, boolean> }} NewChannel */

/** What an administrator of a channel may do, as the Bot API names it. */
const rightNames = {
  can_post_messages: 'نشر الرسائل',
  can_edit_messages: 'تعديل الرسائل وتثبيتها',
  can_delete_messages: 'حذف الرسائل',
};

/**
 * Asks for a channel and what the bot may do in it.
 *
 * @param {(channel: NewChannel) => Promise<unknown>} onMake rejects, with the reason, when it was not
 *   made: the box stays then
 */
export function newChannelBox(onMake) {
  const title = input({ name: 'title', maxlength: 128, autofocus: true, dir: 'auto' });
  const username = input({
    name: 'username',
    dir: 'ltr',
    pattern: '@?[A-Za-z][A-Za-z0-9_]{3,31}',
    spellcheck: 'false',
    title: 'من 4 إلى 32 حرفًا: حروف لاتينية وأرقام وشرطة سفلية، وأولها حرف',
  });
  const rights = Object.entries(rightNames).map(([name, label]) => ({ name, label, box: tick() }));
  const problem = el('p', { class: 'problem', role: 'alert' });
  const cancel = el('button', { type: 'button', class: 'secondary' }, 'إلغاء');
  const make = el('button', { type: 'submit', class: 'primary' }, 'إنشاء القناة وإضافة البوت');
  const form = el(
    'form',
    { class: 'new-channel' },
    el('h2', { id: 'new-channel-title' }, 'قناة جديدة'),
    el('label', {}, el('span', {}, 'اسم القناة'), title),
    el('label', {}, el('span', {}, 'المعرّف، مثل \u2066@sahel_news\u2069'), username),
    el(
      'fieldset',
      {},
      el('legend', {}, 'البوت مشرف في القناة، ويجوز له'),
      ...rights.map(({ label, box }) => el('label', {}, box, el('span', {}, label))),
    ),
    problem,
    el('div', { class: 'choices' }, cancel, make),
  );
  const dialog = el('dialog', { class: 'alert', 'aria-labelledby': 'new-channel-title' }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.ariaBusy === 'true') return;
    form.ariaBusy = 'true';
    try {
      await onMake({
        title: title.value.trim(),
        username: username.value.replace('@', ''),
        rights: Object.fromEntries(rights.map(({ name, box }) => [name, box.checked])),
      });
      /** @type {HTMLDialogElement} */ (dialog).close();
    } catch (error) {
      problem.textContent = `تعذّر ذلك: ${error instanceof Error ? error.message : error}`;
    } finally {
      form.ariaBusy = null;
    }
  });
  showBox(dialog, cancel);
}

/** @param {Record<string, unknown>} props */
const input = (props) =>
  /** @type {HTMLInputElement} */ (
    el('input', { type: 'text', required: true, autocomplete: 'off', ...props })
  );

const tick = () =>
  /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', checked: true }));
