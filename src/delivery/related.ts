/** The older articles that a post points to. */
import { isOwn, type StoredArticle } from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import type { Post } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { relatedTo } from '../arabic/related.ts';

const reachMs = 7 * 24 * 60 * 60_000;
const mostCandidates = 100;
const mostRelated = 3;
const prefix = 'related:';

/** What the link to a related article is called: by the article, for its address may change. */
export const relatedButton = (articleId: number): string => `${prefix}${articleId}`;

/**
 * What a post's «read also» lists. Chosen when the post gets its links, and read from these from then
 * on: the text is the same however often a send is tried, and an edit changes no list.
 *
 * @returns at most three, nearest first
 */
export async function relatedOn(
  store: Store,
  { post, article, channel }: { post: Post; article: StoredArticle; channel: Channel },
  now: number,
): Promise<StoredArticle[]> {
  if (channel.related === 0) return [];
  const links = await store.links.ofPost(post.id);
  if (links.length > 0) {
    const listed = links.filter(({ button }) => button.startsWith(prefix));
    const found = await Promise.all(
      listed.map(({ button }) => store.articles.find(Number(button.slice(prefix.length)))),
    );
    return found.filter((related) => related !== undefined);
  }
  const ids = await store.posts.articlesOn(channel.id, now - reachMs, mostCandidates);
  const candidates = ids.length > 0 ? await store.articles.findAll(ids) : [];
  const readable = candidates.filter((candidate) => !isOwn(candidate));
  return relatedTo(article, readable.reverse(), mostRelated);
}
