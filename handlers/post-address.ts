/** What an editor may point at a post with: its address in Telegram, a short link, a forward of it. */
import type { Message } from 'grammy/types';

export type PostAddress =
  /** A message; its chat by each name that a newsroom may call it. */
  { readonly chats: readonly string[]; readonly messageId: number } | { readonly slug: string };

/**
 * Reads an address: `t.me/name/12`, `t.me/c/1234567890/12` of a private chat, either with a topic's
 * number before the message's, or a short link of ours.
 *
 * @returns undefined when the text holds none
 */
export function readPostAddress(text: string): PostAddress | undefined {
  const found = /(?:https?:\/\/)?[\w.-]+(?::\d+)?\/[^\s?#]+/iu.exec(text)?.[0];
  if (!found) return undefined;
  const [host = '', ...path] = found.replace(/^https?:\/\//iu, '').split('/');
  if (/^(?:www\.)?(?:t|telegram)\.me$/iu.test(host)) {
    const [, internal, name, message] =
      /^(?:c\/(\d+)|([A-Za-z]\w{3,31}))\/(?:\d+\/)?(\d+)$/u.exec(path.join('/')) ?? [];
    if (!message) return undefined;
    return { chats: [internal ? `-100${internal}` : `@${name}`], messageId: Number(message) };
  }
  const [slug = '', ...more] = path;
  return more.length === 0 && /^[A-Za-z0-9]{7}$/u.test(slug) ? { slug } : undefined;
}

/** The post that a message is a forward of, or answers a forward of. */
export function forwardedFrom(message: Message | undefined): PostAddress | undefined {
  const origin = message?.forward_origin ?? message?.reply_to_message?.forward_origin;
  if (origin?.type !== 'channel') return undefined;
  const { chat, message_id: messageId } = origin;
  const name = chat.type === 'channel' ? chat.username : undefined;
  return { chats: [String(chat.id), ...(name ? [`@${name}`] : [])], messageId };
}
