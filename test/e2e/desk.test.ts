/** Editors at the desk: /schedule, /queue and /breaking, through the sandbox over HTTP. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../data/database.ts';
import { createStore } from '../../data/store.ts';
import type { App } from '../../src/app.ts';
import { queuedPost } from '../data/made.ts';
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

const folder = temporaryFolder();
const newsroom = `${folder.path}/newsroom.yaml`;
const writer = 1002;
let app: App;
let messenger: Messenger;
let pages: Server;

const pageOf = (title: string, section: string) => `<!doctype html><html lang="ar"><head>
<title>${title}</title><meta property="og:title" content="${title}">
<meta property="article:section" content="${section}"></head><body><article><h1>${title}</h1>
<p>مرصد الاختبار/ خاص:</p>
<p>أعلنت هيئة الموانئ اليوم ${title} بعد عامين من العمل المتواصل في الرصيف الجنوبي.</p>
<p>وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد، وإن الحركة تبدأ مطلع الشهر.</p>
</article></body></html>`;

/** The newsroom's clock, so many hours from now. */
const hoursFromNow = (hours: number) =>
  Temporal.Now.zonedDateTimeISO('Asia/Aden')
    .add({ hours })
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });

beforeAll(async () => {
  pages = createServer((request, response) => {
    const [, section = '', number = ''] = (request.url ?? '/').split('/');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(pageOf(`افتتاح الرصيف ${number}`, section === 'sport' ? 'رياضة' : 'اقتصاد'));
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  writeFileSync(
    newsroom,
    `name: مرصد الاختبار
timezone: Asia/Aden
allow_hosts: ["127.0.0.1:${(pages.address() as AddressInfo).port}"]
channels:
  - key: main
    chat: "@desk_main"
    sections: [اقتصاد]
    pin: 3h
    protect: true
  - key: hours
    chat: "@desk_hours"
    slots: ["08:00", "20:00"]
    quiet: "23:00-06:30"
    gap: 5m
    per_hour: 3
    silent: true
    preview: none
    media: false
  - key: sport
    chat: "@desk_sport"
    sections: [رياضة]
    quiet: "${hoursFromNow(-1)}-${hoursFromNow(1)}"
    quiet_mode: silent
editors:
  - { id: ${editor}, role: owner }
  - { id: ${writer}, role: writer }
`,
  );
  app = await startLine(folder.path, { NEWSROOM: newsroom });
  messenger = messengerOf(app.url);
  app.sandbox?.world.addUser(writer, 'كاتبة');
});
afterAll(async () => {
  await app.stop();
  pages.close();
  folder.remove();
});

const address = (path: string) =>
  `http://127.0.0.1:${(pages.address() as AddressInfo).port}${path}`;
const ask = (text: string, words: string) => messenger.ask(editor, text, saying(words));
/** A message of the editor's chat as it stands now. */
const now = async (id: number) =>
  (await messenger.chat(editor)).find(({ message_id }) => message_id === id);
/** Taps a button that changes its message, and waits until the message says so. */
const change = async (message: { message_id: number }, label: string, words: string) => {
  const current = await now(message.message_id);
  if (!current) throw new Error('the message is gone');
  await messenger.tap(editor, current, label);
  return until(async () => {
    const changed = await now(message.message_id);
    return changed && saying(words)(changed) ? changed : undefined;
  }, `the message to say ${words}`);
};

/** Puts an article into the next slot of the channel with hours. */
const enqueue = async (number: number) => {
  const choice = await messenger.ask(
    editor,
    `/publish ${address(`/economy/${number}`)}`,
    saying('اختر القنوات'),
  );
  const ticks = (card: Seen, name: string) =>
    card.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes(name))?.text[0] ===
    '✓';
  let card = choice;
  if (!ticks(card, 'desk_hours')) card = await messenger.turn(editor, card, 'desk_hours');
  if (ticks(card, 'desk_main')) card = await messenger.turn(editor, card, 'desk_main');
  const confirm = await messenger.turn(editor, card, 'الموعد التالي', saying('سيُنشر'));
  await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
};

describe('/schedule', () => {
  it('shows the week of each channel, with its rules and next times', async () => {
    const { text = '' } = await ask('/schedule', 'desk_main');
    expect(text).toMatch(/@desk_main\u2069\nالمواعيد: في الحال\nالهدوء: بلا/);
    expect(text).toMatch(/المواعيد: كل يوم 08:00، 20:00/);
    expect(text).toMatch(/الهدوء: من 23:00 إلى 06:30، تنتظر فيها المنشورات/);
    expect(text).toMatch(/التباعد: 5 دقائق على الأقل بين منشورين، 3 منشورات في الساعة على الأكثر/);
    expect(text).toMatch(/القادم: .*08:00/);
  });

  it('takes slots in words, says what it understood, and takes them back', async () => {
    const shown = await ask('/schedule', 'desk_hours');
    await messenger.press(editor, shown, 'مواعيد \u2068@desk_hours', saying('أرسل مواعيد'));
    await ask('٢٥:٠٠ قريبًا', 'لم أفهم «٢٥:٠٠»');
    const done = await ask('٠٧:٣٠، 12:00 الأحد-الخميس', 'هكذا فهمنا');
    expect(done.text).toMatch(/المواعيد: كل يوم 07:30؛ من الأحد إلى الخميس 12:00/);
    expect(done.text).toMatch(/القادم: (?:[^،\n]+، ){2}[^،\n]+$/);
    expect((await app.store.newsroom.export()).channels[1]?.slots).toEqual([
      '07:30',
      'sun-thu 12:00',
    ]);
    const undone = await messenger.twice(editor, done, 'تراجع');
    expect(undone.now.text).toContain('عاد كما كان');
    expect(undone.said).toEqual([]);
    expect((await app.store.newsroom.export()).channels[1]?.slots).toEqual(['08:00', '20:00']);
  });

  it('takes quiet hours in words, or none, and undoes only what still stands', async () => {
    const shown = await ask('/schedule', 'desk_main');
    await messenger.press(editor, shown, 'هدوء \u2068@desk_main', saying('ساعات الهدوء'));
    await ask('الليل', 'لم أفهم');
    const first = await ask('من ١١ مساءً إلى ٦ صباحًا', 'من 23:00 إلى 06:00');
    await messenger.press(editor, shown, 'هدوء \u2068@desk_main', saying('ساعات الهدوء'));
    await ask('بلا', 'الهدوء: بلا');
    await messenger.twice(editor, first, 'تراجع');
    expect((await now(first.message_id))?.text).toBe(first.text);
    expect((await app.store.newsroom.export()).channels[0]?.quiet).toBeNull();
  });

  it('leaves all as it is after /cancel, and gives way to other commands and buttons', async () => {
    const shown = await ask('/schedule', 'desk_main');
    await messenger.press(editor, shown, 'مواعيد \u2068@desk_main', saying('أرسل مواعيد'));
    await ask('/cancel', 'لم يتغير شيء');
    await messenger.press(editor, shown, 'مواعيد \u2068@desk_main', saying('أرسل مواعيد'));
    await ask('/queue', 'لا شيء ينتظر');
    await messenger.press(editor, shown, 'مواعيد \u2068@desk_main', saying('أرسل مواعيد'));
    await messenger.press(editor, shown, 'هدوء \u2068@desk_hours', saying('ساعات الهدوء'));
    await ask('/cancel', 'لم يتغير شيء');
  });

  it('asks before all that waits for a slot goes out at once', async () => {
    const hours = (await app.store.channels.all()).find(({ key }) => key === 'hours');
    const post = await queuedPost(app.store, { dueAt: Date.now() + 3_600_000 });
    const database = openSqlite(join(folder.path, 'barqiya.sqlite'));
    const to = { channelId: hours?.id ?? 0, state: 'scheduled', timing: 'slot' } as const;
    await database.db.updateTable('post').set(to).where('id', '=', post.id).execute();
    await database.close();
    const shown = await ask('/schedule', 'desk_hours');
    await messenger.press(editor, shown, 'مواعيد \u2068@desk_hours', saying('أرسل مواعيد'));
    const asked = await ask('في الحال', 'منشور واحد');
    await messenger.turn(editor, asked, 'إلغاء', saying('لم يتغير شيء'));
    expect((await app.store.channels.find(hours?.id ?? 0))?.slots).toEqual(['08:00', '20:00']);
    await app.store.outbox.cancel(post.id);
    await app.store.posts.move(post.id, ['scheduled'], { state: 'retracted' });
    await messenger.press(editor, shown, 'مواعيد \u2068@desk_hours', saying('أرسل مواعيد'));
    const done = await ask('في الحال', 'هكذا فهمنا');
    await messenger.turn(editor, done, 'تراجع', saying('عاد كما كان'));
  });

  it('is a writer’s to see, not to change, and no reader’s', async () => {
    const shown = await messenger.ask(writer, '/schedule', saying('desk_main'));
    const before = (await messenger.chat(writer)).length;
    await messenger.tap(writer, shown, 'مواعيد \u2068@desk_main');
    expect(await messenger.chat(writer)).toHaveLength(before);
    await messenger.ask(reader, '/schedule', saying('أهلًا بك'));
  });
});

describe('/queue', () => {
  const titles = async () => {
    const { text = '' } = await ask('/queue', 'في الانتظار');
    return [...text.matchAll(/افتتاح الرصيف (\d)/g)].map(([, number]) => Number(number));
  };

  it('puts a post first, and shifts those before it by one', async () => {
    for (const number of [1, 2, 3]) await enqueue(number);
    expect(await titles()).toEqual([1, 2, 3]);
    const times = (await app.store.posts.queue(10)).map(({ dueAt }) => dueAt);
    const list = await ask('/queue', 'في الانتظار');
    await change(list, '3', 'افتتاح الرصيف 3');
    await change(list, 'اجعله الأول', 'في الانتظار');
    expect(await titles()).toEqual([3, 1, 2]);
    expect((await app.store.posts.queue(10)).map(({ dueAt }) => dueAt)).toEqual(times);
  });

  it('moves a post to a time in words, and back; not to one that has passed', async () => {
    const [before] = await app.store.posts.queue(1);
    const list = await ask('/queue', 'في الانتظار');
    await change(list, '1', 'افتتاح الرصيف 3');
    const card = await now(list.message_id);
    if (!card) throw new Error('no card');
    await messenger.press(editor, card, 'موعد أحدده', saying('اكتب الموعد'));
    await ask('في يوم جميل', 'لم أفهم');
    await ask('2020-01-01 09:00', 'مضى');
    const moved = await ask('بعد 10 أيام', 'موعده الآن');
    expect(await titles()).toEqual([1, 2, 3]);
    await change(moved, 'تراجع', 'موعده الآن');
    expect((await app.store.posts.queue(1))[0]).toMatchObject({
      id: before?.id,
      dueAt: before?.dueAt,
    });
  });

  it('sends a post at once, without sound and preview as its channel wants', async () => {
    const list = await ask('/queue', 'في الانتظار');
    await change(list, '2', 'افتتاح الرصيف 1');
    await change(list, 'الآن', 'في الانتظار');
    const [post] = await until(async () => {
      const posts = await messenger.channel('desk_hours');
      return posts.length > 0 && posts;
    }, 'the post');
    expect(post?.text).toContain('افتتاح الرصيف 1');
    expect(post).toMatchObject({ silent: true, link_preview_options: { is_disabled: true } });
    expect(post).not.toHaveProperty('has_protected_content');
  });

  it('takes a post out, and says when it is too late; opened twice, it is open', async () => {
    const list = await ask('/queue', 'في الانتظار');
    const other = await ask('/queue', 'في الانتظار');
    await change(list, '1', 'افتتاح الرصيف 3');
    const opened = await messenger.twice(editor, other, '1');
    expect(opened.now.text).toContain('افتتاح الرصيف 3');
    expect(opened.said).toEqual([]);
    await change(list, 'إلغاء النشر', 'منشور واحد في الانتظار');
    await change(other, 'الآن', 'منشور واحد في الانتظار');
    expect(await titles()).toEqual([2]);
    expect(await messenger.channel('desk_hours')).toHaveLength(1);
  });

  it('turns its pages, and comes back to the one it left', async () => {
    const dueAt = Date.now() + 3 * 24 * 60 * 60_000;
    for (let i = 0; i < 11; i++) await queuedPost(app.store, { dueAt: dueAt + i });
    const list = await ask('/queue', '12 منشورًا في الانتظار');
    expect(list.text).toContain('10. ');
    expect(list.text).not.toContain('11. ');
    const next = await messenger.turn(editor, list, 'التالي', saying('12. '));
    const isOpened = (shown: Seen) => JSON.stringify(shown.reply_markup).includes('اجعله الأول');
    const opened = await messenger.turn(editor, next, '12', isOpened);
    let back = await messenger.turn(editor, opened, 'رجوع', saying('12. '));
    for (const place of ['12', '11']) {
      const one = await messenger.turn(editor, back, place, isOpened);
      back = await messenger.turn(editor, one, 'إلغاء النشر', saying('في الانتظار'));
    }
    // The second page has emptied: the first is shown.
    expect((await now(back.message_id))?.text).toMatch(/10 منشورات في الانتظار[\s\S]*1\. /);
    for (const { id } of await app.store.posts.queue(20)) {
      if ((await app.store.posts.find(id))?.createdBy === null) await app.store.outbox.cancel(id);
      await app.store.posts.move(id, ['queued'], { state: 'retracted' });
    }
  });
});

describe('quiet hours that hush', () => {
  it('take the sound of a post, not of breaking news', async () => {
    const choice = await ask(`/publish ${address('/sport/5')}`, 'اختر القنوات');
    const ticked = await messenger.turn(editor, choice, 'desk_hours');
    const confirm = await messenger.turn(editor, ticked, 'الآن', saying('سيُنشر'));
    await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
    const flash = await ask(`/breaking ${address('/sport/6')}`, 'سيُنشر الآن عاجلًا');
    await change(flash, 'نشر العاجل الآن', 'في طريق النشر');
    const [post, breaking] = await until(async () => {
      const posts = await messenger.channel('desk_sport');
      return posts.length === 2 && posts;
    }, 'both posts');
    expect(post).toMatchObject({ silent: true, text: expect.stringContaining('الرصيف 5') });
    expect(breaking).not.toHaveProperty('silent');
  });
});

describe('a post whose time passed while the program was down', () => {
  it('is not sent, but put before an editor, who sends it', async () => {
    await enqueue(4);
    const [post] = await app.store.posts.queue(1);
    if (!post) throw new Error('nothing waits');
    await app.stop();
    const database = openSqlite(join(folder.path, 'barqiya.sqlite'));
    const store = createStore(database.db);
    const dueAt = Date.now() - 90 * 60_000;
    await store.posts.move(post.id, ['scheduled'], {
      state: 'scheduled',
      dueAt,
      promisedAt: dueAt,
    });
    await store.outbox.reschedule(post.id, { dueAt });
    await database.close();
    app = await startLine(folder.path, { NEWSROOM: newsroom });
    messenger = messengerOf(app.url);
    const notice = await messenger.answer(editor, 0, saying('فات موعد هذا المنشور'));
    expect(notice.text).toMatch(/في \u2068@desk_hours\u2069/);
    expect(await app.store.posts.find(post.id)).toMatchObject({ state: 'in review' });
    expect((await messenger.channel('desk_hours')).some(saying('الرصيف 4'))).toBe(false);
    await messenger.tap(editor, notice, 'نشر');
    const { text } = await ask('/queue', 'افتتاح الرصيف 4');
    expect(text).toMatch(/08:00|20:00/);
  });
});

describe('/breaking', () => {
  it('goes to every fitting channel at once after one button, pinned and protected', async () => {
    const confirm = await ask(`/breaking ${address('/economy/7')}`, 'سيُنشر الآن عاجلًا');
    expect(confirm.text).toMatch(/@desk_main\n• @desk_hours/);
    expect(confirm.text).not.toMatch(/sport/);
    const preview = await now(confirm.message_id - 1);
    expect(preview?.text).toMatch(/^عاجل \| افتتاح الرصيف/);
    expect(await messenger.channel('desk_main')).toEqual([]);

    await change(confirm, 'نشر العاجل الآن', 'منشوران في طريق النشر عاجلًا');
    for (const name of ['desk_main', 'desk_hours']) {
      const posts = await until(async () => {
        const all = await messenger.channel(name);
        return all.some(saying('عاجل | افتتاح الرصيف 7')) && all;
      }, `breaking news on ${name}`);
      if (name === 'desk_main') expect(posts[0]).toMatchObject({ has_protected_content: true });
    }
    expect((await until(() => messenger.pinned('desk_main'), 'the pin')).text).toContain('عاجل |');
    expect(await messenger.pinned('desk_hours')).toBeUndefined();

    const again = await ask(`/breaking ${address('/economy/7')}`, 'منشور من قبل');
    expect(again.reply_markup).toBeUndefined();
  });

  it('is taken back from every channel by one button', async () => {
    const chat = await messenger.chat(editor);
    const sent = chat.findLast(saying('في طريق النشر عاجلًا'));
    if (!sent) throw new Error('no answer');
    await change(sent, 'تراجع', 'سحب الخبر');
    for (const name of ['desk_main', 'desk_hours']) {
      await until(
        async () => !(await messenger.channel(name)).some(saying('افتتاح الرصيف 7')),
        `the post to vanish from ${name}`,
      );
    }
    expect(await messenger.pinned('desk_main')).toBeUndefined();
  });

  it('takes a post that waits for its hour before the hour', async () => {
    const waiting = (await app.store.posts.queue(9)).find(({ title }) => title.endsWith('2'));
    const confirm = await ask(`/breaking ${address('/economy/2')}`, 'سيُنشر الآن عاجلًا');
    await change(confirm, 'نشر العاجل الآن', 'منشوران في طريق النشر');
    await until(
      async () => (await app.store.posts.find(waiting?.id ?? 0))?.state === 'published',
      'the post to go out',
    );
    expect(await messenger.channel('desk_hours')).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('عاجل | افتتاح الرصيف 2') }),
    );
  });

  it('keeps its undo when it is pressed twice, and is not said to be cancelled once it is out', async () => {
    const confirm = await ask(`/breaking ${address('/economy/9')}`, 'سيُنشر الآن عاجلًا');
    const outcomes = ['نشر العاجل الآن', 'نشر العاجل الآن', 'إلغاء'].map((label) =>
      messenger.tap(editor, confirm, label),
    );
    await Promise.all(outcomes);
    const card = await until(async () => {
      const shown = await now(confirm.message_id);
      return shown?.text?.includes('في طريق النشر عاجلًا') && shown;
    }, 'the outcome');
    expect(card.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual([
      expect.stringContaining('تراجع'),
    ]);
    await change(card, 'تراجع', 'سحب الخبر');
  });

  it('says what to do without an address or with a bad one, and sends nothing after «إلغاء»', async () => {
    await ask('/breaking', 'أرسل الأمر مع رابط الخبر');
    await ask('/breaking كلام', 'ليس رابط');
    const confirm = await ask(`/breaking ${address('/sport/8')}`, '@desk_sport');
    await change(confirm, 'إلغاء', 'لم يُنشر شيء');
    expect(await messenger.channel('desk_sport')).toHaveLength(2);
    await messenger.ask(writer, `/breaking ${address('/sport/8')}`, saying('أهلًا بك'));
  });
});
