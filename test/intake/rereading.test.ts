/** Pages that change after they were posted: when they are looked at again, and what is made of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelOf, sourceOf } from '../data/made.ts';
import { draftOn, publish } from '../desk/editor.ts';
import { openNewsroom, pageOf, type TestNewsroom } from './newsroom.ts';

const minute = 60_000;
let newsroom: TestNewsroom;

beforeEach(async () => {
  newsroom = await openNewsroom();
  newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }]);
  newsroom.answers['/news/1'] = pageOf('خبر رقم 1');
  await start();
});
afterEach(() => newsroom.close());

const start = async (channel = {}) => {
  await newsroom.apply({
    sources: [
      sourceOf({ address: `http://${newsroom.host}/feed`, backfill: 1, everyMs: 3_600_000 }),
    ],
    channels: [channelOf(channel)],
  });
  await newsroom.settle();
};
const looks = () => newsroom.requests.filter(({ path }) => path === '/news/1');
const revisions = () => newsroom.store.articles.revisions(1);

describe('a posted article’s page', () => {
  it('is looked at after 10 minutes, an hour and six, and 304 costs no reading', async () => {
    expect(looks()).toHaveLength(1);
    for (const [after, count] of [
      [9, 1],
      [1, 2],
      [49, 2],
      [1, 3],
      [299, 3],
      [1, 4],
      [10_000, 4],
    ] as const) {
      await newsroom.later(after * minute);
      expect(looks()).toHaveLength(count);
    }
    expect(looks()[1]?.headers['if-none-match']).toMatch(/^"/);
    expect(await revisions()).toEqual([]);
    expect(await newsroom.store.articles.find(1)).toMatchObject({ revision: 1, nextCheckAt: null });
  });

  it('that has changed makes a revision, and the post that waits tells the new text', async () => {
    newsroom.answers['/news/1'] = pageOf('خبر رقم 2 بعد التصحيح');
    await newsroom.later(10 * minute);
    expect(await newsroom.queued()).toEqual(['خبر رقم 2 بعد التصحيح']);
    expect(await revisions()).toMatchObject([
      { revision: 1, title: 'خبر رقم 1', kinds: ['title', 'numbers'], replacedAt: newsroom.now },
    ]);
    // The validators of the new page are the ones that are asked with.
    await newsroom.later(50 * minute);
    expect(looks().at(-1)?.headers['if-none-match']).not.toBe(looks()[1]?.headers['if-none-match']);
    expect(await revisions()).toHaveLength(1);
  });

  it('that differs in clutter alone makes none', async () => {
    newsroom.answers['/news/1'] = pageOf('خَبَر رقم ١').replace(
      '</article>',
      '<p>عدد القراءات 812</p></article>',
    );
    await newsroom.later(10 * minute);
    expect(looks()).toHaveLength(2);
    expect(await revisions()).toEqual([]);
  });

  it('is not changed by a line that turned out to be its site’s own', async () => {
    await start({ everySource: true });
    const own = 'مرصد الساحل.. حيث يبدأ الخبر من البحر.';
    const items = [1, 2, 3, 4].map((id) => ({ id: id * 10 }));
    items.forEach(({ id }, index) => {
      const name = ['المدرسة', 'المستشفى', 'الجسر', 'السوق'][index] ?? '';
      newsroom.answers[`/news/${id}`] = pageOf(`افتتاح ${name} في المدينة`, [
        `افتتح المحافظ صباح اليوم ${name} بعد أن اكتمل العمل في ${name} قبل موعده.`,
        `ويقع هذا المشروع وهو ${name} في حي من أحياء المدينة القديمة قرب الساحل.`,
        own,
      ]);
    });
    newsroom.answers['/feed'] = newsroom.feedOf([...items, { id: 1 }]);
    await newsroom.later(60 * minute);
    const known = await newsroom.store.articles.findAll([2, 3, 4, 5]);
    expect(known.filter(({ paragraphs }) => paragraphs.includes(own))).toHaveLength(3);
    for (const { id } of items) newsroom.answers[`/news/${id}`] += '<!-- saved again -->';
    await newsroom.later(10 * minute);
    for (const { id, url } of known) {
      const path = new URL(url).pathname;
      expect(newsroom.requests.filter((asked) => asked.path === path)).toHaveLength(2);
      expect(await newsroom.store.articles.revisions(id)).toEqual([]);
    }
  });

  it('that fails for a while loses nothing', async () => {
    newsroom.answers['/news/1'] = 503;
    await newsroom.later(10 * minute);
    newsroom.answers['/news/1'] = pageOf('خبر رقم 5');
    await newsroom.later(50 * minute);
    expect(await revisions()).toHaveLength(1);
    expect(newsroom.troubles).toEqual([]);
  });
});

describe('an item that its feed has changed', () => {
  it.each([
    ['title', { title: 'خبر رقم 9' }],
    ['summary', { summary: 'خلاصة أخرى' }],
  ])('has its page read at once: %s', async (_what, change) => {
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1, ...change }]);
    newsroom.answers['/news/1'] = pageOf('خبر رقم 9');
    await newsroom.later(60 * minute);
    // At 60 minutes it was due anyway; the next change is not.
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1, title: 'خبر رقم 10' }]);
    newsroom.answers['/news/1'] = pageOf('خبر رقم 10');
    await newsroom.later(60 * minute);
    expect(looks()).toHaveLength(3);
    expect(await revisions()).toMatchObject([{ title: 'خبر رقم 1' }, { title: 'خبر رقم 9' }]);
    expect(await newsroom.queued()).toEqual(['خبر رقم 10']);
  });

  it('is one article, and one post, under its new address too', async () => {
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }]).replace('/news/1', '/news/1-renamed');
    newsroom.answers['/news/1-renamed'] = pageOf('خبر رقم 1');
    await newsroom.later(120 * minute);
    expect(await newsroom.queued()).toEqual(['خبر رقم 1']);
    expect(
      await newsroom.store.entries.tracesOf([`http://${newsroom.host}/news/1-renamed`], null),
    ).toMatchObject([{ articleId: 1, state: 'read' }]);
  });

  it('is tried anew when its page could not be read before', async () => {
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }, { id: 2 }]);
    await newsroom.later(60 * minute);
    expect(newsroom.troubles).toHaveLength(1);
    newsroom.answers['/news/2'] = pageOf('مباراة الفريقين تنتهي بالتعادل', [
      'انتهت مباراة الفريقين مساء اليوم بالتعادل بعد شوط إضافي مثير.',
    ]);
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }, { id: 2, title: 'مباراة' }]);
    await newsroom.later(60 * minute);
    expect(await newsroom.queued()).toContain('مباراة الفريقين تنتهي بالتعادل');
  });
});

describe('an editor’s article', () => {
  it('is looked at again once it is confirmed', async () => {
    newsroom.answers['/news/7'] = pageOf('مباراة الفريقين', ['انتهت مباراة الفريقين مساء اليوم.']);
    const url = `http://${newsroom.host}/news/7`;
    const { id } = await newsroom.readAddress(url);
    const [channel] = await newsroom.store.channels.all();
    if (!channel) throw new Error('no channel');
    await newsroom.later(minute);
    await publish(newsroom, await draftOn(newsroom, id, [channel.id]), { kind: 'now' });
    newsroom.answers['/news/7'] = pageOf('مباراة الفريقين', ['انتهت مباراة الفريقين بالتعادل.']);
    await newsroom.later(9 * minute);
    expect(await newsroom.store.articles.revisions(id)).toMatchObject([{ kinds: ['lead'] }]);
  });
});

describe('an article that went nowhere', () => {
  it('is not looked at again', async () => {
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }, { id: 2 }]);
    newsroom.answers['/news/2'] = pageOf('خبر رقم 2');
    await newsroom.apply({ channels: [channelOf({ notWords: ['خبر'] })] });
    await newsroom.later(60 * minute);
    await newsroom.later(60 * minute);
    expect(newsroom.requests.filter(({ path }) => path === '/news/2')).toHaveLength(1);
  });
});
