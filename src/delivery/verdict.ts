/**
 * The one table of error classes: what an answer of Telegram means for the thing that was to be
 * done, and what becomes of a row of unknown outcome. Pure.
 */
import { GrammyError, HttpError } from 'grammy';
import { lanes, type OutboxRow } from '../../data/repositories/outbox.ts';
import { describeError } from '../errors.ts';

/**
 * - `flood`: certainly not done; Telegram wants patience for `ms`
 * - `later`: certainly not done, and nothing of Telegram's could be reached; try again after `ms`
 * - `migrated`: the group lives on under another id; send there once
 * - `in effect`: Telegram refuses because it is so already
 * - `unknown`: no answer, or one that does not tell; see {@link remedyOf}
 * - the rest: certainly not done, and a person has to mend something first
 */
export type Verdict =
  | { readonly kind: 'flood' | 'later'; readonly ms: number; readonly reason: string }
  | { readonly kind: 'migrated'; readonly chat: string }
  | { readonly kind: 'in effect' }
  | Trouble;

/**
 * A verdict that the desk is told of: `content` has to be mended, `target` cannot be written to,
 * `permission` is lacking there, `bot` is a matter of token or configuration.
 */
export interface Trouble {
  readonly kind: 'unknown' | 'content' | 'target' | 'permission' | 'bot';
  readonly reason: string;
}

interface Class {
  readonly kind: Verdict['kind'];
  /** error_code; absent: any. */
  readonly code?: (code: number) => boolean;
  /** Of `parameters`: must be there. */
  readonly parameter?: 'retry_after' | 'migrate_to_chat_id';
  /** One of these must stand in the description. */
  readonly texts?: readonly string[];
}

/**
 * The first row that fits. Codes and parameters go first, for texts change; then the few known
 * descriptions that say more than their code; then what the code means by default: an unknown 403 is
 * a matter of the target, any other refusal of the content. Texts: Bot API 10.3 as served by TDLib;
 * those in capitals come from Telegram's own servers.
 */
const classes: readonly Class[] = [
  { kind: 'migrated', parameter: 'migrate_to_chat_id' },
  { kind: 'flood', code: (code) => code === 429 },
  { kind: 'unknown', code: (code) => code >= 500 },
  { kind: 'bot', code: (code) => code === 401 || code === 404 || code === 409 },
  { kind: 'in effect', texts: ['message is not modified', 'message to delete not found'] },
  {
    kind: 'permission',
    texts: [
      'not enough rights',
      'need administrator rights',
      'have no write access',
      'CHAT_WRITE_FORBIDDEN',
      'CHAT_ADMIN_REQUIRED',
      'CHAT_RESTRICTED',
    ],
  },
  {
    kind: 'target',
    texts: ['chat not found', 'message thread not found', 'group chat was upgraded'],
  },
  { kind: 'target', code: (code) => code === 403 },
  { kind: 'content' },
];

/** Before these, no byte of the request has left us. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const unreachableMs = 5_000;
/** A 429 that does not say for how long. */
const patienceMs = 1_000;

/** Judges the error of one call. */
export function judge(error: unknown): Verdict {
  if (error instanceof GrammyError) return judgeAnswer(error);
  const { code, message } = describeError(error);
  if (error instanceof HttpError && beforeSending.has(String(code))) {
    return { kind: 'later', ms: unreachableMs, reason: String(code) };
  }
  return { kind: 'unknown', reason: code ? `${message} (${code})` : message };
}

function judgeAnswer({ error_code, description: reason, parameters }: GrammyError): Verdict {
  const kind =
    classes.find(
      ({ code, parameter, texts }) =>
        (code?.(error_code) ?? true) &&
        (parameter === undefined || parameters[parameter] !== undefined) &&
        (texts?.some((text) => reason.includes(text)) ?? true),
    )?.kind ?? 'content';
  const { retry_after, migrate_to_chat_id } = parameters;
  switch (kind) {
    case 'migrated':
      return { kind, chat: String(migrate_to_chat_id) };
    case 'flood':
    case 'later':
      return { kind, ms: retry_after === undefined ? patienceMs : retry_after * 1_000, reason };
    case 'in effect':
      return { kind };
    default:
      return { kind, reason };
  }
}

/**
 * What to do about a row of unknown outcome:
 * - `find`: a post has an address of its own by which it is recognised where it stands
 * - `again`: an edit, a deletion or a pin done twice is the same as done once; and a desk that reads
 *   a notice twice is better off than one that never reads it
 * - `ask`: a message to a subscriber can't be looked for, and must not come twice
 */
export function remedyOf({
  kind,
  postId,
  lane,
}: Pick<OutboxRow, 'kind' | 'postId' | 'lane'>): 'find' | 'again' | 'ask' {
  if (kind !== 'send') return 'again';
  if (postId !== null) return 'find';
  return lane === lanes.desk ? 'again' : 'ask';
}
