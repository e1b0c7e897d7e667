import { el } from './dom.js';

/** @import { Entity } from './api.js' */

const plainTags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const blocks = ['blockquote', 'expandable_blockquote', 'pre'];

/**
 * A text with its entities, as elements.
 *
 * @param {string} text
 * @param {Entity[]} entities nested or overlapping, in any order
 * @param {(command: string) => void} onCommand a tapped command, such as `/stats`
 * @returns {DocumentFragment}
 */
export function richText(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return fill(text, 0, text.length, sorted, onCommand);
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Entity[]} entities those that begin within, outer ones first
 * @param {(command: string) => void} onCommand
 */
function fill(text, start, end, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  const rest = [...entities];
  let at = start;
  let afterBlock = false;
  const write = (/** @type {number} */ until) => {
    // A block ends its own line: the newline that follows it would make an empty one.
    const from = afterBlock && text[at] === '\n' ? at + 1 : at;
    if (from < until) fragment.append(text.slice(from, until));
    if (at < until) afterBlock = false;
    at = Math.max(at, until);
  };
  for (let entity = rest.shift(); entity; entity = rest.shift()) {
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    write(from);
    const inner = [];
    while (rest[0] && rest[0].offset < to) {
      const next = /** @type {Entity} */ (rest.shift());
      inner.push(next);
      const over = next.offset + next.length - to;
      // What overlaps is split, as Telegram does: the rest goes on after this entity.
      if (over > 0) insertSorted(rest, { ...next, offset: to, length: over });
    }
    const words = text.slice(from, to);
    fragment.append(wrap(entity, words, fill(text, from, to, inner, onCommand), onCommand));
    afterBlock = blocks.includes(entity.type);
    at = to;
  }
  write(end);
  return fragment;
}

/** @param {Entity[]} entities @param {Entity} entity */
function insertSorted(entities, entity) {
  const place = entities.findIndex((other) => other.offset > entity.offset);
  entities.splice(place === -1 ? entities.length : place, 0, entity);
}

/**
 * @param {Entity} entity
 * @param {string} words the text it covers
 * @param {DocumentFragment} content the same with its inner entities
 * @param {(command: string) => void} onCommand
 * @returns {Node}
 */
function wrap(entity, words, content, onCommand) {
  switch (entity.type) {
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strikethrough':
    case 'code':
    case 'blockquote':
    case 'expandable_blockquote':
      return el(plainTags[entity.type], {}, content);
    case 'pre':
      return el('pre', { dir: 'auto' }, el('code', {}, content));
    case 'text_link':
      return link(entity.url ?? '', content);
    case 'url':
      return link(/^[a-z][\w+.-]*:/i.test(words) ? words : `http://${words}`, content);
    case 'email':
      return link(`mailto:${words}`, content);
    case 'mention':
      return link(`https://t.me/${words.slice(1)}`, content);
    case 'bot_command':
      // Alone left-to-right: in an Arabic line its slash would jump to the other end.
      return el(
        'button',
        { type: 'button', class: 'command', dir: 'ltr', onclick: () => onCommand(words) },
        content,
      );
    case 'spoiler':
      return spoiler(content);
    case 'hashtag':
    case 'cashtag':
      return el('span', { class: 'tag' }, content);
    default:
      return content;
  }
}

/**
 * A link out of the page, or the bare words when the address is not one that may be opened.
 *
 * @param {string} address
 * @param {Node} content
 */
function link(address, content) {
  const href = safeAddress(address);
  return href ? el('a', { href, target: '_blank', rel: 'noopener' }, content) : content;
}

/**
 * The address when a browser may open it: `javascript:` and the like are not.
 *
 * @param {string} address
 * @returns {string | undefined}
 */
export function safeAddress(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && ['http:', 'https:', 'mailto:', 'tg:'].includes(url.protocol) ? url.href : undefined;
}

/** @param {DocumentFragment} content */
function spoiler(content) {
  const hidden = el(
    'span',
    { class: 'spoiler', role: 'button', tabindex: 0 },
    el('span', {}, content),
  );
  hidden.setAttribute('aria-label', 'نص مخفي، اضغط لإظهاره');
  const show = (/** @type {Event} */ event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    hidden.className = 'spoiler shown';
    for (const name of ['role', 'tabindex', 'aria-label']) hidden.removeAttribute(name);
    hidden.removeEventListener('click', show);
    hidden.removeEventListener('keydown', show);
  };
  hidden.addEventListener('click', show);
  hidden.addEventListener('keydown', show);
  return hidden;
}
