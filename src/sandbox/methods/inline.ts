/** Inline mode: what the bot offers to someone who writes its name in any chat. */
import { badRequest } from '../envelope.ts';
import type { Telegram } from '../telegram.ts';
import type { Methods } from './methods.ts';

/** Bot API: no more results in one answer. */
const mostResults = 50;

export const inlineMethods = ({ inline }: Telegram): Methods => ({
  answerInlineQuery({ inline_query_id: id, results }) {
    if (results.length > mostResults) throw badRequest('RESULTS_TOO_MUCH');
    const ids = results.map((result) => result.id);
    if (new Set(ids).size < ids.length) throw badRequest('RESULT_ID_DUPLICATE');
    if (!inline.answer(id, results)) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    return true;
  },
});
