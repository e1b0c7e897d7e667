/**
 * What the sandbox's server says and takes. Messages are the Bot API's, with `outgoing`, `preview`
 * and `silent` added.
 *
 * @typedef {{ type: string, offset: number, length: number, url?: string, language?: string }} Entity
 *   offset and length in UTF-16 units
 * @typedef {{ file_id: string, width: number, height: number }} PhotoSize
 * @typedef {{ text: string, url?: string, callback_data?: string, copy_text?: { text: string }, style?: string }} Button
 * @typedef {{ url: string, site_name?: string, title?: string, description?: string, image?: string }} Preview
 * @typedef {{ id: number, first_name: string, username?: string, is_bot?: boolean }} Sender
 * @typedef {{
 *   message_id: number, date: number, edit_date?: number, outgoing: boolean,
 *   chat: { id: number, type: string, title?: string },
 *   from?: Sender, sender_chat?: { id: number, title?: string },
 *   text?: string, entities?: Entity[], caption?: string, caption_entities?: Entity[],
 *   photo?: PhotoSize[], media_group_id?: string, document?: { file_name?: string },
 *   sticker?: { file_id: string, emoji?: string }, voice?: { duration: number },
 *   pinned_message?: unknown, silent?: true, has_protected_content?: true,
 *   reply_markup?: { inline_keyboard?: Button[][] },
 *   forward_origin?: { type: string, chat?: { title?: string }, sender_chat?: { title?: string }, sender_user?: Sender, sender_user_name?: string },
 *   reply_to_message?: Message,
 *   link_preview_options?: { show_above_text?: boolean, prefer_small_media?: boolean },
 *   preview?: Preview,
 * }} Message
 * @typedef {{ command: string, description: string }} Command
 * @typedef {{
 *   id: number, type: 'private' | 'group' | 'supergroup' | 'channel', title: string, username?: string,
 *   last?: Message, pinned?: Message | null, commands: Command[],
 * }} Chat
 * @typedef {{ id: number, name: string }} User
 * @typedef {{ id: number, name: string, username: string }} Bot
 * @typedef {{ type: 'message' | 'edited', chat: number, message: Message }
 *   | { type: 'deleted', chat: number, ids: number[] }
 *   | { type: 'pinned', chat: number, message: Message | null }
 *   | { type: 'chats' }
 *   | { type: 'answer', user: number, text?: string, alert?: boolean }} SandboxEvent
 */

const base = '/sandbox/api';

/** How long to wait before a stream that the browser gave up is opened again, in milliseconds. */
const retryAfter = 2000;

/** @param {number} user @returns {Promise<{ user: User, users: User[], bot: Bot, chats: Chat[] }>} */
export const fetchChats = (user) => get('chats', { user });

/**
 * The newest messages of a chat, or the newest before one, oldest first.
 *
 * @param {{ user: number, chat: number, limit: number, before?: number }} query
 * @returns {Promise<Message[]>}
 */
export const fetchMessages = async (query) => (await get('messages', query)).messages;

/**
 * @param {{ user: number, chat: number, text?: string, photos?: { base64: string }[] }} body
 * @returns {Promise<Message[]>} one, or those of an album
 */
export const say = async (body) => (await post('say', body)).messages;

/**
 * Makes a channel with the bot as an administrator.
 *
 * @param {{ user: number, title: string, username: string, rights: Record<string, boolean> }} channel
 * @returns {Promise<number>} its id
 */
export async function makeChannel({ rights, ...channel }) {
  const bot = { status: 'administrator', rights };
  return (await post('chats', { type: 'channel', bot, ...channel })).id;
}

/**
 * Gives a message of the user's own other words.
 *
 * @param {{ user: number, chat: number, message: number, text: string }} body
 * @returns {Promise<Message>}
 */
export const edit = async (body) => (await post('edit', body)).message;

/**
 * Presses an inline button; settled when the bot has answered.
 *
 * @param {{ user: number, chat: number, message: number, data: string }} body
 */
export const press = (body) => post('press', body);

/** @param {string} id */
export const photoAddress = (id) => `${base}/photo?${new URLSearchParams({ id })}`;

/**
 * Listens to what happens in the chats of a user, and comes back after each loss.
 *
 * @param {number} user
 * @param {{ onOpen: () => void, onLost: () => void, onEvent: (event: SandboxEvent) => void }} on
 *   onOpen comes at every (re)connection: what happened before it must be fetched
 * @returns {() => void} stops listening
 */
export function listen(user, on) {
  /** @type {EventSource} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const connect = () => {
    source = new EventSource(`${base}/events?user=${user}`);
    source.onopen = on.onOpen;
    source.onmessage = ({ data }) => on.onEvent(JSON.parse(data));
    source.onerror = () => {
      on.onLost();
      // The browser retries a dropped stream itself, but not one that was answered with an error.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, retryAfter);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** @param {string} path @param {Record<string, unknown>} query */
function get(path, query) {
  const known = Object.entries(query).filter(([, value]) => value !== undefined);
  return answer(
    fetch(`${base}/${path}?${new URLSearchParams(known.map(([k, v]) => [k, String(v)]))}`),
  );
}

/** @param {string} path @param {unknown} body */
function post(path, body) {
  const headers = { 'Content-Type': 'application/json' };
  return answer(fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** @param {Promise<Response>} pending @returns {Promise<any>} */
async function answer(pending) {
  const response = await pending;
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}
