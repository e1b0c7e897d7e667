import { describe, expect, it } from 'vitest';
import { readOpml, writeOpml } from '../../src/intake/opml.ts';

const opmlOf = (outlines: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>م</title></head><body>${outlines}</body></opml>`;
const feed = (name: string, address: string) =>
  `<outline type="rss" text="${name}" xmlUrl="${address}"/>`;

describe('readOpml', () => {
  it('finds feeds in folders in folders, each under the name of the nearest', () => {
    const text = opmlOf(
      `${feed('أ', 'https://a.example/feed?x=1&amp;y=2')}<outline text="سياسة">${feed('ب', 'https://b.example/')}
<outline title="محلية">${feed('ج', 'https://c.example/rss#top')}</outline></outline>`,
    );
    expect(readOpml(text, 'f')).toEqual({
      feeds: [
        { name: 'أ', address: 'https://a.example/feed?x=1&y=2', section: null },
        { name: 'ب', address: 'https://b.example/', section: 'سياسة' },
        { name: 'ج', address: 'https://c.example/rss', section: 'محلية' },
      ],
      skipped: [],
    });
  });

  it('tells what it leaves out: twice, no feed, no web address', () => {
    const { feeds, skipped } = readOpml(
      opmlOf(
        `${feed('أ', 'https://a.example/f')}${feed('أ ثانية', 'https://a.example/f')}
<outline text="موقع" htmlUrl="https://z.example"/>${feed('ملف', 'file:///etc/passwd')}`,
      ),
      'f',
    );
    expect(feeds).toHaveLength(1);
    expect(skipped).toEqual([
      'أ ثانية: https://a.example/f stands twice',
      'موقع: has no xmlUrl',
      'ملف: file:///etc/passwd is no http(s) address',
    ]);
  });

  it('gives two feeds of one name, and one without, names of their own', () => {
    const { feeds } = readOpml(
      opmlOf(
        `${feed('RSS', 'https://a.example/f')}${feed('RSS', 'https://b.example/f')}${feed('', 'https://c.example/f')}`,
      ),
      'f',
    );
    expect(feeds.map(({ name }) => name)).toEqual(['RSS', 'RSS (b.example)', 'c.example']);
  });

  it.each(['', 'hello', '<html></html>', '{"opml": 1}', '<!DOCTYPE x><opml version="2.0"/>'])(
    'names the file that is broken: %s',
    (text) => expect(() => readOpml(text, 'list.opml')).toThrow(/OPML.*file: list\.opml/),
  );

  it('ends on a file of folders in folders in folders', () => {
    const nested = `${'<outline text="x">'.repeat(80)}${feed('أ', 'https://a.example/f')}${'</outline>'.repeat(80)}`;
    expect(readOpml(opmlOf(nested), 'f').feeds).toEqual([]);
  });
});

describe('writeOpml', () => {
  it('comes out as readOpml takes it in; sources of other kinds stay out', () => {
    const sources = [
      { kind: 'feed', name: 'أ & ب', address: 'https://a.example/?a=1&b=2', section: 'سياسة' },
      { kind: 'feed', name: 'ج', address: 'https://c.example/f', section: null },
      { kind: 'sitemap', name: 'د', address: 'https://d.example/s.xml', section: null },
    ] as const;
    expect(readOpml(writeOpml('مرصد', sources), 'f').feeds).toEqual(
      sources.slice(0, 2).map(({ kind: _, ...one }) => one),
    );
  });
});
