/** Where Telegram shows a message of a channel; undefined when the chat has no address. Pure. */
export function messageAddress(chat: string, messageId: number): string | undefined {
  if (chat.startsWith('@')) return `https://t.me/${chat.slice(1)}/${messageId}`;
  const internal = /^-100(\d+)$/.exec(chat)?.[1];
  return internal && `https://t.me/c/${internal}/${messageId}`;
}
