import { describe, expect, it } from 'vitest';
import { readSite } from '../../src/reading/site.ts';
import { bytes, options, others, page, site } from './sample.ts';

const read = (html: string, url = 'https://marsa.example/') =>
  readSite(bytes(html), { ...options, url });

const list = (links: readonly string[]) => page(`<main><ul>${links.join('')}</ul></main>`);
const link = (href: string, text: string) => `<li><a href="${href}">${text}</a></li>`;

describe('readSite', () => {
  it('finds the feeds that a page announces, without those of comments', () => {
    const { name, feeds } = read(
      page(
        '<p>x</p>',
        `<meta property="og:site_name" content="${site}">
<link rel="alternate" type="application/rss+xml" title="${site} - الخلاصة" href="/feed">
<link rel="alternate" type="application/rss+xml" title="تعليقات" href="/comments/feed">
<link rel="alternate" type="application/atom+xml" href="https://marsa.example/atom.xml">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" hreflang="en" href="/en/">`,
      ),
    );
    expect(name).toBe(site);
    expect(feeds).toEqual([
      { url: 'https://marsa.example/feed', title: `${site} - الخلاصة` },
      { url: 'https://marsa.example/atom.xml', title: null },
    ]);
  });

  it('finds the articles of a section page, each once, by its headline', () => {
    const { articles } = read(
      list([
        `<li><a href="/news/2026/1042"><img alt="صورة" src="/a.jpg"></a>
<h3><a href="/news/2026/1042?utm_source=home">${others[0]}</a></h3></li>`,
        link('/طالبة-من-تعز-تفوز-بجائزة', others[1] ?? ''),
        link('https://www.marsa.example/?p=777', others[2] ?? ''),
      ]),
    );
    expect(articles).toEqual([
      { url: 'https://marsa.example/news/2026/1042', title: others[0] },
      { url: new URL('https://marsa.example/طالبة-من-تعز-تفوز-بجائزة').href, title: others[1] },
      { url: 'https://www.marsa.example/?p=777', title: others[2] },
    ]);
  });

  it('leaves out menus, most-read lists, sections, tags, short words and other sites', () => {
    const { articles } = readSite(
      bytes(
        page(`<nav>${link('/news/1001', others[0] ?? '')}</nav>
<div class="sidebar most-read">${link('/news/1002', others[1] ?? '')}</div>
<footer>${link('/news/1003', others[2] ?? '')}</footer><main>
${link('/category/news-of-the-day/', others[3] ?? '')}${link('/tag/x-y-z', others[4] ?? '')}
${link('/news/1004', 'المزيد')}${link('https://elsewhere.example/news/1005', others[5] ?? '')}
${link('/about', 'من نحن وكيف نعمل في مرسى الأخبار')}${link('javascript:open()', others[0] ?? '')}
${link('/', others[1] ?? '')}</main>`),
      ),
      { ...options, url: 'https://marsa.example/' },
    );
    expect(articles).toEqual([]);
  });

  it('refuses what is no page', () => {
    expect(() => read('{"a":1}')).toThrowError(expect.objectContaining({ code: 'page-not-html' }));
  });
});
