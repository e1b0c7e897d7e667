/** An editor changes what is out, and takes it back: /edit and /retract, from the phone to the channel. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  reader,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;
const channel = 'marsad_alsahel';
const posts = () => messenger.channel(channel);
const headline = (text = '') => text.split('\n')[0];

beforeAll(async () => {
  app = await startLine(folder.path);
  messenger = messengerOf(app.url);
  await until(async () => (await posts()).length >= 6, 'the sample’s articles', 30_000);
}, 40_000);
afterAll(async () => {
  await app.stop();
  folder.remove();
});

describe('/edit', () => {
  it('shows the new words, puts them into the post, and takes them out again', async () => {
    const [first] = await posts();
    const before = headline(first?.text);
    const what = await messenger.ask(
      editor,
      `/edit https://t.me/${channel}/${first?.message_id}`,
      saying('؟'),
    );
    const part = what.text?.includes('في أي قناة')
      ? await messenger.press(editor, what, 'كل القنوات', saying('ماذا تريد'))
      : what;
    await messenger.press(editor, part, 'العنوان', saying('اكتب العنوان'));
    const last = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
    await messenger.sticker(editor);
    await messenger.answer(editor, last, saying('اكتبها نصًا'));
    const asked = await messenger.ask(editor, 'عنوان من غرفة التحرير', saying('هل يُنشر التعديل'));
    const shown = (await messenger.chat(editor)).findLast(saying('عنوان من غرفة التحرير\n'));
    expect(shown?.photo).toBeDefined();
    const done = await messenger.press(editor, asked, 'تأكيد التعديل', saying('عُدّل'));
    const now = async () =>
      (await posts()).find(({ message_id: id }) => id === first?.message_id)?.text;
    await until(async () => headline(await now()) === 'عنوان من غرفة التحرير', 'the edit');
    await messenger.tap(editor, done, 'تراجع');
    await until(async () => headline(await now()) === before, 'the undoing');
  });

  it('says that it waits for a button to whoever writes instead', async () => {
    const [first] = await posts();
    const link = `https://t.me/${channel}/${first?.message_id}`;
    await messenger.ask(editor, `/edit ${link}`, saying('؟'));
    await messenger.ask(editor, 'https://news.example/1', saying('اختر من الأزرار', '/cancel'));
    await messenger.ask(editor, '/cancel', saying('أُلغي التعديل'));
  });

  it('is for editors', async () => {
    await messenger.say(reader, '/start');
    await messenger.ask(reader, '/edit', saying('أهلًا'));
    await messenger.ask(reader, '/retract', saying('أهلًا'));
  });
});

describe('/retract', () => {
  it('takes back the post that a short link stands under, after a word of why', async () => {
    const [, post] = await posts();
    const link = post?.reply_markup?.inline_keyboard[0]?.[0]?.url;
    const first = await messenger.ask(editor, `/retract ${link}`, () => true);
    const ask = first.text?.includes('في أي قناة')
      ? await messenger.press(editor, first, 'كل القنوات', saying('سيُسحب الخبر'))
      : first;
    expect(ask.text).toContain('سيُسحب الخبر');
    const long = await messenger.ask(editor, `${'ا'.repeat(499)}😀😀`, saying('السبب: ا'));
    expect(long.text?.isWellFormed()).toBe(true);
    const again = await messenger.ask(editor, '\u2067خطأ في النقل', saying('السبب: خطأ في النقل'));
    await messenger.press(editor, again, 'تأكيد السحب', saying('يُحذف الآن'));
    await until(
      async () => !(await posts()).some(({ message_id: id }) => id === post?.message_id),
      'the deletion',
    );
    await until(
      async () => (await messenger.chat(editor)).some(saying(': حُذف')),
      'the outcome to be told',
    );
  });

  it('offers the last ten, and leaves a post alone when the editor stops', async () => {
    const count = (await posts()).length;
    const list = await messenger.ask(editor, '/retract', saying('اختر من آخر'));
    const buttons = list.reply_markup?.inline_keyboard ?? [];
    expect(buttons.length).toBeGreaterThan(3);
    const [label] = buttons.at(-1) ?? [];
    await messenger.press(editor, list, label?.text ?? '', () => true);
    await messenger.ask(editor, '/cancel', saying('أُلغي السحب'));
    expect((await posts()).length).toBeGreaterThanOrEqual(count);
  });

  it('knows a forwarded post that is answered', async () => {
    const [post] = await posts();
    const world = app.sandbox?.world;
    const id = world?.chat(`@${channel}`).id ?? 0;
    const root = `${app.url}/sandbox/bot1000000001:local-telegram-of-the-sandbox`;
    const forwarded = await fetch(`${root}/forwardMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chat_id: editor, from_chat_id: id, message_id: post?.message_id }),
    });
    const { result } = (await forwarded.json()) as { result: { message_id: number } };
    world?.say(editor, editor, '/retract', { replyTo: result.message_id });
    const answer = await messenger.answer(editor, result.message_id, () => true);
    expect(answer.text).toMatch(/سيُسحب الخبر|في أي قناة/u);
    await messenger.ask(editor, '/cancel', saying('أُلغي السحب'));
  });
});

it('leaves the words of a most-read list alone, which can be taken back', async () => {
  const shown = (await posts()).at(-1);
  const world = app.sandbox?.world;
  const chats = [`@${channel}`, String(world?.chat(`@${channel}`).id)];
  const post = await app.store.posts.byMessage(chats, shown?.message_id ?? 0);
  if (!post) throw new Error('no post');
  const { id: postId, channelId } = post;
  await app.store.digests.decide({ channelId, dueAt: 0, days: 1, postId, items: [] });
  const link = `https://t.me/${channel}/${shown?.message_id}`;
  await messenger.ask(editor, `/edit ${link}`, saying('تُصنع من أعداد القراءات'));
  await messenger.ask(editor, `/retract ${link}`, saying('سيُسحب الخبر'));
  await messenger.ask(editor, '/cancel', saying('أُلغي السحب'));
});

describe('in a group', () => {
  it('asks for words so that an answer reaches a bot that hears only replies, and takes no others', async () => {
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const [post] = await posts();
    const members = { [editor]: { status: 'creator' } } as const;
    const { id } = world.addChat({ type: 'supergroup', title: 'غرفة الكتابة', members });
    const said = (words: string) =>
      until(() => world.messages(id).findLast(saying(words)), `the group to hear ${words}`);
    const press = async (words: string, ending: RegExp) => {
      const message = await said(words);
      const button = message.reply_markup?.inline_keyboard
        .flat()
        .find((one) => 'callback_data' in one && ending.test(one.callback_data));
      if (!button || !('callback_data' in button)) throw new Error(`no button ${ending}`);
      await world.press(editor, id, message.message_id, button.callback_data);
    };
    world.say(editor, id, `/edit https://t.me/${channel}/${post?.message_id}`);
    const first = await said('؟');
    if (first.text?.includes('في أي قناة')) await press('في أي قناة', /:all$/);
    await press('ماذا تريد', /:headline$/);
    const { message_id: replyTo } = await said('اكتب العنوان');
    expect(world.calls.findLast(({ method }) => method === 'sendMessage')).toMatchObject({
      parameters: { reply_markup: expect.objectContaining({ force_reply: true }) },
    });
    world.say(editor, id, 'كلام بين المحررين عن السفن');
    world.say(editor, id, 'عنوان من الغرفة', { replyTo });
    await said('هل يُنشر التعديل');
    const shown = world.messages(id).map(({ text, caption }) => text ?? caption);
    expect(shown).toContainEqual(expect.stringMatching(/^عنوان من الغرفة\n/));
    await press('هل يُنشر التعديل', /:no$/);
    await said('أُلغي التعديل');
    world.say(editor, id, '/retract');
    await said('ردًا على هذه الرسالة');
    world.say(editor, id, '/cancel');
    await said('أُلغي السحب');
  });

  it('what one editor has begun is not gone on with by another', async () => {
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const [post] = await posts();
    const members = { [editor]: { status: 'creator' }, [reader]: { status: 'member' } } as const;
    const { id } = world.addChat({ type: 'supergroup', title: 'غرفة المرصد', members });
    const asked = () =>
      world.messages(id).findLast(({ reply_markup }) => reply_markup?.inline_keyboard.length);
    const press = async (user: number, ending: RegExp) => {
      const found = await until(() => {
        const button = asked()
          ?.reply_markup?.inline_keyboard.flat()
          .find((one) => 'callback_data' in one && ending.test(one.callback_data));
        return button && 'callback_data' in button && button;
      }, `the button ${ending}`);
      return world.press(user, id, asked()?.message_id ?? 0, found.callback_data);
    };
    world.say(editor, id, `/retract https://t.me/${channel}/${post?.message_id}`);
    await until(() => asked(), 'the question');
    if (asked()?.text?.includes('في أي قناة')) await press(editor, /:all$/);
    await until(() => asked()?.text?.includes('سيُسحب'), 'the confirmation');
    expect(await press(reader, /:yes$/)).toBeDefined();
    world.say(reader, id, 'سبب من غريب', { replyTo: asked()?.message_id ?? 0 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked()?.text).not.toContain('سبب من غريب');
    expect((await posts()).some(({ message_id: one }) => one === post?.message_id)).toBe(true);
    await press(editor, /:yes$/);
    await until(
      async () => !(await posts()).some(({ message_id: one }) => one === post?.message_id),
      'the deletion',
    );
  });
});
