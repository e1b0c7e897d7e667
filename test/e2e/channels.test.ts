/** /channels, and channels that editors add from the phone, through the sandbox over HTTP. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../data/database.ts';
import type { App } from '../../src/app.ts';
import { readNewsroom } from '../../src/newsroom.ts';
import { applyNewsroom } from '../../src/newsroom-file.ts';
import { queuedPost } from '../data/made.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
} from './line.ts';

const folder = temporaryFolder();
const newsroom = `${folder.path}/newsroom.yaml`;
const writer = 1002;
const stranger = 3001;
/** Longer than a section may be. */
const longName = `وكالة ${'أنباء '.repeat(12)}الساحل`;
let app: App;
let messenger: Messenger;

const start = async () => {
  app = await startLine(folder.path, { NEWSROOM: newsroom });
  messenger = messengerOf(app.url);
};

beforeAll(async () => {
  writeFileSync(
    newsroom,
    `name: مرصد الاختبار
timezone: Asia/Aden
sources:
  - { name: وكالة الشاطئ, feed: "https://shore.invalid/feed" }
  - { name: وكالة الجبل, feed: "https://jabal.invalid/feed" }
  - { name: "${longName}", feed: "https://long.invalid/feed" }
channels:
  - { key: main, chat: "@cards_main", slots: ["08:00"], quiet: "23:00-06:30" }
  - { key: gone, chat: "@cards_gone", mode: review }
${Array.from({ length: 6 }, (_, n) => `  - { key: more${n}, chat: "@cards_more${n}" }`).join('\n')}
editors:
  - { id: ${editor}, role: owner }
  - { id: ${writer}, role: writer }
`,
  );
  await start();
  app.sandbox?.world.addUser(writer, 'كاتبة');
  app.sandbox?.world.addUser(stranger, 'غريب');
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const channel = async (key: string) =>
  (await app.store.newsroom.export()).channels.find((one) => one.key === key);
const openCard = async (name: string) => {
  const list = await messenger.ask(editor, '/channels', saying('8 قنوات'));
  return messenger.turn(editor, list, name, saying('المفتاح في newsroom.yaml'));
};
const turn = (message: Seen, label: string, ...words: string[]) =>
  messenger.turn(editor, message, label, saying(...words));
const labels = ({ reply_markup }: Seen) =>
  (reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);

describe('/channels', () => {
  it('lists the channels page by page, with how and when they post', async () => {
    const list = await messenger.ask(editor, '/channels', saying('8 قنوات'));
    expect(list.text).toMatch(/1\. \u2068@cards_main\u2069 · تلقائي\nموعد واحد، هدوء من 23:00 إلى/);
    expect(list.text).toMatch(/2\. \u2068@cards_gone\u2069 · بعد المراجعة\nفي الحال/);
    expect(list.text).not.toContain('more5');
    const next = await turn(list, 'التالي', 'more5');
    await turn(next, 'السابق', 'cards_main');
  });

  it('changes what a card’s buttons say, once however often they are pressed, and back', async () => {
    const card = await openCard('cards_main');
    expect(labels(card)).toEqual(expect.arrayContaining(['✓ تلقائي', 'بمراجعة', '✓ الصور']));
    await turn(await openCard('more2'), 'القالب', 'more2');
    const changed = await turn(card, 'بمراجعة', 'تم تغيير: طريقة النشر');
    expect(labels(changed)).toContain('✓ بمراجعة');
    expect(await channel('main')).toMatchObject({ mode: 'review' });
    await messenger.tap(editor, changed, 'بمراجعة');

    const arabic = await turn(changed, '١٢٣', 'الأرقام');
    const quiet = await turn(arabic, 'بلا صوت', 'بلا صوت');
    const still = await turn(quiet, 'الصور', 'تم تغيير: الصور');
    expect(await channel('main')).toMatchObject({
      numerals: 'arabic',
      silent: true,
      media: false,
      mode: 'review',
    });
    const undone = await turn(still, 'تراجع', 'عاد كما كان: الصور');
    expect(await channel('main')).toMatchObject({ media: true, silent: true });
    expect(labels(undone)).not.toContain('تراجع عن التغيير');
  });

  it('does not go back over what was changed since', async () => {
    const first = await turn(await openCard('more1'), 'منع النسخ', 'تم تغيير');
    const second = await turn(await openCard('more1'), 'منع النسخ', 'تم تغيير');
    await messenger.tap(editor, first, 'تراجع');
    expect(await channel('more1')).toMatchObject({ protect: false });
    await turn(second, 'تراجع', 'عاد كما كان');
    expect(await channel('more1')).toMatchObject({ protect: true });
  });

  it('asks for sections and sources, and hears them after a restart', async () => {
    const card = await openCard('cards_main');
    await messenger.press(editor, card, 'الأقسام', saying('اكتب أقسام'));
    await app.stop();
    await start();
    const said = await messenger.ask(editor, 'سياسة، اقتصاد', saying('تم تغيير: الأقسام'));
    expect(await channel('main')).toMatchObject({ sections: ['سياسة', 'اقتصاد'], mode: 'review' });

    await messenger.press(editor, said, 'المصادر', saying('وكالة الجبل'));
    await messenger.ask(editor, 'وكالة السهل', saying('لا مصدر باسم', 'وكالة الشاطئ'));
    const sources = await messenger.ask(editor, 'وكاله الجبل', saying('تم تغيير: المصادر'));
    expect(await channel('main')).toMatchObject({ sources: ['وكالة الجبل'] });
    await turn(sources, 'تراجع', 'المصادر: الكل');
    await messenger.press(editor, said, 'المصادر', saying(longName));
    await messenger.ask(editor, '،،', saying('اسم مصدر'));
    const long = await messenger.ask(editor, longName, saying('تم تغيير: المصادر'));
    await turn(long, 'تراجع', 'المصادر: الكل');

    await messenger.press(editor, said, 'الأقسام', saying('اكتب أقسام'));
    await messenger.ask(editor, '،،', saying('اسم قسم'));
    const many = Array.from({ length: 31 }, (_, n) => `قسم ${n}`).join('، ');
    await messenger.ask(editor, many, saying('30 قسمًا على الأكثر'));
    await messenger.ask(editor, 'الكل', saying('الأقسام: الكل'));
    expect(await channel('main')).toMatchObject({ sections: null, sources: null });
  });

  it('tells what the bot may do in a channel, and how to give it the rest', async () => {
    const card = await openCard('cards_main');
    const all = await turn(card, 'فحص', '✓ تثبيت المنشورات');
    expect(all.text).not.toContain('✗');
    await messenger.setBot(editor, 'cards_main', {
      status: 'administrator',
      rights: { can_manage_chat: true, can_post_messages: true },
    });
    const some = await turn(all, 'فحص', '✗ تثبيت المنشورات', 'تعديل رسائل الآخرين');
    expect(some.text).toMatch(/✓ نشر المنشورات\n✓ تعديل منشوراته\n✗ حذف/);
    await messenger.setBot(editor, 'cards_main', { status: 'left' });
    const shut = await messenger.answer(editor, 0, saying('توقف النشر', 'أُخرج البوت'));
    expect(shut.text).toContain('cards_main');
    const none = await turn(some, 'فحص', 'لا يصل البوت');
    expect(none.text).toContain('متوقفة: لا يصل البوت إليها');
    await messenger.setBot(editor, 'cards_main', { status: 'administrator', rights: {} });
    await messenger.answer(editor, shut.message_id, saying('مضافة من قبل', 'cards_main'));
    expect((await app.store.chats.find('@cards_main')).trouble).toBeNull();
    // A chat that is held though the bot may post there is let go by the look at it.
    await app.store.chats.refused('@cards_gone', 'permission', Date.now() + 900_000);
    const held = await openCard('cards_gone');
    expect(held.text).toContain('لا يحق للبوت النشر');
    const free = await turn(held, 'فحص', '✓ نشر');
    expect(free.text).not.toContain('متوقفة');
  });

  it('removes a channel with what waits on it after a yes, and takes it back', async () => {
    const main = (await app.store.channels.all())[0];
    const waiting = await queuedPost(app.store, { dueAt: Date.now() + 3_600_000 });
    expect(waiting.channelId).toBe(main?.id);
    const card = await openCard('cards_main');
    const asked = await turn(card, 'إزالة', 'منشور واحد في الانتظار');
    const kept = await turn(asked, 'رجوع', 'المفتاح');
    const gone = await turn(await turn(kept, 'إزالة', 'هل نزيل'), 'نعم', 'أُزيلت');
    expect(await channel('main')).toBeUndefined();
    expect(await app.store.posts.find(waiting.id)).toMatchObject({ state: 'retracted' });
    const back = await turn(gone, 'تراجع', 'عادت', 'cards_main');
    expect(await channel('main')).toMatchObject({ numerals: 'arabic', mode: 'review' });
    expect(labels(back)).toContain('✓ بمراجعة');
    // A card of a channel that is gone says so.
    const stale = await openCard('cards_gone');
    const id = (await app.store.channels.ofChat(['@cards_gone']))?.id ?? 0;
    await app.store.channels.remove(id, Date.now());
    await messenger.tap(editor, stale, 'الصور');
    expect((await app.store.channels.find(id))?.media).toBe(1);
    await app.store.channels.restore(id);
  });

  it('is a writer’s to see, not to change; all of it stands in the log', async () => {
    const list = await messenger.ask(writer, '/channels', saying('8 قنوات'));
    const card = await messenger.turn(writer, list, 'cards_main', saying('المفتاح'));
    expect(labels(card)).toEqual(['رجوع']);
    await messenger.ask(stranger, '/channels', saying('أهلًا بك'));
    const log = await app.store.people.acts(50);
    expect(log.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['channel mode', 'channel sources', 'remove channel']),
    );
    const menu = await messenger.ask(editor, '/editors', saying('غرفة التحرير:'));
    const { text } = await messenger.turn(editor, menu, 'السجل', saying('آخر ما فعله'));
    expect(text).toMatch(/أعاد القناة \u2068@cards_main/);
  });
});

/** Gives a post to another channel. */
const moveTo = async (postId: number, channelId: number) => {
  const database = openSqlite(`${folder.path}/barqiya.sqlite`);
  await database.db.updateTable('post').set({ channelId }).where('id', '=', postId).execute();
  await database.close();
};

describe('a channel added from the phone', () => {
  const asked = (name: string) => messenger.answer(editor, 0, saying('هل ننشر فيها؟', `@${name}`));

  it('is set up by a button of the question that its editor gets, after a restart too', async () => {
    await messenger.makeChannel(editor, 'Phone_Review');
    const question = await asked('Phone_Review');
    expect(question.text).toContain('قناة');
    await app.stop();
    await start();
    const done = await turn(question, 'بمراجعة', 'بالمراجعة أولًا');
    expect(await channel('phone_review')).toMatchObject({ chat: '@Phone_Review', mode: 'review' });
    const card = await turn(done, 'إعدادات القناة', 'المفتاح');
    expect(card.text).toContain('phone_review');
    // newsroom.yaml is read at every start, and leaves it alone.
    await app.stop();
    await start();
    expect(await channel('phone_review')).toBeDefined();
  });

  it('is known when the bot comes a second time', async () => {
    const last = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
    await messenger.setBot(editor, 'Phone_Review', { status: 'kicked' });
    await messenger.answer(editor, last, saying('أُخرج البوت', 'Phone_Review'));
    await messenger.setBot(editor, 'Phone_Review', {
      status: 'administrator',
      rights: { can_post_messages: true },
    });
    await messenger.answer(editor, last, saying('هذه القناة مضافة من قبل', 'Phone_Review'));
  });

  it('posts by itself when that is wished; what is lacking is told; it is taken back', async () => {
    await messenger.makeChannel(editor, 'phone_auto', {
      status: 'administrator',
      rights: { can_post_messages: true },
    });
    const question = await asked('phone_auto');
    const declined = await turn(question, 'ليس الآن', 'لن ننشر');
    expect(await channel('phone_auto')).toBeUndefined();
    const again = await turn(declined, 'أضفها', 'هل ننشر');
    const done = await turn(again, 'تلقائيًا', 'تلقائيًا', '✗ تثبيت', 'تعديل رسائل الآخرين');
    expect(await channel('phone_auto')).toMatchObject({ mode: 'auto' });
    // What has come since is not thrown away unasked.
    const waiting = await queuedPost(app.store, { dueAt: Date.now() + 3_600_000 });
    const id = (await app.store.channels.ofChat(['@phone_auto']))?.id ?? 0;
    await moveTo(waiting.id, id);
    const sure = await turn(done, 'تراجع', 'منشور واحد في الانتظار');
    expect((await app.store.posts.find(waiting.id))?.state).toBe('queued');
    await turn(sure, 'نعم', 'أُزيلت');
    expect(await channel('phone_auto')).toBeUndefined();
  });

  it('is a stranger’s, a writer’s or a reader’s to no effect but a word to the owner', async () => {
    await messenger.makeChannel(stranger, 'phone_alien');
    const told = await messenger.answer(editor, 0, saying('غريب', 'phone_alien'));
    expect(told.reply_markup).toBeUndefined();
    expect(await messenger.chat(stranger)).not.toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('phone_alien') }),
    );
    await messenger.makeChannel(writer, 'phone_writer');
    await messenger.answer(editor, 0, saying('كاتبة', 'phone_writer'));
    expect(await channel('phone_alien')).toBeUndefined();
  });

  it('is asked about in the desk chat when the editor has no chat with the bot', async () => {
    const shy = 1003;
    app.sandbox?.world.addUser(shy, 'محررة');
    await app.store.people.invite({
      token: 'for-the-shy',
      role: 'editor',
      invitedBy: editor,
      expiresAt: Date.now() + 60_000,
    });
    await app.store.people.accept('for-the-shy', shy, Date.now());
    await messenger.makeChannel(shy, 'phone_shy');
    const question = await asked('phone_shy');
    await turn(question, 'تلقائيًا', 'أُضيفت');
    expect(await channel('phone_shy')).toBeDefined();
  });
});

describe('/export', () => {
  it('sends newsroom.yaml, which applied changes nothing', async () => {
    const sent = await messenger.ask(editor, '/export', saying('هذا newsroom.yaml'));
    const { file_id: id } = (sent as Seen & { document: { file_id: string } }).document;
    const file = await (await fetch(`${app.url}/sandbox/api/photo?id=${id}`)).text();
    const before = [await app.store.newsroom.export(), await app.store.channels.all()] as const;
    const read = readNewsroom(file, 'newsroom.yaml');
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    expect(read).toEqual(before[0]);
    expect(read.channels.map(({ key }) => key)).toContain('phone_review');
    expect(await applyNewsroom(app.store, read, Date.now())).toBe(true);
    expect([await app.store.newsroom.export(), await app.store.channels.all()]).toEqual(before);
    await messenger.ask(writer, '/export', saying('للمالك وحده'));
  });
});
