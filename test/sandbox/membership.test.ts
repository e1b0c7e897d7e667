/** Users who make chats, let the bot in and put it out, over HTTP; what the bot is told of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, json, type Running, reader, run } from './running.ts';

let box: Running;
beforeEach(async () => {
  box = await run();
});
afterEach(() => box.stop());

const make = async (setup: object): Promise<number> => {
  const answer = await box.api('chats', { type: 'channel', title: 'قناة', user: editor, ...setup });
  const body = await json(answer);
  if (!answer.ok) throw new Error(body.error);
  return body.id;
};
const setBot = async (body: object): Promise<string | undefined> =>
  (await json(box.api('bot', body))).error;
const told = async () =>
  (await box.bot.api.getUpdates()).flatMap((update) => update.my_chat_member ?? []);
const ourselves = async (chat: number) =>
  box.bot.api.getChatMember(chat, (await box.bot.api.getMe()).id);

describe('a new channel', () => {
  it('has its maker as creator, and the bot as administrator, which is told', async () => {
    const id = await make({ username: 'new_channel', user: reader });
    const [update, ...none] = await told();
    expect(none).toEqual([]);
    expect(update).toMatchObject({
      chat: { id, type: 'channel', title: 'قناة', username: 'new_channel' },
      from: { id: reader },
      old_chat_member: { status: 'left', user: { id: box.sandbox.world.bot.id } },
      new_chat_member: {
        status: 'administrator',
        user: { id: box.sandbox.world.bot.id },
        can_manage_chat: true,
        can_post_messages: true,
        can_edit_messages: true,
        can_delete_messages: true,
      },
    });
    expect(await ourselves(id)).toEqual(update?.new_chat_member);
    const administrators = await box.bot.api.getChatAdministrators(id);
    expect(administrators.map(({ user, status }) => [user.id, status])).toEqual([
      [reader, 'creator'],
      [box.sandbox.world.bot.id, 'administrator'],
    ]);
    expect(await box.bot.api.getChat('@new_channel')).toMatchObject({ id, title: 'قناة' });
    await box.bot.api.sendMessage('@new_channel', 'أول خبر');
  });

  it('takes the bot in later, with the rights that are given', async () => {
    const id = await make({ bot: { status: 'left' } });
    expect(await told()).toEqual([]);
    await expect(box.bot.api.getChat(id)).rejects.toMatchObject({
      description: 'Forbidden: bot is not a member of the channel chat',
    });
    const rights = { can_post_messages: true, can_edit_messages: false };
    await setBot({ chat: id, user: editor, status: 'administrator', rights });
    expect(await told()).toMatchObject([
      { from: { id: editor }, old_chat_member: { status: 'left' } },
    ]);
    const member = await ourselves(id);
    expect(member).toMatchObject({
      status: 'administrator',
      can_post_messages: true,
      can_edit_messages: false,
      can_delete_messages: false,
    });
    // Of groups alone: who may edit a channel's posts may pin them.
    expect(member).not.toHaveProperty('can_pin_messages');
  });

  it('puts the bot out, which hears who did it', async () => {
    const id = await make({});
    await setBot({ chat: id, user: reader, status: 'kicked' });
    expect((await told()).at(-1)).toMatchObject({
      from: { id: reader },
      old_chat_member: { status: 'administrator', can_post_messages: true },
      new_chat_member: { status: 'kicked' },
    });
    await expect(ourselves(id)).rejects.toMatchObject({ error_code: 403 });
  });

  it('without a user is there as a test set it up, and nobody is told', async () => {
    await box.api('chats', { type: 'channel', title: 'قناة', username: 'set_up' });
    expect(await told()).toEqual([]);
    await box.bot.api.sendMessage('@set_up', 'خبر');
  });

  it('has a name of its own', async () => {
    await make({ username: 'new_channel' });
    await expect(make({ username: 'New_Channel' })).rejects.toThrow('@New_Channel is taken');
    await expect(make({ username: 'editor' })).rejects.toThrow('taken');
    await expect(make({ username: 'قناة' })).rejects.toThrow('no username');
    await expect(make({ title: ' ' })).rejects.toThrow('needs a title');
    await expect(make({ type: 'private' })).rejects.toThrow('type must be');
  });
});

describe('a group', () => {
  it('takes the bot in as a member, then makes it an administrator', async () => {
    const id = await make({ type: 'supergroup', title: 'غرفة', bot: { status: 'member' } });
    const rights = { can_pin_messages: true };
    await setBot({ chat: id, user: editor, status: 'administrator', rights });
    expect((await told()).map((update) => update.new_chat_member.status)).toEqual([
      'member',
      'administrator',
    ]);
    const member = await ourselves(id);
    expect(member).toMatchObject({ can_pin_messages: true, can_manage_topics: false });
    expect(member).not.toHaveProperty('can_post_messages');
  });
});

it('a private chat is closed and opened in the same way', async () => {
  await setBot({ chat: reader, user: reader, status: 'kicked' });
  await expect(box.bot.api.sendMessage(reader, 'خبر')).rejects.toMatchObject({
    description: 'Forbidden: bot was blocked by the user',
  });
  await setBot({ chat: reader, user: reader, status: 'member' });
  await box.bot.api.sendMessage(reader, 'خبر');
  expect((await told()).map((update) => update.new_chat_member.status)).toEqual([
    'kicked',
    'member',
  ]);
});

it('a status or a right that there is not is refused', async () => {
  const chat = await make({});
  expect(await setBot({ chat, status: 'boss' })).toMatch('status must be one of');
  const rights = { can_post: true };
  expect(await setBot({ chat, status: 'administrator', rights })).toBe(
    'there is no right can_post',
  );
});
