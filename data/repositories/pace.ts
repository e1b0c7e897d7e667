/**
 * How fast calls may go out (Bot FAQ): about one a second in a chat, twenty a minute in a group,
 * thirty a second over all. Each is a bucket that one number describes (GCRA): `paceAt`, the time at
 * which all that was sent is worked off at the steady rate. A call may go out while that time is no
 * further ahead than the lane's share of the burst, and moves it on by one interval.
 *
 * Telegram tolerates bursts of some three in a chat and thirty over all. Ordinary posts take less of
 * it than they may, so that breaking news finds room at once however many wait, and so that a call
 * which reaches Telegram late, and the next one early, do not meet a full bucket.
 */
import type { ChatTable } from '../schema.ts';

/** Who goes first when several rows are due. */
export const lanes = {
  desk: 0,
  breaking: 1,
  ordinary: 2,
  alert: 3,
  broadcast: 4,
  counts: 5,
} as const;

/** Lanes of readers: many chats, one row each. */
export const isToReaders = (lane: number): boolean =>
  lane === lanes.alert || lane === lanes.broadcast;

const chatMs = 1_000;
/** Twenty a minute, with no burst that the next minute would have to pay for. */
const groupMs = 3_000;
const overallMs = 1_000 / 30;
/** With `allow_paid_broadcast` a thousand a second, of which some are left. */
const paidMs = 1_000 / 950;

/** How many calls may go out at once, by lane. */
const chatBursts = [2, 2, 1, 1];
const overallBursts = [22, 20, 12, 8, 6];

type Pace = Pick<ChatTable, 'kind'> & { name: string; paceAt: number; heldUntil: number };

/**
 * How long a chat takes to work off one call, in milliseconds. Whether a chat is a group is learnt
 * from Telegram; until then its address tells: ids of basic groups are negative and short, and only
 * groups have topics.
 */
export function intervalOf({ name, kind }: Pick<Pace, 'name' | 'kind'>, inTopic = false): number {
  const looksLikeGroup = inTopic || (/^-\d/.test(name) && !name.startsWith('-100'));
  return kind === 'group' || kind === 'supergroup' || (kind === null && looksLikeGroup)
    ? groupMs
    : chatMs;
}

/** When a chat may be called, in milliseconds UTC. */
export function freeAt(chat: Pace, lane: number, inTopic = false): number {
  const room = ((chatBursts[lane] ?? 1) - 1) * intervalOf(chat, inTopic);
  return Math.max(chat.heldUntil, chat.paceAt - room);
}

/** When any call may go out, in milliseconds UTC. */
export function overallFreeAt(
  all: Pick<Pace, 'paceAt' | 'heldUntil'>,
  lane: number,
  paid = false,
): number {
  const room = ((overallBursts[lane] ?? 1) - 1) * (paid ? paidMs : overallMs);
  return Math.max(all.heldUntil, all.paceAt - room);
}

/** The chat's `paceAt` after one more call. */
export const afterCall = (chat: Pace, now: number, inTopic = false): number =>
  Math.max(chat.paceAt, now) + intervalOf(chat, inTopic);

/** The `paceAt` of all together after one more call. */
export const afterAnyCall = (paceAt: number, now: number, paid = false): number =>
  Math.max(paceAt, now) + (paid ? paidMs : overallMs);
