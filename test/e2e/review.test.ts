/** A channel in review: its card, two editors at once, changes at the source, and restarts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  reader as colleague,
  editor,
  type Messenger,
  messengerOf,
  pierArticle,
  pushSigned,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';
import { openPages, type Pages, writeNewsroomFile } from './pages.ts';

const folder = temporaryFolder();
const secret = 'a-secret-of-the-newsroom';
let app: App;
let messenger: Messenger;
let newsroom: string;
let pages: Pages;

beforeAll(async () => {
  pages = await openPages((number) => `مباراة المرسى ${number}`);
  newsroom = writeNewsroomFile(
    folder.path,
    `name: مرصد الاختبار
timezone: Asia/Aden
allow_hosts: ["${pages.host}"]
channels:
  - { key: main, chat: "@review_main", mode: review }
  - { key: sport, chat: "@review_sport", words: [مباراة] }
editors:
  - { id: ${editor}, role: owner }
  - { id: ${colleague}, role: editor }
`,
  );
  await start();
  await messenger.ask(colleague, '/start', saying('غرفة تحرير'));
});
afterAll(async () => {
  await app.stop();
  pages.close();
  folder.remove();
});

async function start() {
  app = await startLine(folder.path, { NEWSROOM: newsroom, INTAKE_SECRET: secret });
  messenger = messengerOf(app.url);
}
async function restart() {
  await app.stop();
  await start();
}

async function push(number: number, title: string): Promise<void> {
  const answer = await pushSigned(app.url, secret, pierArticle(number, title));
  expect(answer.status).toBe(202);
}

/** A pushed article's card in the desk chat. */
async function reviewed(number: number, title: string): Promise<Seen> {
  const before = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
  await push(number, title);
  return messenger.answer(editor, before, saying('للمراجعة'));
}

/** The same card, as another editor takes it from the queue. */
async function shownTo(user: number): Promise<Seen> {
  const queue = await messenger.ask(user, '/queue', saying('المراجعة'));
  return messenger.press(user, queue, 'عرض ما في المراجعة', saying('للمراجعة'));
}

const posted = (count: number) =>
  until(async () => {
    const posts = await messenger.channel('review_main');
    return posts.length >= count && posts;
  }, `${count} posts`);

describe('a post in review', () => {
  it('comes with its picture, and goes out as approved', async () => {
    const card = await reviewed(1, 'افتتاح الرصيف الأول');
    const preview = (await messenger.chat(editor)).find(
      ({ message_id }) => message_id === card.message_id - 1,
    );
    expect(preview?.photo).toBeDefined();
    expect(preview?.text).toMatch(/^افتتاح الرصيف الأول/);
    // On a channel without slots it may go at once, and waits for no time.
    expect(card.text).not.toContain('موعده إن نُشر');
    const done = await messenger.turn(editor, card, 'نشر', saying('تم'));
    expect(done.text).toContain('@review_main');
    expect((await posted(1))[0]?.text).toMatch(/^افتتاح الرصيف الأول/);
  });

  it('is the first editor’s: the second is told whose', async () => {
    const card = await reviewed(2, 'افتتاح الرصيف الثاني');
    const other = await shownTo(colleague);
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const press = (user: number, message: Seen, label: string) => {
      const one = message.reply_markup?.inline_keyboard
        .flat()
        .find(({ text }) => text.includes(label));
      return world.press(user, user, message.message_id, one?.callback_data ?? '');
    };
    const answers = await Promise.all([press(editor, card, 'نشر'), press(colleague, other, 'رفض')]);
    const told = answers.map((answer) => answer?.text ?? '');
    expect(told.filter((text) => text.startsWith('سبقك'))).toHaveLength(1);
    const [post] = await app.store.posts.ofArticle(2);
    // One of the two, whole: never both, never a half.
    const isFirst = told[1]?.startsWith('سبقك');
    expect(post).toMatchObject({ decidedBy: isFirst ? editor : colleague });
    if (isFirst) await posted(2);
    else expect(post?.state).toBe('retracted');
  });

  it('shows its new text when its source changes it, and knows the former card', async () => {
    const former = await reviewed(3, 'افتتاح الرصيف الثالث');
    const anew = await reviewed(3, 'افتتاح الرصيف الثالث والرابع معًا');
    expect(anew.text).toContain('تغيّر الخبر في مصدره');
    const again = await messenger.press(editor, former, 'نشر', saying('للمراجعة'));
    expect(again.text).toContain('الثالث والرابع');
    expect((await messenger.channel('review_main')).some(saying('الثالث'))).toBe(false);
    const done = await messenger.turn(editor, again, 'رفض', saying('رُفض'));
    expect(done.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual([
      'تراجع',
      'ذكر السبب',
    ]);
  });

  it('takes a note that never goes out, other channels, a time; and all of it after restarts', async () => {
    const card = await reviewed(4, 'مباراة الرصيف الرابع');
    await messenger.press(editor, card, 'ملاحظة', saying('لا تُنشر أبدًا'));
    await restart();
    const noted = await messenger.ask(editor, 'اسألوا الميناء أولًا', saying('للمراجعة'));
    expect(noted.text).toMatch(/ملاحظات الزملاء[\s\S]*اسألوا الميناء/);
    const channels = await messenger.turn(editor, noted, 'القنوات', (message) =>
      JSON.stringify(message.reply_markup).includes('○ @review_sport'),
    );
    const both = await messenger.turn(editor, channels, 'review_sport');
    const main = await messenger.turn(editor, both, 'رجوع', saying('review_sport'));
    await restart();
    await messenger.press(editor, main, 'موعد أحدده', saying('اكتب الموعد'));
    const confirm = await messenger.ask(editor, 'غداً ٨ مساءً', saying('سيُنشر'));
    expect(confirm.text?.match(/غدًا 20:00/g)).toHaveLength(2);
    const done = await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
    expect((await messenger.ask(editor, '/queue', saying('في الانتظار'))).text).toMatch(
      /غدًا 20:00/,
    );
    const back = await messenger.press(editor, done, 'تراجع', saying('للمراجعة'));
    await messenger.turn(editor, back, 'رفض', saying('رُفض'));
  });

  it('goes out as breaking news at a word', async () => {
    const card = await reviewed(5, 'وقف الملاحة في الخليج الشرقي');
    const flash = await messenger.turn(editor, card, 'عاجل', saying('يخرج فور اعتماده'));
    await messenger.turn(editor, flash, 'نشر', saying('تم'));
    const posts = await until(async () => {
      const all = await messenger.channel('review_main');
      return all.some(saying('عاجل | وقف الملاحة')) && all;
    }, 'the flash');
    expect(posts.at(-1)?.text).toMatch(/^عاجل \| وقف الملاحة/);
  });

  it('is shown three at a time, and none is passed over when some are decided meanwhile', async () => {
    for (const number of [6, 7, 8, 9])
      await reviewed(number, `تجديد المرسى ${number} في الميناء القديم`);
    const first = await shownTo(editor);
    const more = await messenger.answer(editor, first.message_id, saying('وبقي في المراجعة'));
    await messenger.turn(editor, first, 'رفض', saying('رُفض'));
    const last = await messenger.press(editor, more, 'عرض التالي', saying('للمراجعة'));
    expect(last.text).toContain('المرسى 9');
  });

  it('comes out meanwhile as a colleague’s draft: another is shown that before it is published', async () => {
    const [mine, theirs] = [
      await messenger.ask(editor, pages.address(1), saying('اختر القنوات')),
      await messenger.ask(colleague, pages.address(1), saying('اختر القنوات')),
    ];
    // Both have asked for the time before either of them says yes.
    const [first, second] = [
      await messenger.turn(editor, mine, 'الآن', saying('سيُنشر')),
      await messenger.turn(colleague, theirs, 'الآن', saying('سيُنشر')),
    ];
    expect(second.text).not.toContain('سبق أن نُشرت');
    await messenger.turn(editor, first, 'تأكيد', saying('تم'));
    const told = await messenger.turn(colleague, second, 'تأكيد', saying('سبق أن نُشرت هذه القصة'));
    expect(told.text).toMatch(/@review_sport.*\n.*مباراة المرسى 1/);
    const sport = async () =>
      (await messenger.channel('review_sport')).filter(saying('مباراة المرسى'));
    await until(async () => (await sport()).length === 1, 'the first');
    await restart();
    await messenger.turn(colleague, told, 'تأكيد', saying('تم'));
    await until(async () => (await sport()).length === 2, 'the second, which was wanted');
  });

  it('leaves its way in the log', async () => {
    const menu = await messenger.ask(editor, '/editors', saying('غرفة التحرير:'));
    const log = await messenger.turn(editor, menu, 'السجل', saying('آخر ما فعله'));
    expect(log.text).toMatch(/اعتمد: .*وقف الملاحة/);
    expect(log.text).toMatch(/رفض: .*الرصيف الثالث والرابع/);
  });
});
