import { parseFeed } from 'feedsmith';
import { parseArabicDate } from '../arabic/dates.ts';
import { normalise } from '../arabic/normalise.ts';
import { Failure } from '../errors.ts';
import { cleanAddress } from './address.ts';
import { decode } from './encoding.ts';
import { htmlToText } from './entities.ts';
import { afterLastItem, prepareXml } from './feed-repair.ts';
import type { ReadOptions } from './page.ts';
import { readSitemap, readSitemapIndex } from './sitemap.ts';
import { clean } from './text.ts';

export interface FeedEntry {
  /** The guid, else the address. */
  id: string;
  /** Absolute, without tracking parameters. */
  url: string;
  /** Plain text; '' in a sitemap that gives none. */
  title: string;
  /** ISO 8601 with offset. */
  publishedAt: string | null;
  /** When it was last changed, as the feed prints it. */
  updatedAt: string | null;
  categories: string[];
  image: string | null;
  /** Plain text. */
  summary: string | null;
}

export interface Feed {
  title: string | null;
  entries: FeedEntry[];
  /** WebSub: where to subscribe and under which topic address. */
  hub: string | null;
  self: string | null;
  /** How long the feed asks to be left alone, in minutes. */
  ttl: number | null;
  /** How often it says that it changes (the syndication module), in minutes. */
  updatedEvery: number | null;
  /** Of an index of sitemaps: its sitemaps, the one of news first, then the last changed. */
  sitemaps: string[];
  /** 'truncated', 'encoding-guessed', 'date-unread', 'entry-without-address'. */
  warnings: string[];
}

const maxBytes = 5_000_000;

/** One entry as the formats have it in common, not yet cleaned. */
interface RawEntry {
  id: string | undefined;
  url: string | undefined;
  title: string | undefined;
  /** feedsmith hands dates over as printed, typed as anything. */
  dates: readonly unknown[];
  updated: unknown;
  categories: readonly (string | undefined)[];
  images: readonly (string | undefined)[];
  html: readonly (string | undefined)[];
}

interface RawFeed {
  title: string | undefined;
  entries: RawEntry[];
  links: readonly { href?: string | undefined; rel?: string | undefined }[];
  ttl: number | undefined;
  sy?: { updatePeriod?: string; updateFrequency?: number } | undefined;
  sitemaps?: string[];
}

/**
 * Reads RSS, RDF, Atom, JSON Feed, a (news) sitemap, or an index of sitemaps. Broken feeds are repaired where whole items
 * can be saved; entries without an address are left out. Dates are read in Arabic too.
 *
 * @throws Failure 'feed-invalid' when it is none of them, over 5 MB, or carries a DOCTYPE.
 */
export function readFeed(bytes: Uint8Array, options: ReadOptions): Feed {
  if (bytes.length > maxBytes) throw invalid(options, 'too big');
  const { text, guessed } = decode(bytes, options.contentType);
  const warnings = new Set<string>(guessed ? ['encoding-guessed'] : []);
  const raw = parse(text.trimStart(), options, warnings);
  const entries = raw.entries.flatMap((entry) => toEntry(entry, options, warnings));
  const link = (rel: string): string | null =>
    cleanAddress(raw.links.find((candidate) => candidate.rel === rel)?.href, options.url);
  return {
    title: clean(htmlToText(raw.title ?? '')) || null,
    entries,
    hub: link('hub'),
    self: link('self'),
    ttl: raw.ttl !== undefined && raw.ttl > 0 ? raw.ttl : null,
    updatedEvery: readPeriod(raw.sy),
    sitemaps: (raw.sitemaps ?? []).flatMap((loc) => cleanAddress(loc, options.url) ?? []),
    warnings: [...warnings],
  };
}

function invalid(options: ReadOptions, reason: string): Failure {
  return new Failure('feed-invalid', { ...(options.url && { url: options.url }), reason });
}

function parse(text: string, options: ReadOptions, warnings: Set<string>): RawFeed {
  if (text.startsWith('{')) return parseWith(text, options);
  const xml = prepareXml(text);
  if (/<(?:\w+:)?urlset\b/iu.test(xml.slice(0, 2000))) return fromSitemap(xml);
  if (/<(?:\w+:)?sitemapindex\b/iu.test(xml.slice(0, 2000))) return fromIndex(xml);
  try {
    return parseWith(xml, options);
  } catch (error) {
    const whole = afterLastItem(xml);
    if (whole === null) throw error;
    warnings.add('truncated');
    return parseWith(whole, options);
  }
}

function parseWith(text: string, options: ReadOptions): RawFeed {
  try {
    return toRaw(parseFeed(text));
  } catch (error) {
    throw invalid(options, error instanceof Error ? error.message : 'unknown');
  }
}

function toRaw(parsed: ReturnType<typeof parseFeed>): RawFeed {
  switch (parsed.format) {
    case 'rss': {
      const { feed } = parsed;
      return {
        title: feed.title,
        links: feed.atom?.links ?? [],
        ttl: feed.ttl,
        sy: feed.sy,
        entries: (feed.items ?? []).map((item) => ({
          id: item.guid?.value,
          url: item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
          title: item.title ?? item.media?.title?.value,
          dates: [
            item.pubDate,
            ...(item.dc?.dates ?? []),
            item.atom?.published,
            item.atom?.updated,
          ],
          updated: item.atom?.updated,
          categories: [...(item.categories ?? []).map((c) => c.name), ...(item.dc?.subjects ?? [])],
          images: [
            ...mediaImages(item.media?.contents ?? []),
            ...mediaImages((item.media?.groups ?? []).flatMap((group) => group.contents ?? [])),
            ...(item.enclosures ?? []).filter((e) => isImage(e.type, e.url)).map((e) => e.url),
            ...(item.media?.thumbnails ?? []).map((thumbnail) => thumbnail.url),
          ],
          html: [item.description, item.content?.encoded],
        })),
      };
    }
    case 'atom': {
      const { feed } = parsed;
      return {
        title: feed.title?.value,
        links: feed.links ?? [],
        ttl: undefined,
        sy: feed.sy,
        entries: (feed.entries ?? []).map((entry) => ({
          id: entry.id,
          url: entry.links?.find((l) => l.rel === undefined || l.rel === 'alternate')?.href,
          title: entry.title?.value,
          dates: [entry.published, entry.updated],
          updated: entry.updated,
          categories: (entry.categories ?? []).map((c) => c.label ?? c.term),
          images: [
            ...mediaImages(entry.media?.contents ?? []),
            ...(entry.links ?? [])
              .filter((l) => l.rel === 'enclosure' && isImage(l.type, l.href))
              .map((l) => l.href),
            ...(entry.media?.thumbnails ?? []).map((thumbnail) => thumbnail.url),
          ],
          html: [entry.summary?.value, entry.content?.value],
        })),
      };
    }
    case 'rdf': {
      const { feed } = parsed;
      return {
        title: feed.title,
        links: feed.atom?.links ?? [],
        ttl: undefined,
        sy: feed.sy,
        entries: (feed.items ?? []).map((item) => ({
          id: item.rdf?.about,
          url: item.link,
          title: item.title,
          dates: item.dc?.dates ?? [],
          updated: undefined,
          categories: item.dc?.subjects ?? [],
          images: mediaImages(item.media?.contents ?? []),
          html: [item.description, item.content?.encoded],
        })),
      };
    }
    case 'json': {
      const { feed } = parsed;
      return {
        title: feed.title,
        links: [
          ...(feed.hubs ?? []).map((hub) => ({ href: hub.url, rel: 'hub' })),
          { href: feed.feed_url, rel: 'self' },
        ],
        ttl: undefined,
        entries: (feed.items ?? []).map((item) => ({
          id: item.id,
          url: item.url ?? item.external_url,
          title: item.title,
          dates: [item.date_published, item.date_modified],
          updated: item.date_modified,
          categories: item.tags ?? [],
          images: [item.image, item.banner_image],
          html: [item.summary, item.content_html, item.content_text],
        })),
      };
    }
  }
}

function fromSitemap(xml: string): RawFeed {
  return {
    title: undefined,
    links: [],
    ttl: undefined,
    entries: readSitemap(xml).map((url) => ({
      id: url.loc,
      url: url.loc,
      title: url.title ?? undefined,
      dates: [url.date ?? undefined],
      updated: url.lastmod ?? undefined,
      categories: url.keywords,
      images: [url.image ?? undefined],
      html: [],
    })),
  };
}

function fromIndex(xml: string): RawFeed {
  const sitemaps = readSitemapIndex(xml);
  return { title: undefined, links: [], ttl: undefined, entries: [], sitemaps };
}

const periods: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 24 * 60,
  weekly: 7 * 24 * 60,
  monthly: 30 * 24 * 60,
  yearly: 365 * 24 * 60,
};

function readPeriod(sy: RawFeed['sy']): number | null {
  const minutes = periods[sy?.updatePeriod?.trim().toLowerCase() ?? ''];
  const times = sy?.updateFrequency ?? 1;
  return minutes === undefined || !(times > 0) ? null : minutes / times;
}

interface MediaContent {
  url?: string | undefined;
  type?: string | undefined;
  medium?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
}

/** Pictures only, the largest first. */
function mediaImages(contents: readonly MediaContent[]): (string | undefined)[] {
  return contents
    .filter((content) => content.medium === 'image' || isImage(content.type, content.url))
    .toSorted((a, b) => (b.width ?? 0) * (b.height ?? 1) - (a.width ?? 0) * (a.height ?? 1))
    .map((content) => content.url);
}

function isImage(type: string | undefined, url: string | undefined): boolean {
  return type
    ? type.startsWith('image/')
    : /\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)/iu.test(url ?? '');
}

function toEntry(entry: RawEntry, options: ReadOptions, warnings: Set<string>): FeedEntry[] {
  const url = cleanAddress(entry.url, options.url);
  if (url === null) {
    warnings.add('entry-without-address');
    return [];
  }
  const categories = entry.categories.map((name) => clean(htmlToText(name ?? ''))).filter(Boolean);
  return [
    {
      id: clean(entry.id ?? '') || url,
      url,
      title: clean(htmlToText(htmlToText(entry.title ?? ''))),
      publishedAt: readDate(entry.dates, options, warnings),
      updatedAt: typeof entry.updated === 'string' ? clean(entry.updated) || null : null,
      categories: [...new Map(categories.map((name) => [normalise(name), name])).values()],
      image: readImage(entry, options.url),
      summary: readSummary(entry.html),
    },
  ];
}

function readDate(
  dates: readonly unknown[],
  options: ReadOptions,
  warnings: Set<string>,
): string | null {
  const given = dates.filter((date) => typeof date === 'string' && date.trim() !== '');
  for (const date of given) {
    const parsed = parseArabicDate(String(date), options);
    if (parsed) return parsed.iso;
  }
  if (given.length > 0) warnings.add('date-unread');
  return null;
}

function readImage(entry: RawEntry, base: string | undefined): string | null {
  const inside = entry.html.map(
    (html) => /<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)["']/iu.exec(html ?? '')?.[1],
  );
  for (const candidate of [...entry.images, ...inside]) {
    if (!candidate || cleanAddress(candidate, base) === null) continue;
    if (!/(?:feedburner|pixel|1x1|spacer|emoji|\/logo)/iu.test(candidate))
      return new URL(candidate.trim(), base).href;
  }
  return null;
}

/** What WordPress and its plugins add under every excerpt. */
const footer =
  /(?:The post .{0,300}? (?:appeared )?first (?:appeared )?on .*|(?:ظهر(?:ت)?) (?:المقال|المقالة|التدوينة|الخبر)?.{0,300}? أولا?ً? (?:على|في) .*|(?:اقرأ|إقرأ|قراءة) المزيد.{0,20}|\[?(?:…|\.\.\.|&hellip;)\]?)\s*$/u;

function readSummary(html: readonly (string | undefined)[]): string | null {
  for (const candidate of html) {
    let text = clean(htmlToText(candidate ?? ''));
    for (
      let cut = text.replace(footer, '').trim();
      cut !== text;
      cut = text.replace(footer, '').trim()
    )
      text = cut;
    if (text) return text;
  }
  return null;
}
