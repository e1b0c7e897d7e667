/** Drafts that begin without a command: a link, a text, pictures; and a writer's way to the editors. */
import type { MessageEntity } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
  until,
  reader as writer,
} from './line.ts';
import { openPages, type Pages, writeNewsroomFile } from './pages.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;
let pages: Pages;
let newsroom: string;

beforeAll(async () => {
  pages = await openPages((number) => `توسعة الرصيف الجنوبي ${number}`);
  newsroom = writeNewsroomFile(
    folder.path,
    `name: مرصد الاختبار
timezone: Asia/Aden
allow_hosts: ["${pages.host}"]
follow: { youtube: "https://youtube.example/@x" }
channels:
  - { key: main, chat: "@drafts_main" }
  - { key: hours, chat: "@drafts_hours", slots: ["08:00", "20:00"] }
editors:
  - { id: ${editor}, role: owner }
  - { id: ${writer}, role: writer }
`,
  );
  await start();
});
afterAll(async () => {
  await app.stop();
  pages.close();
  folder.remove();
});

async function start() {
  app = await startLine(folder.path, { NEWSROOM: newsroom });
  messenger = messengerOf(app.url);
}
async function restart() {
  await app.stop();
  await start();
}

const card = saying('اختر القنوات');

const newest = async (user: number) => (await messenger.chat(user)).at(-1)?.message_id ?? 0;

/** Does something and waits for the bot's next message that says these words. */
async function answered(user: number, work: () => Promise<unknown>, words: string): Promise<Seen> {
  const before = await newest(user);
  await work();
  return messenger.answer(user, before, saying(words));
}

/** Leaves only the first channel ticked, and publishes at once. */
async function publishOnMain(shown: Seen): Promise<void> {
  const main = await messenger.turn(editor, shown, 'drafts_hours');
  const confirm = await messenger.turn(editor, main, 'الآن', saying('سيُنشر'));
  await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
}

const posted = (count: number) =>
  until(async () => {
    const posts = await messenger.channel('drafts_main');
    return posts.length >= count && posts;
  }, `${count} messages on the channel`);

describe('a message without a command', () => {
  it('begins a draft when it is a link', async () => {
    const shown = await messenger.ask(editor, pages.address(1), card);
    expect(shown.text).toContain('توسعة الرصيف الجنوبي 1');
    await messenger.turn(editor, shown, 'إلغاء', saying('أُلغي'));
  });

  it('is the post itself when it is a text, its first line the headline', async () => {
    const shown = await messenger.ask(
      editor,
      'افتتاح سوق الصيادين الجديد\nقال مدير السوق إن العمل يبدأ غدًا.\nوتُنقل المحال كلها خلال أسبوع.',
      card,
    );
    await publishOnMain(shown);
    const [post] = await posted(1);
    expect(post?.text).toMatch(
      /^افتتاح سوق الصيادين الجديد\n\nقال مدير السوق إن العمل يبدأ غدًا\.\nوتُنقل المحال كلها خلال أسبوع\.\n\n/,
    );
    expect(post?.text).toContain('تابعونا: يوتيوب');
    expect(post?.entities).toContainEqual(expect.objectContaining({ type: 'bold', offset: 0 }));
    expect(post?.reply_markup).toBeUndefined();
  });

  it('loses its formatting to the template, which is said', async () => {
    const world = app.sandbox?.world;
    const before = await newest(editor);
    const entities: MessageEntity[] = [
      { type: 'text_link', offset: 0, length: 6, url: 'https://m.example/x' },
    ];
    world?.say(editor, editor, 'افتتاح معرض الزهور في الحديقة العامة', { entities });
    await messenger.answer(editor, before, saying('بلا تنسيقها'));
    const shown = await messenger.answer(editor, before, card);
    await messenger.turn(editor, shown, 'إلغاء', saying('أُلغي'));
  });

  it('is breaking news when it says so', async () => {
    const shown = await messenger.ask(editor, 'عاجل: إغلاق الميناء بسبب الرياح الشديدة', card);
    expect(shown.text).toContain('عاجل: يخرج فور اعتماده');
    await publishOnMain(shown);
    expect((await posted(2))[1]?.text).toMatch(/^عاجل \| إغلاق الميناء/);
  });

  it('is a picture with its words', async () => {
    const shown = await answered(
      editor,
      () => messenger.photo(editor, { count: 1, caption: 'صورة اليوم من الميناء القديم' }),
      'اختر القنوات',
    );
    await publishOnMain(shown);
    const post = (await posted(3))[2];
    expect(post?.photo).toBeDefined();
    expect(post?.text).toContain('صورة اليوم من الميناء القديم');
  });

  it('is an album, of which ten pictures are taken', async () => {
    const before = await newest(editor);
    await messenger.photo(editor, { count: 11, caption: 'ألبوم من مهرجان البحر' });
    await messenger.answer(editor, before, saying('عشر صور'));
    const shown = await messenger.answer(editor, before, card);
    await publishOnMain(shown);
    const posts = await posted(13);
    const album = posts.slice(3);
    expect(album).toHaveLength(10);
    expect(new Set(album.map((message) => message.media_group_id)).size).toBe(1);
    expect(album[0]?.text).toContain('ألبوم من مهرجان البحر');
  });

  it('waits for its words when a picture comes without, across a restart', async () => {
    await answered(editor, () => messenger.photo(editor, { count: 1 }), 'اكتب الآن نص المنشور');
    await restart();
    const shown = await messenger.ask(editor, 'قوارب الصيد تعود قبل الغروب', card);
    const preview = (await messenger.chat(editor)).findLast(
      (message) => message.photo && !message.outgoing,
    );
    expect(preview?.text).toContain('قوارب الصيد');
    await messenger.turn(editor, shown, 'إلغاء', saying('أُلغي'));
  });

  it('gets a short answer when it can be no post', async () => {
    await answered(editor, () => messenger.sticker(editor), 'لا ننشر هذا النوع');
    await answered(
      editor,
      () => messenger.photo(editor, { count: 1, caption: 'خبر منقول من قناة', protect: true }),
      'محمية من النقل',
    );
    await messenger.ask(editor, 'صباح الخير', saying('أقصر من أن يكون خبرًا'));
    await messenger.ask(editor, `عنوان\n${'كلمة '.repeat(700)}`, saying('أطول من 3000 حرف'));
    await messenger.ask(editor, 'كلمة '.repeat(100), saying('العنوان أطول'));
    const [first] = await messenger.channel('drafts_main');
    await answered(
      editor,
      () => messenger.forward(editor, 'drafts_main', first?.message_id ?? 0),
      'من منشوراتنا',
    );
  });

  it('loses the marks that turn lines around', async () => {
    const shown = await messenger.ask(
      editor,
      '\u202eافتتاح معرض الكتاب في المكلا اليوم\u202c',
      card,
    );
    expect(shown.text).not.toMatch(/[\u202a-\u202e]/);
    await publishOnMain(shown);
    expect((await posted(14))[13]?.text).toMatch(/^افتتاح معرض الكتاب/);
  });
});

describe('the card', () => {
  it('changes words and picture, and shows the post anew each time', async () => {
    const shown = await messenger.ask(editor, pages.address(2), card);
    const words = await messenger.turn(editor, shown, 'النص', (message) =>
      JSON.stringify(message.reply_markup).includes('الملخص'),
    );
    const asked = await messenger.press(editor, words, 'العنوان', saying('اكتب العنوان الجديد'));
    expect(asked.text).toContain('توسعة الرصيف الجنوبي 2');
    await restart();
    const anew = await messenger.ask(editor, 'عنوان من المحرر', card);
    expect(anew.text).toContain('عنوان من المحرر');
    const chat = await messenger.chat(editor);
    expect(chat.findLast(saying('أعلنت هيئة الموانئ'))?.text).toMatch(/^عنوان من المحرر/);

    const pictures = await messenger.turn(editor, anew, 'الصورة', (message) =>
      JSON.stringify(message.reply_markup).includes('بلا صورة'),
    );
    const bare = await messenger.press(editor, pictures, 'بلا صورة', card);
    const again = await messenger.turn(editor, bare, 'الصورة', (message) =>
      JSON.stringify(message.reply_markup).includes('بلا صورة'),
    );
    await messenger.press(editor, again, 'صورة أخرى', saying('أرسل الصورة'));
    await messenger.ask(editor, 'كلام لا صورة', saying('ليست صورة'));
    const illustrated = await answered(
      editor,
      () => messenger.photo(editor, { count: 1 }),
      'اختر القنوات',
    );
    await publishOnMain(illustrated);
    const post = (await posted(15))[14];
    expect(post?.photo).toBeDefined();
    expect(post?.text).toMatch(/^عنوان من المحرر/);
    expect(post?.reply_markup?.inline_keyboard[0]?.[0]?.text).toBe('التفاصيل');
  });

  it('keeps at least one channel', async () => {
    const shown = await messenger.ask(editor, pages.address(3), card);
    const one = await messenger.turn(editor, shown, 'drafts_hours');
    const still = await messenger.turn(editor, one, 'drafts_main').catch(() => one);
    const ticks = still.reply_markup?.inline_keyboard.flat().filter(({ text }) => text[0] === '✓');
    expect(ticks?.map(({ text }) => text)).toEqual(['✓ @drafts_main']);
    await messenger.turn(editor, await current(still), 'إلغاء', saying('أُلغي'));
  });
});

const current = async ({ message_id }: Seen): Promise<Seen> => {
  const found = (await messenger.chat(editor)).find((one) => one.message_id === message_id);
  if (!found) throw new Error('the message is gone');
  return found;
};

describe('a message that its author edits', () => {
  const own = async (words: string) => {
    const found = (await messenger.chat(editor)).findLast(
      (message) => message.outgoing && saying(words)(message),
    );
    if (!found) throw new Error(`nobody said ${words}`);
    return found;
  };

  it('changes its draft, which is shown anew; the former card is old', async () => {
    const shown = await messenger.ask(editor, 'سوق السمك يفتح ابوابه فجرا', card);
    const message = await own('سوق السمك');
    await restart();
    const change = () => messenger.edit(editor, message, 'سوق السمك يفتح أبوابه فجرًا\nكل يوم.');
    const anew = await answered(editor, change, 'اختر القنوات');
    expect(anew.text).toContain('سوق السمك يفتح أبوابه فجرًا');
    await messenger.press(editor, shown, 'الآن', card);
    const long = () => messenger.edit(editor, message, 'كلمة '.repeat(100));
    await answered(editor, long, 'العنوان أطول');
    await publishOnMain(anew);
    const post = (await posted(16))[15];
    expect(post?.text).toMatch(/^سوق السمك يفتح أبوابه فجرًا\n\nكل يوم\./);
    await answered(editor, () => messenger.edit(editor, message, 'سوق السمك مغلق'), '/edit');
  });

  it('changes the words under its pictures', async () => {
    const before = await newest(editor);
    await messenger.photo(editor, { count: 2, caption: 'صورتان من مهرجان العسل' });
    const shown = await messenger.answer(editor, before, card);
    const change = async () =>
      messenger.edit(editor, await own('صورتان من'), 'صورتان من مهرجان العسل الثالث');
    const anew = await answered(editor, change, 'اختر القنوات');
    expect(anew.text).toContain('العسل الثالث');
    await messenger.turn(editor, anew, 'إلغاء', saying('أُلغي'));
    await messenger.tap(editor, shown, 'الآن');
  });
});

describe('an album', () => {
  it('whose words are too long keeps all its pictures for the shorter ones', async () => {
    const before = await newest(editor);
    await messenger.photo(editor, { count: 3, caption: 'كلمة '.repeat(100) });
    await messenger.answer(editor, before, saying('العنوان أطول'));
    await messenger.answer(editor, before, saying('اكتب الآن نص المنشور'));
    const shown = await messenger.ask(editor, 'ثلاث صور من سوق البن الكبير', card);
    const chat = await messenger.chat(editor);
    const preview = chat.filter(
      ({ message_id, photo: has, outgoing }) => has && !outgoing && message_id > before,
    );
    expect(preview).toHaveLength(3);
    await messenger.turn(editor, shown, 'إلغاء', saying('أُلغي'));
  });
});

describe('a card in a group', () => {
  it('is its author’s alone, and stays so when a colleague presses it', async () => {
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const members = { [editor]: { status: 'creator' }, [writer]: { status: 'member' } } as const;
    const { id } = world.addChat({ type: 'supergroup', title: 'غرفة المرصد', members });
    const find = () => world.messages(id).find(({ text }) => text?.includes('اختر القنوات'));
    world.say(editor, id, `/publish ${pages.address(5)}`);
    const shown = await until(find, 'the card');
    const cancel = shown.reply_markup?.inline_keyboard.flat().at(-1);
    if (!cancel || !('callback_data' in cancel)) throw new Error('no button');
    const press = (by: number) => world.press(by, id, shown.message_id, cancel.callback_data);
    expect(await press(writer)).toMatchObject({ text: expect.stringContaining('مسودة زميل') });
    expect(find()?.reply_markup).toBeDefined();
    await press(editor);
    await until(() => find() === undefined, 'the draft to be thrown away');
  });

  it('keeps the editors’ buttons, whoever looks at a piece in review', async () => {
    const world = app.sandbox?.world;
    if (!world) throw new Error('no sandbox');
    const draft = await messenger.ask(
      writer,
      'ورشة للخط العربي تبدأ الأحد',
      saying('أرسلها إلى المحررين'),
    );
    const before = await newest(editor);
    await messenger.turn(writer, draft, 'إلى المراجعة', saying('يصلك قرارهم'));
    const card = await messenger.answer(editor, before, saying('للمراجعة'));
    const members = { [editor]: { status: 'creator' }, [writer]: { status: 'member' } } as const;
    const { id } = world.addChat({ type: 'supergroup', title: 'غرفة المرصد ٢', members });
    world.say(editor, id, '/queue');
    const buttons = () =>
      world.messages(id).flatMap((message) =>
        (message.reply_markup?.inline_keyboard.flat() ?? []).map((button) => ({
          id: message.message_id,
          data: 'callback_data' in button ? button.callback_data : '',
        })),
      );
    const press = async (user: number, ending: RegExp) => {
      const found = await until(
        () => buttons().find(({ data }) => ending.test(data)),
        `the button ${ending}`,
      );
      return world.press(user, id, found.id, found.data);
    };
    await press(editor, /^queue:review:0$/);
    await press(editor, /:words$/);
    expect(await press(writer, /:main$/)).toMatchObject({
      text: expect.stringContaining('للمحررين'),
    });
    await press(editor, /:main$/);
    await until(() => buttons().some(({ data }) => data.endsWith(':approve')), 'the card again');
    await messenger.turn(editor, card, 'رفض', saying('رُفض'));
  });
});

describe('a writer', () => {
  it('puts a draft before the editors, and hears what becomes of it', async () => {
    const draft = await messenger.ask(
      writer,
      'مهرجان العسل يعود إلى الوادي\nيبدأ يوم الجمعة.',
      saying('أرسلها إلى المحررين'),
    );
    const labels = draft.reply_markup?.inline_keyboard.flat().map(({ text }) => text);
    expect(labels).not.toContain('الآن');
    const before = await newest(editor);
    await messenger.turn(writer, draft, 'إلى المراجعة', saying('يصلك قرارهم'));
    const review = await messenger.answer(editor, before, saying('للمراجعة'));
    // Neither has said /start.
    expect(review.text).toMatch(/كتبه: \u2068\p{Script=Arabic}/u);
    const asked = await newest(writer);
    const rejected = await messenger.turn(editor, review, 'رفض', saying('رُفض المنشور'));
    await messenger.answer(writer, asked, saying('رفض'));
    await messenger.press(editor, rejected, 'ذكر السبب', saying('سبب الرفض'));
    await messenger.ask(editor, 'لم يؤكد الخبر أحد', saying('حُفظ السبب'));
    await messenger.answer(writer, asked, saying('لم يؤكد الخبر أحد'));
    const back = await messenger.press(editor, rejected, 'تراجع', saying('للمراجعة'));
    expect(back.text).toContain('لم يؤكد الخبر أحد');
    await messenger.turn(editor, back, 'الآن', saying('تم'));
    await messenger.answer(writer, asked, saying('اعتمد'));
    const post = (await posted(17))[16];
    expect(post?.text).toMatch(/^مهرجان العسل/);
    expect(post?.text).not.toContain('يؤكد');
  });

  it('who is dismissed in mid-way can do no more', async () => {
    const draft = await messenger.ask(writer, pages.address(4), saying('أرسلها إلى المحررين'));
    await app.store.people.dismiss(writer, Date.now());
    await messenger.tap(writer, draft, 'إلى المراجعة');
    expect(await app.store.posts.inReview(0, 5)).toEqual([]);
    await messenger.ask(writer, 'نص طويل بما يكفي ليكون خبرًا', saying('/search'));
  });
});
