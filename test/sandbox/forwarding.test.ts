/** What a bot sees of messages by forwarding them, and chats that are changed from outside. */
import { GrammyError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, json, type Running, run } from './running.ts';

let box: Running;
const channel = '@sahel_news';
beforeEach(async () => {
  box = await run();
});
afterEach(() => box.stop());

const button = { text: 'التفاصيل', url: 'https://n.example/abcdefg' };
const send = (buttons: object[] = [button]) =>
  box.bot.api.sendMessage(channel, 'خبر', {
    reply_markup: { inline_keyboard: [buttons as (typeof button)[]] },
    link_preview_options: { url: button.url },
  });
const forward = (id: number) => box.bot.api.forwardMessage(editor, channel, id);
const refusal = (promise: Promise<unknown>): Promise<GrammyError> =>
  promise.then(
    () => {
      throw new Error('it went through');
    },
    (error) => error,
  );

describe('a forward', () => {
  it('takes along the link preview, and a keyboard that is all links', async () => {
    const { message_id } = await send();
    expect(await forward(message_id)).toMatchObject({
      reply_markup: { inline_keyboard: [[button]] },
      link_preview_options: { url: button.url },
      forward_origin: { message_id },
    });
    const mixed = await send([button, { text: 'زر', callback_data: 'x' }]);
    expect(await forward(mixed.message_id)).not.toHaveProperty('reply_markup');
  });

  it('is refused for what is not there, for service messages and for protected content', async () => {
    const { message_id } = await send();
    await box.bot.api.pinChatMessage(channel, message_id);
    const texts = async (ids: number[]) =>
      Promise.all(ids.map(async (id) => (await refusal(forward(id))).description));
    expect(await texts([message_id + 1, message_id + 2])).toEqual([
      "Bad Request: the message can't be forwarded",
      'Bad Request: message to forward not found',
    ]);
    box.sandbox.world.changeChat(channel, { isProtected: true });
    const later = await send();
    expect(await texts([later.message_id])).toEqual([
      "Bad Request: the message can't be forwarded",
    ]);
    expect(await box.bot.api.getChat(channel)).toMatchObject({ has_protected_content: true });
  });

  it('tells nothing of a message that was deleted; ids go on', async () => {
    const { message_id } = await send();
    box.sandbox.world.remove(channel, [message_id]);
    expect((await refusal(forward(message_id))).description).toMatch(/not found/);
    expect((await send()).message_id).toBe(message_id + 1);
  });
});

describe('from outside, over HTTP', () => {
  it('a chat is set up, the bot is put out of it and let in again', async () => {
    const chat = { type: 'channel', title: 'قناة', username: 'outside' };
    const { id } = await json(box.api('chats', chat));
    await box.bot.api.sendMessage('@outside', 'خبر');
    await box.api('bot', { chat: id, status: 'kicked' });
    const kicked = await refusal(box.bot.api.sendMessage('@outside', 'خبر'));
    expect(kicked).toBeInstanceOf(GrammyError);
    expect(kicked.error_code).toBe(403);
    const rights = { can_post_messages: true };
    await box.api('bot', { chat: '@outside', status: 'administrator', rights });
    await box.bot.api.sendMessage('@outside', 'خبر');
  });

  it('a group becomes a supergroup', async () => {
    const { id } = await json(box.api('chats', { id: -4001, type: 'group', title: 'غرفة' }));
    const moved = await json(box.api('migrate', { chat: id }));
    const error = await refusal(box.bot.api.sendMessage(id, 'خبر'));
    expect(error.parameters.migrate_to_chat_id).toBe(moved.id);
  });

  it('all sends are refused for a time, and for no longer', async () => {
    await box.api('flood', { seconds: 1 });
    for (const chat of [channel, '@other']) {
      const error = await refusal(box.bot.api.sendMessage(chat, 'x'));
      expect(error.parameters.retry_after).toBe(1);
    }
    box.sandbox.world.floodAll(0);
    await box.bot.api.sendMessage(channel, 'x');
  });

  it('the calls are told from a count on', async () => {
    await send();
    await refusal(box.bot.api.sendMessage(99, 'x'));
    const { calls, count } = await json(box.api('calls?after=1'));
    expect(count).toBe(2);
    expect(calls).toMatchObject([
      { method: 'sendMessage', error: expect.stringMatching('400|chat') },
    ]);
  });
});
