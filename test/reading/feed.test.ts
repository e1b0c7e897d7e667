import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { type Feed, readFeed } from '../../src/reading/feed.ts';
import { bytes, options } from './sample.ts';

const read = (text: string): Feed =>
  readFeed(bytes(text), { ...options, url: 'https://marsa.example/feed.xml' });

const item = (n: number, more = ''): string =>
  `<item><title>خبر رقم ${n}</title><link>https://marsa.example/n/${n}?utm_source=rss</link><guid isPermaLink="false">g${n}</guid>${more}</item>`;
const rss = (inner: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>مرسى الأخبار</title>${inner}</channel></rss>`;

describe('readFeed', () => {
  it('reads RSS with an Arabic date, categories, the largest picture and a plain summary', () => {
    const feed = read(
      rss(
        `<ttl>15</ttl><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="https://marsa.example/feed.xml"/>` +
          item(
            1,
            '<pubDate>الأحد, 8 فبراير 2026 10:20 ص</pubDate><category>اقتصاد</category><category>إقتصاد</category>' +
              '<media:content url="/s.jpg" medium="image" width="200" height="100"/><media:content url="/l.jpg" medium="image" width="900" height="600"/>' +
              '<description><![CDATA[<p>وصل القمح &amp; بدأ التفريغ.</p> The post خبر appeared first on مرسى.]]></description>',
          ),
      ),
    );
    expect(feed).toMatchObject({
      title: 'مرسى الأخبار',
      ttl: 15,
      hub: 'https://hub.example/',
      self: 'https://marsa.example/feed.xml',
      warnings: [],
    });
    expect(feed.entries).toEqual([
      {
        id: 'g1',
        url: 'https://marsa.example/n/1',
        title: 'خبر رقم 1',
        publishedAt: '2026-02-08T10:20:00+03:00',
        updatedAt: null,
        categories: ['إقتصاد'],
        image: 'https://marsa.example/l.jpg',
        summary: 'وصل القمح & بدأ التفريغ.',
      },
    ]);
  });

  it('reads Atom, with relative addresses and a title escaped twice', () => {
    const feed = read(
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>مرسى</title><entry><id>tag:1</id><title type="html">سؤال &amp;quot;وجواب&amp;quot;</title><link href="/n/7"/><updated>2026-02-08T01:00:00Z</updated><category term="سياسة"/></entry></feed>',
    );
    expect(feed.entries[0]).toMatchObject({
      id: 'tag:1',
      url: 'https://marsa.example/n/7',
      title: 'سؤال "وجواب"',
      publishedAt: '2026-02-08T01:00:00+00:00',
      categories: ['سياسة'],
    });
  });

  it('reads JSON Feed and RDF', () => {
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'مرسى',
      items: [
        {
          id: '5',
          url: 'https://marsa.example/n/5',
          title: 'خبر',
          date_published: '2026-02-08T10:00:00+03:00',
          tags: ['قمح'],
        },
      ],
    });
    expect(read(json).entries[0]).toMatchObject({
      id: '5',
      categories: ['قمح'],
      publishedAt: '2026-02-08T10:00:00+03:00',
    });
    const rdf =
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>م</title></channel><item rdf:about="https://marsa.example/n/9"><title>خبر</title><link>https://marsa.example/n/9</link></item></rdf:RDF>';
    expect(read(rdf).entries[0]).toMatchObject({ url: 'https://marsa.example/n/9', title: 'خبر' });
  });

  it('reads a news sitemap', () => {
    const feed = read(
      '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://marsa.example/n/3</loc><news:news><news:publication_date>2026-02-08T09:00:00+03:00</news:publication_date><news:title><![CDATA[خبر & خبر]]></news:title><news:keywords>ميناء, قمح</news:keywords></news:news></url></urlset>',
    );
    expect(feed.entries).toEqual([
      {
        id: 'https://marsa.example/n/3',
        url: 'https://marsa.example/n/3',
        title: 'خبر & خبر',
        publishedAt: '2026-02-08T09:00:00+03:00',
        updatedAt: null,
        categories: ['ميناء', 'قمح'],
        image: null,
        summary: null,
      },
    ]);
  });

  it('reads an index of sitemaps, those of news first, then the last changed', () => {
    const one = (loc: string, changed: string) =>
      `<sitemap><loc>${loc}</loc><lastmod>${changed}</lastmod></sitemap>`;
    const feed = read(
      `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${one('/a.xml', '2026-01-01')}${one('/b.xml', '2026-02-01')}${one('/news.xml', '2025-01-01')}</sitemapindex>`,
    );
    expect(feed.entries).toEqual([]);
    expect(feed.sitemaps).toEqual(
      ['news', 'b', 'a'].map((name) => `https://marsa.example/${name}.xml`),
    );
  });

  it.each([
    ['hourly', '2', 30],
    ['daily', undefined, 1440],
    ['sometimes', '2', null],
    ['hourly', '0', null],
  ])('reads how often it changes: %s, %s', (period, frequency, minutes) => {
    const sy = `<sy:updatePeriod> ${period} </sy:updatePeriod>${frequency ? `<sy:updateFrequency>${frequency}</sy:updateFrequency>` : ''}`;
    const spaced = rss(sy + item(1)).replace(
      '<rss ',
      '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ',
    );
    expect(read(spaced).updatedEvery).toBe(minutes);
  });

  it('repairs junk before the declaration, bare ampersands and control characters', () => {
    const feed = read(
      `\n<br />Warning: mysql_connect()\n${rss(item(1).replace('خبر', 'أ & ب\u0008&#8;'))}`,
    );
    expect(feed.entries[0]?.title).toBe('أ & ب رقم 1');
  });

  it('keeps the whole items of a truncated feed', () => {
    const feed = read(rss(item(1) + item(2) + item(3)).slice(0, -70));
    expect(feed.entries.map((entry) => entry.id)).toEqual(['g1', 'g2']);
    expect(feed.warnings).toEqual(['truncated']);
  });

  it('leaves out entries without an address and says so', () => {
    const feed = read(rss(`<item><title>بلا عنوان</title></item>${item(2)}`));
    expect(feed.entries).toHaveLength(1);
    expect(feed.warnings).toEqual(['entry-without-address']);
  });

  it('says when a date cannot be read', () => {
    const feed = read(rss(item(1, '<pubDate>قريبًا</pubDate>')));
    expect(feed.entries[0]?.publishedAt).toBeNull();
    expect(feed.warnings).toEqual(['date-unread']);
  });

  it.each([
    [
      'a DOCTYPE',
      '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel></channel></rss>',
    ],
    ['an HTML page', '<!doctype html><html><body><p>خطأ</p></body></html>'],
    ['nothing', ''],
    ['broken JSON', '{"version":'],
    ['no whole item', '<rss><channel><item><title>خبر'],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrowError(expect.objectContaining({ code: 'feed-invalid' }));
    expect(() => read(text)).toThrow(Failure);
  });
});
