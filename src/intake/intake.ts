/** From a source's feed to articles at the desk: polls, reads, tries again, and tells when it fails. */

import type { NewArticle, StoredArticle } from '../../data/repositories/articles.ts';
import type { Entry } from '../../data/repositories/entries.ts';
import { filterOf, type Source } from '../../data/repositories/sources.ts';
import type { Hold } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { From, Taken } from '../desk/desk.ts';
import { isBreaking } from '../desk/routing.ts';
import { Failure } from '../errors.ts';
import type { Article } from '../reading/article.ts';
import type { Feed } from '../reading/feed.ts';
import type { ReadOptions } from '../reading/page.ts';
import type { Site } from '../reading/site.ts';
import { learntAfter, siteLines, withoutSiteLines } from '../reading/site-lines.ts';
import { summarise as extract } from '../summary/extractive.ts';
import { createDiscovery } from './discovery.ts';
import type { Fetch } from './fetch.ts';
import { createInHand } from './in-hand.ts';
import { createPoller, type SourceTrouble } from './polling.ts';
import { createSourceReader } from './source-reader.ts';

const minute = 60_000;
/** Waits before a page that failed for now is read again. */
export const pageRetriesMs = [1, 5, 15, 60].map((n) => n * minute);
const pagesAtOnce = 6;
const perHost = 2;
/** How far past those that can't begin now (their host is busy) is looked. */
const dueAtOnce = 200;
/** A section page may list what is old, and dates nothing: the article itself tells. */
const oldestOfPageMs = 24 * 60 * minute;
/** Code points: what reads well on a phone under a headline. */
export const summaryBudget = 400;

/** What a site tells of a page's state, for asking only whether it has changed. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A page as it was read, at the address where redirects led. */
export type Page = Article &
  Validators & {
    readonly url: string;
    /** Those that may be its site's own. */
    readonly lines: readonly string[];
  };

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
    site(bytes: Uint8Array, options: ReadOptions): Promise<Site>;
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
  readonly zone: () => string;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: {
    info(facts: object, text: string): void;
    warn(facts: object, text: string): void;
  };
  /** Tells the desk what an editor may have to look at. */
  readonly report: (trouble: Trouble) => Promise<void>;
}

export type Trouble =
  | SourceTrouble
  | { readonly kind: 'article'; readonly url: string; readonly error: unknown };

export type Intake = ReturnType<typeof createIntake>;

export function createIntake(options: IntakeOptions) {
  const { store, desk, reader, now, log, summarise } = options;
  const reading = new Map<number, string>();
  const inHand = createInHand(log);
  let stopping = false;

  const discover = createDiscovery(options);
  const poller = createPoller({
    ...options,
    inHand,
    read: createSourceReader({ ...options, discover }),
    onEntries: () => inHand.track(readDue()),
  });

  const readOptions = (
    fetched: { url: string; contentType: string | undefined },
    zone: string | null,
  ) => ({
    url: fetched.url,
    ...(fetched.contentType ? { contentType: fetched.contentType } : {}),
    zone: zone ?? options.zone(),
    now: now(),
  });

  /** An article's text without the lines that its site has been seen to print under many. */
  const newsOf = async (url: string, text: readonly string[]) => {
    const lines = siteLines(text);
    const learnt = await store.siteLines.known(new URL(url).host, lines, learntAfter);
    return { lines, paragraphs: [...withoutSiteLines(text, learnt)] };
  };

  const readIfChanged = async (
    url: string,
    zone: string | null,
    known?: Validators,
  ): Promise<Page | undefined> => {
    const fetched = await options.fetch(url, { allowHosts: await options.allowHosts(), ...known });
    if (fetched.status === 304) return undefined;
    const { etag, lastModified } = fetched;
    const article = await reader.page(fetched.body, readOptions(fetched, zone));
    const news = await newsOf(fetched.url, article.paragraphs);
    return { ...article, ...news, url: fetched.url, etag, lastModified };
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
      const page = await readPage(entry.url, source.zone);
      const article = await toArticle(page, {
        now: now(),
        from: { entry, source },
        breakingTags: await options.breakingTags(),
        summarise,
      });
      const taken = await desk.take(article, {
        entryId: entry.id,
        sourceName: source.name,
        filter: filterOf(source),
        hold: entry.hold ?? holdOf(article, entry, source),
      });
      if (taken.isNew) {
        await store.siteLines.count(new URL(page.url).host, page.lines, now());
      }
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

  /** Starts the reading of what is due, at most two pages of a host at a time; returns at once. */
  const readDue = async (): Promise<void> => {
    for (const entry of await store.entries.due(now(), dueAtOnce)) {
      if (stopping || reading.size >= pagesAtOnce) return;
      const host = URL.parse(entry.url)?.host ?? entry.url;
      const busy = [...reading.values()].filter((other) => other === host).length;
      if (busy >= perHost || reading.has(entry.id)) continue;
      reading.set(entry.id, host);
      inHand.track(
        readEntry(entry).finally(() => {
          reading.delete(entry.id);
          // The next page need not wait for the clock.
          if (!stopping) inHand.track(readDue());
        }),
      );
    }
  };

  return {
    discover,

    /** Reads a page. */
    readPage,

    /** Reads a page unless its site says that it is as it was known; undefined then. */
    readIfChanged,

    newsOf,

    /** Starts what is due and not under way yet; returns at once. */
    async tick(): Promise<void> {
      if (stopping) return;
      await poller.tick();
      await readDue();
    },

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
      poller.stop();
      await inHand.settled();
    },
  };
}

/** What a section page lists without a date, and turns out to be from before yesterday. */
function holdOf(article: NewArticle, entry: Entry, source: Source): Hold | null {
  const isPage = (source.foundKind ?? source.kind) === 'page';
  const age = entry.seenAt - (article.publishedAt ?? entry.seenAt);
  return isPage && age > oldestOfPageMs ? 'old' : null;
}

/** A failure that may pass by itself: worth another try. */
export function passes(error: unknown): boolean {
  if (!(error instanceof Failure)) return true;
  if (error.code === 'page-refused') return ![404, 410].includes(Number(error.facts.status));
  return error.code === 'page-unreachable' || error.code === 'page-too-slow';
}

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
    publishedAt: page.publishedAt
      ? Math.min(Date.parse(page.publishedAt), now)
      : (entry?.publishedAt ?? null),
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
