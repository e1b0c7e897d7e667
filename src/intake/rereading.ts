/** Looks again at the pages of articles that were posted: what changed there is a new revision. */
import type { NewArticle, StoredArticle } from '../../data/repositories/articles.ts';
import type { Store } from '../../data/store.ts';
import { changesBetween } from '../desk/changes.ts';
import { nextCheck } from '../desk/keeping.ts';
import { type Intake, type IntakeOptions, toArticle } from './intake.ts';

/** A feed that changes an item with every fetch has its page read no oftener than this. */
const leastBetweenMs = 60_000;

export interface RereadingOptions
  extends Pick<IntakeOptions, 'summarise' | 'breakingTags' | 'now' | 'log'> {
  readonly store: Store;
  readonly readIfChanged: Intake['readIfChanged'];
  readonly newsOf: Intake['newsOf'];
  readonly desk: { reread(articleId: number, told: NewArticle): Promise<boolean> };
}

/** One page at a time: new articles go first. */
export function createRereading(options: RereadingOptions) {
  const { store, desk, now, log, summarise } = options;
  let working: Promise<void> | undefined;
  let stopping = false;

  const look = async (article: StoredArticle): Promise<void> => {
    const { id, url, checkedAt, readAt } = article;
    const soonest = (checkedAt ?? readAt) + leastBetweenMs;
    if (soonest > now()) return store.articles.checked(id, { nextCheckAt: soonest });
    if ((await store.posts.ofArticle(id)).length === 0) {
      return store.articles.checked(id, { nextCheckAt: null });
    }
    const next = { checkedAt: now(), nextCheckAt: nextCheck(readAt, now()) };
    const source =
      article.sourceId === null ? undefined : await store.sources.find(article.sourceId);
    try {
      const { etag, lastModified } = article;
      const page = await options.readIfChanged(url, source?.zone ?? null, { etag, lastModified });
      // A line that was learnt since to be the site's own has not gone: it was never news.
      const { paragraphs } = await options.newsOf(url, article.paragraphs);
      if (page && changesBetween({ ...article, paragraphs }, page).length > 0) {
        const told = await toArticle(page, {
          now: now(),
          from: source && { source },
          breakingTags: await options.breakingTags(),
          summarise,
        });
        if (await desk.reread(id, told)) log.info({ article: id, url }, 'an article has changed');
      }
      const { etag: newEtag, lastModified: newDate } = page ?? article;
      await store.articles.checked(id, { ...next, etag: newEtag, lastModified: newDate });
    } catch (error) {
      await store.articles.checked(id, next);
      log.warn({ article: id, url, error }, 'an article could not be looked at again');
    }
  };

  const work = async (): Promise<void> => {
    while (!stopping) {
      const [article] = await store.articles.toCheck(now(), 1);
      if (!article) return;
      await look(article);
    }
  };

  return {
    /** Looks at the pages whose time has come; returns at once. */
    async tick(): Promise<void> {
      working ??= work()
        .catch((error: unknown) => log.warn({ error }, 'pages wait to be looked at again'))
        .finally(() => {
          working = undefined;
        });
    },

    async stop(): Promise<void> {
      stopping = true;
      await working;
    },
  };
}
