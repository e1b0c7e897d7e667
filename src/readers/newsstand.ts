/** What readers take themselves: the latest news, what they look for, what they have saved. */
import { isOwn, type StoredArticle } from '../../data/repositories/articles.ts';
import type { TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { searchTerms } from '../arabic/search-terms.ts';
import { messageAddress } from '../desk/message-address.ts';

/** How many articles a page of a list shows: what fits a phone without scrolling. */
export const pageSize = 5;

/** Older news is found by search, not among the latest. */
const latestMs = 7 * 24 * 60 * 60_000;

/** Articles that are indexed between two turns of the event loop. */
const indexedATurn = 50;

export interface Item {
  readonly articleId: number;
  /** As the linked post prints it, like the summary: in its editors' words, masked ones restored. */
  readonly title: string;
  readonly summary: string;
  readonly source: string | null;
  /** Milliseconds UTC. */
  readonly at: number;
  /** Short and counted. */
  readonly url: string;
}

export interface Page {
  readonly items: readonly Item[];
  /** 0 is the first. */
  readonly number: number;
  /** How many items stand on the pages before. */
  readonly before: number;
  readonly hasMore: boolean;
}

export interface NewsstandOptions {
  readonly store: Store;
  /** Base of short links, without a slash at its end. */
  readonly publicUrl: string;
  readonly newSlug: () => string;
  /** How a post prints its headline and summary. */
  readonly wordsOf: (postId: number) => Promise<{ headline: string; summary: string }>;
  readonly now: () => number;
}

export type Newsstand = ReturnType<typeof createNewsstand>;

const addressOf = (post: TitledPost | undefined): string | undefined =>
  post?.messageId ? messageAddress(post.chat, post.messageId) : undefined;

/** Everybody can open a message of a public channel; of a private one, its members alone. */
const readable = (posts: readonly TitledPost[]): TitledPost | undefined =>
  posts.find(({ chat }) => chat.startsWith('@')) ?? posts[0];

export function createNewsstand({ store, publicUrl, newSlug, wordsOf, now }: NewsstandOptions) {
  /** The post that readers are told of, and where it leads; undefined after it was taken back. */
  const tellerOf = async (article: StoredArticle) => {
    const posts = await store.posts.ofArticle(article.id);
    const standing = posts.filter(
      ({ state, retraction }) => state === 'published' && retraction === null,
    );
    const post = isOwn(article) ? readable(standing) : standing[0];
    const address = isOwn(article) ? addressOf(post) : article.canonicalUrl;
    return post && address !== undefined ? { post, address } : undefined;
  };

  /** The link is its own button, so that clicks tell a reader of the bot from one of the channel. */
  const linkTo = async (post: TitledPost, address: string): Promise<string> => {
    const target = { button: 'reader', target: address };
    const slugs = await store.transaction((tx) =>
      tx.links.ensure(post, [target], { now: now(), newSlug }),
    );
    return `${publicUrl}/${slugs.get('reader')}`;
  };

  const itemOf = async (article: StoredArticle): Promise<Item | undefined> => {
    const teller = await tellerOf(article);
    if (!teller) return undefined;
    const { id: articleId, source, publishedAt, readAt } = article;
    const url = await linkTo(teller.post, teller.address);
    const { headline: title, summary } = await wordsOf(teller.post.id);
    return { articleId, title, summary, source, at: publishedAt ?? readAt, url };
  };

  const items = async (ids: readonly number[]): Promise<Item[]> => {
    const found = ids.length > 0 ? await store.articles.findAll(ids) : [];
    const byId = new Map(found.map((article) => [article.id, article]));
    const listed: Item[] = [];
    for (const id of ids) {
      const article = byId.get(id);
      const item = article && (await itemOf(article));
      if (item) listed.push(item);
    }
    return listed;
  };

  /** One more than the page holds is asked for: it tells whether there is a next page. */
  const pageOf = async (number: number, ids: readonly number[]): Promise<Page> => ({
    items: await items(ids.slice(0, pageSize)),
    number,
    before: number * pageSize,
    hasMore: ids.length > pageSize,
  });

  return {
    /** Articles by their numbers, in the order given, with their links made; without those taken back. */
    items,

    latest: async (page = 0): Promise<Page> =>
      pageOf(page, await store.readers.published(now() - latestMs, pageSize + 1, page * pageSize)),

    /** Articles that hold all of the words, in whatever form; the newest first. */
    search: async (text: string, page = 0): Promise<Page> =>
      pageOf(page, await store.search.find(searchTerms(text), pageSize + 1, page * pageSize)),

    saved: async (readerId: number, page = 0): Promise<Page> =>
      pageOf(page, await store.readers.saved(readerId, pageSize + 1, page * pageSize)),

    /** Indexes the articles that were stored before there was an index. */
    async indexMissing(): Promise<void> {
      for (;;) {
        const ids = await store.search.missing(indexedATurn);
        if (ids.length === 0) return;
        const articles = await store.articles.findAll(ids);
        await store.transaction(async (tx) => {
          for (const { id, title, paragraphs } of articles) {
            await tx.search.put(id, searchTerms([title, ...paragraphs].join('\n')));
          }
        });
        await new Promise(setImmediate);
      }
    },
  };
}
