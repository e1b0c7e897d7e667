import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { judge, remedyOf } from '../../src/delivery/verdict.ts';

const answer = (error_code: number, description: string, parameters = {}) =>
  new GrammyError(
    'Call to sendMessage failed!',
    { ok: false, error_code, description, parameters },
    'sendMessage',
    {},
  );

const lost = (code?: string) =>
  new HttpError('Network request for sendMessage failed!', Object.assign(new Error('x'), { code }));

describe('judge', () => {
  it.each([
    [answer(400, 'Bad Request: chat not found'), 'target'],
    [answer(403, 'Forbidden: bot was kicked from the channel chat'), 'target'],
    [answer(403, 'Forbidden: something new'), 'target'],
    [answer(400, 'Bad Request: message thread not found'), 'target'],
    [answer(400, 'Bad Request: need administrator rights in the channel chat'), 'permission'],
    [answer(400, 'Bad Request: not enough rights to send text messages to the chat'), 'permission'],
    [answer(400, 'Bad Request: CHAT_WRITE_FORBIDDEN'), 'permission'],
    [answer(400, "Bad Request: can't parse entities: x"), 'content'],
    [answer(400, 'Bad Request: message is too long'), 'content'],
    [answer(400, 'Bad Request: something new'), 'content'],
    [answer(401, 'Unauthorized'), 'bot'],
    [answer(404, 'Not Found'), 'bot'],
    [answer(400, 'Bad Request: message is not modified: specified new message…'), 'in effect'],
    [answer(500, 'Internal Server Error'), 'unknown'],
    [answer(502, 'Bad Gateway'), 'unknown'],
    [lost('ECONNRESET'), 'unknown'],
    [lost(), 'unknown'],
    [new Error('anything else'), 'unknown'],
  ])('%s is %s', (error, kind) => {
    expect(judge(error).kind).toBe(kind);
  });

  it('waits as long as Telegram says', () => {
    expect(
      judge(answer(429, 'Too Many Requests: retry after 7', { retry_after: 7 })),
    ).toMatchObject({
      kind: 'flood',
      ms: 7_000,
    });
  });

  it('tries again when no byte can have left us', () => {
    expect(judge(lost('ECONNREFUSED')).kind).toBe('later');
  });

  it('follows a group to its new id', () => {
    const moved = answer(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1001,
    });
    expect(judge(moved)).toEqual({ kind: 'migrated', chat: '-1001' });
  });
});

it.each([
  ['send', 5, 2, 'find'],
  ['edit', 5, 2, 'again'],
  ['delete', 5, 2, 'again'],
  ['pin', 5, 2, 'again'],
  ['send', null, 0, 'again'],
  ['send', null, 3, 'ask'],
] as const)('a lost %s of post %s in lane %s: %s', (kind, postId, lane, remedy) => {
  expect(remedyOf({ kind, postId, lane })).toBe(remedy);
});
