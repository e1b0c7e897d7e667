/** Checks the keyboards under messages as Telegram does. */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { badRequest } from './envelope.ts';
import { buttonUrlProblem } from './urls.ts';

/** What a button may do: exactly one of these. */
const actions = new Set([
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
]);
const looks = new Set(['text', 'style', 'icon_custom_emoji_id', 'disabled']);
const styles = new Set(['danger', 'success', 'primary']);
const maxButtons = 100;

/**
 * @param markup the reply_markup of a call
 * @returns the inline keyboard; undefined for none, an empty one or the other kinds of markup, which
 *   are no part of the message
 * @throws ApiError 400
 */
export function checkMarkup(markup: object | undefined): InlineKeyboardMarkup | undefined {
  if (!markup) return undefined;
  if (!('inline_keyboard' in markup)) {
    if ('keyboard' in markup || 'remove_keyboard' in markup || 'force_reply' in markup)
      return undefined;
    throw badRequest('object expected as reply markup');
  }
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) {
    throw badRequest("can't parse inline keyboard: array of arrays of buttons is expected");
  }
  const kept = rows.filter((row) => row.length > 0);
  for (const button of kept.flat()) checkButton(button);
  if (kept.flat().length > maxButtons) throw badRequest('reply markup is too long');
  return kept.length > 0 ? { inline_keyboard: kept } : undefined;
}

function checkButton(button: unknown): asserts button is InlineKeyboardButton {
  const problem = (text: string) => badRequest(`can't parse inline keyboard button: ${text}`);
  if (typeof button !== 'object' || button === null)
    throw problem('InlineKeyboardButton must be an Object');
  const fields: Record<string, unknown> = { ...button };
  const { text } = fields;
  if (typeof text !== 'string') throw problem(`Can't find field "text"`);
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  const stranger = Object.keys(fields).find((key) => !actions.has(key) && !looks.has(key));
  // Telegram overlooks it; the sandbox does not (see parameters.ts).
  if (stranger !== undefined) throw problem(`unknown field "${stranger}"`);
  const [action, second] = Object.keys(fields).filter((key) => actions.has(key));
  if (action === undefined && fields.disabled !== true) {
    throw badRequest('text buttons are unallowed in the inline keyboard');
  }
  if (second !== undefined) throw problem('exactly one action is expected');
  if (fields.style !== undefined && !styles.has(String(fields.style))) {
    throw problem(`style "${fields.style}" is unknown`);
  }
  if (action === 'callback_data') checkData(fields.callback_data);
  if (action === 'url') {
    const why = buttonUrlProblem(String(fields.url));
    if (why) throw badRequest(`inline keyboard button URL '${fields.url}' is invalid: ${why}`);
  }
  if (action === 'copy_text') checkCopyText(fields.copy_text);
}

function checkData(data: unknown): void {
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
}

function checkCopyText(copy: unknown): void {
  const text = typeof copy === 'object' && copy !== null && 'text' in copy ? copy.text : undefined;
  const length = typeof text === 'string' ? [...text].length : 0;
  if (length < 1 || length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
}
