import { edit, makeChannel, press, say } from './api.js';
import { ChatList, chatHash } from './chat-list.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { byId, el } from './dom.js';
import { firstSteps, welcomeTo } from './guide.js';
import { icon } from './icons.js';
import { isEditable } from './message.js';
import { newChannelBox } from './new-channel.js';
import { alertBox, announce, photoBox, toast } from './notices.js';
import { Store } from './store.js';
import { findTarget } from './telegram-links.js';
import { excerpt, senderName } from './wording.js';

/** @import { Message } from './api.js' */
/** @import { NewChannel } from './new-channel.js' */
/** @import { Picture } from './pictures.js' */
/** @import { Change } from './store.js' */

/** Below this width the list and the conversation are two screens; the style sheet says the same. */
const onePane = matchMedia('(max-width: 760px)');

/** @type {number | undefined} the chat that is shown */
let open;
/** @type {Map<number, number>} the chat that each user left */
const lastOpen = new Map();

const store = new Store(onChange);
const list = new ChatList(store);
const composer = new Composer({ onSend: send, onEdit: reword, lastOwn });
const conversation = new Conversation(
  store,
  {
    onCommand: (command) => void sendHere(command),
    onPress: (message, data, button) =>
      void pressButton(message.chat.id, message.message_id, data, button),
    onCopy: (text) => void copy(text),
    onEdit: (message) => composer.edit(message),
    onPhoto: photoBox,
  },
  (chat) => welcomeTo(chat, { onDraft: draftToBot, onStart: () => void sendHere('/start') }),
  readIfSeen,
);

/** @param {Change} change */
function onChange(change) {
  switch (change.type) {
    case 'chats':
      drawChats();
      return;
    case 'history': {
      const chat = store.chat(change.chat);
      if (!chat || change.chat !== open) return;
      const { arrived } = change;
      conversation.draw(chat, arrived);
      if (arrived && !arrived.outgoing)
        announce(`${senderName(arrived, store.bot)}: ${excerpt(arrived)}`);
      readIfSeen();
      return;
    }
    case 'answer':
      if (change.alert) alertBox(change.text);
      else toast(change.text);
      return;
    case 'online':
      byId('offline').hidden = change.online;
  }
}

function drawChats() {
  list.draw(open);
  const chat = open === undefined ? undefined : store.chat(open);
  if (chat) composer.open(chat);
  const unread = store.chats.reduce((sum, { id }) => sum + store.unread(id), 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}برقية · صندوق التجربة`;
}

function readIfSeen() {
  if (open !== undefined && conversation.atEnd && !document.hidden) store.markRead(open);
}

/** The chat that the address names, or undefined. */
function chatInHash() {
  const id = Number(/^#chat=(-?\d+)$/.exec(location.hash)?.[1]);
  return store.chat(id);
}

/** Shows what the address names. */
async function route() {
  const chat = chatInHash();
  open = chat?.id;
  byId('app').classList.toggle('in-chat', chat !== undefined);
  byId('room-body').hidden = chat === undefined;
  byId('nothing-open').hidden = chat !== undefined;
  if (!chat) conversation.close();
  drawChats();
  if (!chat) return;
  conversation.open(chat);
  if (!onePane.matches) composer.focus();
  await store.open(chat.id).catch(tellFailure);
  if (open === chat.id) readIfSeen();
}

/** On a wide window a chat is always open: at first a channel that has something to read. */
function chooseChat() {
  if (chatInHash() || onePane.matches) return;
  const channels = store.chats.filter(({ type }) => type === 'channel');
  const chat = channels.find((channel) => channel.last) ?? channels[0] ?? store.chats[0];
  if (chat) history.replaceState(null, '', chatHash(chat.id));
}

/** @param {number} user */
async function become(user) {
  localStorage.setItem('user', String(user));
  open = undefined;
  await store.become(user);
  drawUsers();
  chooseChat();
  await route();
}

/**
 * Becomes the other one, in the chat where that one was, or else in the same.
 *
 * @param {number} user
 */
async function switchTo(user) {
  if (open !== undefined) {
    lastOpen.set(store.user.id, open);
    const same = open === store.user.id ? user : open;
    history.replaceState(null, '', chatHash(lastOpen.get(user) ?? same));
  }
  await become(user);
}

function drawUsers() {
  const box = byId('users');
  if (box.children.length !== store.users.length) {
    box.replaceChildren(...store.users.map(({ id, name }) => userOption(id, name)));
  }
  for (const option of box.querySelectorAll('input')) {
    option.checked = option.value === String(store.user.id);
  }
}

/** @param {number} id @param {string} name */
function userOption(id, name) {
  const onchange = () => void switchTo(id).catch(tellFailure);
  return el(
    'label',
    {},
    el('input', { type: 'radio', name: 'user', value: id, onchange }),
    el('span', {}, name),
  );
}

/** @param {number} chat @param {string} text @param {Picture[]} [pictures] the text is their caption */
async function send(chat, text, pictures = []) {
  const photos = pictures.map(({ base64 }) => ({ base64 }));
  try {
    const messages = await say({
      user: store.user.id,
      chat,
      ...(text ? { text } : {}),
      ...(photos.length > 0 ? { photos } : {}),
    });
    for (const message of messages) {
      store.put(chat, message);
      onChange({ type: 'history', chat, arrived: message });
    }
    drawChats();
  } catch (error) {
    tellFailure(error);
    throw error;
  }
}

/** @param {Message} message @param {string} text its words from now on */
async function reword({ chat: { id: chat }, message_id: message }, text) {
  try {
    const edited = await edit({ user: store.user.id, chat, message, text });
    store.put(chat, edited);
    onChange({ type: 'history', chat });
    drawChats();
  } catch (error) {
    tellFailure(error);
    throw error;
  }
}

/** The last words of one's own in a chat. @param {number} chat */
function lastOwn(chat) {
  return store.history(chat).messages.findLast(isEditable);
}

/** Sends a command that was tapped, where one can write. @param {string} text */
async function sendHere(text) {
  const chat = store.chats.find(({ id }) => id === open);
  if (chat && chat.type !== 'channel') await send(chat.id, text).catch(() => {});
}

/** Goes to the bot with a message begun. @param {string} text */
function draftToBot(text) {
  const chat = store.chats.find(({ type }) => type === 'private');
  if (!chat) return;
  composer.draft(chat.id, text);
  if (open === chat.id) composer.focus();
  else location.hash = chatHash(chat.id);
}

/** @param {NewChannel} channel */
async function make(channel) {
  const id = await makeChannel({ user: store.user.id, ...channel });
  await store.refresh();
  location.hash = chatHash(id);
  toast(`أُنشئت القناة، و${store.bot.name} مشرف فيها`);
}

/** @param {number} chat @param {number} message @param {string} data @param {HTMLElement} button */
async function pressButton(chat, message, data, button) {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  try {
    await press({ user: store.user.id, chat, message, data });
  } catch (error) {
    tellFailure(error);
  } finally {
    button.ariaBusy = null;
  }
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('نُسخ النص');
  } catch {
    toast('تعذّر النسخ');
  }
}

/** @param {unknown} error */
function tellFailure(error) {
  toast(`تعذّر ذلك: ${error instanceof Error ? error.message : error}`);
}

/** Links to chats that are here open here, as in Telegram. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[target="_blank"]');
  const target = link && findTarget(/** @type {HTMLAnchorElement} */ (link).href, store.chats);
  if (!target) return;
  event.preventDefault();
  history.pushState(null, '', chatHash(target.chat));
  void route().then(() => (target.message ? conversation.show(target.message) : undefined));
});

const guide = byId('guide');
const closeGuide = el(
  'button',
  { type: 'button', class: 'round', 'aria-label': 'إغلاق' },
  icon('close'),
);
closeGuide.addEventListener('click', () => {
  guide.hidden = true;
  localStorage.setItem('guide', 'closed');
});
guide.append(closeGuide, firstSteps(draftToBot));
guide.hidden = localStorage.getItem('guide') === 'closed';

byId('new-channel').prepend(icon('channel'));
byId('new-channel').addEventListener('click', () => newChannelBox(make));
byId('back').append(icon('back'));
byId('back').addEventListener('click', () => {
  location.hash = '';
});
byId('nothing-open').append(el('span', { class: 'pill' }, 'اختر محادثة لتبدأ'));
addEventListener('hashchange', () => void route());
document.addEventListener('visibilitychange', readIfSeen);
onePane.addEventListener('change', () => {
  chooseChat();
  void route();
});

/** Tried again until the server answers. @param {number} user */
async function start(user) {
  await become(user).catch(() => {
    byId('offline').hidden = false;
    setTimeout(() => void start(user), 2000);
  });
  // A private chat has its user's id: such an address says who looks.
  const named = store.users.find(({ id }) => location.hash === chatHash(id));
  if (named && named.id !== store.user.id) await become(named.id);
}

await start(Number(localStorage.getItem('user')) || 1001);
