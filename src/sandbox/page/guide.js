import { el } from './dom.js';
import { icon } from './icons.js';

/** @import { Chat } from './api.js' */

/** What a first-timer does here, in two sentences. @param {(text: string) => void} onDraft begins a message to the bot */
export function firstSteps(onDraft) {
  return el(
    'p',
    { class: 'steps' },
    'انتظر ثواني حتى تصل منشورات القناة، أو أرسل إلى البوت ',
    command('/publish', onDraft),
    ' مع رابط خبر من ',
    el('a', { href: '/sandbox/site/', target: '_blank', rel: 'noopener' }, 'موقع العيّنة'),
    ' لتنشره بنفسك. ثم اضغط زر «التفاصيل» تحت أي منشور، وأرسل ',
    command('/stats', onDraft),
    ' لترى نقرتك محسوبة.',
  );
}

/**
 * What stands in a chat that has no messages.
 *
 * @param {Chat} chat
 * @param {{ onDraft: (text: string) => void, onStart: () => void }} actions
 * @returns {HTMLElement}
 */
export function welcomeTo(chat, { onDraft, onStart }) {
  if (chat.type !== 'private') {
    return el(
      'div',
      { class: 'welcome-card' },
      icon('channel'),
      el('h3', {}, 'لا منشورات بعد'),
      firstSteps(onDraft),
    );
  }
  const canPublish = chat.commands.some(({ command }) => command === 'publish');
  return el(
    'div',
    { class: 'welcome-card' },
    el('h3', {}, 'أهلًا بك في صندوق التجربة'),
    canPublish ? firstSteps(onDraft) : el('p', {}, 'هكذا يرى القارئ البوت. اضغط «ابدأ» ليجيبك.'),
    el('button', { type: 'button', class: 'primary', onclick: onStart }, 'ابدأ'),
  );
}

/** @param {string} name @param {(text: string) => void} onDraft */
function command(name, onDraft) {
  const text = name === '/publish' ? `${name} ` : name;
  return el(
    'button',
    { type: 'button', class: 'command', dir: 'ltr', onclick: () => onDraft(text) },
    name,
  );
}
