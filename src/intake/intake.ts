/** From a source's feed to articles at the desk: polls, reads, tries again, and tells when it fails. */

import type { NewArticle, StoredArticle } from '../../data/repositories/articles.ts';
import type { Entry, NewEntry } from '../../data/repositories/entries.ts';
import type { Source } from '../../data/repositories/sources.ts';
import type { Store } from '../../data/store.ts';
import { isBreaking } from '../desk/routing.ts';
import { Failure } from '../errors.ts';
import type { Article } from '../reading/article.ts';
import type { Feed, FeedEntry } from '../reading/feed.ts';
import { summarise as extract } from '../summary/extractive.ts';
import type { Fetch } from './fetch.ts';

const minute = 60_000;
/** Sources without a rhythm of their own. */
const defaultEveryMs = 5 * minute;
const longestBackoffMs = 60 * minute;
const tellDeskAtFailure = 3;
const pageRetriesMs = [1, 5, 15, 60].map((n) => n * minute);
const sourcesAtOnce = 8;
const perHost = 2;
const pagesAtOnce = 2;
/** Code points: what reads well on a phone under a headline. */
export const summaryBudget = 400;

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
    take(
      article: NewArticle,
      from: { entryId: number; sourceName: string },
    ): Promise<{ article: StoredArticle; isNew: boolean }>;
    moved(tx: Store, move: { articleId: number; from: string; to: string }): Promise<void>;
    takeForEditor(article: NewArticle): Promise<{ article: StoredArticle; isNew: boolean }>;
  };
  /** Absent: sentences of the article itself. */
  readonly summarise?: Summarise;
  readonly allowHosts: () => Promise<readonly string[]>;
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
        await tx.sources.polled(source.id, {
          ...found,
          nextPollAt: at + every,
          lastSuccessAt: at,
          failures: 0,
          failure: null,
        });
        const told = toEntries(entries, source, at);
        for (const move of await tx.entries.moved(told)) await desk.moved(tx, move);
        return tx.entries.add(told);
      });
      if (added > 0) log.info({ source: source.name, entries: added }, 'new entries');
    } catch (error) {
      await sourceFailed(source, every, error);
    }
  };

  const readSource = async (
    source: Source,
  ): Promise<{ entries: FeedEntry[]; etag: string | null; lastModified: string | null }> => {
    const { etag, lastModified, address } = source;
    const fetched = await options.fetch(address, {
      allowHosts: await options.allowHosts(),
      etag,
      lastModified,
    });
    if (fetched.status === 304) return { entries: [], etag, lastModified };
    const feed = await reader.feed(fetched.body, readOptions(fetched, source.zone));
    return { entries: feed.entries, etag: fetched.etag, lastModified: fetched.lastModified };
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

  const readPage = async (url: string, zone: string | null): Promise<Article & { url: string }> => {
    const fetched = await options.fetch(url, { allowHosts: await options.allowHosts() });
    return { ...(await reader.page(fetched.body, readOptions(fetched, zone))), url: fetched.url };
  };

  const readEntry = async (entry: Entry): Promise<void> => {
    const source = await store.sources.find(entry.sourceId);
    if (!source) throw new Error(`entry ${entry.id} has no source`);
    try {
      const article = await readPage(entry.url, source.zone);
      const taken = await desk.take(
        await toArticle(article, { now: now(), from: { entry, source }, summarise }),
        { entryId: entry.id, sourceName: source.name },
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
        await toArticle(page, { now: now(), summarise }),
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

/** A failure that may pass by itself: worth another try. */
function passes(error: unknown): boolean {
  if (!(error instanceof Failure)) return true;
  if (error.code === 'page-refused') return ![404, 410].includes(Number(error.facts.status));
  return error.code === 'page-unreachable' || error.code === 'page-too-slow';
}

/** The first fetch of a source is a baseline: beyond `backfill`, what stands there is old news. */
function toEntries(entries: readonly FeedEntry[], source: Source, now: number): NewEntry[] {
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
  }));
}

/**
 * A page that was read, as it is stored. Without a source it is an editor's address. Breaking news
 * does not wait for a language model.
 */
export async function toArticle(
  page: Article & { url: string },
  options: {
    now: number;
    summarise?: Summarise | undefined;
    from?: { entry: Entry; source: Source };
  },
): Promise<NewArticle> {
  const { now, from, summarise } = options;
  const title = page.title || from?.entry.title || '';
  const categories = from?.entry.categories ?? [];
  const breaking = from?.source.breaking === 1 || isBreaking(title, [...categories, ...page.tags]);
  const input = { title, paragraphs: page.paragraphs, budget: summaryBudget };
  const summary = summarise && !breaking ? await summarise(input) : extract(input).summary;
  return {
    sourceId: from?.source.id ?? null,
    url: page.url,
    canonicalUrl: page.canonicalUrl ?? page.url,
    title,
    dateline: page.dateline,
    source: page.source ?? from?.source.name ?? null,
    author: page.author,
    section: page.section ?? from?.source.section ?? categories[0] ?? null,
    imageUrl: page.image?.url ?? from?.entry.image ?? null,
    imageWidth: page.image?.width ?? null,
    imageHeight: page.image?.height ?? null,
    publishedAt: page.publishedAt
      ? Date.parse(page.publishedAt)
      : (from?.entry.publishedAt ?? null),
    publishedFrom: page.publishedFrom,
    language: page.language,
    paragraphs: page.paragraphs,
    tags: page.tags,
    summary,
    breaking: breaking ? 1 : 0,
    readAt: now,
  };
}
