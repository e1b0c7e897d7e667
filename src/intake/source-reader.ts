/** What a source shows now, whatever its kind: a feed, a sitemap or an index of them, a page's links. */
import { createHash } from 'node:crypto';
import type { Source } from '../../data/repositories/sources.ts';
import { Failure } from '../errors.ts';
import type { Feed } from '../reading/feed.ts';
import type { ReadOptions } from '../reading/page.ts';
import type { Site } from '../reading/site.ts';
import type { Candidate } from './discovery.ts';
import type { Fetch, Fetched } from './fetch.ts';
import { freshForMs, linkOf } from './headers.ts';

/** Of an index of sitemaps, those named for news are read; without any, the last changed. */
const mostSitemaps = 3;

export interface SourceReaderOptions {
  readonly fetch: Fetch;
  readonly reader: {
    feed(bytes: Uint8Array, options: ReadOptions): Promise<Feed>;
    site(bytes: Uint8Array, options: ReadOptions): Promise<Site>;
  };
  readonly discover: (address: string) => Promise<readonly Candidate[]>;
  readonly allowHosts: () => Promise<readonly string[]>;
  /** IANA zone of dates that name none, for sources without a zone of their own. */
  readonly zone: () => string;
  readonly now: () => number;
}

/** What a look at a source found, and what the next look needs to know. */
export interface Shown {
  /** Null: nothing has changed, so nothing was parsed. */
  readonly feed: Feed | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  readonly freshForMs: number;
  readonly hub: string | null;
  readonly topic: string | null;
  readonly foundKind: Source['foundKind'];
  readonly foundAddress: string | null;
}

export type SourceReader = (source: Source) => Promise<Shown>;

export function createSourceReader(options: SourceReaderOptions): SourceReader {
  const { reader, now } = options;

  const readOptions = ({ url, contentType }: Fetched, { zone }: Source): ReadOptions => ({
    url,
    ...(contentType ? { contentType } : {}),
    zone: zone ?? options.zone(),
    now: now(),
  });

  /** A `site` leads to the best that was found on it. */
  const whereToLook = async (source: Source) => {
    if (source.kind !== 'site') return { kind: source.kind, address: source.address };
    if (source.foundKind && source.foundAddress) {
      return { kind: source.foundKind, address: source.foundAddress };
    }
    const [best] = await options.discover(source.address);
    if (!best) throw new Failure('site-without-feed', { host: new URL(source.address).host });
    return { kind: best.kind, address: best.address };
  };

  /**
   * A feed; or, where a page stands in its place, the feeds that the page leads to.
   *
   * @throws Failure `feed-is-page`, `feed-invalid`
   */
  const readFeed = async (fetched: Fetched, source: Source): Promise<Feed> => {
    const told = readOptions(fetched, source);
    try {
      return await reader.feed(fetched.body, told);
    } catch (error) {
      const isInvalid = error instanceof Failure && error.code === 'feed-invalid';
      if (!isInvalid || !beginsAsPage(fetched.body)) throw error;
      const site = await reader.site(fetched.body, told).catch(() => undefined);
      if (!site) throw error;
      const feeds = site.feeds.map(({ url }) => url).join(' ');
      const { host } = new URL(fetched.url);
      throw new Failure('feed-is-page', { host, ...(feeds ? { feeds } : {}) }, { cause: error });
    }
  };

  const readLinks = async (fetched: Fetched, source: Source): Promise<Feed> => {
    const site = await reader.site(fetched.body, readOptions(fetched, source));
    if (site.articles.length === 0) {
      throw new Failure('page-no-links', { host: new URL(fetched.url).host });
    }
    const entries = site.articles.map(({ url, title }) => ({
      ...{ id: url, url, title },
      ...{ publishedAt: null, updatedAt: null, categories: [], image: null, summary: null },
    }));
    return { ...nothing, title: site.name, entries };
  };

  return async (source) => {
    const { kind, address } = await whereToLook(source);
    const allowHosts = await options.allowHosts();
    const { etag, lastModified } = source;
    const fetched = await options.fetch(address, { allowHosts, etag, lastModified });
    const shown = {
      etag: fetched.etag ?? (fetched.status === 304 ? etag : null),
      lastModified: fetched.lastModified ?? (fetched.status === 304 ? lastModified : null),
      bodyHash: source.bodyHash,
      freshForMs: freshForMs(fetched.headers),
      hub: source.hub,
      topic: source.topic,
      foundKind: source.kind === 'site' ? (kind as Source['foundKind']) : null,
      foundAddress: source.kind === 'site' ? address : null,
    };
    if (fetched.status === 304) return { ...shown, feed: null };
    const bodyHash = hashOf([fetched.body]);
    if (bodyHash === source.bodyHash) return { ...shown, feed: null };

    const feed = await (kind === 'page' ? readLinks : readFeed)(fetched, source);
    if (feed.sitemaps.length > 0) {
      // An index may stay as it is while its sitemaps change: it is asked for anew each time.
      const parts = [];
      const named = feed.sitemaps.filter((sitemap) => /news/i.test(sitemap));
      for (const sitemap of (named.length > 0 ? named : feed.sitemaps).slice(0, mostSitemaps)) {
        parts.push(await options.fetch(sitemap, { allowHosts }));
      }
      const partsHash = hashOf([fetched.body, ...parts.map(({ body }) => body)]);
      const anew = { ...shown, etag: null, lastModified: null, bodyHash: partsHash };
      if (partsHash === source.bodyHash) return { ...anew, feed: null };
      const feeds = [];
      for (const part of parts) feeds.push(await readFeed(part, source));
      return { ...anew, feed: { ...feed, entries: feeds.flatMap(({ entries }) => entries) } };
    }
    return {
      ...shown,
      bodyHash,
      feed,
      hub: feed.hub ?? linkOf(fetched.headers, 'hub', fetched.url),
      topic: feed.self ?? linkOf(fetched.headers, 'self', fetched.url) ?? fetched.url,
    };
  };
}

const nothing = {
  entries: [],
  hub: null,
  self: null,
  ttl: null,
  updatedEvery: null,
  sitemaps: [],
  warnings: [],
} satisfies Omit<Feed, 'title'>;

const beginsAsPage = (body: Uint8Array): boolean =>
  /<!doctype html|<html|<head|<body/i.test(Buffer.from(body.subarray(0, 2_000)).toString('latin1'));

function hashOf(bodies: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const body of bodies) hash.update(body);
  return hash.digest('base64url');
}
