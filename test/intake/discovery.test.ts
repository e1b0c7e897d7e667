/** From a site's plain address to its feeds, its news sitemap, its hub, or its links. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noon } from '../data/made.ts';
import { createWatch, feedOf, page, type Watch } from './watch.ts';

let watch: Watch;
beforeEach(async () => {
  watch = await createWatch();
});
afterEach(() => watch.close());

const front = (head = '', body = '<p>مرحبًا</p>') =>
  `<!doctype html><html><head><title>مرصد الاختبار - الرئيسية</title>${head}</head><body>${body}</body></html>`;
const announced = (href: string) =>
  `<link rel="alternate" type="application/rss+xml" href="${href}">`;

const sitemapOf = (...ids: number[]) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${ids
    .map(
      (id) =>
        `<url><loc>${watch.url}/news/${id}</loc><news:news><news:publication_date>${new Date(noon - 60_000 * (100 - id)).toISOString()}</news:publication_date><news:title>خبر رقم ${id}</news:title></news:news></url>`,
    )
    .join('')}</urlset>`;
const indexOf = (...paths: string[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<sitemap><loc>${watch.url}${path}</loc></sitemap>`)
    .join('')}</sitemapindex>`;

const headlines = [
  'أمطار غزيرة تقطع الطريق الساحلي بين المدينتين',
  'طالبة تفوز بجائزة الخط العربي لهذا العام',
  'لجنة برلمانية تناقش مشروع قانون الموانئ الجديد',
];
const listing = (ids: readonly number[]) =>
  front(
    '',
    `<main>${ids.map((id) => `<h2><a href="/news/${id}">${headlines[id % 3]} ${id}</a></h2>`).join('')}</main>`,
  );

describe('discovery', () => {
  it('finds the feeds that a site announces, with their headlines and their hub', async () => {
    watch.answers['/'] = front(announced('/rss/politics') + announced('/rss/all'));
    watch.answers['/rss/all'] = feedOf(
      [3, 2, 1],
      '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>',
    );
    watch.answers['/rss/politics'] = (_, response) =>
      response
        .writeHead(200, { Link: '<https://hub2.example/>; rel="hub", </topic>; rel="self"' })
        .end(feedOf([9]));
    expect(await watch.intake.discover(watch.url)).toEqual([
      {
        kind: 'feed',
        address: `${watch.url}/rss/politics`,
        name: 'مرصد الاختبار',
        hub: 'https://hub2.example/',
        topic: `${watch.url}/topic`,
        headlines: ['خبر رقم 9'],
      },
      {
        kind: 'feed',
        address: `${watch.url}/rss/all`,
        name: 'مرصد الاختبار',
        hub: 'https://hub.example/',
        topic: `${watch.url}/rss/all`,
        headlines: ['خبر رقم 3', 'خبر رقم 2', 'خبر رقم 1'],
      },
    ]);
  });

  it('takes a feed’s own address for what it is', async () => {
    watch.answers['/feed'] = feedOf([1]);
    expect(await watch.intake.discover(`${watch.url}/feed`)).toMatchObject([
      { kind: 'feed', address: `${watch.url}/feed`, headlines: ['خبر رقم 1'] },
    ]);
  });

  it('tries the usual places, under a section too', async () => {
    watch.answers['/sport/'] = front();
    watch.answers['/sport/feed'] = feedOf([4]);
    watch.answers['/rss.xml'] = feedOf([5]);
    const found = await watch.intake.discover(`${watch.url}/sport/`);
    expect(found.map(({ address }) => address)).toEqual([
      `${watch.url}/sport/feed`,
      `${watch.url}/rss.xml`,
    ]);
  });

  it('finds the news sitemap by robots.txt, through an index, and leaves a plain one alone', async () => {
    watch.answers['/'] = front();
    watch.answers['/robots.txt'] =
      `User-agent: *\nSitemap: ${watch.url}/all.xml\nsitemap: /index.xml`;
    watch.answers['/all.xml'] = sitemapOf(1).replace(/<news:news>.*<\/news:news>/, '');
    watch.answers['/index.xml'] = indexOf('/pages.xml', '/news-2026-11.xml');
    watch.answers['/news-2026-11.xml'] = sitemapOf(8, 9);
    expect(await watch.intake.discover(watch.url)).toMatchObject([
      { kind: 'sitemap', address: `${watch.url}/index.xml`, headlines: ['خبر رقم 9', 'خبر رقم 8'] },
    ]);
  });

  it('falls back on the links of the page', async () => {
    watch.answers['/section'] = listing([1042, 1041]);
    expect(await watch.intake.discover(`${watch.url}/section`)).toMatchObject([
      {
        kind: 'page',
        name: 'مرصد الاختبار',
        headlines: [`${headlines[1]} 1042`, `${headlines[0]} 1041`],
      },
    ]);
  });

  it('finds nothing where nothing is, and says why a site cannot be read', async () => {
    watch.answers['/'] = front();
    expect(await watch.intake.discover(watch.url)).toEqual([]);
    watch.answers['/'] = 403;
    await expect(watch.intake.discover(watch.url)).rejects.toMatchObject({
      code: 'page-refused',
      facts: { status: 403 },
    });
    await expect(watch.intake.discover('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'address-private',
    });
  });
});

describe('a source of kind', () => {
  it('site is watched by the best that it offers, and looked through again when that fails', async () => {
    watch.answers['/'] = front(announced('/old'));
    watch.answers['/old'] = feedOf([1]);
    await watch.open({ kind: 'site', address: watch.url });
    await watch.settle();
    watch.answers['/old'] = feedOf([2, 1]);
    await watch.later(60_000);
    expect(await watch.queued()).toEqual(['خبر رقم 2']);
    expect(await watch.source()).toMatchObject({
      foundKind: 'feed',
      foundAddress: `${watch.url}/old`,
    });
    expect(watch.asked('/')).toBe(1);

    watch.answers['/old'] = 404;
    watch.answers['/'] = front(announced('/new'));
    watch.answers['/new'] = feedOf([{ id: 3 }, { id: 2, guid: 'n2' }]);
    for (let n = 0; n < 4; n++) await watch.later(3_600_000);
    expect(await watch.source()).toMatchObject({ failures: 0, foundAddress: `${watch.url}/new` });
    expect((await watch.inReview()).concat(await watch.queued())).toContain('خبر رقم 3');
  });

  it('site without anything to watch says so', async () => {
    watch.answers['/'] = front();
    await watch.open({ kind: 'site', address: watch.url });
    await watch.settle();
    expect(await watch.source()).toMatchObject({ failure: 'site-without-feed' });
  });

  it('sitemap is read through its index, and costs no parse while its parts stay as they are', async () => {
    watch.answers['/index.xml'] = indexOf('/news-sitemap.xml');
    watch.answers['/news-sitemap.xml'] = sitemapOf(1);
    await watch.open({ kind: 'sitemap', address: `${watch.url}/index.xml` });
    await watch.settle();
    watch.answers['/news-sitemap.xml'] = sitemapOf(1, 2);
    await watch.later(60_000);
    expect(await watch.queued()).toEqual(['خبر رقم 2']);
    const { nextPollAt: _, ...before } = await watch.source();
    await watch.later(60_000);
    expect(watch.asked('/news-sitemap.xml')).toBe(3);
    expect(await watch.source()).toMatchObject({ bodyHash: before.bodyHash, failures: 0 });
  });

  it('page takes in the links that are new on it, and holds an old article that turns up', async () => {
    watch.answers['/section'] = listing([1001, 1002]);
    await watch.open({ kind: 'page', address: `${watch.url}/section` });
    await watch.settle();
    expect(await watch.queued()).toEqual([]);
    const dated = (iso: string) => `<meta property="article:published_time" content="${iso}">`;
    watch.answers['/news/1003'] = page('خبر جديد في القسم', dated(new Date(noon).toISOString()));
    watch.answers['/news/900'] = page('أرشيف يعود إلى القائمة', dated('2026-10-01T09:00:00Z'), [
      'افتتح المتحف البحري قاعة جديدة تعرض أدوات الصيد القديمة التي جمعها أهالي القرى الساحلية.',
      'ويستمر المعرض ثلاثة أشهر، ويستقبل الزوار كل يوم من الصباح حتى المساء عدا يوم الجمعة.',
    ]);
    watch.answers['/section'] = listing([1003, 1001, 1002, 900]);
    await watch.later(60_000);
    expect(await watch.queued()).toEqual(['خبر جديد في القسم']);
    expect(await watch.inReview()).toEqual(['أرشيف يعود إلى القائمة: old']);
  });

  it('page without links to articles says so', async () => {
    watch.answers['/section'] = front();
    await watch.open({ kind: 'page', address: `${watch.url}/section` });
    await watch.settle();
    expect(await watch.source()).toMatchObject({ failure: 'page-no-links' });
  });
});
