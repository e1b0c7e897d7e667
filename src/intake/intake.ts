/** From a source's feed to articles at the desk: polls, reads, tries again, and tells when it fails. */

import { createHash } from 'node:crypto';
import type { NewArticle, StoredArticle } from '../../data/repositories/articles.ts';
import type { Entry, NewEntry } from '../../data/repositories/entries.ts';
import { filterOf, type Source } from '../../data/repositories/sources.ts';
import type { Store } from '../../data/store.ts';
import type { From, Taken } from '../desk/desk.ts';
import { isBreaking } from '../desk/routing.ts';
import { Failure } from '../errors.ts';
import type { Article } from '../reading/article.ts';
import type { Feed, FeedEntry } from '../reading/feed.ts';
import { summarise as extract } from '../summary/extractive.ts';
import type { Fetch } from './fetch.ts';
import { isLive, pollEveryMs } from './lease.ts';

const minute = 60_000;
/** Sources without a rhythm of their own. */
const defaultEveryMs = 5 * minute;
const longestBackoffMs = 60 * minute;
const tellDeskAtFailure = 3;
/** Waits before a page that failed for now is read again. */
export const pageRetriesMs = [1, 5, 15, 60].map((n) => n * minute);
const sourcesAtOnce = 8;
const perHost = 2;
const pagesAtOnce = 2;
/** Code points: what reads well on a phone under a headline. */
export const summaryBudget = 400;

/** What a site tells of a page's state, for asking only whether it has changed. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A page as it was read, at the address where redirects led. */
export type Page = Article & Validators & { readonly url: string };

interface ReadOptions {
  url: string;
  contentType?: string;
  zone: string;
  now: number;
}

/** Makes an article's summary of at most `budget` code points; never throws. */
export type Summarise = (input: {
  title: string;
  paragraphs: readonly string[];
  budget: number;
}) => Promise<string>;

export interface IntakeOptions {
  readonly store: Store;
  readonly fetch: Fetch;
  readonly reader: {
    page(bytes: Uint8Array, options: ReadOptions): Promise<Article>;
    feed(bytes: Uint8Array, options: ReadOptions): Promise<Feed>;
  };
  readonly desk: {
    take(article: NewArticle, from: From): Promise<Taken>;
    takeForEditor(article: NewArticle): Promise<{ article: StoredArticle; isNew: boolean }>;
  };
  /** Absent: sentences of the article itself. */
  readonly summarise?: Summarise;
  readonly allowHosts: () => Promise<readonly string[]>;
  /** The newsroom's own tags of breaking news. */
  readonly breakingTags: () => Promise<readonly string[]>;
  /** IANA zone of dates that name none, for sources without a zone of their own. */
  readonly zone: string;
  readonly now: () => number;
  readonly log: {
    info(facts: object, text: string): void;
    warn(facts: object, text: string): void;
  };
  /** Tells the desk of a source that keeps failing, or of an article that could not be read. */
  readonly report: (trouble: Trouble) => Promise<void>;
}

export type Trouble =
  | { readonly kind: 'source'; readonly name: string; readonly error: unknown }
  | { readonly kind: 'article'; readonly url: string; readonly error: unknown };

export type Intake = ReturnType<typeof createIntake>;

export function createIntake(options: IntakeOptions) {
  const { store, desk, reader, now, log, summarise } = options;
  const fetching = new Map<number, string>();
  const reading = new Set<number>();
  const inHand = new Set<Promise<void>>();
  let stopping = false;

  const track = (work: Promise<void>): void => {
    const tracked = work
      .catch((error: unknown) => log.warn({ error }, 'intake could not finish a piece of work'))
      .finally(() => inHand.delete(tracked));
    inHand.add(tracked);
  };

  const pollSource = async (source: Source): Promise<void> => {
    const every = source.everyMs ?? defaultEveryMs;
    try {
      const { entries, ...found } = await readSource(source);
      const added = await store.transaction(async (tx) => {
        const at = now();
        const news = await addEntries(tx, toEntries(entries, source, at), at);
        const subscription = await tx.subscriptions.ofSource(source.id);
        // A hub that was to tell of them and has not is soon not relied on.
        const untold = news > 0 && subscription && isLive(subscription, at) ? 1 : 0;
        const standing = subscription && { ...subscription, missed: subscription.missed + untold };
        if (standing && untold)
          await tx.subscriptions.change(source.id, { missed: standing.missed });
        await tx.sources.polled(source.id, {
          ...found,
          nextPollAt: at + pollEveryMs(every, standing, at),
          lastSuccessAt: at,
          failures: 0,
          failure: null,
        });
        return news;
      });
      if (added > 0) log.info({ source: source.name, entries: added }, 'new entries');
    } catch (error) {
      await sourceFailed(source, every, error);
    }
  };

  const readSource = async (
    source: Source,
  ): Promise<
    Pick<Source, 'etag' | 'lastModified' | 'hub' | 'topic'> & { entries: FeedEntry[] }
  > => {
    const { etag, lastModified, hub, topic, address } = source;
    const fetched = await options.fetch(address, {
      allowHosts: await options.allowHosts(),
      etag,
      lastModified,
    });
    if (fetched.status === 304) return { entries: [], etag, lastModified, hub, topic };
    const feed = await reader.feed(fetched.body, readOptions(fetched, source.zone));
    return {
      entries: feed.entries,
      etag: fetched.etag,
      lastModified: fetched.lastModified,
      // A hub that discovery found in the headers stays.
      hub: feed.hub ?? hub,
      topic: feed.hub ? (feed.self ?? address) : topic,
    };
  };

  const sourceFailed = async (source: Source, every: number, error: unknown): Promise<void> => {
    const failures = source.failures + 1;
    const wait = Math.min(every * 2 ** Math.min(failures, 10), longestBackoffMs);
    const told = error instanceof Failure ? Number(error.facts.retryAfter ?? 0) * 1_000 : 0;
    await store.sources.polled(source.id, {
      nextPollAt: now() + Math.max(wait, told),
      failures,
      failure: error instanceof Failure ? error.code : 'unexpected',
    });
    log.warn({ source: source.name, failures, error }, 'a source could not be read');
    if (failures === tellDeskAtFailure) {
      await options.report({ kind: 'source', name: source.name, error });
    }
  };

  const readOptions = (
    fetched: { url: string; contentType: string | undefined },
    zone: string | null,
  ) => ({
    url: fetched.url,
    ...(fetched.contentType ? { contentType: fetched.contentType } : {}),
    zone: zone ?? options.zone,
    now: now(),
  });

  const readIfChanged = async (
    url: string,
    zone: string | null,
    known?: Validators,
  ): Promise<Page | undefined> => {
    const fetched = await options.fetch(url, { allowHosts: await options.allowHosts(), ...known });
    if (fetched.status === 304) return undefined;
    const { etag, lastModified } = fetched;
    const article = await reader.page(fetched.body, readOptions(fetched, zone));
    return { ...article, url: fetched.url, etag, lastModified };
  };

  const readPage = async (url: string, zone: string | null): Promise<Page> => {
    const page = await readIfChanged(url, zone);
    if (!page) throw new Failure('page-refused', { host: new URL(url).host, status: 304 });
    return page;
  };

  const readEntry = async (entry: Entry): Promise<void> => {
    const source = await store.sources.find(entry.sourceId);
    if (!source) throw new Error(`entry ${entry.id} has no source`);
    try {
      const article = await readPage(entry.url, source.zone);
      const taken = await desk.take(
        await toArticle(article, {
          now: now(),
          from: { entry, source },
          breakingTags: await options.breakingTags(),
          summarise,
        }),
        { entryId: entry.id, sourceName: source.name, filter: filterOf(source) },
      );
      log.info({ url: entry.url, article: taken.article.id, isNew: taken.isNew }, 'article read');
    } catch (error) {
      await entryFailed(entry, error);
    }
  };

  const entryFailed = async (entry: Entry, error: unknown): Promise<void> => {
    const wait = passes(error) ? pageRetriesMs[entry.attempts] : undefined;
    await store.entries.failed(entry.id, {
      state: wait === undefined ? 'failed' : 'new',
      attempts: entry.attempts + 1,
      nextTryAt: now() + (wait ?? 0),
      failure: error instanceof Failure ? error.code : 'unexpected',
    });
    log.warn(
      { url: entry.url, attempts: entry.attempts + 1, error },
      'an article could not be read',
    );
    if (wait === undefined) await options.report({ kind: 'article', url: entry.url, error });
  };

  return {
    /** Starts what is due and not under way yet; returns at once. */
    async tick(): Promise<void> {
      if (stopping) return;
      for (const source of await store.sources.due(now(), 4 * sourcesAtOnce)) {
        const { host } = new URL(source.address);
        const busy = [...fetching.values()].filter((other) => other === host).length;
        if (fetching.size >= sourcesAtOnce || busy >= perHost || fetching.has(source.id)) continue;
        fetching.set(source.id, host);
        track(pollSource(source).finally(() => fetching.delete(source.id)));
      }
      for (const entry of await store.entries.due(now(), pagesAtOnce + reading.size)) {
        if (reading.size >= pagesAtOnce || reading.has(entry.id)) continue;
        reading.add(entry.id);
        track(
          readEntry(entry).finally(() => {
            reading.delete(entry.id);
            // The next page need not wait for the clock.
            if (inHand.size <= pagesAtOnce) track(this.tick());
          }),
        );
      }
    },

    /** Reads a page. */
    readPage,

    /** Reads a page unless its site says that it is as it was known; undefined then. */
    readIfChanged,

    /**
     * Reads an address that an editor sent, unless its article is known.
     *
     * @throws Failure when it can't be read
     */
    async readAddress(address: string): Promise<StoredArticle> {
      const known = await store.articles.byAddress(address);
      if (known) return known;
      const page = await readPage(address, null);
      const { article } = await desk.takeForEditor(
        await toArticle(page, {
          now: now(),
          breakingTags: await options.breakingTags(),
          summarise,
        }),
      );
      return article;
    },

    /** Starts nothing more, and waits for what is under way. */
    async stop(): Promise<void> {
      stopping = true;
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}

/**
 * Adds what a source shows for the first time; articles of items that it has changed are looked at
 * again at once.
 *
 * @returns how many were new
 */
export async function addEntries(
  tx: Store,
  list: readonly NewEntry[],
  now: number,
): Promise<number> {
  const added = await tx.entries.add(list);
  await tx.articles.checkBy(await tx.entries.change(list, now), now);
  return added;
}

/** A failure that may pass by itself: worth another try. */
export function passes(error: unknown): boolean {
  if (!(error instanceof Failure)) return true;
  if (error.code === 'page-refused') return ![404, 410].includes(Number(error.facts.status));
  return error.code === 'page-unreachable' || error.code === 'page-too-slow';
}

/** The first fetch of a source is a baseline: beyond `backfill`, what stands there is old news. */
export function toEntries(entries: readonly FeedEntry[], source: Source, now: number): NewEntry[] {
  const first = source.lastSuccessAt === null;
  const newestFirst = entries
    .map((entry) => ({ entry, at: entry.publishedAt ? Date.parse(entry.publishedAt) : null }))
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  return newestFirst.map(({ entry, at }, index) => ({
    sourceId: source.id,
    guid: entry.id,
    url: entry.url,
    title: entry.title,
    publishedAt: at,
    categories: entry.categories,
    image: entry.image,
    seenAt: now,
    state: first && index >= source.backfill ? 'baseline' : 'new',
    nextTryAt: now,
    print: printOf(entry),
  }));
}

/** What of an item tells that its article was changed. */
const printOf = ({ title, url, publishedAt, updatedAt, summary }: FeedEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([title, url, publishedAt, updatedAt, summary]))
    .digest('base64url')
    .slice(0, 16);

/**
 * A page that was read, as it is stored. Without a source it is an editor's address. Breaking news
 * does not wait for a language model.
 */
export async function toArticle(
  page: Article & Partial<Validators> & { url: string },
  options: {
    now: number;
    summarise?: Summarise | undefined;
    from?: { entry?: Entry; source: Source } | undefined;
    /** Said to be breaking by whoever sent it. */
    breaking?: boolean;
    breakingTags?: readonly string[];
  },
): Promise<NewArticle> {
  const { now, from, summarise, breakingTags } = options;
  const { entry, source } = from ?? {};
  const title = page.title || entry?.title || '';
  const categories = entry?.categories ?? [];
  const section = page.section ?? source?.section ?? categories[0] ?? null;
  const signs = [...categories, ...page.tags, ...(section === null ? [] : [section])];
  const breaking =
    options.breaking || source?.breaking === 1 || isBreaking(title, signs, breakingTags);
  const input = { title, paragraphs: page.paragraphs, budget: summaryBudget };
  const summary = summarise && !breaking ? await summarise(input) : extract(input).summary;
  return {
    sourceId: source?.id ?? null,
    url: page.url,
    canonicalUrl: page.canonicalUrl ?? page.url,
    title,
    dateline: page.dateline,
    source: page.source ?? source?.name ?? null,
    author: page.author,
    section,
    imageUrl: page.image?.url ?? entry?.image ?? null,
    imageWidth: page.image?.width ?? null,
    imageHeight: page.image?.height ?? null,
    publishedAt: page.publishedAt ? Date.parse(page.publishedAt) : (entry?.publishedAt ?? null),
    publishedFrom: page.publishedFrom,
    language: page.language,
    paragraphs: page.paragraphs,
    tags: page.tags,
    summary,
    breaking: breaking ? 1 : 0,
    readAt: now,
    etag: page.etag ?? null,
    lastModified: page.lastModified ?? null,
  };
}
