/**
 * How a lost send is found: the pure part. After a call without an answer the ids that follow the
 * last one known in the chat are looked at one by one; what stands there is ours when it holds an
 * address of the post's own. CONTRIBUTING.md tells why that is certain.
 */
import type { Message } from 'grammy/types';

/**
 * What stands under a message_id:
 * - `ours`: it holds one of the post's own addresses
 * - `alike`: our text, but no address by which to be sure
 * - `other`: someone else's message, or one that can't be forwarded
 * - `nothing`: never given, or deleted
 */
export type Sighting = 'ours' | 'alike' | 'other' | 'nothing';

export interface Search {
  /** A message_id that was given before the call; null: none is known. */
  readonly after: number | null;
  /** The highest message_id that is known to be given by now. */
  readonly upTo: number;
  /** What stands under the ids that follow `after`, in order. */
  readonly seen: readonly Sighting[];
  /** Whether the call can't come true any more: its time limit has passed. */
  readonly isOver: boolean;
}

export type Step =
  | { readonly kind: 'look'; readonly messageId: number }
  | { readonly kind: 'found'; readonly messageId: number }
  /** It does not stand there, and never will: it may be sent again. */
  | { readonly kind: 'absent' }
  /** Not there so far. */
  | { readonly kind: 'not yet' }
  /** It can't be told; a person has to look. */
  | { readonly kind: 'unclear'; readonly reason: string };

/**
 * So many ids in a row without a message are the end of the chat: as many as an album has at most,
 * which is what people post and take back at once.
 */
const endLength = 10;
/** How many ids are looked at; each message that stands there appears in the desk chat for a moment. */
const mostLooks = 50;
/** Where no id is known, the chat is either new or too long to be looked through. */
const mostLooksInTheDark = 5;

/** The next step of a search. */
export function nextStep({ after, upTo, seen, isOver }: Search): Step {
  const first = (after ?? 0) + 1;
  const ours = seen.indexOf('ours');
  if (ours >= 0) return { kind: 'found', messageId: first + ours };
  const most = after === null ? mostLooksInTheDark : mostLooks;
  const ending = seen.length - 1 - seen.findLastIndex((sighting) => sighting !== 'nothing');
  const atEnd = ending >= Math.min(endLength, most) && first + seen.length > upTo;
  if (!atEnd) {
    if (seen.length >= most) return unclear('too many messages stand there');
    return { kind: 'look', messageId: first + seen.length };
  }
  if (!isOver) return { kind: 'not yet' };
  if (after === null) return unclear('no message of the chat was known before');
  if (seen.includes('alike')) return unclear('a message with the same text stands there');
  // Ids follow each other: one that is missing among others was deleted, and may have been ours.
  const gap = seen.slice(0, seen.length - ending).includes('nothing');
  if (gap || first + seen.length - ending <= upTo) return unclear('a message was deleted there');
  return { kind: 'absent' };
}

const unclear = (reason: string): Step => ({ kind: 'unclear', reason });

/**
 * What a message is to us. Its addresses stand in links of the text, in buttons (Telegram keeps
 * those of a forwarded message when all of them are links) and in the preview.
 *
 * @param slugs of the post's links; no other post has them
 */
export function recognise(message: Message, slugs: ReadonlySet<string>, text: string): Sighting {
  const entities = message.entities ?? message.caption_entities ?? [];
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const addresses = [
    ...entities.map((entity) => (entity.type === 'text_link' ? entity.url : undefined)),
    ...buttons.map((button) => ('url' in button ? button.url : undefined)),
    message.link_preview_options?.url,
  ];
  if (addresses.some((address) => slugs.has(slugOf(address)))) return 'ours';
  return (message.text ?? message.caption) === text ? 'alike' : 'other';
}

const slugOf = (address = ''): string => URL.parse(address)?.pathname.split('/').at(-1) ?? '';
