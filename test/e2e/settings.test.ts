/** /follow, /settings and the lists of commands, through the sandbox over HTTP. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { queuedPost } from '../data/made.ts';
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
const newsroom = `${folder.path}/newsroom.yaml`;
const colleague = 1002;
const writer = 1003;
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
follow:
  youtube: https://youtube.com/@marsad
channels:
  - { key: main, chat: "@settings_main", media: false }
  - { key: hours, chat: "@settings_hours", slots: ["08:00"] }
editors:
  - { id: ${editor}, role: owner }
  - { id: ${colleague}, role: editor }
  - { id: ${writer}, role: writer }
`,
  );
  await start();
  app.sandbox?.world.addUser(colleague, 'محرر');
  app.sandbox?.world.addUser(writer, 'كاتبة');
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const standing = () => app.store.newsroom.export();
const world = () => {
  if (!app.sandbox) throw new Error('no sandbox');
  return app.sandbox.world;
};

describe('/follow', () => {
  const open = async (network: string) => {
    const menu = await messenger.ask(colleague, '/follow', saying('روابط «تابعونا»'));
    return messenger.press(colleague, menu, network, saying('أرسل رابط صفحتكم'));
  };

  it('takes an address, shows the line of new posts, which they have at once', async () => {
    const menu = await messenger.ask(colleague, '/follow', saying('• يوتيوب:\nhttps://youtube'));
    expect(menu.text).toContain('• إكس: بلا رابط');
    await open('إكس');
    await app.stop();
    await start();
    await messenger.ask(colleague, 'كلام', saying('ليس رابطًا'));
    const done = await messenger.ask(colleague, 'x.com/marsad', saying('تابعونا: يوتيوب · إكس'));
    expect(done.text).not.toContain('تنبيه');
    expect(done.entities).toContainEqual(
      expect.objectContaining({ type: 'text_link', url: 'https://x.com/marsad' }),
    );
    expect((await standing()).follow.x).toBe('https://x.com/marsad');
    await queuedPost(app.store);
    const [post] = await until(async () => {
      const posts = await messenger.channel('settings_main');
      return posts.length > 0 && posts;
    }, 'a post');
    expect(post?.text).toContain('تابعونا: يوتيوب · إكس');

    const undone = await messenger.turn(colleague, done, 'تراجع', saying('تابعونا: يوتيوب'));
    expect(undone.text).not.toContain('إكس');
    expect((await standing()).follow).toEqual({ youtube: 'https://youtube.com/@marsad' });
  });

  it('warns of an address that is another network’s, and takes a link away', async () => {
    await open('فيسبوك');
    const warned = await messenger.ask(colleague, 'https://x.com/marsad', saying('تنبيه'));
    expect(warned.text).toContain('عنوان فيسبوك المعتاد');
    await open('فيسبوك');
    await messenger.ask(colleague, 'بلا', saying('تابعونا: يوتيوب'));
    await messenger.tap(colleague, warned, 'تراجع');
    await open('يوتيوب');
    const none = await messenger.ask(colleague, 'بلا', saying('لا روابط الآن'));
    expect((await standing()).follow).toEqual({});
    await messenger.turn(colleague, none, 'تراجع', saying('تابعونا: يوتيوب'));
    await messenger.ask(writer, '/follow', saying('للمحررين والمالك'));
    await messenger.ask(reader, '/follow', saying('أهلًا بك'));
  });
});

describe('/settings', () => {
  it('chooses the digits in which readers and the desk are told numbers, and back', async () => {
    const menu = await messenger.ask(editor, '/settings', saying('إعدادات غرفة الأخبار'));
    const arabic = await messenger.turn(editor, menu, '١٢٣', saying('هكذا: ١٢٣', 'الأرقام: عربية'));
    expect((await standing()).numerals).toBe('arabic');
    await messenger.ask(reader, '/alerts', saying('٢٣:٠٠'));
    await messenger.ask(editor, '/schedule', saying('٠٨:٠٠'));
    await messenger.turn(editor, arabic, 'تراجع', saying('إعدادات'));
    await messenger.ask(reader, '/alerts', saying('23:00'));
    // Pressed twice, it is one change, with one way back.
    const again = await messenger.ask(editor, '/settings', saying('إعدادات غرفة الأخبار'));
    const { now } = await messenger.twice(editor, again, '١٢٣');
    await messenger.turn(editor, now, 'تراجع', saying('هكذا: 123'));
    expect((await standing()).numerals).toBe('western');
  });

  const open = () => messenger.ask(editor, '/settings', saying('إعدادات غرفة الأخبار'));

  it('takes another name, and back', async () => {
    const menu = await open();
    expect(menu.text).toMatch(
      /الاسم: \u2068مرصد الاختبار\u2069\nالمنطقة الزمنية: \u2068Asia\/Aden/,
    );
    expect(menu.text).toContain('غرفة التحرير: هذه المحادثة');
    await messenger.press(editor, menu, 'الاسم', saying('اكتب اسم'));
    await messenger.ask(editor, 'س'.repeat(65), saying('64 حرفًا'));
    const done = await messenger.ask(editor, 'مرصد الجبل', saying('تم. الاسم الآن'));
    await messenger.ask(reader, '/start', saying('مرصد الجبل'));
    await messenger.turn(editor, done, 'تراجع', saying('الاسم الآن', 'مرصد الاختبار'));
    expect((await standing()).name).toBe('مرصد الاختبار');
  });

  it('takes a zone by a city’s name; times, slots and what waits are of it at once', async () => {
    const [main, hours] = await app.store.channels.all();
    if (!main || !hours) throw new Error('no channels');
    const shown = async () => {
      const { text = '' } = await messenger.ask(editor, '/schedule', saying('settings_hours'));
      return text;
    };
    const nextSlot = async () => (await app.store.posts.waitingOn(hours.id))[0]?.dueAt;
    const slotIn = (zone: string) => {
      const now = Temporal.Now.zonedDateTimeISO(zone);
      const today = now.withPlainTime('08:00');
      const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
      return next.epochMilliseconds;
    };
    const post = await queuedPost(app.store, { dueAt: slotIn('Asia/Aden'), chat: hours.chat });
    await app.store.posts.move(post.id, ['queued'], { state: 'scheduled', timing: 'slot' });
    // Of the channel with hours, not of the first one.
    await moveTo(post.id, hours.id);

    await messenger.press(editor, await open(), 'المنطقة', saying('اكتب المنطقة'));
    await messenger.ask(editor, 'المريخ', saying('Asia/Aden', 'Asia/Riyadh', 'Africa/Cairo'));
    const done = await messenger.ask(editor, 'باريس', saying('Europe/Paris', 'من الآن'));
    expect((await standing()).timezone).toBe('Europe/Paris');
    expect(await nextSlot()).toBe(slotIn('Europe/Paris'));
    expect(await shown()).toContain('08:00');

    // A restart reads it from where it was kept; newsroom.yaml has not changed.
    await app.stop();
    await start();
    const clock = Temporal.Now.plainTimeISO('Europe/Paris').toString({ smallestUnit: 'minute' });
    expect((await open()).text).toContain(clock.slice(0, 2));
    await messenger.turn(editor, done, 'تراجع', saying('Asia/Aden'));
    expect(await nextSlot()).toBe(slotIn('Asia/Aden'));
  });

  const moveTo = async (postId: number, channelId: number) => {
    const { openSqlite } = await import('../../data/database.ts');
    const database = openSqlite(`${folder.path}/barqiya.sqlite`);
    await database.db.updateTable('post').set({ channelId }).where('id', '=', postId).execute();
    await database.close();
  };

  it('makes a group the desk chat, with the desk’s commands, and back', async () => {
    const members = { [editor]: { status: 'creator' }, [colleague]: { status: 'member' } } as const;
    const { id } = world().addChat({ type: 'supergroup', title: 'غرفة المرصد', members });
    const said = (words: string) =>
      until(
        () =>
          world()
            .messages(id)
            .find((message) => message.text?.includes(words)),
        `the group to hear ${words}`,
      );
    const press = async (words: string, label: string, by: number) => {
      const message = await said(words);
      const button = message.reply_markup?.inline_keyboard
        .flat()
        .find(({ text }) => text.includes(label));
      if (!button || !('callback_data' in button)) throw new Error(`no button ${label}`);
      return world().press(by, id, message.message_id, button.callback_data);
    };
    world().say(editor, id, '/settings');
    expect(await press('إعدادات', 'اجعل هذه', colleague)).toMatchObject({ text: /للمالك/ });
    await press('إعدادات', 'اجعل هذه', editor);
    await said('يصل إلى هذه المحادثة');
    expect(await app.store.settings.get('desk chat')).toBe(String(id));
    const listed = async () => (await messenger.commands(colleague, id)).map((one) => one.command);
    await until(async () => (await listed()).includes('queue'), 'the group’s commands');
    expect(await listed()).not.toContain('settings');
    expect((await open()).text).toContain('غرفة المرصد');

    await messenger.setBot(editor, 'settings_main', { status: 'kicked' });
    await said('أُخرج البوت');
    await messenger.setBot(editor, 'settings_main', { status: 'administrator', rights: {} });

    await press('يصل إلى هذه المحادثة', 'تراجع', editor);
    await said('محادثتها السابقة');
    expect(await app.store.settings.get('desk chat')).toBeUndefined();
    await until(async () => !(await listed()).includes('queue'), 'the commands to be taken away');
  });

  it('keeps the desk in a group that becomes a supergroup', async () => {
    const members = { [editor]: { status: 'creator' } } as const;
    const { id } = world().addChat({ type: 'group', title: 'غرفة قديمة', members });
    await app.store.settings.set('desk chat', String(id));
    const moved = world().migrate(id);
    await messenger.setBot(editor, 'settings_main', { status: 'left' });
    await until(
      () =>
        world()
          .messages(moved)
          .some((message) => message.text?.includes('أُخرج البوت')),
      'the notice in the supergroup',
    );
    expect(await app.store.settings.get('desk chat')).toBe(String(moved));
    await messenger.setBot(editor, 'settings_main', { status: 'administrator', rights: {} });
  });

  it('leaves the desk to the owner when the group puts the bot out, with what waited for it', async () => {
    const members = { [editor]: { status: 'creator' } } as const;
    const told = async (words: string, after: number) =>
      messenger.answer(editor, after, saying(words));
    for (const isHeard of [true, false]) {
      const { id } = world().addChat({ type: 'supergroup', title: 'غرفة عابرة', members });
      await app.store.settings.set('desk chat', String(id));
      const before = (await messenger.chat(editor)).at(-1)?.message_id ?? 0;
      // Of the second one's doing the program learns by a refusal alone.
      if (isHeard) world().setBot(id, { status: 'kicked' });
      else world().fault({ kind: '403-kicked', method: 'sendMessage', chatId: id, times: 1 });
      await messenger.setBot(editor, 'settings_main', { status: 'kicked' });
      await told('أُخرج البوت من غرفة التحرير', before);
      await told('settings_main', before);
      expect(await app.store.settings.get('desk chat')).toBeUndefined();
      await messenger.setBot(editor, 'settings_main', { status: 'administrator', rights: {} });
    }
  });

  it('is the owner’s alone, and says so; /cancel leaves all as it is', async () => {
    await messenger.ask(colleague, '/settings', saying('للمالك وحده'));
    await messenger.ask(reader, '/settings', saying('أهلًا بك'));
    const menu = await open();
    await messenger.press(editor, menu, 'الاسم', saying('اكتب اسم'));
    await messenger.ask(editor, '/cancel', saying('لم يتغير شيء'));
    const acts = (await app.store.people.acts(100)).map(({ act }) => act);
    expect(acts).toEqual(
      expect.arrayContaining(['name', 'timezone', 'desk chat', 'follow', 'unfollow']),
    );
  });
});

describe('the commands of «/» and /help', () => {
  const listed = async (user: number) =>
    (await messenger.commands(user)).map(({ command }) => command);

  it('are those of the role, and change with it', async () => {
    await until(async () => (await listed(editor)).includes('settings'), 'the owner’s commands');
    expect(await listed(reader)).toContain('latest');
    expect(await listed(reader)).not.toContain('queue');

    // An editor has opened the bot by now.
    const menu = await messenger.ask(editor, '/editors', saying('غرفة التحرير:'));
    const invitation = await messenger.press(editor, menu, 'دعوة كاتب', saying('تصلح مرة واحدة'));
    const token = /start=(\w+)/.exec(invitation.text ?? '')?.[1] ?? '';
    await messenger.ask(reader, `/start ${token}`, saying('صفتك: كاتب'));
    await until(async () => (await listed(reader)).includes('queue'), 'the writer’s commands');
    expect(await listed(reader)).toContain('publish');
    expect(await listed(reader)).not.toContain('breaking');
    const help = await messenger.ask(reader, '/help', saying('/queue'));
    expect(help.text).not.toContain('/settings');
    const whole = await messenger.ask(editor, '/help', saying('/settings'));
    expect(whole.text).toMatch(/\/channels.*\/export/s);

    const list = await messenger.ask(editor, '/editors', saying('غرفة التحرير:'));
    const asked = await messenger.turn(editor, list, 'إزالة \u2068قارئ', saying('هل نزيل'));
    await messenger.tap(editor, asked, 'نعم، إزالة');
    await until(async () => !(await listed(reader)).includes('queue'), 'the reader’s commands');
  });
});
