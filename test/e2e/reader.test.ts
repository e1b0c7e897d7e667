/** A reader's first minutes with the bot: news, search, saving, topics, alerts, and leaving. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  phone,
  reader,
  type Seen,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
let app: App;
let messenger: Messenger;

beforeAll(async () => {
  app = await startLine(folder.path);
  messenger = messengerOf(app.url);
  await until(async () => (await app.store.readers.published(0, 9)).length >= 3, 'the first posts');
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

/** The message as it is after a button has edited it. */
const edited = (message: Seen, words: string) =>
  until(
    async () =>
      (await messenger.chat(reader)).find(
        (one) => one.message_id === message.message_id && saying(words)(one),
      ),
    `the message to say ${words}`,
  );
const links = (message: Seen) =>
  message.entities?.flatMap(({ type, url }) => (type === 'text_link' && url ? [url] : [])) ?? [];

describe('a reader', () => {
  it('takes the latest news, whose links are short and counted', async () => {
    const list = await messenger.ask(reader, '/latest', saying('آخر الأخبار'));
    const [link = ''] = links(list);
    expect(link.startsWith(`${app.url}/`)).toBe(true);
    const answer = await fetch(link, { redirect: 'manual', headers: phone });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toContain('/sandbox/site/');
  });

  it('finds an article by any form of its words, and none by words that it lacks', async () => {
    const [id = 0] = await app.store.readers.published(0, 1);
    const article = await app.store.articles.find(id);
    const words = article?.title.split(' ').slice(-2).join(' ') ?? '';
    const found = await messenger.ask(reader, `/search ${words}`, saying('نتائج البحث عن'));
    expect(found.text).toContain(article?.title.split(' ').at(-1));
    await messenger.ask(reader, '/search قزحلوط', saying('لم نجد خبرًا'));
    await messenger.ask(reader, '/search', saying('اكتب ما تبحث عنه'));
  });

  it('is offered news to share in any chat, by counted links', async () => {
    const latest = await messenger.inline(reader, '');
    expect(latest.length).toBeGreaterThanOrEqual(3);
    const [offer] = await messenger.inline(reader, latest[0]?.title ?? '');
    expect(offer?.title).toBe(latest[0]?.title);
    const { entities } = offer?.input_message_content ?? { entities: [] };
    expect(entities.find(({ type }) => type === 'text_link')?.url).toMatch(
      new RegExp(`^${app.url}/[A-Za-z0-9]{7}$`),
    );
    expect(await messenger.inline(reader, 'قزحلوط')).toEqual([]);
  });

  it('saves an article and takes it out again', async () => {
    await messenger.ask(reader, '/saved', saying('لم تحفظ خبرًا بعد'));
    const list = await messenger.ask(reader, '/latest', saying('آخر الأخبار'));
    await messenger.tap(reader, list, 'حفظ 1');
    await until(async () => (await app.store.readers.saved(reader, 5)).length === 1, 'the saving');
    const saved = await messenger.ask(reader, '/saved', saying('ما حفظته'));
    expect(links(saved)).toHaveLength(1);
    await messenger.tap(reader, saved, 'إزالة 1');
    await edited(saved, 'لم تحفظ خبرًا بعد');
  });

  it('follows sections and own words', async () => {
    const menu = await messenger.ask(reader, '/topics حضرموت', saying('تتابع الآن'));
    expect(menu.text).toContain('حضرموت');
    const other = menu.reply_markup?.inline_keyboard.flat().find(({ text }) => !text.includes('✓'));
    await messenger.tap(reader, menu, other?.text ?? '');
    await edited(menu, other?.text ?? '');
    await messenger.tap(reader, menu, '✓ حضرموت');
    await until(
      async () => (await app.store.readers.interests(reader)).every(({ kind }) => kind !== 'word'),
      'the word to go',
    );
    await messenger.ask(reader, '/topics ١٢٣', saying('اكتب كلمة'));
  });

  it('chooses what comes, and when it comes without a sound', async () => {
    const menu = await messenger.ask(reader, '/alerts', saying('ما الذي يصلك؟'));
    await messenger.tap(reader, menu, 'الهدوء');
    await edited(menu, 'بصوت في كل وقت');
    await messenger.tap(reader, menu, 'موجز الصباح');
    await until(async () => (await app.store.readers.find(reader))?.morning === 1, 'the digest');
  });

  it('is told breaking news at once, and an editor’s notice, in a message of its own', async () => {
    await messenger.ask(reader, '/start', saying('أهلًا بك'));
    const [articleId = 0] = await app.store.readers.published(0, 1);
    const [post] = await app.store.posts.ofArticle(articleId);
    const breaking = { state: 'published', breaking: 1, publishedAt: Date.now() } as const;
    await app.store.posts.move(post?.id ?? 0, ['published'], breaking);
    await until(
      async () => (await messenger.chat(reader)).some(saying('عاجل |')),
      'the alert',
      20_000,
    );
    const ask = await messenger.ask(editor, '/broadcast نعود إليكم غدًا', saying('هل نرسلها؟'));
    await messenger.tap(editor, ask, 'إرسال');
    await until(
      async () => (await messenger.chat(reader)).some(saying('نعود إليكم غدًا')),
      'the notice',
      20_000,
    );
    await until(
      async () => (await messenger.chat(editor)).some(saying('انتهى الإرسال')),
      'the last word on it',
      20_000,
    );
  }, 60_000);

  it('is told what is known, and is erased on /stop', async () => {
    await messenger.ask(reader, '/privacy', saying('نحفظ عنك'));
    await messenger.ask(reader, '/stop', saying('مُحيت بياناتك'));
    expect(await app.store.readers.find(reader)).toBeUndefined();
    await messenger.ask(reader, '/privacy', saying('لا نحفظ عنك شيئًا'));
  });
});
