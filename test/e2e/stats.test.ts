/** What editors see of the clicks: /stats and its buttons, over HTTP, in the sandbox. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  phone,
  reader,
  type Seen,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;
let stats: Seen;

beforeAll(async () => {
  app = await startLine(folder.path);
  messenger = messengerOf(app.url);
  const post = await until(
    async () => (await messenger.channel('marsad_alsahel')).at(0),
    'a post',
    30_000,
  );
  const address = post.reply_markup?.inline_keyboard.flat()[0]?.url ?? '';
  for (let tap = 0; tap < 3; tap++) {
    await fetch(address, { redirect: 'manual', headers: phone });
  }
}, 45_000);
afterAll(async () => {
  await app.stop();
  folder.remove();
});

/** Presses a button under /stats, and waits until the message says what it should. */
async function turn(name: string, expected: RegExp): Promise<Seen> {
  await messenger.tap(editor, stats, name);
  stats = await until(
    async () =>
      (await messenger.chat(editor)).find(
        (message) => message.message_id === stats.message_id && expected.test(message.text ?? ''),
      ),
    `${name} to show ${expected}`,
  );
  return stats;
}

it('counts up to the last tap', async () => {
  stats = await messenger.ask(editor, '/stats', () => true);
  expect(stats.text).toMatch(/اليوم: 3 قراءات \(زائر واحد تقريبًا\)/);
});

it('turns over by its buttons, in the same message', async () => {
  await turn('آخر 7 أيام', /الأكثر قراءة في 7 أيام/);
  await turn('1', /• التفاصيل: 3\n/);
  expect(stats.text).toMatch(/\nhttps:\/\/t\.me\/\w+\?start=p\d+$/);
  await turn('رجوع', /الأكثر قراءة اليوم/);
  await turn('المصادر', /1\. مرصد الساحل: 3 قراءات/);
  await turn('رجوع', /الأكثر قراءة اليوم/);
  await turn('القنوات', /1\. 3 قراءات .*@marsad_alsahel/);
  await turn('1', /لا تكفي القراءات بعد/);
  await turn('رجوع', /القنوات في آخر 7 أيام/);
  await turn('رجوع', /الأكثر قراءة اليوم/);
});

it('shows the same when a button is pressed twice, without a complaint', async () => {
  await messenger.tap(editor, stats, 'اليوم');
  const again = await messenger.ask(editor, '/stats', () => true);
  expect(again.text).toMatch(/^القراءات/);
});

it('finds the posts of an article by its address', async () => {
  const article = await app.store.articles.find(1);
  const posts = await app.store.posts.ofArticle(1);
  const answer = await messenger.ask(
    editor,
    `/stats ${article?.canonicalUrl}?utm_source=x`,
    () => true,
  );
  expect(answer.text).toContain(article?.title.slice(0, 10));
  const heading = posts.length === 1 ? 'قراءات المنشور:' : 'منشورات الخبر:';
  expect(answer.text?.split('\n')[0]).toBe(heading);
  const unknown = await messenger.ask(editor, '/stats https://m.example/none', () => true);
  expect(unknown.text).toMatch(/لم ننشر خبرًا بهذا الرابط/);
});

it('shows the figures as a picture, which its own buttons turn over', async () => {
  const picture = await messenger.press(editor, stats, 'صورة', (message) => 'photo' in message);
  expect(picture.text).toMatch(/^الأكثر قراءة اليوم\n• .*: 3 قراءات/);
  expect(picture.photo?.at(-1)?.width).toBe(1080);
  for (const [name, expected] of [
    ['القنوات', /@marsad_alsahel.*: 3 قراءات/],
    ['الساعات', /الساعة \d\d: 3 قراءات/],
    ['الأيام', /: 3 قراءات/],
    ['المصادر', /مرصد الساحل: 3 قراءات/],
  ] as const) {
    await messenger.tap(editor, picture, name);
    await until(
      async () =>
        (await messenger.chat(editor)).find(
          (message) =>
            message.message_id === picture.message_id && expected.test(message.text ?? ''),
        ),
      name,
    );
  }
});

it('sends the table as a file', async () => {
  const document = await messenger.press(editor, stats, 'CSV', (message) => 'document' in message);
  expect(document).toMatchObject({ document: { file_name: 'clicks.csv' } });
});

it('tells how many subscribers a channel brought, each by the first way', async () => {
  await messenger.ask(reader, '/start cmain', () => true);
  await messenger.ask(reader, '/start p1', () => true);
  await turn('القنوات', /القنوات في آخر/);
  await turn('1', /مشتركون جاؤوا من هنا: 1\n/);
});

it('is for editors', async () => {
  const answer = await messenger.ask(reader, '/stats', () => true);
  expect(answer.text).not.toContain('القراءات');
});
