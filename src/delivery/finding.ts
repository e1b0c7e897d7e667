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
 * - `nothing`: not given yet when it was looked at, or deleted
 * - `gone`: nothing, although it was known to be given before it was looked at: deleted
 */
export type Sighting = 'ours' | 'alike' | 'other' | 'nothing' | 'gone';

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
  const last = lastGiven(seen);
  // Not given when it was looked at, but by now: someone posted meanwhile.
  const stale = seen.slice(0, Math.max(last, upTo - first + 1, 0)).indexOf('nothing');
  if (stale >= 0) return { kind: 'look', messageId: first + stale };
  const ending = seen.length - 1 - last;
  const atEnd = ending >= Math.min(endLength, most) && first + seen.length > upTo;
  if (!atEnd) {
    if (seen.length >= most) return unclear('too many messages stand there');
    return { kind: 'look', messageId: first + seen.length };
  }
  if (!isOver) return { kind: 'not yet' };
  if (after === null) return unclear('no message of the chat was known before');
  if (seen.includes('alike')) return unclear('a message with the same text stands there');
  // Ids follow each other: one that is missing among others was deleted, and may have been ours.
  if (seen.includes('gone')) return unclear('a message was deleted there');
  return { kind: 'absent' };
}

/**
 * Notes in `seen` what a look has shown.
 *
 * @param search as it was before the look: an id that was given only while it was looked at is not gone
 */
export function note(
  { after, upTo, seen }: Pick<Search, 'after' | 'upTo'> & { readonly seen: Sighting[] },
  messageId: number,
  sighting: Sighting,
): void {
  const index = messageId - (after ?? 0) - 1;
  const wasGiven = messageId <= upTo || index < lastGiven(seen);
  seen[index] = sighting === 'nothing' && wasGiven ? 'gone' : sighting;
}

/** What stays true of sightings while the call may still come true: where the chat ended may be ours. */
export const lasting = (seen: readonly Sighting[]): Sighting[] =>
  seen.slice(0, lastGiven(seen) + 1);

const lastGiven = (seen: readonly Sighting[]): number =>
  seen.findLastIndex((sighting) => sighting !== 'nothing');

const unclear = (reason: string): Step => ({ kind: 'unclear', reason });

/**
 * What a message is to us. Its addresses may stand in links of the text or the caption, in buttons
 * (Telegram keeps those of a forwarded message when all of them are links), in the preview, in the
 * blocks of a rich message: wherever one is, it is ours.
 *
 * @param slugs of the post's links; no other post has them
 */
export function recognise(message: Message, slugs: readonly string[], text: string): Sighting {
  const written = JSON.stringify(message);
  const isOurs = slugs.some((slug) => new RegExp(`/${slug}(?![\\w-])`).test(written));
  if (isOurs) return 'ours';
  return (message.text ?? message.caption) === text ? 'alike' : 'other';
}
