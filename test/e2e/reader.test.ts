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
/** The sandbox's own. */
const token = '1000000001:local-telegram-of-the-sandbox';
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
    // A second tap, before the list has changed under the finger, is no fault.
    await Promise.all([1, 2].map(() => messenger.tap(reader, saved, 'إزالة 1')));
    await edited(saved, 'لم تحفظ خبرًا بعد');
    expect((await messenger.chat(reader)).filter(saying('حدث خطأ'))).toEqual([]);
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

  it('changes the topic that a button names, however old the menu is', async () => {
    const words = async () =>
      (await app.store.readers.interests(reader))
        .filter(({ kind }) => kind === 'word')
        .map(({ name }) => name);
    await messenger.ask(reader, '/topics اليمن', saying('اليمن'));
    const old = await messenger.ask(reader, '/topics حضرموت', saying('حضرموت'));
    const fresh = await messenger.ask(reader, '/topics', saying('حضرموت'));
    await messenger.tap(reader, fresh, '✓ اليمن');
    await until(async () => (await words()).length === 1, 'the word to go');
    await messenger.turn(reader, old, '✓ اليمن');
    expect(await words()).toEqual(['حضرموت']);
    await messenger.tap(reader, old, '✓ حضرموت');
    await until(async () => (await words()).length === 0, 'the other to go');
  });

  it('chooses what comes, and when it comes without a sound', async () => {
    const menu = await messenger.ask(reader, '/alerts', saying('ما الذي يصلك؟'));
    await messenger.tap(reader, menu, 'الهدوء');
    await edited(menu, 'بصوت في كل وقت');
    await messenger.tap(reader, menu, 'موجز الصباح');
    await until(async () => (await app.store.readers.find(reader))?.morning === 1, 'the digest');
    // Nothing of it came by itself: what was saved and followed before was no /start.
    expect(await app.store.readers.find(reader)).toMatchObject({ alerts: 0, evening: 0 });
    await messenger.turn(reader, menu, 'الأخبار العاجلة');
  });

  it('is reached again after having blocked the bot', async () => {
    app.sandbox?.world.block(reader);
    const stopped = async () => (await app.store.readers.find(reader))?.stoppedAt;
    await until(async () => (await stopped()) !== null, 'the block');
    await messenger.ask(reader, '/help', saying('/latest'));
    await until(async () => (await stopped()) === null, 'the return');
  });

  it('is told breaking news at once, and an editor’s notice, in a message of its own', async () => {
    const reached = saying('تصلك هنا الأخبار العاجلة فور صدورها، وموجز الصباح.');
    await messenger.ask(reader, '/start', reached);
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

  it('sees the page that is left, once the last one has nothing', async () => {
    const ids = await app.store.readers.published(0, 6);
    expect(ids).toHaveLength(6);
    for (const [at, id] of ids.entries()) await app.store.readers.save(reader, id, at);
    const list = await messenger.ask(reader, '/saved', saying('ما حفظته'));
    const last = await messenger.turn(reader, list, 'الأقدم', saying('6. '));
    const first = await messenger.turn(reader, last, 'إزالة 6', saying('1. '));
    expect(first.text).toContain('5. ');
    for (const id of ids) await app.store.readers.unsave(reader, id);
  });

  it('may follow words that tell something', async () => {
    await messenger.ask(reader, '/topics كل', saying('اكتب كلمة أدل'));
  });

  it('is told what is known, and is erased on /stop', async () => {
    await messenger.ask(reader, '/topics القمح', saying('القمح'));
    const told = await messenger.ask(reader, '/privacy', saying('نحفظ عنك'));
    expect(told.text).toMatch(/وما حفظته من أخبار، و(?:موضوعًا واحدًا|موضوعين)\./);
    await messenger.ask(reader, '/stop', saying('مُحيت بياناتك'));
    expect(await app.store.readers.find(reader)).toBeUndefined();
    await messenger.ask(reader, '/privacy', saying('لا نحفظ عنك شيئًا'));
  });

  it('who has left and only saves something is sent nothing unasked', async () => {
    const list = await messenger.ask(reader, '/latest', saying('آخر الأخبار'));
    await messenger.tap(reader, list, 'حفظ 1');
    const found = await until(() => app.store.readers.find(reader), 'the reader');
    expect(found).toMatchObject({ alerts: 0, morning: 0, evening: 0 });
    await messenger.ask(reader, '/start', saying('تصلك هنا الأخبار العاجلة'));
    await messenger.ask(reader, '/stop', saying('مُحيت بياناتك'));
  });

  it('who is an editor stays one', async () => {
    const ask = await messenger.ask(editor, '/broadcast نعود', saying('فلن تصل'));
    // A second tap finds it over, and is no failure.
    await Promise.all([1, 2].map(() => messenger.tap(editor, ask, 'إلغاء')));
    await until(
      async () => (await messenger.chat(editor)).some(saying('أُلغيت الرسالة، ولم تصل')),
      'the notice to be dropped',
    );
    expect((await messenger.chat(editor)).filter(saying('حدث خطأ'))).toEqual([]);
    await messenger.ask(editor, '/stop', saying('غرفة التحرير فما زلت فيها'));
  });
});

describe('in a group', () => {
  const world = () => {
    if (!app.sandbox) throw new Error('no sandbox');
    return app.sandbox.world;
  };
  const members = { [editor]: { status: 'creator' }, [reader]: { status: 'member' } } as const;

  it.each(['topics حضرموت', 'alerts', 'saved', 'privacy', 'stop', 'start'])(
    'what is a reader’s own is not shown: /%s',
    async (command) => {
      const { id } = world().addChat({ type: 'supergroup', title: 'مجموعة', members });
      world().say(reader, id, `/${command}`);
      const answer = await until(() => world().messages(id)[1], 'an answer');
      expect(answer.text).toContain('محادثتك معي');
      const url = `https://t.me/${world().bot.username}`;
      expect(answer.reply_markup?.inline_keyboard).toMatchObject([[{ url }]]);
      expect(await app.store.readers.find(reader)).toBeUndefined();
    },
  );

  it('the latest news is shown, and a button of one’s own menu changes nothing', async () => {
    const { id } = world().addChat({ type: 'supergroup', title: 'مجموعة', members });
    world().say(reader, id, '/latest');
    const list = await until(() => world().messages(id)[1], 'the news');
    expect(list.text).toContain('آخر الأخبار');
    // Menus of before, which stood in groups too.
    const own = ['alerts:alerts', 'topics:0', 'topic:x', 'news:saved:0', 'news:drop:1'];
    const keyboard = [own.map((data) => ({ text: data, callback_data: data }))];
    const menu = { chat_id: id, text: 'قائمة', reply_markup: { inline_keyboard: keyboard } };
    await fetch(`${app.url}/sandbox/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(menu),
    });
    const { message_id: menuId } = await until(() => world().messages(id)[2], 'the menu');
    for (const data of own) {
      expect(await world().press(reader, id, menuId, data)).toMatchObject({
        text: expect.stringContaining('محادثتك معي'),
      });
    }
    expect(await app.store.readers.find(reader)).toBeUndefined();
    expect(world().messages(id)[2]?.text).toBe('قائمة');
  });
});
