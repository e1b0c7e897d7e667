/** An editor's /publish, from the address to the channel; in mid-way the program is stopped. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
} from './line.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;
let port: string;
let pages: Server;

const newsroom = `${folder.path}/newsroom.yaml`;
const pageOf = (title: string) => `<!doctype html><html lang="ar"><head><title>${title}</title>
<meta property="og:title" content="${title}"></head><body><article><h1>${title}</h1>
<p>مرصد الاختبار/ خاص:</p>
<p>أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل.</p>
<p>وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد، وإن الحركة تبدأ مطلع الشهر المقبل.</p>
</article></body></html>`;

beforeAll(async () => {
  pages = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/news')) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(pageOf(`توسعة الرصيف الجنوبي ${path.slice(6)}`));
    } else if (path === '/empty') {
      response.setHeader('Content-Type', 'text/html').end('<html><body><p>قريبًا</p></body></html>');
    } else if (path === '/picture') response.setHeader('Content-Type', 'image/png').end('\x89PNG');
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    newsroom,
    `name: مرصد الاختبار
timezone: Asia/Aden
allow_hosts: ["127.0.0.1:${(pages.address() as AddressInfo).port}"]
follow: { youtube: "https://youtube.example/@x" }
channels:
  - { key: main, chat: "@publish_main" }
  - { key: hours, chat: "@publish_hours", slots: ["08:00", "20:00"] }
editors:
  - { id: ${editor}, role: owner }
`,
  );
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  port = String((probe.address() as AddressInfo).port);
  await new Promise((resolve) => probe.close(resolve));
  await start();
});
afterAll(async () => {
  await app.stop();
  pages.close();
  folder.remove();
});

async function start() {
  app = await startLine(folder.path, { NEWSROOM: newsroom, PORT: port });
  messenger = messengerOf(app.url);
}

const address = (path: string) =>
  `http://127.0.0.1:${(pages.address() as AddressInfo).port}${path}`;

/** /publish up to the question for channels and time. */
const offered = (path: string) =>
  messenger.ask(editor, `/publish ${address(path)}`, saying('اختر القنوات'));

describe('/publish', () => {
  it('shows the post as it will look, and sends it where and when it is told', async () => {
    const choice = await offered('/news/1');
    const chat = await messenger.chat(editor);
    const preview = chat.find(({ text }) => text?.includes('أعلنت هيئة الموانئ'));
    const buttons = preview?.reply_markup?.inline_keyboard.flat() ?? [];
    expect(buttons[0]).toMatchObject({ text: 'التفاصيل', url: address('/news/1') });

    const ticked = await messenger.turn(editor, choice, 'publish_hours');
    const confirm = await messenger.turn(editor, ticked, 'الآن', saying('سيُنشر'));
    expect(confirm.text).toMatch(/main/);
    expect(confirm.text).not.toMatch(/hours/);
    await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
    const [posted] = await untilPosted('publish_main', 1);
    expect(posted?.text?.split('\n').slice(1)).toEqual(preview?.text?.split('\n').slice(1));
    expect(await messenger.channel('publish_hours')).toEqual([]);
  });

  it('asks before it sends the same article twice', async () => {
    const question = await messenger.ask(
      editor,
      `/publish ${address('/news/1')}`,
      saying('نُشر من قبل'),
    );
    const labels = question.reply_markup?.inline_keyboard.flat() ?? [];
    expect(labels.map(({ text }) => text)).toEqual([
      'نشره من جديد',
      'فتح المنشور في \u2068@publish_main\u2069',
      'توقف',
    ]);
    expect(labels[1]?.url).toBe('https://t.me/publish_main/1');
    await messenger.press(editor, question, 'توقف', saying('أُلغي'));
    expect(await messenger.channel('publish_main')).toHaveLength(1);
  });

  it('goes on after a restart, with the button that stood there before', async () => {
    const choice = await offered('/news/2');
    await app.stop();
    await start();
    const confirm = await messenger.turn(editor, choice, 'الموعد التالي', saying('سيُنشر'));
    await app.stop();
    await start();
    const done = await messenger.turn(editor, confirm, 'تأكيد', saying('تم'));
    expect(done.text).toMatch(/منشوران في طريق النشر/);
    await untilPosted('publish_main', 2);
    const queue = await messenger.ask(editor, '/queue', () => true);
    expect(queue.text).toMatch(/توسعة الرصيف الجنوبي 2/);
    const again = await messenger.press(editor, done, 'تراجع', saying('اختر القنوات'));
    expect((await messenger.ask(editor, '/queue', () => true)).text).toMatch(/لا شيء ينتظر/);
    await messenger.turn(editor, again, 'إلغاء', saying('أُلغي'));
  });

  it('takes a time in words, across a restart, and no time that has passed', async () => {
    const choice = await offered('/news/3');
    await messenger.press(editor, choice, 'موعد أحدده', saying('اكتب الموعد'));
    await messenger.ask(editor, 'في يوم جميل', saying('لم أفهم'));
    await app.stop();
    await start();
    await messenger.ask(editor, '2020-01-01 09:00', saying('مضى'));
    const confirm = await messenger.ask(editor, 'غدًا ٨ مساءً', saying('سيُنشر'));
    expect(confirm.text).toMatch(/غدًا 20:00/);
    await messenger.turn(editor, confirm, 'إلغاء', saying('أُلغي'));
  });

  it('says of a time of yesterday that it has passed', async () => {
    const shown = await offered('/news/16');
    await messenger.press(editor, shown, 'موعد أحدده', saying('اكتب الموعد'));
    await messenger.ask(editor, 'أمس ٨ مساءً', saying('مضى'));
    await messenger.ask(editor, '/cancel', saying('لم يتغير شيء'));
    await messenger.turn(editor, shown, 'إلغاء', saying('أُلغي'));
  });

  it('asks for the address when there is none, and says what is wrong with a bad one', async () => {
    await messenger.ask(editor, '/publish', saying('أرسل رابط'));
    const bad: [string, string][] = [
      ['كلام', 'ليس رابط'],
      [address('/empty'), 'لم نجد خبرًا'],
      [address('/picture'), 'ليس صفحة خبر'],
      [address('/down'), '503'],
      ['http://127.0.0.1:1/x', 'شبكة خاصة'],
      ['http://192.168.1.1/x', 'شبكة خاصة'],
    ];
    for (const [input, answer] of bad)
      await messenger.ask(
        editor,
        `/publish ${input}`,
        ({ text = '' }) => text.includes(answer) && text.includes('أرسل رابطًا آخر'),
      );
  });

  it('keeps what was begun, and lists it', async () => {
    await offered('/news/5');
    await messenger.ask(editor, '/queue', saying('لا شيء ينتظر'));
    await app.stop();
    await start();
    const list = await messenger.ask(editor, '/publish', saying('مسودات'));
    const card = await messenger.press(editor, list, 'الجنوبي 5', saying('اختر القنوات'));
    await messenger.turn(editor, card, 'إلغاء', saying('أُلغي'));
    await messenger.ask(editor, '/publish', (answer) => !answer.text?.includes('مسودات'));
  });

  it('says that an old button is old, and does nothing', async () => {
    const former = await offered('/news/6');
    const list = await messenger.ask(editor, '/publish', saying('مسودات'));
    const card = await messenger.press(editor, list, 'الجنوبي 6', saying('اختر القنوات'));
    await messenger.turn(editor, card, 'publish_hours');
    // The former card saw both channels.
    const anew = await messenger.press(editor, former, 'الآن', saying('اختر القنوات'));
    expect(anew.text).toContain('publish_main');
    expect(anew.text).not.toContain('publish_hours');
    await messenger.turn(editor, anew, 'إلغاء', saying('أُلغي'));
    expect(await messenger.channel('publish_main')).toHaveLength(2);
  });
});

describe('a reader', () => {
  it.each(['/start', '/publish http://x.example/', '/queue', '/stats'])(
    'gets the welcome for %s, and no more',
    async (text) => {
      const answer = await messenger.ask(reader, text, () => true);
      expect(answer.text).toMatch(/أهلًا بك في مرصد الاختبار/);
      expect(answer.reply_markup?.inline_keyboard.flat().map(({ url }) => url)).toContain(
        'https://t.me/publish_main',
      );
    },
  );

  it.each(['مرحبا', '/nothing'])('is led to the search for %s', async (text) => {
    const answer = await messenger.ask(reader, text, () => true);
    expect(answer.text).toContain('/search');
    expect(answer.text).toContain('/help');
  });
});

describe('an editor', () => {
  it('is told of the commands', async () => {
    expect((await messenger.ask(editor, '/help', () => true)).text).toMatch(/\/publish/);
    expect((await messenger.ask(editor, '/start', () => true)).text).toMatch(/غرفة تحرير/);
    expect((await messenger.ask(editor, '/nothing', () => true)).text).toMatch(/لا أعرف/);
    expect((await messenger.ask(editor, '/cancel', () => true)).text).toMatch(/لا شيء لإلغائه/);
  });
});

async function untilPosted(channel: string, count: number) {
  const { until } = await import('./line.ts');
  return until(async () => {
    const posts = await messenger.channel(channel);
    return posts.length >= count && posts;
  }, `${count} posts on ${channel}`);
}
