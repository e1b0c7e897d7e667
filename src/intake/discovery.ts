/** From a site's plain address to what can be watched: its feeds, its news sitemap, or its links. */
import type { NewOffer } from '../../data/repositories/sources.ts';
import { Failure } from '../errors.ts';
import type { Feed } from '../reading/feed.ts';
import type { ReadOptions } from '../reading/page.ts';
import type { Site } from '../reading/site.ts';
import type { Fetch, Fetched } from './fetch.ts';
import { linkOf } from './headers.ts';

/** Something to watch, read once to see that it can be. */
export interface Candidate extends NewOffer {
  /** A few headlines that it shows now, newest first. */
  readonly headlines: readonly string[];
}

export interface DiscoveryOptions {
  readonly fetch: Fetch;
  readonly reader: {
    feed(bytes: Uint8Array, options: ReadOptions): Promise<Feed>;
    site(bytes: Uint8Array, options: ReadOptions): Promise<Site>;
  };
  readonly allowHosts: () => Promise<readonly string[]>;
  readonly zone: () => string;
  readonly now: () => number;
}

/** Where sites keep feeds that they do not announce; WordPress has one under every section too. */
const feedPaths = ['feed', 'rss', 'rss.xml', 'feed.xml', 'atom.xml', 'index.xml', 'feed.json'];
const sitemapPaths = ['news-sitemap.xml', 'sitemap-news.xml', 'sitemap_news.xml', 'sitemap.xml'];
const mostAnnounced = 6;
const mostSitemaps = 4;
const mostCandidates = 5;
const sampleHeadlines = 3;
const longestName = 60;
/** A feed of a site that went elsewhere stands behind one that lives. */
const staleMs = 30 * 24 * 60 * 60_000;
const fetchMs = 8_000;
const atOnce = 2;
/** A site that answers slowly is not tried at every place. */
const patienceMs = 30_000;

/**
 * Looks through a site, half a minute at most.
 *
 * @returns what can be watched, the best first; nothing when nothing can
 * @throws Failure of the fetch, when the site itself can't be read
 */
export type Discover = (address: string) => Promise<Candidate[]>;

export function createDiscovery(options: DiscoveryOptions): Discover {
  const { reader, zone, now } = options;

  const get = async (url: string): Promise<Fetched> =>
    options.fetch(url, { allowHosts: await options.allowHosts(), timeoutMs: fetchMs });

  const told = ({ url, contentType }: Fetched): ReadOptions => ({
    url,
    ...(contentType ? { contentType } : {}),
    zone: zone(),
    now: now(),
  });

  /** What a body offers as a feed or a sitemap; undefined when it is neither. */
  const asFeed = async (fetched: Fetched, siteName: string | null): Promise<Found | undefined> => {
    try {
      const feed = await reader.feed(fetched.body, told(fetched));
      const isSitemap = feed.sitemaps.length > 0 || feed.entries.every(({ id, url }) => id === url);
      if (feed.sitemaps[0] && /news/i.test(feed.sitemaps[0])) {
        const part = await asFeed(await get(feed.sitemaps[0]), siteName);
        return part && { ...part, address: fetched.url };
      }
      return found(fetched, feed, isSitemap && feed.title === null ? 'sitemap' : 'feed', siteName);
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  };

  const found = (
    fetched: Fetched,
    feed: Feed,
    kind: 'feed' | 'sitemap',
    siteName: string | null,
  ): Found | undefined => {
    const shown = feed.entries
      .filter(({ title }) => title !== '')
      .toSorted((a, b) => (dateOf(b) ?? 0) - (dateOf(a) ?? 0));
    // Without titles it is a sitemap of everything: when its pages changed says nothing of news.
    if (kind === 'sitemap' && shown.length === 0) return undefined;
    const newest = shown[0] && dateOf(shown[0]);
    return {
      kind,
      address: fetched.url,
      name: nameOf(feed.title ?? siteName, fetched.url),
      hub: feed.hub ?? linkOf(fetched.headers, 'hub', fetched.url),
      topic: feed.self ?? linkOf(fetched.headers, 'self', fetched.url) ?? fetched.url,
      headlines: shown.slice(0, sampleHeadlines).map(({ title }) => title),
      isAlive: shown.length > 0 && (newest === null || now() - (newest ?? 0) < staleMs),
    };
  };

  const tryAll = async (
    addresses: readonly string[],
    siteName: string | null,
    until: number,
  ): Promise<Found[]> => {
    const all: Found[] = [];
    for (let at = 0; at < addresses.length && all.length < mostCandidates; at += atOnce) {
      if (now() > until) break;
      const some = addresses.slice(at, at + atOnce).map(async (address) => {
        try {
          return await asFeed(await get(address), siteName);
        } catch (error) {
          if (error instanceof Failure) return undefined;
          throw error;
        }
      });
      all.push(...(await Promise.all(some)).filter((one) => one !== undefined));
    }
    return all;
  };

  /** The sitemaps that robots.txt names, those of news first. */
  const fromRobots = async (site: string): Promise<string[]> => {
    try {
      const { body } = await get(new URL('/robots.txt', site).href);
      const lines = new TextDecoder().decode(body).matchAll(/^\s*sitemap:\s*(\S+)/gim);
      return [...lines]
        .flatMap(([, address = '']) => (URL.canParse(address, site) ? [address] : []))
        .map((address) => new URL(address, site).href)
        .toSorted((a, b) => Number(/news/i.test(b)) - Number(/news/i.test(a)))
        .slice(0, mostSitemaps);
    } catch (error) {
      if (error instanceof Failure) return [];
      throw error;
    }
  };

  return async (address) => {
    const until = now() + patienceMs;
    const fetched = await get(address);
    const itself = await asFeed(fetched, null);
    if (itself) return [offerOf(itself)];
    const site = await reader.site(fetched.body, told(fetched));
    const under = fetched.url.replace(/[?#].*$/, '').replace(/\/?$/, '/');

    const announced = site.feeds.slice(0, mostAnnounced).map(({ url }) => url);
    let feeds = await tryAll(announced, site.name, until);
    if (feeds.length === 0) {
      const usual = [under, new URL('/', under).href].flatMap((base) =>
        feedPaths.map((path) => new URL(path, base).href),
      );
      feeds = await tryAll([...new Set(usual)], site.name, until);
    }
    const sitemaps = [
      ...(await fromRobots(under)),
      ...sitemapPaths.map((path) => new URL(`/${path}`, under).href),
    ];
    // There is one news sitemap at most, under several addresses.
    let news: Found[] = [];
    for (const sitemap of new Set(sitemaps)) {
      if (news.length > 0) break;
      news = await tryAll([sitemap], site.name, until);
    }
    const candidates = once([...feeds, ...news]).toSorted(
      (a, b) => Number(b.isAlive) - Number(a.isAlive),
    );
    if (candidates.length > 0) return candidates.slice(0, mostCandidates).map(offerOf);
    if (site.articles.length === 0) return [];
    const headlines = site.articles.slice(0, sampleHeadlines).map(({ title }) => title);
    const name = nameOf(site.name, fetched.url);
    return [{ kind: 'page', address: fetched.url, name, hub: null, topic: null, headlines }];
  };
}

interface Found extends Candidate {
  readonly isAlive: boolean;
}

const offerOf = ({ isAlive: _, ...candidate }: Found): Candidate => candidate;

const dateOf = ({ publishedAt }: { publishedAt: string | null }): number | null =>
  publishedAt === null ? null : Date.parse(publishedAt);

/** Several addresses may lead to one feed: by redirects, or with the same news under the same name. */
function once(all: readonly Found[]): Found[] {
  const addresses = new Set<string>();
  const news = new Set<string>();
  return all.filter(({ address, kind, headlines }) => {
    const shown = `${kind} ${headlines.join('\n')}`;
    if (addresses.has(address) || (headlines.length > 0 && news.has(shown))) return false;
    addresses.add(address);
    news.add(shown);
    return true;
  });
}

/** What readers know the site by: without the section or slogan that feeds hang on; else its host. */
function nameOf(title: string | null, url: string): string {
  const host = new URL(url).host.replace(/^www\./, '');
  return [...(title?.trim() || host)].slice(0, longestName).join('');
}
