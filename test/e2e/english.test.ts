/** A desk that newsroom.yaml wants in English: its editors are answered in English, readers in Arabic. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { languageButtons } from '../../templates/desk.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  reader,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';
import { openPages, type Pages, writeNewsroomFile } from './pages.ts';

const folder = temporaryFolder();
const titleOf = (number: number) => `BBC: افتتاح الرصيف ${number}`;
let app: App;
let messenger: Messenger;
let pages: Pages;

beforeAll(async () => {
  pages = await openPages(titleOf);
  const newsroom = writeNewsroomFile(
    folder.path,
    `name: مرصد الاختبار
timezone: Asia/Aden
desk_language: en
allow_hosts: ["${pages.host}"]
channels:
  - { key: hours, chat: "@english_hours", slots: ["08:00"], media: false }
editors:
  - { id: ${editor}, role: owner }
`,
  );
  app = await startLine(folder.path, { NEWSROOM: newsroom });
  messenger = messengerOf(app.url);
});
afterAll(async () => {
  await app.stop();
  pages.close();
  folder.remove();
});

const ask = (text: string, words: string) => messenger.ask(editor, text, saying(words));

/** What is not a headline or a name, each of which is wrapped. */
const ownWords = ({ text = '' }: Seen): string =>
  text.replace(/\u2068(?:\u2066[^\u2069]*\u2069|[^\u2066\u2069])*\u2069/gu, '');
const buttons = ({ reply_markup }: Seen): string[] =>
  (reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
const expectEnglish = (message: Seen) => {
  expect(ownWords(message)).not.toMatch(/\p{Script=Arabic}|[،؛؟«»]/u);
  // A language is called by its own name, for those who read no other.
  const labels = buttons(message).filter((label) => label !== languageButtons.ar);
  for (const label of labels) expect(label).not.toMatch(/\p{Script=Arabic}/u);
};

describe('a desk in English', () => {
  it('speaks Arabic to readers who meet its commands and buttons', async () => {
    await messenger.ask(reader, '/cancel', saying('لا شيء لإلغائه'));
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const members = { [editor]: { status: 'creator' }, [reader]: { status: 'member' } } as const;
    const { id } = world.addChat({ type: 'supergroup', title: 'desk', members });
    world.say(editor, id, '/settings');
    const menu = await until(() => world.messages(id)[1], 'the menu');
    const [button] = menu.reply_markup?.inline_keyboard.flat() ?? [];
    if (!button || !('callback_data' in button)) throw new Error('no button');
    const pressed = await world.press(reader, id, menu.message_id, button.callback_data);
    expect(pressed).toMatchObject({ text: expect.stringContaining('للمحررين') });
  });

  it('greets an editor in English, a reader in Arabic, each with their commands', async () => {
    expectEnglish(await ask('/start', 'Welcome to the desk of'));
    const help = await ask('/help', '/queue — What is waiting to be published');
    expectEnglish(help);
    expect(await messenger.commands(editor)).toContainEqual({
      command: 'queue',
      description: 'What is waiting to be published',
    });
    await messenger.ask(reader, '/start', saying('أهلًا بك في مرصد الاختبار'));
    await messenger.ask(reader, '/help', saying('/latest — آخر الأخبار'));
    for (const { description } of await messenger.commands(reader)) {
      expect(description).toMatch(/\p{Script=Arabic}/u);
    }
  });

  it('publishes an address, says when, and moves it to a time in English words', async () => {
    expectEnglish(await ask('/queue', 'Nothing is waiting to be published.'));
    const card = await ask(`/publish ${pages.address(1)}`, 'Choose the channels');
    expect(card.text).toContain('Draft: ');
    expectEnglish(card);
    const chat = await messenger.chat(editor);
    expect(chat.find(saying('This is how the post will look:'))).toBeDefined();
    const preview = chat.findLast(({ message_id }) => message_id < card.message_id);
    expect(preview?.text).toContain('أعلنت هيئة الموانئ');
    expect(buttons(preview ?? card)).toContain('مشاركة');

    const confirm = await messenger.turn(editor, card, 'Next slot', saying('To be published'));
    expectEnglish(confirm);
    const done = await messenger.turn(
      editor,
      confirm,
      'Publish',
      saying('Done. 1 post on the way'),
    );
    expectEnglish(done);

    const queue = await ask('/queue', '1 post waiting:');
    expect(queue.text).toMatch(/1\. (?:today|tomorrow) 08:00 · \u2068@english_hours\u2069/);
    expectEnglish(queue);
    const post = await messenger.turn(editor, queue, '1', saying('08:00'));
    await messenger.press(editor, post, 'Set a time', saying('Write the time'));
    expectEnglish(await ask('someday', 'I didn’t understand the time'));
    const moved = await ask('the day after tomorrow at 8:30 pm', 'Its time now:');
    expect(moved.text).toMatch(/ 20:30$/);
    await messenger.turn(editor, moved, 'Undo', saying('08:00'));
  });

  it('says in English why an address can’t be published', async () => {
    const refused = await ask(`/publish ${pages.address(1).replace('news', 'gone')}`, 'error 404');
    expect(refused.text).toContain('no page at this address');
    expectEnglish(refused);
  });

  it('takes a week in English words', async () => {
    const week = await ask('/schedule', 'Slots: every day 08:00');
    expectEnglish(week);
    await messenger.press(editor, week, 'Slots of', saying('Send the slots'));
    expectEnglish(await ask('monthly 12:00', 'I didn’t understand'));
    const changed = await ask('07:30, Sunday–Thursday 12:00', 'This is what we understood');
    expect(changed.text).toContain('Slots: every day 07:30; Sunday–Thursday 12:00');
    expectEnglish(changed);
    await messenger.press(editor, week, 'Quiet hours of', saying('Send the quiet hours'));
    expectEnglish(await ask('11 pm to 6:30 am', 'Quiet hours: 23:00–06:30, posts wait'));
    await messenger.press(editor, week, 'Quiet hours of', saying('Send the quiet hours'));
    await ask('none', 'Quiet hours: none');
  });

  it.each([
    ['/stats', 'Reads'],
    ['/sources', 'There are no sources yet'],
    ['/channels', '1 channel'],
    ['/template', 'How posts look in each channel'],
    ['/follow', 'The “follow us” links'],
    ['/settings', 'Settings of the newsroom'],
    ['/editors', 'The desk:'],
    ['/why https://n.example/1', 'We have not seen this address'],
    ['/breaking', 'Send the command with the article’s address'],
    ['/gone', 'I don’t know this command'],
  ])('answers %s in English', async (command, words) => {
    expectEnglish(await ask(command, words));
  });

  it('speaks Arabic again from the next answer on, when /settings says so', async () => {
    const menu = await ask('/settings', 'Settings of the newsroom');
    await messenger.turn(editor, menu, languageButtons.ar, saying('لغة غرفة التحرير'));
    await ask('/queue', 'في الانتظار');
    const arabic = await ask('/settings', 'إعدادات غرفة الأخبار');
    await messenger.turn(
      editor,
      arabic,
      languageButtons.en,
      saying('Language of the desk: English'),
    );
  });
});
