/** A newsroom's own CMS at our door: what is taken, what comes of it, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelOf, sourceOf } from '../data/made.ts';
import { openNewsroom, pageOf, type TestNewsroom } from './newsroom.ts';

let newsroom: TestNewsroom;
beforeEach(async () => {
  newsroom = await openNewsroom();
  await newsroom.apply({
    sources: [sourceOf({ address: `http://${newsroom.host}/feed`, section: 'محليات' })],
  });
  // The feed shows nothing, and is not looked at again by itself.
  newsroom.answers['/feed'] = newsroom.feedOf([]);
  await newsroom.settle();
});
afterEach(() => newsroom.close());

const article = (changes: object = {}) => ({
  url: `http://${newsroom.host}/news/1?utm_source=cms`,
  title: 'افتتاح الرصيف الجنوبي',
  text: 'افتتح وزير النقل اليوم الرصيف الجنوبي في الميناء بعد عامين من العمل.\nوقال الوزير إن الرصيف يستقبل ثلاث سفن في وقت واحد.',
  ...changes,
});

describe('a whole article', () => {
  it('is queued without a look at its page, as its fields say', async () => {
    const answer = await newsroom.push(
      article({
        section: 'اقتصاد',
        author: 'سالم باعباد',
        image: { url: 'https://m.example/1.jpg', width: 1200, height: 630 },
        publishedAt: '2026-11-24T11:59:00+03:00',
        tags: ['موانئ'],
      }),
    );
    expect([answer.status, await answer.json()]).toEqual([202, { id: 1 }]);
    await newsroom.settle();
    expect(await newsroom.queued()).toEqual(['افتتاح الرصيف الجنوبي']);
    const url = `http://${newsroom.host}/news/1`;
    expect(await newsroom.store.articles.byAddress(url)).toMatchObject({
      canonicalUrl: url,
      section: 'اقتصاد',
      author: 'سالم باعباد',
      source: 'وكالة الشاطئ',
      imageUrl: 'https://m.example/1.jpg',
      imageWidth: 1200,
      publishedAt: Date.parse('2026-11-24T08:59:00Z'),
      tags: ['موانئ'],
      paragraphs: article().text.split('\n'),
      toldBy: 'push',
      nextCheckAt: null,
    });
    expect(newsroom.requests.map(({ path }) => path)).toEqual(['/feed']);
  });

  it('is breaking when it says so, or its title does', async () => {
    await newsroom.push(article({ breaking: true }));
    await newsroom.push(
      article({
        url: 'https://other.example/2',
        title: 'عاجل: هزة أرضية على الساحل الشرقي',
        text: 'سجل مركز الرصد هزة أرضية خفيفة قرب الساحل الشرقي صباح اليوم دون أضرار.',
      }),
    );
    await newsroom.settle();
    expect(await newsroom.store.posts.queue(9)).toMatchObject([{ breaking: 1 }, { breaking: 1 }]);
  });

  it.each<[string, object]>([
    ['a section', { section: 'عاجل' }],
    ['a tag', { tags: ['ميناء', 'عـاجل'] }],
    ['a tag of the newsroom’s own', { tags: ['متابعه خاصه'] }],
    ['a title that opens with one', { title: 'متابعة خاصة | افتتاح الرصيف' }],
  ])('is breaking by %s', async (_what, signs) => {
    await newsroom.apply({ breakingTags: ['متابعة خاصة'] });
    await newsroom.push(article(signs));
    await newsroom.settle();
    expect(await newsroom.store.posts.queue(9)).toMatchObject([{ breaking: 1 }]);
  });

  it('may come as paragraphs, or with the markup of an editor’s window', async () => {
    const [first = '', second = ''] = article().text.split('\n');
    await newsroom.push({ ...article(), text: undefined, paragraphs: [first, second] });
    await newsroom.push(
      article({
        url: 'https://other.example/2',
        title: 'توسعة &quot;الرصيف&quot;',
        text: `<p>${first}</p><p>${second}<br>اقرأ المزيد</p><script>alert(1)</script>`,
      }),
    );
    await newsroom.settle();
    const stored = async (url: string) => (await newsroom.store.articles.byAddress(url)) ?? {};
    expect(await stored(`http://${newsroom.host}/news/1`)).toMatchObject({
      paragraphs: [first, second],
    });
    expect(await stored('https://other.example/2')).toMatchObject({
      title: 'توسعة "الرصيف"',
      paragraphs: [first, second],
    });
  });

  it('is told in its text, whatever stands in its markup, in no time', async () => {
    const text = `نص الخبر كما كتبه المحرر اليوم.\n${'<br '.repeat(100_000)}`;
    expect((await newsroom.push(article({ text }))).status).toBe(202);
  });

  it('is not posted again when its source shows it, and the page does not overrule it', async () => {
    await newsroom.push(article());
    await newsroom.settle();
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }]);
    newsroom.answers['/news/1'] = pageOf('افتتاح الرصيف الجنوبي رسميا بحضور كبير');
    await newsroom.later(60_000);
    expect(await newsroom.queued()).toEqual(['افتتاح الرصيف الجنوبي']);
    expect(
      await newsroom.store.entries.tracesOf([`http://${newsroom.host}/news/1`], null),
    ).toMatchObject([{ state: 'read', articleId: 1 }]);
    expect(await newsroom.store.articles.revisions(1)).toEqual([]);
  });

  it('is changed by a later push of its address, and the former text is kept', async () => {
    await newsroom.push(article());
    await newsroom.settle();
    await newsroom.push(article({ title: 'افتتاح الرصيف الشمالي' }));
    await newsroom.settle();
    expect(await newsroom.queued()).toEqual(['افتتاح الرصيف الشمالي']);
    expect(await newsroom.store.articles.find(1)).toMatchObject({ revision: 2 });
    expect(await newsroom.store.articles.revisions(1)).toMatchObject([
      { revision: 1, title: 'افتتاح الرصيف الجنوبي', kinds: ['title'], replacedAt: newsroom.now },
    ]);
  });

  it('belongs to the source that it names, and keeps to that one’s rules', async () => {
    await newsroom.apply({
      sources: [
        sourceOf({ address: `http://${newsroom.host}/feed` }),
        sourceOf({ name: 'وكالة الجبل', address: 'https://j.example/f', notWords: ['الرصيف'] }),
      ],
      channels: [channelOf({ sources: ['وكالة الشاطئ'] })],
    });
    await newsroom.push(article({ source: 'وكاله الجبل' }));
    await newsroom.settle();
    expect(await newsroom.queued()).toEqual([]);
    expect(await newsroom.store.refusals.ofArticle(1)).toMatchObject([
      { channel: null, rule: 'not_words', detail: 'الرصيف' },
    ]);
  });
});

describe('an address', () => {
  it('is read, and posted once however often it is pushed', async () => {
    newsroom.answers['/news/7'] = pageOf('خبر رقم 7');
    const url = `http://${newsroom.host}/news/7`;
    expect((await newsroom.push({ url })).status).toBe(202);
    await newsroom.later(1_000);
    expect((await newsroom.push({ url })).status).toBe(202);
    await newsroom.settle();
    expect(await newsroom.queued()).toEqual(['خبر رقم 7']);
  });

  it('of a known article is read at once, and a change there is a revision', async () => {
    newsroom.answers['/news/7'] = pageOf('خبر رقم 7');
    await newsroom.push({ url: `http://${newsroom.host}/news/7` });
    await newsroom.later(1_000);
    newsroom.answers['/news/7'] = pageOf('تصحيح الخبر رقم 7');
    await newsroom.push({ url: `http://${newsroom.host}/news/7` });
    await newsroom.settle();
    expect(await newsroom.queued()).toEqual(['تصحيح الخبر رقم 7']);
    expect(await newsroom.store.articles.revisions(1)).toMatchObject([{ kinds: ['title'] }]);
  });

  it('is tried again when its page fails for now, and given up with a word to the desk', async () => {
    newsroom.answers['/news/7'] = 503;
    await newsroom.push({ url: `http://${newsroom.host}/news/7` });
    await newsroom.settle();
    newsroom.answers['/news/7'] = pageOf('خبر رقم 7');
    await newsroom.later(60_000);
    expect(await newsroom.queued()).toEqual(['خبر رقم 7']);
    await newsroom.push({ url: `http://${newsroom.host}/news/404` });
    await newsroom.settle();
    expect(newsroom.troubles).toMatchObject([{ url: `http://${newsroom.host}/news/404` }]);
  });

  it('does not lead to a private network', async () => {
    expect((await newsroom.push({ url: 'http://10.0.0.1/admin' })).status).toBe(202);
    await newsroom.settle();
    expect(newsroom.troubles).toMatchObject([{ error: { code: 'address-private' } }]);
  });
});

describe('what was accepted', () => {
  it('is taken in after a crash before the work was done', async () => {
    await newsroom.pushes.stop();
    expect((await newsroom.push(article())).status).toBe(202);
    expect(await newsroom.queued()).toEqual([]);
    const { createPushes } = await import('../../src/intake/pushes.ts');
    const { store, desk } = newsroom;
    const again = createPushes({
      store,
      desk,
      secret: undefined,
      now: () => newsroom.now,
      log: { info: () => {}, warn: () => {} },
      breakingTags: async () => [],
      report: async () => {},
      readPage: async () => {
        throw new Error('no page is needed');
      },
    });
    await again.tick();
    await again.stop();
    expect(await newsroom.queued()).toEqual(['افتتاح الرصيف الجنوبي']);
  });
});
