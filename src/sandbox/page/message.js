import { photoAddress } from './api.js';
import { fullDate, timeOf } from './dates.js';
import { el } from './dom.js';
import { richText, safeAddress } from './entities.js';
import { icon } from './icons.js';
import { inlineKeyboard } from './keyboard.js';
import { excerpt, originName, senderName, serviceText } from './wording.js';

/** @import { Bot, Message, Preview } from './api.js' */
/**
 * @typedef {{
 *   bot: Bot,
 *   named: boolean,
 *   last: boolean,
 *   onCommand: (command: string) => void,
 *   onPress: (message: Message, data: string, button: HTMLElement) => void,
 *   onCopy: (text: string) => void,
 *   onEdit: (message: Message) => void,
 *   onPhoto: (address: string, name: string) => void,
 *   onQuote: (message: number) => void,
 * }} Surroundings `named`: the sender's name stands above; `last`: the end of a run of one sender
 */

/**
 * A message with its inline keyboard; an album is several messages in one bubble.
 *
 * @param {Message[]} album one message, or those of one media group
 * @param {Surroundings} around
 * @returns {HTMLElement}
 */
export function messageItem(album, around) {
  const message = album.find(({ text, caption }) => text ?? caption) ?? album[0];
  if (!message) throw new Error('an album has no message');
  const text = message.text ?? message.caption ?? '';
  const photos = album.filter(({ photo }) => photo);
  const isPicture = photos.length > 0 || message.sticker !== undefined;
  if (!text && !isPicture && !message.document && !message.voice) {
    const service = el('span', { class: 'pill' }, serviceText(message));
    return el('li', { class: 'service', 'data-message': message.message_id }, service);
  }
  const { entities = message.caption_entities ?? [] } = message;
  const options = message.link_preview_options ?? {};
  const card = message.preview && previewCard(message.preview, options.prefer_small_media === true);
  const above = options.show_above_text === true;
  const body = el(
    'div',
    { class: 'text' },
    richText(text, entities, around.onCommand),
    ...(card && !above ? [card] : []),
    meta(message, around),
  );
  const bubble = el(
    'article',
    {
      class: 'bubble',
      'aria-label': `${senderName(message, around.bot)}، ${timeOf(message.date)}`,
    },
    around.named && el('p', { class: 'sender', dir: 'auto' }, senderName(message, around.bot)),
    message.forward_origin && forwarded(message.forward_origin),
    message.reply_to_message && quote(message.reply_to_message, around),
    photos.length > 0 && gallery(photos, around),
    message.document && file(message.document.file_name ?? 'ملف'),
    message.voice && file('رسالة صوتية'),
    message.sticker &&
      el('img', {
        class: 'sticker',
        src: photoAddress(message.sticker.file_id),
        alt: excerpt(message),
      }),
    above && card,
    body,
  );
  const keyboard = message.reply_markup?.inline_keyboard;
  const side = message.outgoing ? 'mine' : 'theirs';
  return el(
    'li',
    {
      class: `item ${side}${around.last ? ' last' : ''}${text || !isPicture ? '' : ' bare'}`,
      'data-message': message.message_id,
    },
    bubble,
    keyboard &&
      inlineKeyboard(
        keyboard,
        (data, button) => around.onPress(message, data, button),
        around.onCopy,
      ),
  );
}

/** @param {Message} message @param {Surroundings} around */
function meta(message, around) {
  const at = el('time', { title: fullDate(message.date) }, timeOf(message.date));
  const edited =
    message.edit_date !== undefined && el('span', { title: fullDate(message.edit_date) }, 'معدّلة ');
  return el(
    'span',
    { class: 'meta' },
    isEditable(message) && editButton(() => around.onEdit(message)),
    message.silent && mark('mute', 'أُرسلت بلا صوت'),
    message.has_protected_content && mark('lock', 'محمية من التحويل والحفظ'),
    edited,
    at,
  );
}

/** One's own words can be changed; what one forwards can't. @param {Message} message */
export const isEditable = (message) =>
  message.outgoing &&
  message.forward_origin === undefined &&
  (message.text !== undefined || message.caption !== undefined);

/** @param {() => void} onclick */
const editButton = (onclick) =>
  el(
    'button',
    {
      type: 'button',
      class: 'edit',
      'aria-label': 'تعديل الرسالة',
      title: 'تعديل الرسالة',
      onclick,
    },
    icon('edit'),
  );

/** @param {'mute' | 'lock'} name @param {string} meaning */
const mark = (name, meaning) =>
  el('span', { class: 'mark', role: 'img', 'aria-label': meaning, title: meaning }, icon(name));

/** @param {NonNullable<Message['forward_origin']>} origin */
function forwarded(origin) {
  return el(
    'p',
    { class: 'forwarded' },
    icon('forward'),
    'محوّلة من ',
    el('bdi', {}, originName(origin)),
  );
}

/** @param {Message} quoted @param {Surroundings} around */
function quote(quoted, around) {
  return el(
    'button',
    { type: 'button', class: 'quote', onclick: () => around.onQuote(quoted.message_id) },
    el('span', { class: 'quote-name', dir: 'auto' }, senderName(quoted, around.bot)),
    el('span', { class: 'quote-text', dir: 'auto' }, excerpt(quoted)),
  );
}

/** @param {Message[]} messages @param {Surroundings} around */
function gallery(messages, around) {
  const pictures = messages.map((message) => {
    const sizes = [...(message.photo ?? [])].sort((a, b) => a.width - b.width);
    const size = sizes.find(({ width }) => width >= 800) ?? sizes.at(-1);
    const address = photoAddress(size?.file_id ?? '');
    const name = message.caption ? `صورة: ${excerpt(message)}` : 'صورة';
    return el(
      'button',
      {
        type: 'button',
        class: 'photo',
        'aria-label': name,
        onclick: () => around.onPhoto(address, name),
      },
      el('img', { src: address, alt: '', width: size?.width, height: size?.height }),
    );
  });
  return el('div', { class: `gallery of-${Math.min(pictures.length, 4)}` }, ...pictures);
}

/** @param {string} name */
function file(name) {
  return el('p', { class: 'file' }, icon('file'), el('bdi', {}, name));
}

/** @param {Preview} preview @param {boolean} small */
function previewCard(preview, small) {
  const image = preview.image && localAddress(preview.image);
  return el(
    'a',
    {
      class: `preview${small ? ' small' : ''}`,
      href: safeAddress(preview.url),
      target: '_blank',
      rel: 'noopener',
    },
    el(
      'span',
      { class: 'preview-words' },
      preview.site_name && el('span', { class: 'preview-site', dir: 'auto' }, preview.site_name),
      preview.title && el('span', { class: 'preview-title', dir: 'auto' }, preview.title),
      preview.description &&
        el('span', { class: 'preview-about', dir: 'auto' }, preview.description),
    ),
    image && el('img', { class: 'preview-picture', src: image, alt: '', loading: 'lazy' }),
  );
}

/** Only local pictures: the page's policy lets no other in. @param {string} address */
function localAddress(address) {
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : undefined;
  const isLocal = url && ['127.0.0.1', 'localhost', location.hostname].includes(url.hostname);
  return isLocal ? url.href : undefined;
}
