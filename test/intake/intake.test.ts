/** From a feed to the desk: what is taken in, once, and what is held. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noon } from '../data/made.ts';
import { until } from '../e2e/line.ts';
import { type Answer, createWatch, feedOf, page, type Watch } from './watch.ts';

const minute = 60_000;
const hour = 60 * minute;

let watch: Watch;
beforeEach(async () => {
  watch = await createWatch();
});
afterEach(() => watch.close());

describe('a source', () => {
  it('publishes nothing of its first fetch beyond its backfill, then all that is new, in order', async () => {
    watch.answers['/feed'] = feedOf([3, 2, 1]);
    await watch.open({ backfill: 1 });
    await watch.settle();
    expect(await watch.queued()).toEqual(['خبر رقم 3']);
    watch.answers['/feed'] = feedOf([5, 4, 3, 2, 1]);
    await watch.later(minute);
    expect(await watch.queued()).toEqual(['خبر رقم 3', 'خبر رقم 4', 'خبر رقم 5']);
  });

  it('takes each item once: twice in a feed, under another guid, at another address', async () => {
    watch.answers['/feed'] = feedOf([1]);
    await watch.open();
    await watch.settle();
    watch.answers['/feed'] = feedOf([
      { id: 2 },
      { id: 2 },
      { id: 2, guid: 'other' },
      { id: 1, guid: 'changed' },
      { id: 1, guid: 'g1', link: '/news/moved' },
    ]);
    await watch.later(minute);
    expect(await watch.queued()).toEqual(['خبر رقم 2']);
    expect(watch.requests.filter((path) => path.startsWith('/news/'))).toEqual(['/news/2']);
  });

  it('lets the newest go on after an outage, and holds the rest for review', async () => {
    watch.answers['/feed'] = feedOf([1]);
    await watch.open();
    await watch.settle();
    // Down for a day: seven hours ago a first item came, in the last minutes twelve.
    const recent = Array.from({ length: 12 }, (_, n) => ({ id: 10 + n, agoMs: -(23 * hour) + n }));
    watch.answers['/feed'] = feedOf([...recent, { id: 9, agoMs: -(17 * hour) }, 1]);
    await watch.later(24 * hour);
    expect(await watch.queued()).toHaveLength(10);
    expect((await watch.inReview()).toSorted()).toEqual([
      'خبر رقم 20: many',
      'خبر رقم 21: many',
      'خبر رقم 9: old',
    ]);
    expect(watch.troubles).toMatchObject([{ kind: 'recovered', held: 3 }]);
  });

  it('holds nothing after a short absence', async () => {
    watch.answers['/feed'] = feedOf([1]);
    await watch.open();
    await watch.settle();
    watch.answers['/feed'] = feedOf([...Array.from({ length: 12 }, (_, n) => 20 + n), 1]);
    await watch.later(2 * minute);
    expect(await watch.queued()).toHaveLength(12);
    expect(watch.troubles).toEqual([]);
  });

  it('brings dates of the future back to now, and the desk is told once', async () => {
    watch.answers['/feed'] = feedOf([{ id: 1, agoMs: -3 * hour }]);
    await watch.open({ backfill: 1 });
    await watch.settle();
    await watch.later(minute);
    watch.answers['/feed'] = feedOf([{ id: 2, agoMs: -3 * hour }, 1]);
    await watch.later(minute);
    expect(watch.troubles).toMatchObject([{ kind: 'future', name: 'وكالة الشاطئ' }]);
    const [entry] = await watch.store.entries.tracesOf([`${watch.url}/news/1`], null);
    expect(entry?.publishedAt).toBe(noon);
    expect(await watch.queued()).toHaveLength(2);
  });

  it('begins anew at another address: the first fetch there is a baseline again', async () => {
    watch.answers['/feed'] = feedOf([1]);
    watch.answers['/other'] = feedOf([{ id: 7, guid: 'x7' }]);
    await watch.open();
    await watch.settle();
    await watch.open({ address: `${watch.url}/other`, backfill: 0 });
    await watch.settle();
    expect(watch.asked('/other')).toBe(1);
    expect(await watch.queued()).toEqual([]);
  });
});

describe('an entry', () => {
  it('is read without the lines that its site has been found to print under every article', async () => {
    const slogan = 'مرصد الساحل.. حيث يبدأ الخبر من البحر.';
    const ids = [1, 2, 3, 4, 5, 6];
    watch.answers['/feed'] = feedOf(ids);
    for (const id of ids) {
      const news = [
        `استقبل الرصيف ${id} سفينة القمح رقم ${id * 71} صباح اليوم بعد رحلة دامت ${id + 9} أيام.`,
        `وقال قبطانها إن البحر كان هادئًا في الأيام ${id} الأخيرة من الرحلة الطويلة.`,
      ];
      watch.answers[`/news/${id}`] =
        `<title>سفينة القمح رقم ${id * 71}</title><h1>سفينة القمح رقم ${id * 71}</h1>
<article>${[...news, slogan].map((text) => `<p>${text}</p>`).join('')}</article>`;
    }
    await watch.open({ backfill: 6 });
    await watch.settle();
    const articles = await Promise.all(
      ids.map((id) => watch.store.articles.byAddress(`${watch.url}/news/${id}`)),
    );
    const carries = articles.map((article) => article?.paragraphs.includes(slogan));
    // Two of a host are read at a time: the fourth may be read before the third has been counted.
    expect(carries.filter(Boolean).length).toBeLessThanOrEqual(4);
    expect(articles.every((article) => (article?.paragraphs.length ?? 0) >= 2)).toBe(true);
  });

  it('is tried again when its page fails for now, and nothing is lost', async () => {
    watch.answers['/feed'] = feedOf([1]);
    watch.answers['/news/1'] = 503;
    await watch.open({ backfill: 1 });
    await watch.settle();
    expect(await watch.queued()).toEqual([]);
    watch.answers['/news/1'] = page('خبر رقم 1');
    await watch.later(minute);
    expect(await watch.queued()).toEqual(['خبر رقم 1']);
    expect(watch.troubles).toEqual([]);
  });

  it('is given up at once when its page is gone, and the desk is told', async () => {
    watch.answers['/feed'] = feedOf([1, 2]);
    watch.answers['/news/1'] = 404;
    await watch.open({ backfill: 2 });
    await watch.settle();
    expect(await watch.queued()).toEqual(['خبر رقم 2']);
    expect(watch.troubles).toMatchObject([{ kind: 'article', url: `${watch.url}/news/1` }]);
    expect(await watch.store.entries.tracesOf([`${watch.url}/news/1`], null)).toMatchObject([
      { state: 'failed', failure: 'page-refused' },
    ]);
  });

  it('does not wait for the slow page of another site', async () => {
    const waiting: (() => void)[] = [];
    const slow: Answer = (_, response) => void waiting.push(() => response.end(page('خبر بطيء')));
    for (const id of [1, 2, 3]) watch.answers[`/slow/${id}`] = slow;
    const elsewhere = { id: 50, link: `http://localhost:${watch.host.split(':')[1]}/news/50` };
    watch.answers['/feed'] = feedOf([
      ...[1, 2, 3].map((id) => ({ id, link: `/slow/${id}` })),
      elsewhere,
    ]);
    await watch.open({ backfill: 9 });
    // Two of a host at a time: the third waits, the page of the other host is asked for.
    await watch.intake.tick();
    await until(() => waiting.length === 2, 'two pages');
    await until(async () => {
      await watch.intake.tick();
      const [entry] = await watch.store.entries.tracesOf([elsewhere.link], null);
      return entry?.failure === 'address-private';
    }, 'the page of another host');
    expect(watch.asked('/slow/3')).toBe(0);
    const answering = setInterval(() => waiting.shift()?.(), 5);
    await watch.settle();
    clearInterval(answering);
    expect(watch.asked('/slow/3')).toBe(1);
  });
});

describe('an article that has moved', () => {
  it('is followed by its links, when the feed tells its item’s new address', async () => {
    watch.answers['/feed'] = feedOf([1]);
    await watch.open({ backfill: 1 });
    await watch.settle();
    const [post] = await watch.store.posts.queue(1);
    const target = `${watch.url}/news/1`;
    await watch.store.links.ensure(post ?? { id: 0, channelId: 0 }, [{ button: 'read', target }], {
      now: 0,
      newSlug: () => 'aB3dE9x',
    });
    watch.answers['/feed'] = feedOf([1]).replace('/news/1<', '/2026/11/port<');
    await watch.later(5 * minute);
    const moved = `${watch.url}/2026/11/port`;
    expect(await watch.store.links.find('aB3dE9x')).toMatchObject({ target: moved });
    const article = await watch.store.articles.find(post?.articleId ?? 0);
    expect(article).toMatchObject({ canonicalUrl: moved });
    expect(await watch.queued()).toHaveLength(1);
  });
});

describe('an editor’s address', () => {
  it('is read once, and goes nowhere by itself', async () => {
    await watch.open();
    const article = await watch.intake.readAddress(`${watch.url}/news/9`);
    expect(article).toMatchObject({ title: 'خبر رقم 9', breaking: 0, sourceId: null });
    expect((await watch.intake.readAddress(`${watch.url}/news/9`)).id).toBe(article.id);
    expect(watch.requests).toHaveLength(1);
    expect(await watch.queued()).toEqual([]);
  });
});
