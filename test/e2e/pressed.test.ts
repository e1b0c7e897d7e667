/** Buttons that are pressed twice, whose answer comes too late, or under what has changed since. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import {
  configOf,
  editor,
  type Messenger,
  messengerOf,
  pierArticle,
  pushSigned,
  type Seen,
  saying,
  temporaryFolder,
  until,
} from './line.ts';
import { writeNewsroomFile } from './pages.ts';

const folder = temporaryFolder();
const secret = 'a-secret-of-the-newsroom';
let app: App;
let messenger: Messenger;
let ahead = 0;

beforeAll(async () => {
  const newsroom = writeNewsroomFile(
    folder.path,
    `name: مرصد الاختبار
timezone: Asia/Aden
channels:
  - { key: main, chat: "@pressed_main", sections: [محليات] }
  - { key: review, chat: "@pressed_review", mode: review, slots: ["08:00"], sections: [اقتصاد] }
editors:
  - { id: ${editor}, role: owner }
`,
  );
  app = await startApp(configOf(folder.path, { NEWSROOM: newsroom, INTAKE_SECRET: secret }), {
    log: createLog('silent'),
    now: () => Date.now() + ahead,
  });
  messenger = messengerOf(app.url);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const labels = ({ reply_markup: markup }: Seen) =>
  markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];

async function push(number: number, title: string, section: string): Promise<void> {
  const answer = await pushSigned(app.url, secret, {
    ...pierArticle(number, title),
    section,
  });
  expect(answer.status).toBe(202);
}

async function reviewed(number: number, title: string): Promise<Seen> {
  const before = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
  await push(number, title, 'اقتصاد');
  return messenger.answer(editor, before, saying('للمراجعة'));
}

describe('a decision that is pressed twice', () => {
  it.each([
    [1, 'نشر'],
    [2, 'رفض'],
  ])('keeps its way back: %d, %s', async (number, label) => {
    const card = await reviewed(number, `الدفعة ${number} من سفن القمح`);
    const { now } = await messenger.twice(editor, card, label);
    expect(labels(now)).toContain('تراجع');
  });
});

describe('a draft’s old card', () => {
  it('throws nothing away once the draft is decided on another', async () => {
    const isCard = (message: Seen) => labels(message).includes('إلغاء');
    const first = await messenger.ask(editor, 'خبر من محرر يكفي لمنشور كامل', isCard);
    const list = await messenger.ask(editor, '/publish', saying('مسودات'));
    const second = await messenger.press(editor, list, 'خبر من محرر', isCard);
    const confirm = await messenger.turn(editor, second, 'الموعد', saying('سيُنشر'));
    await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
    const queued = (await app.store.posts.queue(9)).length;
    await messenger.tap(editor, first, 'إلغاء');
    const old = (await messenger.chat(editor)).find((one) => one.message_id === first.message_id);
    expect(old?.text).not.toContain('لم يُنشر شيء');
    expect(await app.store.posts.queue(9)).toHaveLength(queued);
  });
});

describe('«في الحال» of an old question', () => {
  it('does not undo what was set since', async () => {
    const shown = await messenger.ask(editor, '/schedule', saying('pressed_review'));
    await messenger.press(editor, shown, 'مواعيد \u2068@pressed_review', saying('أرسل مواعيد'));
    const question = await messenger.ask(editor, 'بلا', saying('في الحال'));
    await messenger.press(editor, shown, 'مواعيد \u2068@pressed_review', saying('أرسل مواعيد'));
    await messenger.ask(editor, '07:30', saying('07:30'));
    await messenger.tap(editor, question, 'نعم');
    const week = (await app.store.channels.all()).find(({ key }) => key === 'review');
    expect(week?.slots).toEqual(['07:30']);
  });
});

describe('a template that is chosen twice', () => {
  it('keeps its way back', async () => {
    const list = await messenger.ask(editor, '/template', saying('اختر قناة'));
    const all = await messenger.turn(editor, list, 'pressed_main');
    const one = await messenger.turn(editor, all, 'عنوان فقط');
    const { now } = await messenger.twice(editor, one, 'استعماله');
    expect(labels(now)).toContain('تراجع');
  });
});

describe('a confirmation that the bot gets to too late to answer it', () => {
  /** Presses while the bot is away for two minutes. */
  const late = async (message: Seen) => {
    const data = message.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    const before = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
    void app.sandbox?.world.press(editor, editor, message.message_id, data);
    ahead += 120_000;
    return messenger.answer(editor, before, () => true);
  };

  it('edits and retracts all the same', async () => {
    await push(7, 'افتتاح الرصيف السابع', 'محليات');
    const posted = () => messenger.channel('pressed_main');
    const post = await until(async () => (await posted()).find(saying('السابع')), 'the post');
    const address = `https://t.me/pressed_main/${post.message_id}`;
    const what = await messenger.ask(editor, `/edit ${address}`, saying('الرصيف السابع'));
    await messenger.press(editor, what, 'العنوان', saying('اكتب العنوان'));
    const asked = await messenger.ask(editor, 'عنوان آخر للرصيف', saying('هل يُنشر التعديل'));
    expect((await late(asked)).text).toContain('عُدّل');
    const ask = await messenger.ask(editor, `/retract ${address}`, saying('سيُسحب'));
    await late(ask);
    const isPost = ({ message_id }: Seen) => message_id === post.message_id;
    await until(async () => !(await posted()).some(isPost), 'the deletion');
  });
});

describe('a message that is edited while /edit waits', () => {
  it('changes the draft that it became, and is no answer', async () => {
    const isCard = (message: Seen) => labels(message).includes('إلغاء');
    await messenger.ask(editor, 'ورشة للخط العربي تبدا الأحد', isCard);
    const own = (await messenger.chat(editor)).findLast(
      (message) => message.outgoing && message.text?.startsWith('ورشة'),
    );
    await messenger.ask(editor, '/edit', saying('أرسل رابط المنشور'));
    const before = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
    if (own) await messenger.edit(editor, own, 'ورشة للخط العربي تبدأ الأحد');
    const card = await messenger.answer(editor, before, isCard);
    expect(card.text).toContain('تبدأ الأحد');
    await messenger.ask(editor, '/cancel', saying('أُلغي التعديل'));
  });
});
