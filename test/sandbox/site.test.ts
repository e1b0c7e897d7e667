import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRssFeed } from 'feedsmith';
import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createSite } from '../../src/sandbox/site.ts';

const SAMPLES = join(import.meta.dirname, '../../data/samples');
const MOUNT = '/sandbox/site';
const START = Date.parse('2026-11-22T19:20:30.500Z');

let clock = START;
let server: Server;
let site: string;

beforeEach(async () => {
  clock = START;
  const handle = createSite({ now: () => clock, breakingAfterMs: 5_000 });
  server = createServer((req, res) => handle(req, res, (req.url ?? '').slice(MOUNT.length)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}${MOUNT}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Sample {
  slug: string;
  head: Record<string, string | number>;
  paragraphs: string[];
}

function samples(): Sample[] {
  return readdirSync(join(SAMPLES, 'articles')).map((name) => {
    const [, head = '', body = ''] = readFileSync(join(SAMPLES, 'articles', name), 'utf8').split(
      /^---$/m,
    );
    const fields = head
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
    return {
      slug: name.replace('.md', ''),
      head: Object.fromEntries(fields),
      paragraphs: body.trim().split('\n\n'),
    };
  });
}

async function page(path: string) {
  const response = await fetch(site + path);
  const text = await response.text();
  return { status: response.status, text, document: parseHTML(text).document };
}

type Page = Awaited<ReturnType<typeof page>>;

async function feed() {
  return parseRssFeed(await (await fetch(`${site}/feed.xml`)).text());
}

const meta = (document: Page['document'], property: string) =>
  document.querySelector(`meta[property="${property}"]`)?.getAttribute('content');

describe('article pages', () => {
  const all = samples();

  test.each(all)('$slug holds its article and the clutter of a real page', async (sample) => {
    clock += 5_000;
    const { status, document, text } = await page(`/news/${sample.slug}`);
    const shown = document.body.textContent ?? '';
    expect(status).toBe(200);
    for (const paragraph of sample.paragraphs) expect(shown).toContain(paragraph);
    expect(shown.split(String(sample.head.title)).length - 1).toBe(2);
    expect(document.title).toBe(`${sample.head.title} - مرصد الساحل`);
    for (const line of [
      sample.head.dateline,
      `عدد المشاهدات : ${sample.head.views} مشاهده`,
      'تفاصيل الخبر',
      'اقرأ المزيد...',
      'شارك',
      'تابعنا على فيسبوك',
      '783 قراءة',
    ]) {
      expect(shown).toContain(line);
    }
    for (const slug of String(sample.head.related).split(', ')) {
      expect(text).toContain(`href="${site}/news/${slug}"`);
    }
    expect(shown).toMatch(/\d{1,2} نوفمبر، 2026 \( \d\d:\d\d (صباحًا|مساءً) \)/);
    expect(meta(document, 'og:url')).toBe(`${site}/news/${sample.slug}`);
    expect(meta(document, 'article:section')).toBe(sample.head.section);
  });

  test('there are six articles and a breaking one, in four kinds of markup', () => {
    expect(all).toHaveLength(7);
    expect(all.filter(({ head }) => head.breaking).map(({ head }) => head.title)).toEqual([
      expect.stringMatching(/^عاجل:/),
    ]);
    expect(new Set(all.map(({ head }) => head.layout)).size).toBe(4);
    for (const { paragraphs } of all) {
      expect(paragraphs.length).toBeGreaterThanOrEqual(5);
      expect(paragraphs.length).toBeLessThanOrEqual(8);
    }
  });

  test('a page tells its date with the offset of Aden, but one tells none of its own', async () => {
    const coffee = await page('/news/coffee-harvest');
    const pumps = await page('/news/solar-pumps');
    expect(meta(coffee.document, 'article:published_time')).toBe('2026-11-22T21:33:30+03:00');
    expect(coffee.text).toContain('22 نوفمبر، 2026 ( 09:33 مساءً )');
    expect(pumps.text).not.toContain('published_time');
    expect(pumps.text).not.toContain('08:15');
  });

  test('every picture is a small JPEG of 1280 x 720', async () => {
    for (const { slug } of all) {
      const response = await fetch(`${site}/pictures/${slug}.jpg`);
      const bytes = Buffer.from(await response.arrayBuffer());
      const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect(bytes.length).toBeLessThan(120_000);
      expect([bytes.readUInt16BE(frame + 7), bytes.readUInt16BE(frame + 5)]).toEqual([1280, 720]);
    }
  });
});

describe('the feed', () => {
  test('holds the six articles, newest first', async () => {
    const { title, items = [] } = await feed();
    const dates = items.map((item) => Date.parse(item.pubDate ?? ''));
    expect(title).toBe('مرصد الساحل');
    expect(items).toHaveLength(6);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(dates[0]).toBe(Math.floor(START / 1000) * 1000 - 10 * 60_000);
    expect(items[0]).toMatchObject({
      title: '14 مدينة ساحلية عربية تقر ميثاقًا للإنذار المبكر من الأعاصير',
      link: `${site}/news/coastal-cities-charter`,
      guid: { value: 'marsad-alsahel:coastal-cities-charter', isPermaLink: false },
      pubDate: 'Sun, 22 Nov 2026 22:10:30 +0300',
      categories: [{ name: 'سياسة' }],
    });
    const [enclosure] = items[0]?.enclosures ?? [];
    const picture = await (await fetch(enclosure?.url ?? '')).arrayBuffer();
    expect(enclosure).toMatchObject({ type: 'image/jpeg', length: picture.byteLength });
  });

  test('the breaking article joins feed and site when its time has come', async () => {
    clock += 4_999;
    expect((await feed()).items).toHaveLength(6);
    expect((await page('/news/port-reopens')).status).toBe(404);
    expect((await page('/')).text).not.toContain('عاجل');
    clock += 1;
    const { items = [] } = await feed();
    expect(items).toHaveLength(7);
    expect(items[0]?.title).toMatch(/^عاجل:/);
    expect(items[0]?.pubDate).toBe('Sun, 22 Nov 2026 22:20:35 +0300');
    expect((await page('/news/port-reopens')).status).toBe(200);
    expect((await page('/')).text).toContain('عاجل');
  });

  test('answers 304 to its tag and to its date until it changes', async () => {
    const first = await fetch(`${site}/feed.xml`);
    const tag = first.headers.get('etag') ?? '';
    const date = first.headers.get('last-modified') ?? '';
    expect(date).toBe('Sun, 22 Nov 2026 19:20:30 GMT');
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${site}/feed.xml`, { headers })).status;
    expect(await status({ 'if-none-match': tag })).toBe(304);
    expect(await status({ 'if-none-match': `"other", W/${tag}` })).toBe(304);
    expect(await status({ 'if-modified-since': date })).toBe(304);
    expect(await status({ 'if-none-match': '"other"', 'if-modified-since': date })).toBe(200);
    expect(await status({ 'if-modified-since': 'no date' })).toBe(200);
    clock += 5_000;
    expect(await status({ 'if-none-match': tag })).toBe(200);
    expect(await status({ 'if-modified-since': date })).toBe(200);
  });

  test('guids outlive a restart at another address, whose Host the links bear', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(`${site}/feed.xml`, { headers: { Host: 'news.test:81' } }, (res) => {
        let body = '';
        res.setEncoding('utf8').on('data', (part) => {
          body += part;
        });
        res.on('end', () => resolve(body));
      });
      asked.on('error', reject).end();
    });
    const [here, there] = [(await feed()).items ?? [], parseRssFeed(text).items ?? []];
    expect(there.map((item) => item.guid)).toEqual(here.map((item) => item.guid));
    expect(there[0]?.link).toBe('http://news.test:81/sandbox/site/news/coastal-cities-charter');
  });
});

describe('addresses', () => {
  test.each([
    '/nothing',
    '/news/',
    '/news/nothing',
    '/news/__proto__',
    '/pictures/coffee-harvest',
    '/pictures/..%2fstyle.css',
    '/follow/nothing',
    '/layouts/feed.xml',
  ])('%s is not there', async (path) => {
    expect((await page(path)).status).toBe(404);
  });

  test.each([
    '/pictures/../newsroom.yaml',
    '/pictures/../../../package.json',
    '/news/../../../../etc/passwd',
    '//etc/passwd',
  ])('%s leads nowhere, even as it is', async (path) => {
    // fetch would resolve the dots before it asks.
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(site);
      request({ hostname, port, path: MOUNT + path }, (res) => {
        resolve(res.resume().statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });

  test('a query changes nothing', async () => {
    const { status, document } = await page('/news/cup-final?utm_source=telegram');
    expect(status).toBe(200);
    expect(meta(document, 'og:url')).toBe(`${site}/news/cup-final`);
  });

  test('every link of the front page and of an article leads somewhere', async () => {
    for (const path of ['/', '/news/lunar-eclipse']) {
      const { document } = await page(path);
      const links = [...document.querySelectorAll('a[href], link[href], img[src]')];
      const addresses = new Set(
        links.map((link) => link.getAttribute('href') ?? link.getAttribute('src') ?? ''),
      );
      expect(addresses.size).toBeGreaterThan(8);
      for (const address of addresses) expect((await fetch(address)).status, address).toBe(200);
    }
  });

  test('the front page knows its address with and without the last slash', async () => {
    const image = async (path: string) =>
      (await page(path)).document.querySelector('img')?.getAttribute('src');
    const expected = `${site}/pictures/coastal-cities-charter.jpg`;
    expect(await image('/?from=telegram')).toBe(expected);
    expect(await image('')).toBe(expected);
  });

  test('only GET and HEAD are answered', async () => {
    const head = await fetch(`${site}/feed.xml`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${site}/feed.xml`, { method: 'POST' })).status).toBe(405);
  });
});

test('newsroom.yaml, filled in, names the feed and five follow links that exist', async () => {
  const text = readFileSync(join(SAMPLES, 'newsroom.yaml'), 'utf8')
    .replaceAll(/\$\{SITE\}/g, site)
    .replaceAll(/\$\{HOST\}/g, new URL(site).host);
  const newsroom = parse(text);
  expect(newsroom.allow_hosts).toEqual([new URL(site).host]);
  expect(newsroom.sources[0]).toMatchObject({ feed: `${site}/feed.xml`, backfill: 6 });
  expect(newsroom.channels.map(({ key }: { key: string }) => key)).toEqual([
    'main',
    'local',
    'sport',
  ]);
  const follow: string[] = Object.values(newsroom.follow);
  expect(follow).toHaveLength(5);
  for (const address of follow) expect((await fetch(address)).status, address).toBe(200);
});

describe('a sample that cannot be used is named', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'samples-'));
    cpSync(SAMPLES, folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    [/^title: .*$/m, '', 'articles/cup-final.md has no "title"'],
    [/^minutes_before: .*$/m, 'minutes_before: soon', 'cup-final.md: "minutes_before" is not a'],
    [/^layout: .*$/m, 'layout: none', 'articles/cup-final.md needs layouts/none.html'],
    [/^related: .*$/m, 'related: none', 'articles/cup-final.md needs articles/none.md'],
  ])('%s', (line, wrong, message) => {
    const file = join(folder, 'articles/cup-final.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace(line, wrong));
    expect(() => createSite({ now: () => clock, folder })).toThrow(message);
  });

  test('so is one without a picture', () => {
    rmSync(join(folder, 'pictures/cup-final.jpg'));
    expect(() => createSite({ now: () => clock, folder })).toThrow('pictures/cup-final.jpg');
  });
});
