import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';

export interface SiteOptions {
  /** The clock, epoch milliseconds. Read once at creation, then at every request. */
  now: () => number;
  /** When the breaking article appears, in milliseconds after creation. */
  breakingAfterMs?: number;
  /** Where the samples are; by default the project's `data/samples`. */
  folder?: string;
}

interface Article {
  slug: string;
  title: string;
  section: string;
  /** The line that opens the text, such as «مرصد الساحل/ خاص:». */
  dateline: string;
  /** The name of a file in `layouts/`. */
  layout: string;
  views: string;
  pictureAlt: string;
  /** Slugs of the articles named in mid-text. */
  related: readonly string[];
  paragraphs: readonly string[];
  /** Epoch milliseconds; in the future for the breaking article, until its time has come. */
  publishedAt: number;
  /** Whether the page tells its own date; the feed always does. */
  dated: boolean;
}

interface Values {
  readonly [name: string]: string | readonly Values[];
}

const SAMPLES = join(import.meta.dirname, '../../data/samples');

const NETWORKS = new Map([
  ['google_news', 'أخبار Google'],
  ['youtube', 'يوتيوب'],
  ['x', 'إكس'],
  ['telegram', 'تيليجرام'],
  ['facebook', 'فيسبوك'],
]);

/** How many paragraphs stand before the related headlines. */
const OPENING = 2;

/**
 * The news site that the first run reads: articles, pictures and a feed from `data/samples`, whose
 * README tells how they are written. Everything is read here, once; a bad sample throws an `Error`
 * that names its file.
 *
 * @returns the handler of everything below the mount point. `path` is the rest of the address after
 * that point, from its slash on: `/`, `/feed.xml`, `/news/<slug>`, `/pictures/<name>`, `/style.css`,
 * `/follow/<network>`; a query is ignored. Absolute addresses are built from the request's Host.
 */
export function createSite(
  options: SiteOptions,
): (req: IncomingMessage, res: ServerResponse, path: string) => void {
  const { now, breakingAfterMs = 20_000, folder = SAMPLES } = options;
  const startedAt = now();
  const breakingAt = startedAt + breakingAfterMs;
  const layouts = readLayouts(join(folder, 'layouts'));
  const pictures = readFolder(join(folder, 'pictures'));
  const style = readFileSync(join(folder, 'style.css'));
  const mostRead = readMostRead(join(folder, 'most-read.txt'));
  const articles = readArticles(join(folder, 'articles'), startedAt, breakingAt);
  for (const { slug, layout, related } of articles.values()) {
    for (const [needed, found] of [
      [`pictures/${slug}.jpg`, pictures.has(`${slug}.jpg`)],
      [`layouts/${layout}.html`, layouts.has(`${layout}.html`)],
      ...related.map((other) => [`articles/${other}.md`, articles.has(other)] as const),
    ] as const) {
      if (!found) throw new Error(`articles/${slug}.md needs ${needed}, which is not there`);
    }
  }
  const newestFirst = [...articles.values()].sort((a, b) => b.publishedAt - a.publishedAt);
  const isOut = (article: Article) => article.publishedAt <= now();

  const headlineOf = (article: Article, site: string): Values => ({
    title: article.title,
    address: `${site}/news/${article.slug}`,
    shown: arabicDate(article.publishedAt),
  });

  const valuesOf = (article: Article, site: string): Values => ({
    ...headlineOf(article, site),
    site,
    mostRead,
    // Neither host nor port: after a restart elsewhere these are still the same items.
    guid: `marsad-alsahel:${article.slug}`,
    section: article.section,
    dateline: article.dateline,
    views: article.views,
    lead: article.paragraphs[0] ?? '',
    picture: `${site}/pictures/${article.slug}.jpg`,
    pictureAlt: article.pictureAlt,
    pictureBytes: String(pictures.get(`${article.slug}.jpg`)?.length),
    rfc822: rfc822Date(article.publishedAt),
    date: article.dated
      ? [{ iso: isoDate(article.publishedAt), shown: arabicDate(article.publishedAt) }]
      : [],
    opening: article.paragraphs.slice(0, OPENING).map((text) => ({ text })),
    rest: article.paragraphs.slice(OPENING).map((text) => ({ text })),
    related: article.related.flatMap((slug) => {
      const other = articles.get(slug);
      return other ? [headlineOf(other, site)] : [];
    }),
  });

  const fillLayout = (name: string, values: Values): string =>
    fill(layouts.get(name) ?? '', values, name);

  const sendFeed = (req: IncomingMessage, res: ServerResponse, site: string): void => {
    const changedAt = now() < breakingAt ? startedAt : breakingAt;
    const feed = fillLayout('feed.xml', {
      site,
      rfc822: rfc822Date(changedAt),
      articles: newestFirst.filter(isOut).map((article) => valuesOf(article, site)),
    });
    const etag = `"${createHash('sha256').update(feed).digest('base64url').slice(0, 22)}"`;
    res.setHeader('ETag', etag);
    res.setHeader('Last-Modified', new Date(changedAt).toUTCString());
    if (isUnchanged(req, etag, changedAt)) res.writeHead(304).end();
    else send(res, 200, 'application/rss+xml; charset=utf-8', feed);
  };

  return (req, res, path) => {
    const [pathname = ''] = path.split('?');
    const site = `http://${req.headers.host ?? 'localhost'}${mountPoint(req.url ?? '', pathname)}`;
    const html = (status: number, layout: string, values: Values) =>
      send(res, status, 'text/html; charset=utf-8', fillLayout(layout, values));

    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': 0 }).end();
      return;
    }
    if (pathname === '/' || pathname === '') {
      const shown = newestFirst.filter(isOut).map((article) => valuesOf(article, site));
      return html(200, 'front.html', { site, title: 'الرئيسية', articles: shown });
    }
    if (pathname === '/feed.xml') return sendFeed(req, res, site);
    if (pathname === '/style.css') return send(res, 200, 'text/css; charset=utf-8', style);

    const [, kind, name = ''] = /^\/(news|pictures|follow)\/([\w.-]+)$/.exec(pathname) ?? [];
    const article = kind === 'news' ? articles.get(name) : undefined;
    if (article && isOut(article)) {
      return html(200, `${article.layout}.html`, valuesOf(article, site));
    }
    const picture = kind === 'pictures' ? pictures.get(name) : undefined;
    if (picture) return send(res, 200, 'image/jpeg', picture);
    const network = kind === 'follow' ? NETWORKS.get(name) : undefined;
    if (network) {
      const text = `هذه صفحة تجريبية. في موقع حقيقي يفتح هذا الرابط صفحة الصحيفة على ${network}.`;
      return html(200, 'notice.html', { site, title: `مرصد الساحل على ${network}`, text });
    }
    const text = 'لا شيء في هذا العنوان.';
    return html(404, 'notice.html', { site, title: 'الصفحة غير موجودة', text });
  };
}

function send(res: ServerResponse, status: number, type: string, body: string | Buffer): void {
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}

/** What stands before `pathname` in the request's address, which may lack the last slash. */
function mountPoint(url: string, pathname: string): string {
  const [whole = ''] = url.split('?');
  return whole.endsWith(pathname) ? whole.slice(0, whole.length - pathname.length) : whole;
}

/** RFC 9110, 13.2.2: a date is looked at only when the request brings no tag. */
function isUnchanged(req: IncomingMessage, etag: string, changedAt: number): boolean {
  const tags = req.headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
  }
  const since = Date.parse(req.headers['if-modified-since'] ?? '');
  // HTTP dates have no milliseconds: compare what we told, not what we know.
  return Math.floor(changedAt / 1000) * 1000 <= since;
}

function readFolder(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** `{{>name}}` is replaced by `name.html` here; the other marks wait for {@link fill}. */
function readLayouts(folder: string): Map<string, string> {
  const read = (name: string): string =>
    readFileSync(join(folder, name), 'utf8').replace(/\{\{>([\w-]+)\}\}/g, (_, part) =>
      read(`${part}.html`),
    );
  return new Map(readdirSync(folder).map((name) => [name, read(name)]));
}

/**
 * `{{name}}` becomes the value, escaped for HTML and XML; `{{#name}}…{{/name}}` is repeated for each
 * of a list, whose values stand before the outer ones. A name without a value throws.
 */
function fill(layout: string, values: Values, file: string): string {
  const marks = /\{\{#(\w+)\}\}(.*?)\{\{\/\1\}\}|\{\{(\w+)\}\}/gs;
  return layout.replace(marks, (_, list: string | undefined, part: string, name: string) => {
    const value = values[list ?? name];
    if (list !== undefined && Array.isArray(value)) {
      return value.map((item: Values) => fill(part, { ...values, ...item }, file)).join('');
    }
    if (list !== undefined || typeof value !== 'string') {
      throw new Error(`layouts/${file}: there is no ${list ? 'list' : 'value'} "${list ?? name}"`);
    }
    return escapeMarkup(value);
  });
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function readArticles(folder: string, startedAt: number, breakingAt: number): Map<string, Article> {
  const read = (slug: string, file: string): Article => {
    const [, head = '', body = ''] = file.split(/^---$/m);
    const lines = head.matchAll(/^(\w+): *(.*?) *$/gm);
    const fields = new Map([...lines].map(([, name = '', value = '']) => [name, value]));
    const field = (name: string): string => {
      const value = fields.get(name);
      if (!value) throw new Error(`articles/${slug}.md has no "${name}"`);
      return value;
    };
    const publishedAt =
      fields.get('breaking') === 'yes'
        ? breakingAt
        : startedAt - Number(field('minutes_before')) * 60_000;
    if (Number.isNaN(publishedAt)) {
      throw new Error(`articles/${slug}.md: "minutes_before" is not a number`);
    }
    return {
      slug,
      title: field('title'),
      section: field('section'),
      dateline: field('dateline'),
      layout: field('layout'),
      views: field('views'),
      pictureAlt: field('picture_alt'),
      related: field('related').split(/, */),
      paragraphs: body.trim().split(/\n{2,}/),
      publishedAt,
      dated: fields.get('dated') !== 'no',
    };
  };
  const files = [...readFolder(folder)].map(([name, file]) =>
    read(basename(name, '.md'), String(file)),
  );
  return new Map(files.map((article) => [article.slug, article]));
}

function readMostRead(file: string): Values[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [headline = '', outlet = '', reads = ''] = line.split('|').map((part) => part.trim());
    return { headline, outlet, reads };
  });
}

/** The same instant on a clock in Aden (+03:00 all year), to be read with the UTC methods. */
function inAden(ms: number): Date {
  return new Date(ms + 3 * 3_600_000);
}

function isoDate(ms: number): string {
  return `${inAden(ms).toISOString().slice(0, 19)}+03:00`;
}

function rfc822Date(ms: number): string {
  return inAden(ms).toUTCString().replace('GMT', '+0300');
}

const MONTHS = [
  'يناير',
  'فبراير',
  'مارس',
  'أبريل',
  'مايو',
  'يونيو',
  'يوليو',
  'أغسطس',
  'سبتمبر',
  'أكتوبر',
  'نوفمبر',
  'ديسمبر',
];

/** As Arabic news sites write it: `22 نوفمبر، 2026 ( 10:20 مساءً )`. */
function arabicDate(ms: number): string {
  const date = inAden(ms);
  const hour = date.getUTCHours();
  const time = [hour % 12 || 12, date.getUTCMinutes()].map((n) => String(n).padStart(2, '0'));
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}، ${date.getUTCFullYear()}`;
  return `${day} ( ${time.join(':')} ${hour < 12 ? 'صباحًا' : 'مساءً'} )`;
}
