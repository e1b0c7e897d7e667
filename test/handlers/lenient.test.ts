import type { Transformer } from 'grammy';
import { describe, expect, it } from 'vitest';
import { lenient } from '../../handlers/lenient.ts';

/** What a call ends in when Telegram answers this, and what reached Telegram. */
async function called(
  method: 'answerCallbackQuery' | 'editMessageText',
  description: string | undefined,
  text = 'تم',
) {
  let reached: unknown;
  const telegram = (async (_: string, payload: unknown) => {
    reached = payload;
    return description ? { ok: false, error_code: 400, description } : { ok: true, result: true };
  }) as Parameters<Transformer>[0];
  const payload =
    method === 'editMessageText'
      ? { chat_id: 1, message_id: 1, text }
      : { callback_query_id: '1', text };
  const answer = await lenient(telegram, method, payload as never);
  return { ok: answer.ok, reached: reached as { text: string } };
}

describe('an answer to a button', () => {
  it('may come too late', async () => {
    const late = 'Bad Request: query is too old and response timeout expired';
    expect((await called('answerCallbackQuery', late)).ok).toBe(true);
    expect((await called('answerCallbackQuery', 'Bad Request: chat not found')).ok).toBe(false);
  });

  it('has 200 letters at most, none of them halved', async () => {
    const { reached } = await called('answerCallbackQuery', undefined, `أُلغي${'😀'.repeat(300)}`);
    expect([...reached.text]).toHaveLength(200);
    expect(reached.text.isWellFormed()).toBe(true);
  });
});

it('a message that says what it is to say already, or is gone, is no failure; other refusals are', async () => {
  const unchanged = 'Bad Request: message is not modified: specified new message content';
  expect((await called('editMessageText', unchanged)).ok).toBe(true);
  const gone = 'Bad Request: message to edit not found';
  expect((await called('editMessageText', gone)).ok).toBe(true);
  expect((await called('editMessageText', 'Bad Request: MESSAGE_TOO_LONG')).ok).toBe(false);
  const long = await called('editMessageText', undefined, 'ا'.repeat(300));
  expect(long.reached.text).toHaveLength(300);
});
