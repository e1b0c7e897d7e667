/** How a change to messages that stand in channels went, and what the desk hears of it. */
import { GrammyError } from 'grammy';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { Retraction } from '../../data/repositories/retractions.ts';
import type { Store } from '../../data/store.ts';
import { judge, type Trouble, type Verdict } from './verdict.ts';

/** Done (or nothing is left to do), not yet, or as Telegram's refusal is judged. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly ms: number; readonly reason: string }
  /** Nobody has the chat's public name any more: it is to be called by its id. */
  | { readonly kind: 'renamed'; readonly id: string }
  | Exclude<Verdict, { readonly kind: 'unknown' }>;

export const done: Outcome = { kind: 'done' };

/** What the desk is told of posts that are out. */
export type ChangeNews =
  | { readonly kind: 'lost' | 'refused'; readonly post: TitledPost; readonly reason: string }
  | {
      readonly kind: 'retracted';
      readonly retraction: Retraction;
      readonly posts: readonly TitledPost[];
    };

/** A post on its way is soon out; one of unknown outcome waits for a person, or to be found. */
const sendingMs = 2_000;
const unknownMs = 30_000;
const againMs = 5_000;
const longestAgainMs = 10 * 60_000;

export const whileSending: Outcome = {
  kind: 'wait',
  ms: sendingMs,
  reason: 'the post is being sent',
};

/** Undefined once it is known whether the post is out. */
export function untilKnown({ state }: Pick<TitledPost, 'state'>): Outcome | undefined {
  if (state === 'sending') return whileSending;
  if (state === 'unknown')
    return { kind: 'wait', ms: unknownMs, reason: 'whether it is out is not known' };
  return undefined;
}

/** Undefined once nothing is left of the post that waits for its time: a pin was planned with it. */
export function untilSent(
  { state, dueAt }: Pick<TitledPost, 'state' | 'dueAt'>,
  now: number,
): Outcome | undefined {
  if (state !== 'queued' && state !== 'scheduled') return undefined;
  const ms = Math.max((dueAt ?? 0) - now, unknownMs);
  return { kind: 'wait', ms, reason: 'the post is not out yet' };
}

/** Whether Telegram refused, and said one of these. */
export const says = (error: unknown, ...texts: readonly string[]): boolean =>
  error instanceof GrammyError && texts.some((text) => error.description.includes(text));

/** How long a change without an answer waits for its next try, in milliseconds: ever longer. */
export const againAfter = ({ attempts }: Pick<OutboxRow, 'attempts'>): number =>
  Math.min(againMs * 2 ** (attempts - 1), longestAgainMs);

/** The id by which a chat is still found whose public name nobody has any more; else null. */
export async function idBehind(
  store: Store,
  chat: string,
  { kind, reason }: Trouble,
): Promise<string | null> {
  const isNameless = kind === 'target' && chat.startsWith('@') && reason.includes('chat not found');
  return isNameless ? (await store.chats.find(chat)).chatId : null;
}

/**
 * What an error of a change means. A change can be made again without harm, so one without an answer
 * is; what a person has to mend is given up, and told.
 */
export async function afterError(
  store: Store,
  row: Pick<OutboxRow, 'attempts' | 'chat'>,
  error: unknown,
  giveUp: (reason: string) => Promise<unknown>,
): Promise<Outcome> {
  const verdict = judge(error);
  switch (verdict.kind) {
    case 'unknown':
      return { kind: 'wait', ms: againAfter(row), reason: verdict.reason };
    case 'content':
    case 'target':
    case 'permission': {
      const id = await idBehind(store, row.chat, verdict);
      if (id !== null) return { kind: 'renamed', id };
      await giveUp(verdict.reason);
      return verdict;
    }
    default:
      return verdict;
  }
}
