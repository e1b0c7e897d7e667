/**
 * What became of an address, from the rows that it left behind. Only refusals are rows of their own:
 * a rule may have changed since, and then nothing else could tell by which one an article was
 * stopped. All other stages are the states and times of entry, push, article, post and outbox.
 */
import type { StoredArticle } from '../../data/repositories/articles.ts';
import type { Store } from '../../data/store.ts';
import type { Stage } from '../../templates/why.ts';
import { cleanAddress } from '../reading/address.ts';

/**
 * The stages that an address passed, in order; none when nobody has shown it. It is looked for as
 * given, without fragment and tracking parameters, and by the canonical address of its article.
 */
export async function stagesOf(store: Store, address: string): Promise<Stage[]> {
  const urls = [...new Set([address.trim(), cleanAddress(address) ?? address])];
  const article = await articleOf(store, urls);
  const shown = article ? [...urls, article.url, article.canonicalUrl] : urls;
  return [
    ...(await arrivals(store, [...new Set(shown)], article)),
    ...(article ? await afterReading(store, article) : []),
  ];
}

/** The article of an address; of one that only an entry or a push has shown, the one it led to. */
async function articleOf(
  store: Store,
  urls: readonly string[],
): Promise<StoredArticle | undefined> {
  for (const url of urls) {
    const article = await store.articles.byAddress(url);
    if (article) return article;
  }
  const traces = [
    ...(await store.entries.tracesOf(urls, null)),
    ...(await store.pushes.tracesOf(urls, null)),
  ];
  const id = traces.find(({ articleId }) => articleId !== null)?.articleId;
  return id == null ? undefined : store.articles.find(id);
}

/** How it came to us: items of feeds, pushes; and where those stopped. */
async function arrivals(
  store: Store,
  urls: readonly string[],
  article: StoredArticle | undefined,
): Promise<Stage[]> {
  const articleId = article?.id ?? null;
  const stages: Stage[] = [];
  for (const entry of await store.entries.tracesOf(urls, articleId)) {
    const { seenAt: at, state, url, guid, attempts, failure, nextTryAt } = entry;
    const source = (await store.sources.find(entry.sourceId))?.name ?? '';
    stages.push({ stage: 'seen', at, source, guid, url });
    if (state === 'baseline') stages.push({ stage: 'baseline', at, source });
    if (failure) stages.push({ stage: 'unread', failure, attempts });
    if (state === 'new') stages.push({ stage: 'waiting', until: nextTryAt });
    if (article && state === 'read' && !isAddressOf(article, url)) {
      stages.push({ stage: 'same', url: article.url });
    }
  }
  for (const push of await store.pushes.tracesOf(urls, articleId)) {
    const { id, receivedAt: at, state, attempts, failure, nextTryAt } = push;
    stages.push({ stage: 'pushed', at, id });
    if (failure) stages.push({ stage: 'unread', failure, attempts });
    if (state === 'new') stages.push({ stage: 'waiting', until: nextTryAt });
  }
  return stages;
}

const isAddressOf = (article: StoredArticle, url: string): boolean =>
  [article.url, article.canonicalUrl].includes(url);

/** What the desk and Telegram made of an article. */
async function afterReading(store: Store, article: StoredArticle): Promise<Stage[]> {
  const { id, storyId, title, readAt: at, breaking } = article;
  const stages: Stage[] = [
    { stage: 'read', at, articleId: id, storyId, title, breaking: breaking === 1 },
  ];
  for (const refusal of await store.refusals.ofArticle(id)) {
    const { channel, rule, detail, postId } = refusal;
    const told = postId === null ? undefined : await store.posts.find(postId);
    const story = told && { postId: told.id, title: told.title };
    stages.push({ stage: 'refused', at: refusal.at, channel, rule, detail, story: story ?? null });
  }
  const posts = await store.posts.ofArticle(id);
  for (const post of posts) {
    const { id: postId, createdAt, channel, chat, state, dueAt, hold, failure } = post;
    stages.push({
      ...{ stage: 'post', at: createdAt, postId, channel, chat },
      ...{ state, dueAt, hold, failure },
    });
    for (const row of await store.outbox.ofPost(postId)) {
      const { kind, state: outcome, attempts, settledAt, messageId, failure: why } = row;
      stages.push({
        stage: 'outbox',
        at: settledAt ?? row.attemptedAt ?? row.createdAt,
        kind,
        state: outcome,
        dueAt: row.dueAt,
        attempts,
        messageId,
        failure: why,
      });
    }
  }
  for (const { revision, kinds, replacedAt } of await store.articles.revisions(id)) {
    stages.push({ stage: 'revised', at: replacedAt, revision: revision + 1, kinds });
  }
  if (posts.length === 0 && !stages.some(({ stage }) => stage === 'refused')) {
    stages.push({ stage: 'nowhere', at });
  }
  return stages;
}
