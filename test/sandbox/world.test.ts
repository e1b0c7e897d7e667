/** Chats set up by hand, and what the bot may do in them. */
import { GrammyError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../src/sandbox/world.ts';
import { editor, type Running, reader, run, until } from './running.ts';

let box: Running;
let world: World;
beforeEach(async () => {
  box = await run();
  ({ world } = box.sandbox);
});
afterEach(() => box.stop());

const send = (chat: number | string, other = {}) => box.bot.api.sendMessage(chat, 'خبر', other);
const refusal = async (promise: Promise<unknown>): Promise<GrammyError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GrammyError) return error;
  throw new Error(`expected a refusal, got ${error}`);
};
const told = async () => (await box.bot.api.getUpdates({ offset: -1 })).at(-1);

describe('channels', () => {
  it('come into being when addressed, unless the world is strict', async () => {
    await send('@some_channel');
    world.strict(true);
    await send('@some_channel');
    expect((await refusal(send('@other_channel'))).description).toBe('Bad Request: chat not found');
    expect(world.messages('@some_channel')).toHaveLength(2);
    expect(world.messages('@other_channel')).toEqual([]);
  });

  it('of an id are made with that id, and of an id with a topic as a forum', async () => {
    expect((await send(-1001234567890)).chat).toMatchObject({
      id: -1001234567890,
      type: 'channel',
    });
    const topical = await send(-1009876543210, { message_thread_id: 12 });
    expect(topical.chat).toMatchObject({ type: 'supergroup', is_forum: true });
    expect(topical.message_thread_id).toBe(12);
    expect(topical.is_topic_message).toBe(true);
  });

  it('refuse a topic that is not there', async () => {
    const { id } = world.addChat({ type: 'supergroup', title: 'نقاش', isForum: true, topics: [3] });
    world.strict(true);
    expect((await send(id, { message_thread_id: 3 })).message_thread_id).toBe(3);
    expect((await refusal(send(id, { message_thread_id: 4 }))).description).toBe(
      'Bad Request: message thread not found',
    );
  });

  it('refuse a bot without the right to post', async () => {
    const { id } = world.addChat({
      type: 'channel',
      title: 'قناة',
      bot: { status: 'administrator', rights: { can_edit_messages: true } },
    });
    expect(await refusal(send(id))).toMatchObject({
      error_code: 400,
      description: 'Bad Request: need administrator rights in the channel chat',
    });
  });

  it('tell the bot when it is put out, and refuse it then', async () => {
    const { id } = world.addChat({ type: 'channel', title: 'قناة' });
    world.setBot(id, { status: 'kicked' });
    expect((await told())?.my_chat_member).toMatchObject({
      chat: { id },
      old_chat_member: { status: 'administrator' },
      new_chat_member: { status: 'kicked' },
    });
    expect(await refusal(send(id))).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was kicked from the channel chat',
    });
  });

  it('have members, administrators and a pinned message', async () => {
    const { chat, message_id } = await send('@some_channel');
    expect(await box.bot.api.getChatMemberCount(chat.id)).toBe(3);
    const administrators = await box.bot.api.getChatAdministrators('@some_channel');
    expect(administrators.map(({ user, status }) => [user.id, status])).toEqual([
      [editor, 'creator'],
      [world.bot.id, 'administrator'],
    ]);
    expect(await box.bot.api.getChatMember(chat.id, reader)).toMatchObject({ status: 'member' });
    await box.bot.api.pinChatMessage(chat.id, message_id);
    expect(world.messages(chat.id).at(-1)?.pinned_message).toMatchObject({ message_id });
    await box.bot.api.unpinChatMessage(chat.id);
    expect(await box.bot.api.getChat(chat.id)).not.toHaveProperty('pinned_message');
  });

  it('do not let a protected message be copied', async () => {
    const { message_id } = await send('@some_channel', { protect_content: true });
    expect(
      (await refusal(box.bot.api.copyMessage(editor, '@some_channel', message_id))).description,
    ).toBe("Bad Request: the message can't be copied");
  });
});

describe('groups', () => {
  it('let a plain member do what their permissions say', async () => {
    const { id } = world.addChat({
      type: 'supergroup',
      title: 'نقاش',
      bot: { status: 'member' },
      permissions: { can_send_messages: false },
    });
    expect((await refusal(send(id))).description).toBe(
      'Bad Request: not enough rights to send text messages to the chat',
    );
    world.changeChat(id, { permissions: {} });
    const { message_id } = await send(id);
    expect((await refusal(box.bot.api.pinChatMessage(id, message_id))).description).toBe(
      'Bad Request: not enough rights to manage pinned messages in the chat',
    );
  });

  it('tell a plain member commands and replies only', async () => {
    const { id } = world.addChat({
      type: 'supergroup',
      title: 'نقاش',
      bot: { status: 'member' },
      members: { [reader]: { status: 'member' } },
    });
    const { message_id } = await send(id);
    world.say(reader, id, 'كلام');
    world.say(reader, id, '/help');
    world.say(reader, id, 'رد', { replyTo: message_id });
    const updates = await box.bot.api.getUpdates();
    expect(updates.map(({ message }) => message?.text)).toEqual(['/help', 'رد']);
  });

  it('move to another id, which the old one tells', async () => {
    const { id } = world.addChat({ id: -4001, type: 'group', title: 'نقاش' });
    await send(id);
    const moved = world.migrate(id);
    expect(await refusal(send(id))).toMatchObject({
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: moved },
    });
    expect((await send(moved)).chat).toMatchObject({
      id: moved,
      type: 'supergroup',
      title: 'نقاش',
    });
  });
});

describe('users', () => {
  it('must speak first', async () => {
    world.addUser(3001, 'جديد');
    expect(await refusal(send(3001))).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    world.say(3001, 3001, '/start');
    expect((await send(3001)).chat).toMatchObject({ id: 3001, first_name: 'جديد' });
  });

  it('block the bot and come back', async () => {
    world.block(reader);
    expect((await told())?.my_chat_member?.new_chat_member.status).toBe('kicked');
    expect((await refusal(send(reader))).description).toBe(
      'Forbidden: bot was blocked by the user',
    );
    world.say(reader, reader, '/start');
    expect((await send(reader)).message_id).toBeGreaterThan(0);
  });

  it('are unknown to each other, and may not post in a channel', async () => {
    expect(() => world.say(reader, editor, 'x')).toThrow('does not see');
    await send('@some_channel');
    expect(() => world.say(reader, '@some_channel', 'x')).toThrow('may not post');
    world.say(editor, '@some_channel', 'من القناة');
    expect((await told())?.channel_post).toMatchObject({
      text: 'من القناة',
      sender_chat: { username: 'some_channel' },
    });
  });

  it('press the buttons that are there, and hear the answer', async () => {
    const { message_id } = await send(reader, {
      reply_markup: { inline_keyboard: [[{ text: 'زر', callback_data: 'yes' }]] },
    });
    await expect(world.press(reader, reader, message_id, 'no')).rejects.toThrow('no button "no"');
    const pressed = world.press(reader, reader, message_id, 'yes');
    const query = await until(async () => (await told())?.callback_query);
    expect(query).toMatchObject({ data: 'yes', from: { id: reader }, message: { message_id } });
    await box.bot.api.answerCallbackQuery(query.id, { text: 'تم' });
    expect(await pressed).toEqual({ text: 'تم', alert: false });
    expect((await refusal(box.bot.api.answerCallbackQuery(query.id))).description).toMatch(
      'query is too old',
    );
  });
});

describe('what tests see', () => {
  it('is every call with its parameters and its error', async () => {
    await send('@some_channel');
    await refusal(send(99));
    expect(
      world.calls.map(({ method, parameters, error }) => [method, parameters.chat_id, error]),
    ).toEqual([
      ['sendMessage', '@some_channel', undefined],
      ['sendMessage', 99, 'Bad Request: chat not found'],
    ]);
  });

  it('is a fault by chance that comes again with its seed', async () => {
    const outcomes = async () => {
      const remove = world.fault({ kind: '500', probability: 0.5, seed: 7 });
      const results: boolean[] = [];
      for (let count = 0; count < 20; count += 1) {
        results.push(
          await send('@some_channel').then(
            () => true,
            () => false,
          ),
        );
      }
      remove();
      return results;
    };
    const first = await outcomes();
    expect(new Set(first).size).toBe(2);
    expect(await outcomes()).toEqual(first);
  });

  it('is any refusal that one writes down', async () => {
    world.fault({ kind: 'error', code: 400, text: 'CHAT_RESTRICTED', times: 1 });
    expect((await refusal(send('@some_channel'))).description).toBe('Bad Request: CHAT_RESTRICTED');
    await send('@some_channel');
  });
});
