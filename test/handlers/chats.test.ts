import { Bot } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { expect, it } from 'vitest';
import { chats } from '../../handlers/chats.ts';
import type { BotContext, BotDeps } from '../../handlers/context.ts';

it('hears of the bot’s rights although the disk is full for a moment', async () => {
  const heard: object[] = [];
  let failures = 1;
  const desk = {
    async heard(names: readonly string[], what: object) {
      if (failures-- > 0) throw new Error('database or disk is full');
      heard.push({ names, ...what });
    },
  } as unknown as BotDeps['desk'];
  const bot = new Bot<BotContext>('1:x', { botInfo: { id: 1 } as UserFromGetMe });
  bot.use(chats({ desk, people: {} as BotDeps['people'] }));
  await bot.handleUpdate({
    update_id: 1,
    my_chat_member: {
      chat: { id: -1001, type: 'channel', title: 'قناة', username: 'marsad_test' },
      new_chat_member: { status: 'administrator' },
    },
  } as Update);
  expect(heard).toEqual([{ names: ['-1001', '@marsad_test'], isOpen: true }]);
});
