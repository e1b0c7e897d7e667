/** What an answer of Telegram means for the thing that was to be done. Pure. */
import { GrammyError, HttpError } from 'grammy';
import { describeError } from '../errors.ts';

/**
 * - `later`: certainly not done; try again after `ms`, and leave the chat alone until then
 * - `migrated`: the group lives on under another id; send there once
 * - `in effect`: Telegram refuses because it is so already
 * - `unknown`: no answer, or one that does not tell; never send again blindly
 * - the rest: certainly not done, and a person has to mend something first
 */
export type Verdict =
  | { readonly kind: 'later'; readonly ms: number; readonly reason: string }
  | { readonly kind: 'migrated'; readonly chat: string }
  | { readonly kind: 'in effect' }
  | Trouble;

/** A verdict that the desk is told of. */
export interface Trouble {
  readonly kind: 'unknown' | 'content' | 'target' | 'permission' | 'bot';
  readonly reason: string;
}

/** Before these, no byte of the request has left us. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const unreachableMs = 5_000;

const targetTexts = ['chat not found', 'message thread not found', 'group chat was upgraded'];
const permissionTexts = [
  'not enough rights',
  'need administrator rights',
  'have no write access',
  'CHAT_WRITE_FORBIDDEN',
  'CHAT_ADMIN_REQUIRED',
  'CHAT_RESTRICTED',
];
const inEffectTexts = [
  'message is not modified',
  'message to delete not found',
  'message to pin not found',
  'message to unpin not found',
];

/**
 * Judges the error of one call: by code and parameters first, then by the few descriptions that
 * matter, then by the code's class. An unknown 400 is a matter of content, an unknown 403 of the
 * target. Texts: Bot API 10.3 as served by TDLib.
 */
export function judge(error: unknown): Verdict {
  if (error instanceof GrammyError) return judgeAnswer(error);
  const { code, message } = describeError(error);
  if (error instanceof HttpError && beforeSending.has(String(code))) {
    return { kind: 'later', ms: unreachableMs, reason: String(code) };
  }
  return { kind: 'unknown', reason: code ? `${message} (${code})` : message };
}

function judgeAnswer({ error_code, description, parameters }: GrammyError): Verdict {
  const says = (texts: readonly string[]) => texts.some((text) => description.includes(text));
  const { retry_after, migrate_to_chat_id } = parameters;
  if (migrate_to_chat_id !== undefined) {
    return { kind: 'migrated', chat: String(migrate_to_chat_id) };
  }
  if (error_code === 429) {
    return { kind: 'later', ms: (retry_after ?? 1) * 1_000, reason: description };
  }
  if (error_code >= 500) return { kind: 'unknown', reason: description };
  if (error_code === 401 || error_code === 404 || error_code === 409) {
    return { kind: 'bot', reason: description };
  }
  if (says(inEffectTexts)) return { kind: 'in effect' };
  if (says(permissionTexts)) return { kind: 'permission', reason: description };
  if (error_code === 403 || says(targetTexts)) return { kind: 'target', reason: description };
  return { kind: 'content', reason: description };
}
