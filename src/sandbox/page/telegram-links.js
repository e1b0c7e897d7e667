/** @import { Chat } from './api.js' */

/**
 * Where a `t.me` address leads within the page: to a chat or a message that is here.
 *
 * @param {string} address
 * @param {Chat[]} chats
 * @returns {{ chat: number, message?: number } | undefined} undefined for all other addresses
 */
export function findTarget(address, chats) {
  const { hostname, pathname } = new URL(address);
  if (hostname !== 't.me') return undefined;
  const [, name = '', message, inPrivate] =
    /^\/(c\/\d+|\w+)(?:\/(\d+))?(?:\/(\d+))?\/?$/.exec(pathname) ?? [];
  const chat = chats.find(({ id, username }) =>
    // Addresses of channels without a name leave out the -100 of their ids.
    name.startsWith('c/')
      ? String(id) === `-100${name.slice(2)}`
      : username?.toLowerCase() === name.toLowerCase(),
  );
  if (!chat) return undefined;
  const id = inPrivate ?? message;
  return { chat: chat.id, ...(id ? { message: Number(id) } : {}) };
}
