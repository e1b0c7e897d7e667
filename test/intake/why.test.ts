/** Every stage that an address passed or stopped at, as editors and the command line are told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stageLine } from '../../src/cli/stages.ts';
import { stagesOf } from '../../src/intake/why.ts';
import { whyText } from '../../templates/why.ts';
import { channelOf, sourceOf } from '../data/made.ts';
import { openNewsroom, pageOf, type TestNewsroom } from './newsroom.ts';

let newsroom: TestNewsroom;
const minute = 60_000;

beforeEach(async () => {
  newsroom = await openNewsroom();
  newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }, { id: 2 }]);
  for (const id of [1, 2, 3]) newsroom.answers[`/news/${id}`] = pageOf(`خبر رقم ${id}`);
});
afterEach(() => newsroom.close());

const url = (path: string) => `http://${newsroom.host}/news/${path}`;
const stages = async (path: string) => stagesOf(newsroom.store, url(path));
const names = async (path: string) => (await stages(path)).map(({ stage }) => stage);
const arabic = async (path: string) =>
  whyText(await stages(path), { now: newsroom.now, zone: 'Asia/Aden' }).replace(
    /[\u2066-\u2069]/g,
    '',
  );
const english = async (path: string) =>
  (await stages(path)).map((stage) => stageLine(stage, 'Asia/Aden')).join('\n');

const source = () => sourceOf({ address: `http://${newsroom.host}/feed`, backfill: 1 });

describe('why', () => {
  it('has never seen what nobody has shown', async () => {
    expect(await stages('99')).toEqual([]);
    expect(await arabic('99')).toMatch(/لم نرَ هذا الرابط/);
  });

  it('tells the way of a post, whatever parameters the address carries', async () => {
    await newsroom.apply({ sources: [source()] });
    await newsroom.settle();
    const whole = ['seen', 'read', 'post', 'outbox'];
    expect(await names('1')).toEqual(whole);
    expect(await names('1?utm_source=telegram&fbclid=x#comments')).toEqual(whole);
    expect(await english('1')).toMatch(
      /12:00:00\+03:00\S* {2}seen in the feed of وكالة الشاطئ, guid g1\n.*read as article 1 of story 1: خبر رقم 1\n.*post 1 for main: queued, due .*\n.*send: waiting, attempts 0, message -/,
    );
    expect(await arabic('1')).toMatch(
      /اليوم 12:00 · ظهر في وكالة الشاطئ\n.*قُرئ: خبر رقم 1\n.*منشور 1 في @marsad_test: في الطابور\n.*إرسال: ينتظر/,
    );
  });

  it('tells the baseline, and that a page waits or could not be read', async () => {
    newsroom.answers['/news/1'] = 503;
    await newsroom.apply({ sources: [source()] });
    await newsroom.settle();
    expect(await names('1')).toEqual(['seen', 'unread', 'waiting']);
    expect(await arabic('1')).toMatch(/بعد محاولة واحدة: page-refused\n.*تُعاد قراءته اليوم 12:01/);
    expect(await names('2')).toEqual(['seen', 'baseline']);
    expect(await arabic('2')).toMatch(/backfill/);
  });

  it('names the rule and the channel that refused, as the rules were then', async () => {
    const channels = [
      channelOf({ key: 'words', chat: '@c_words', words: ['رياضة', 'كرة'] }),
      channelOf({ key: 'not', chat: '@c_not', notWords: ['الخبر', 'خبر'] }),
      channelOf({ key: 'section', chat: '@c_section', sections: ['سياسة'] }),
      channelOf({ key: 'author', chat: '@c_author', authors: ['هدى السقاف'] }),
      channelOf({ key: 'other', chat: '@c_other', sources: ['وكالة الجبل'] }),
    ];
    const sources = [source(), sourceOf({ name: 'وكالة الجبل', address: url('none') })];
    await newsroom.apply({ sources, channels });
    await newsroom.settle();
    await newsroom.apply({ sources, channels: [channelOf()] });
    expect(await english('1')).toMatch(
      /not for words: words of the channel; it holds none of رياضة، كرة\n.*not for not: not_words of the channel; it holds خبر\n.*not for section: sections of the channel; its own is not known\n.*not for author: authors of the channel; its own is not known\n.*not for other: sources of the channel; its own is وكالة الشاطئ/,
    );
    expect(await arabic('1')).toMatch(
      /لم يذهب إلى words: ليس فيه شيء من الكلمات المطلوبة: رياضة، كرة \(words\)\n.*فيه الكلمة المستبعدة خبر \(not_words\)\n.*للخبر قسم غير معروف \(sections\)\n.*كاتب الخبر غير معروف \(authors\)\n.*المصدر وكالة الشاطئ ليس في قائمتها \(sources\)/,
    );
  });

  it('tells that a post was held for review, and why', async () => {
    await newsroom.apply({ sources: [source()] });
    await newsroom.settle();
    const old = new Date(newsroom.now - 60 * minute).toUTCString();
    newsroom.answers['/feed'] = newsroom
      .feedOf([{ id: 3 }])
      .replace('<description>', `<pubDate>${old}</pubDate><description>`);
    await newsroom.later(24 * 60 * minute);
    expect(await english('3')).toMatch(/post 2 for main: in review, held for review: old/);
    expect(await arabic('3')).toMatch(/ينتظر قرار محرر، حُجز للمراجعة لأنه قديم/);
  });

  it('names the source’s own rule', async () => {
    await newsroom.apply({ sources: [{ ...source(), notWords: ['خبر'] }] });
    await newsroom.settle();
    expect(await arabic('1')).toMatch(/أوقفته قواعد المصدر: فيه الكلمة المستبعدة خبر/);
    expect(await english('1')).toMatch(/not for any channel: not_words of the source/);
  });

  it('names the post that has told the story', async () => {
    await newsroom.apply({ sources: [source()] });
    await newsroom.settle();
    const told = pageOf('خبر رقم 1').replace('/news/1', '/news/3');
    newsroom.answers['/news/3'] = told;
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 3 }, { id: 1 }, { id: 2 }]);
    await newsroom.later(minute);
    expect(await arabic('3')).toMatch(/لم يذهب إلى main: القصة نفسها في المنشور 1: خبر رقم 1/);
    expect(await english('3')).toMatch(/its story is told there by post 1: خبر رقم 1/);
  });

  it('leads from an address to the article that it turned out to be, and back', async () => {
    const canonical = `<link rel="canonical" href="${url('1')}"></head>`;
    newsroom.answers['/news/3'] = pageOf('خبر رقم 1').replace('</head>', canonical);
    await newsroom.apply({ sources: [source()] });
    await newsroom.settle();
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 3 }, { id: 1 }, { id: 2 }]);
    await newsroom.later(minute);
    expect(await english('3')).toContain(`the same article as ${url('1')}`);
    expect(await names('1')).toEqual(['seen', 'seen', 'same', 'read', 'post', 'outbox']);
    expect(await names('3')).toEqual(await names('1'));
  });

  it('tells pushes, and revisions with their kinds', async () => {
    await newsroom.apply({ sources: [] });
    const text = 'نص الخبر كما كتبه المحرر اليوم في غرفة الأخبار.';
    await newsroom.push({ url: 'https://m.example/5?id=7', title: 'خبر المحرر', text });
    await newsroom.later(1_000);
    await newsroom.push({ url: 'https://m.example/5?id=7', title: 'خبر المحرر الأول', text });
    await newsroom.settle();
    const shown = await stagesOf(newsroom.store, 'https://m.example/5?id=7&utm_medium=x');
    expect(shown.map(({ stage }) => stage)).toEqual([
      'pushed',
      'pushed',
      'read',
      'post',
      'outbox',
      'revised',
    ]);
    expect(whyText(shown, { now: newsroom.now, zone: 'Asia/Aden' })).toMatch(
      /أرسله نظام النشر \(رقم 1\)[\s\S]*تغيّر في موقعه: العنوان/,
    );
  });

  it('fits one message, however much happened', async () => {
    await newsroom.apply({
      sources: [source()],
      channels: Array.from({ length: 60 }, (_, index) =>
        channelOf({ key: `c${index}`, words: ['ك'.repeat(200)] }),
      ),
    });
    await newsroom.settle();
    expect((await arabic('1')).length).toBeLessThanOrEqual(4_096);
  });
});
