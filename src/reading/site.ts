import { words } from '../arabic/normalise.ts';
import { cleanAddress } from './address.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { openPage } from './html.ts';
import { first, readMeta } from './metadata.ts';
import type { ReadOptions } from './page.ts';
import { clean } from './text.ts';

/** What a front page or a section page leads to. */
export interface Site {
  /** What the site calls itself. */
  name: string | null;
  /** Feeds that the page announces, in its order; those of comments left out. */
  feeds: { url: string; title: string | null }[];
  /** Links that look like articles of the same site, in the page's order, each once. */
  articles: { url: string; title: string }[];
}

/**
 * Reads a page for what it leads to: its feeds, and the articles that it lists.
 *
 * @throws Failure 'page-too-big', 'page-not-html', as `readPage` does.
 */
export function readSite(bytes: Uint8Array, options: ReadOptions): Site {
  const { document, base } = openPage(bytes, options);
  return {
    name: readName(document),
    feeds: readFeeds(document, base),
    articles: readArticles(document, base),
  };
}

function readName(document: PageDocument): string | null {
  const told = first(readMeta(document), 'og:site_name', 'application-name');
  // 'مرصد الساحل - الرئيسية': the name stands first on a front page.
  const title = document.querySelector('title')?.textContent?.split(/\s[|\-–—•:]\s/u)[0];
  return clean(told ?? title ?? '') || null;
}

const feedType = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)$|^text\/xml$/iu;

function readFeeds(document: PageDocument, base: string | undefined): Site['feeds'] {
  const feeds = new Map<string, string | null>();
  for (const link of document.querySelectorAll('link[rel~="alternate"][href]')) {
    if (!feedType.test(link.getAttribute('type')?.trim() ?? '')) continue;
    const url = cleanAddress(link.getAttribute('href'), base);
    const title = clean(link.getAttribute('title') ?? '') || null;
    if (url === null || /\/comments\//iu.test(url) || feeds.has(url)) continue;
    feeds.set(url, title);
  }
  return [...feeds].map(([url, title]) => ({ url, title }));
}

/** Menus, footers, and lists of what is read most: not what is new on this page. */
const furniture =
  /(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|widget|most[-_]?(?:read|viewed)|popular|trending|related)(?:$|[\s_-])/iu;
const furnitureNames = new Set(['nav', 'footer', 'aside']);
const listings = /\/(?:tag|tags|category|categories|author|authors|page|search|section)\//iu;
const fewestWords = 4;
const longestTitle = 250;

function readArticles(document: PageDocument, base: string | undefined): Site['articles'] {
  if (base === undefined) return [];
  const site = hostOf(base);
  const here = cleanAddress(base);
  const titles = new Map<string, string>();
  for (const link of document.querySelectorAll('a[href]')) {
    const url = cleanAddress(link.getAttribute('href'), base);
    if (url === null || url === here || hostOf(url) !== site || !looksLikeArticle(url)) continue;
    if (isFurniture(link)) continue;
    const title = titleOf(link);
    const known = titles.get(url);
    // A picture and a headline lead to the same place; the longer text is the headline.
    if (known === undefined || title.length > known.length) titles.set(url, title);
  }
  return [...titles]
    .filter(([, title]) => words(title).length >= fewestWords && title.length <= longestTitle)
    .map(([url, title]) => ({ url, title }));
}

const hostOf = (url: string) => new URL(url).host.replace(/^(?:www|m)\./u, '');

/** An article's address ends in a number, a date or a slug of some words. */
function looksLikeArticle(url: string): boolean {
  const { pathname, search } = new URL(url);
  if (listings.test(`${pathname}/`) && !/\d{4,}/u.test(pathname)) return false;
  if (/\.(?:jpe?g|png|webp|gif|pdf|mp[34]|xml)$/iu.test(pathname)) return false;
  const last = pathname.split('/').findLast(Boolean) ?? '';
  const slug = decoded(last);
  return /\d{2,}/u.test(slug) || slug.split(/[-_]/u).length >= 3 || /[?&]\w+=\d{2,}/u.test(search);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function titleOf(link: PageElement): string {
  const heading = link.querySelector('h1, h2, h3, h4')?.textContent;
  const shown = clean(heading ?? link.textContent ?? '');
  return shown || clean(link.getAttribute('title') ?? '');
}

function isFurniture(link: PageElement): boolean {
  for (let up: PageElement | null = link.parentElement; up; up = up.parentElement) {
    if (furnitureNames.has(up.localName)) return true;
    if (up.localName !== 'body' && furniture.test(`${up.id} ${up.className}`)) return true;
  }
  return false;
}
