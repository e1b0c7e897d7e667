/** /template over HTTP: chosen, written, checked, shown, saved, undone, deleted; across restarts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { writeNewsroom } from '../../src/newsroom.ts';
import { parseNewsroom } from '../../src/newsroom-file.ts';
import {
  reader as colleague,
  editor,
  type Messenger,
  messengerOf,
  pushSigned,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';
import { writeNewsroomFile } from './pages.ts';

const folder = temporaryFolder();
const secret = 'a-secret-of-the-newsroom';
let app: App;
let messenger: Messenger;
let newsroom: string;

beforeAll(async () => {
  const others = Array.from(
    { length: 8 },
    (_, number) => `  - { key: other${number}, chat: "@template_other${number}", sections: [فلك] }`,
  );
  newsroom = writeNewsroomFile(
    folder.path,
    `name: مرصد الاختبار
timezone: Asia/Aden
follow: { youtube: "https://youtube.example/@x" }
templates:
  ملف: "{العنوان}"
channels:
  - { key: main, chat: "@template_main" }
${others.join('\n')}
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

const labels = (message: Seen) =>
  message.reply_markup?.inline_keyboard.flat().map(({ text }) => text.replace(/\p{Cf}/gu, '')) ??
  [];
const newest = async (user: number) => (await messenger.chat(user)).at(-1)?.message_id ?? 0;

/** The templates of the first channel, as a user sees them. */
async function templates(user = editor): Promise<Seen> {
  const menu = await messenger.ask(user, '/template', saying('اختر قناة'));
  return messenger.turn(user, menu, 'template_main', saying('اختر قالبًا'));
}

const opened = async (name: string, user = editor): Promise<Seen> =>
  messenger.turn(user, await templates(user), name, saying('القالب:'));

/** Begins a template under a name, up to the question for its text. */
async function begin(name: string, user = editor): Promise<Seen> {
  await messenger.press(user, await templates(user), 'قالب جديد', saying('اسم القالب'));
  return messenger.ask(user, name, saying('اكتب نص القالب'));
}

/** Sends a template's text, and waits for the question whether it is to be saved. */
async function written(
  text: string,
  { user = editor, entities }: { user?: number; entities?: Seen['entities'] } = {},
): Promise<Seen> {
  const before = await newest(user);
  await messenger.say(user, text, entities);
  return messenger.answer(user, before, saying('هل نحفظ'));
}

const save = (asked: Seen, words = 'حُفظ القالب', user = editor) =>
  messenger.turn(user, asked, 'حفظ', saying(words));

const bodies = async () =>
  Object.fromEntries((await app.store.templates.all()).map(({ name, body }) => [name, body]));

/** News that no story holds together. */
const news = [
  [
    'افتتاح الرصيف الجديد',
    'افتتح وزير النقل اليوم الرصيف الجديد في الميناء بعد عامين من العمل فيه.',
  ],
  [
    'مهرجان العسل يعود',
    'يعود مهرجان العسل إلى الوادي يوم الجمعة بمشاركة أربعين نحالًا من أنحاء البلاد.',
  ],
  [
    'مكتبة للأطفال في المكلا',
    'دشنت البلدية مكتبة للأطفال فيها آلاف الكتب وقاعة للرسم وأخرى للحكايات.',
  ],
  [
    'فوز الشاطئ بالكأس',
    'فاز فريق الشاطئ بكأس الدوري بعد مباراة امتدت إلى الأشواط الإضافية وركلات الترجيح.',
  ],
  [
    'أمطار على المرتفعات',
    'تتوقع الأرصاد هطول أمطار غزيرة على المرتفعات الغربية حتى مساء الأربعاء المقبل.',
  ],
  [
    'طريق جديد إلى الساحل',
    'بدأت وزارة الأشغال رصف طريق يختصر المسافة بين العاصمة والساحل ساعة كاملة.',
  ],
  ['عودة الصيادين', 'عاد صيادون فُقدوا في البحر قبل أسبوع سالمين إلى ذويهم على متن سفينة شحن.'],
] as const;

/** Lets an article be pushed, and waits for its post on the first channel. */
async function posted(number: number): Promise<Seen> {
  const [title, text] = news[number - 1] ?? ['', ''];
  const answer = await pushSigned(app.url, secret, {
    url: `https://m.example/news/${number}`,
    title,
    text,
  });
  expect(answer.status).toBe(202);
  return until(
    async () => (await messenger.channel('template_main')).find(saying(title)),
    `the post of ${title}`,
  );
}

describe('the menu', () => {
  it('lists the channels with their templates, eight on a page', async () => {
    const menu = await messenger.ask(editor, '/template', saying('اختر قناة'));
    expect(labels(menu)).toHaveLength(9);
    expect(labels(menu)[0]).toBe('@template_main · القياسي');
    const next = await messenger.turn(editor, menu, 'التالي');
    expect(labels(next)).toEqual(['@template_other7 · القياسي', '→ السابق']);
  });

  it('ticks the template that a channel has', async () => {
    expect(labels(await templates())).toEqual([
      '✓ القياسي',
      '○ موجز',
      '○ عنوان فقط',
      '○ اقتباس',
      '○ ملف',
      'قالب جديد',
      'رجوع',
    ]);
  });

  it('says so when there is no article to show a template with', async () => {
    const brief = await opened('موجز');
    await messenger.press(editor, brief, 'معاينة', saying('ليس عندنا خبر بعد'));
  });
});

describe('a ready template', () => {
  it('is shown on a real article, chosen, and then the next post has it', async () => {
    const before = await posted(1);
    expect(before.text).toContain('تابعونا');
    const only = await opened('عنوان فقط');
    const shown = await messenger.press(editor, only, 'معاينة', saying('هكذا يظهر'));
    const preview = await messenger.answer(
      editor,
      shown.message_id,
      saying('افتتاح الرصيف الجديد'),
    );
    expect(preview.text).toBe('افتتاح الرصيف الجديد');
    expect((await posted(2)).text).toContain('تابعونا');

    const chosen = await messenger.turn(editor, only, 'استعماله', saying('تم'));
    expect(chosen.text).toContain('عنوان فقط');
    expect((await posted(3)).text).toBe('مكتبة للأطفال في المكلا');
    const [first] = await messenger.channel('template_main');
    expect(first?.text).toContain('تابعونا');

    await restart();
    await messenger.turn(editor, chosen, 'تراجع', saying('القياسي'));
    expect((await posted(4)).text).toContain('تابعونا');
  });

  it('is not chosen by an old button over what a colleague has chosen since', async () => {
    const mine = await opened('موجز');
    const theirs = await opened('اقتباس', colleague);
    const chosen = await messenger.turn(colleague, theirs, 'استعماله', saying('تم'));
    const anew = await messenger.turn(editor, mine, 'استعماله', (message) =>
      JSON.stringify(message.reply_markup).includes(':quote'),
    );
    expect((await app.store.channels.all())[0]?.template).toBe('quote');
    await messenger.turn(editor, anew, 'استعماله', saying('تم'));
    const { now } = await messenger.twice(colleague, chosen, 'تراجع');
    expect(now.text).toBe(chosen.text);
    expect((await app.store.channels.all())[0]?.template).toBe('brief');
  });
});

describe('a template of the newsroom’s own', () => {
  it('is asked for with a guide and a text to copy, and refused with what to mend', async () => {
    await messenger.press(editor, await templates(), 'قالب جديد', saying('اسم القالب'));
    await messenger.ask(editor, 'موجز', saying('اسم قالب جاهز'));
    await messenger.ask(editor, 'ملف', saying('عندنا قالب اسمه'));
    const before = await newest(editor);
    await messenger.sticker(editor);
    await messenger.answer(editor, before, saying('اكتبها نصًا'));
    const asked = await messenger.ask(editor, 'رياضة', saying('اكتب نص القالب'));
    expect(asked.text).toContain('<blockquote expandable>');
    const copy = asked.entities?.find(({ type }) => type === 'pre');
    const from = copy?.offset ?? 0;
    expect(asked.text?.slice(from, from + (copy?.length ?? 0))).toMatch(/^<b>\{العنوان\}<\/b>\n/);

    await restart();
    await messenger.ask(editor, '{الملخص}', saying('ليس في القالب عنوان'));
    const unclosed = await messenger.ask(editor, '<b>{العنوان}', saying('لم تُغلق'));
    expect(unclosed.text).toContain('هذا ما وصلنا منك، بعلاماته:\n<b>{العنوان}');
    await messenger.ask(editor, '{العنوان}\n{الملخس}', saying('{الملخص}'));
    await messenger.ask(editor, `{العنوان}${'ا'.repeat(1_000)}`, saying('أطول مما نقبل'));
    expect(await bodies()).toEqual({ ملف: '{العنوان}' });
    await messenger.ask(editor, '/cancel', saying('لم يتغير شيء'));
  });

  it('is shown before it is saved, marked with the phone’s own bold, across a restart', async () => {
    await begin('رياضة');
    const text = 'خبر الرياضة\n\n{العنوان}\n\n{تابعونا}';
    const entities = [{ type: 'bold', offset: text.indexOf('{'), length: '{العنوان}'.length }];
    const before = await newest(editor);
    const asked = await written(text, { entities });
    const preview = await messenger.answer(editor, before, saying('خبر الرياضة\n\n'));
    expect(preview.text).toMatch(/^خبر الرياضة\n\nفوز الشاطئ بالكأس\n\nتابعونا: /);
    expect(preview.entities).toContainEqual({ type: 'bold', offset: 13, length: 17 });
    expect(await bodies()).not.toHaveProperty('رياضة');

    await restart();
    const saved = await save(asked);
    expect((await bodies()).رياضة).toBe('خبر الرياضة\n\n<b>{العنوان}</b>\n\n{تابعونا}');
    expect(labels(saved)).toEqual(['استعماله في @template_main', 'تراجع']);
    await messenger.turn(editor, saved, 'استعماله', saying('تم'));
    const post = await posted(5);
    expect(post.text).toMatch(/^خبر الرياضة\n\nأمطار على المرتفعات\n\nتابعونا: /);
    expect(post.entities).toContainEqual(expect.objectContaining({ type: 'bold', offset: 13 }));
  });

  it('says which channels a change changes, and is given back its former text', async () => {
    const own = await opened('رياضة');
    expect(own.text).toContain('يُستعمل في: \u2068@template_main\u2069');
    await messenger.press(editor, own, 'تعديل', saying('نصه الآن'));
    const first = await written('{العنوان}');
    await messenger.press(editor, first, 'كتابته من جديد', saying('اكتب نص القالب'));
    const asked = await written('{العنوان}\n\nمن رياضة المرصد');
    expect(asked.text).toMatch(/@template_main[\s\S]*وما نُشر يبقى كما هو/);
    // The button of the former text saves neither it nor the one that has taken its place.
    await messenger.tap(editor, first, 'حفظ');
    await messenger.ask(editor, '/cancel', saying('لا شيء لإلغائه'));
    expect((await bodies()).رياضة).toMatch(/^خبر الرياضة/);

    const saved = await save(asked);
    expect((await posted(6)).text).toBe('طريق جديد إلى الساحل\n\nمن رياضة المرصد');
    await restart();
    const { now } = await messenger.twice(editor, saved, 'تراجع');
    expect(now.text).toContain('نصه السابق');
    expect((await posted(7)).text).toMatch(/^خبر الرياضة/);
  });

  it('is not saved over what a colleague has saved since, unless that is wanted', async () => {
    const mine = await opened('رياضة');
    await messenger.press(editor, mine, 'تعديل', saying('نصه الآن'));
    const asked = await written('{العنوان}\n\nنصي');
    await messenger.press(colleague, await opened('رياضة', colleague), 'تعديل', saying('نصه الآن'));
    await save(await written('{العنوان}\n\nنص زميلي', { user: colleague }), 'حُفظ', colleague);

    const told = await save(asked, 'بعد أن بدأت الكتابة');
    expect(told.text).toContain('نص زميلي');
    expect((await bodies()).رياضة).toContain('نص زميلي');
    const old = await messenger.turn(editor, mine, 'معاينة', saying('نص زميلي'));
    expect(old.text).toContain('القالب:');
    await restart();
    await messenger.turn(editor, told, 'حفظ نصي مكانه', saying('حُفظ القالب'));
    expect((await bodies()).رياضة).toBe('{العنوان}\n\nنصي');
  });

  it('is dropped without a trace', async () => {
    await begin('مؤقت');
    const asked = await written('{العنوان}');
    await messenger.turn(editor, asked, 'إلغاء', saying('لم يُحفظ شيء'));
    expect(await bodies()).not.toHaveProperty('مؤقت');
  });

  it('is deleted when no channel has it, and brought back', async () => {
    const refused = await messenger.turn(editor, await opened('رياضة'), 'حذف', saying('مستعمل في'));
    expect(refused.text).toContain('@template_main');
    await messenger.turn(editor, await opened('ملف'), 'حذف', saying('newsroom.yaml'));
    const brief = await opened('موجز');
    await messenger.turn(editor, brief, 'استعماله', saying('تم'));
    const old = await opened('رياضة', colleague);
    const removed = await messenger.turn(editor, await opened('رياضة'), 'حذف', saying('حُذف'));
    expect(await bodies()).not.toHaveProperty('رياضة');
    await messenger.turn(colleague, old, 'تعديل', saying('اختر قالبًا'));
    await restart();
    const back = await messenger.turn(editor, removed, 'تراجع', saying('عاد القالب'));
    expect((await bodies()).رياضة).toBe('{العنوان}\n\nنصي');
    await messenger.turn(editor, back, 'استعماله', saying('تم'));
  });

  it('is exported in newsroom.yaml', async () => {
    const text = writeNewsroom(await app.store.newsroom.export());
    const { templates: told, channels } = parseNewsroom(text, 'export');
    expect(told).toEqual({ ملف: '{العنوان}', رياضة: '{العنوان}\n\nنصي' });
    expect(channels[0]?.template).toBe('رياضة');
  });
});

describe('a writer', () => {
  it('may not, by the command or by the button of a former editor', async () => {
    const menu = await templates(colleague);
    await app.store.people.dismiss(colleague, Date.now());
    await messenger.tap(colleague, menu, 'موجز');
    const invitation = {
      token: 'a-token',
      role: 'writer',
      invitedBy: editor,
      expiresAt: Date.now() + 60_000,
    } as const;
    await app.store.people.invite(invitation);
    await messenger.ask(colleague, '/start a-token', saying('صفتك'));
    await messenger.ask(colleague, '/template', saying('هذا الأمر للمحررين'));
    const after = (await messenger.chat(colleague)).find(
      ({ message_id }) => message_id === menu.message_id,
    );
    expect(after?.text).toBe(menu.text);
  });
});
