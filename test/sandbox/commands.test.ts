/** The commands that someone sees on «/», by scope and language. */
import type { BotCommandScope, LanguageCode } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, json, type Running, reader, run } from './running.ts';

let box: Running;
let group: number;
beforeEach(async () => {
  box = await run();
  const setup = {
    type: 'supergroup',
    title: 'غرفة التحرير',
    members: { [editor]: { status: 'creator' }, [reader]: { status: 'member' } },
  };
  group = (await json(box.api('chats', setup))).id;
});
afterEach(() => box.stop());

const list = (command: string) => [{ command, description: 'أمر' }];
const set = (command: string, scope?: BotCommandScope, language?: LanguageCode) =>
  box.bot.api.setMyCommands(list(command), {
    ...(scope ? { scope } : {}),
    ...(language ? { language_code: language } : {}),
  });
const seen = async (user: number, chat: number = user, language?: string): Promise<string> => {
  const query = `user=${user}&chat=${chat}${language === undefined ? '' : `&language=${language}`}`;
  const { commands } = await json(box.api(`commands?${query}`));
  return commands.map(({ command }: { command: string }) => command).join();
};

describe('what one sees', () => {
  it('in the chat with the bot: of the chat, else of all such chats, else of all', async () => {
    expect(await seen(editor)).toBe('');
    await set('all');
    await set('groups', { type: 'all_group_chats' });
    expect(await seen(editor)).toBe('all');
    await set('private', { type: 'all_private_chats' });
    expect(await seen(editor)).toBe('private');
    await set('mine', { type: 'chat', chat_id: editor });
    expect([await seen(editor), await seen(reader)]).toEqual(['mine', 'private']);
    await box.bot.api.deleteMyCommands({ scope: { type: 'chat', chat_id: editor } });
    expect(await seen(editor)).toBe('private');
  });

  it('in a group, step by step from all to the one member', async () => {
    const both = async () => [await seen(editor, group), await seen(reader, group)].join(' ');
    await set('private', { type: 'all_private_chats' });
    await set('all');
    expect(await both()).toBe('all all');
    await set('groups', { type: 'all_group_chats' });
    expect(await both()).toBe('groups groups');
    await set('heads', { type: 'all_chat_administrators' });
    expect(await both()).toBe('heads groups');
    await set('here', { type: 'chat', chat_id: group });
    expect(await both()).toBe('here here');
    await set('heads_here', { type: 'chat_administrators', chat_id: group });
    expect(await both()).toBe('heads_here here');
    await set('you', { type: 'chat_member', chat_id: group, user_id: reader });
    expect(await both()).toBe('heads_here you');
  });

  it('is in their language before the one for all, within each scope', async () => {
    await set('all');
    await set('arabic', undefined, 'ar');
    expect([await seen(editor), await seen(editor, editor, 'en')]).toEqual(['arabic', 'all']);
    await set('private', { type: 'all_private_chats' });
    expect(await seen(editor)).toBe('private');
    expect(await box.bot.api.getMyCommands({ language_code: 'ar' })).toEqual(list('arabic'));
    expect(await box.bot.api.getMyCommands({ language_code: 'en' })).toEqual([]);
  });

  it('is nothing in a channel', async () => {
    await set('all');
    const { id } = await json(box.api('chats', { type: 'channel', title: 'قناة' }));
    expect(await seen(editor, id)).toBe('');
  });
});

it.each<[string, object]>([
  ["can't use specified scope in private chats", { type: 'chat_administrators', chat_id: editor }],
  ["can't parse BotCommandScope: unsupported type specified", { type: 'everywhere' }],
  ['chat not found', { type: 'chat', chat_id: 77 }],
])('refuses a scope that can not be: %s', async (text, scope) => {
  await expect(set('x', scope as BotCommandScope)).rejects.toMatchObject({
    description: `Bad Request: ${text}`,
  });
});

it('refuses commands in a channel, and of a stranger', async () => {
  const { id } = await json(box.api('chats', { type: 'channel', title: 'قناة' }));
  await expect(set('x', { type: 'chat', chat_id: id })).rejects.toMatchObject({
    description: "Bad Request: can't change commands in channel chats",
  });
  await expect(
    set('x', { type: 'chat_member', chat_id: group, user_id: 77 }),
  ).rejects.toMatchObject({ description: 'Bad Request: user not found' });
});
