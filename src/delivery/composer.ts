/** Lays out a post of the database for sending: article, channel and newsroom, with its links made. */
import type { Channel } from '../../data/repositories/channels.ts';
import type { Store } from '../../data/store.ts';
import { type FollowNetwork, followNetworks } from '../../templates/follow.ts';
import type { Message } from '../../templates/message.ts';
import { composePost, type PostedArticle, restoreMasked } from '../../templates/post.ts';

export interface ComposerOptions {
  readonly store: Store;
  /** Base of short links, without a slash at its end. */
  readonly publicUrl: string;
  readonly newSlug: () => string;
  /** Whether a channel's quiet hours take the sound away at a time, in milliseconds UTC. */
  readonly isHushed: (channel: Channel, at: number) => boolean;
  readonly now: () => number;
  readonly log: { info(facts: object, text: string): void };
}

/**
 * Makes the function that lays out a post. The first time it makes the post's links; again it finds
 * them, so the text is the same however often a send is tried.
 */
export function createComposer(options: ComposerOptions) {
  const { store, publicUrl, newSlug, isHushed, now, log } = options;
  return async (postId: number): Promise<Message> => {
    const { post, article, channel } = await partsOf(store, postId);
    const masthead = await store.newsroom.masthead();
    const follow: Partial<Record<FollowNetwork, string>> = masthead?.follow ?? {};
    const targets = [
      { button: 'read', target: article.canonicalUrl },
      ...followNetworks(follow).map((network) => ({
        button: `follow:${network}`,
        target: follow[network] ?? '',
      })),
    ];
    const slugs = await store.transaction((tx) =>
      tx.links.ensure(post, targets, { now: now(), newSlug }),
    );
    const { printed, changes } = printedOn(channel, article);
    if (changes.length > 0) log.info({ post: postId, changes }, 'masked words restored');
    const message = composePost(printed, {
      numerals: channel.numerals,
      breaking: post.breaking === 1,
      preview: channel.preview,
      follow,
      address: (button) => `${publicUrl}/${slugs.get(button)}`,
    });
    return {
      ...message,
      silent: channel.silent === 1 || (post.breaking === 0 && isHushed(channel, now())),
      protect: channel.protect === 1,
      paid: masthead?.paidBroadcast ?? false,
    };
  };
}

/**
 * Lays out an article as it would look on a channel, its buttons leading straight to their targets:
 * nothing is stored, and no tap on a preview is counted.
 *
 * @param breaking as breaking news or not, whatever the article is
 */
export async function composePreview(
  store: Store,
  articleId: number,
  channelId: number,
  { breaking }: { breaking?: boolean } = {},
): Promise<Message> {
  const article = await store.articles.find(articleId);
  const channel = await store.channels.find(channelId);
  if (!article) throw new Error(`no article ${articleId}`);
  return composePost(printedOn(channel, article).printed, {
    numerals: channel?.numerals ?? 'western',
    breaking: breaking ?? article.breaking === 1,
    preview: channel?.preview ?? 'large',
    follow: (await store.newsroom.masthead())?.follow ?? {},
    address: (_button, target) => target,
  });
}

/** The article as a channel prints it: masked words as restored, or as the source wrote them. */
export function printedOn<A extends PostedArticle>(
  channel: { dotted: 'restore' | 'keep' } | undefined,
  article: A,
) {
  if (channel?.dotted === 'keep') return { printed: article, changes: [] };
  const { article: printed, changes } = restoreMasked(article);
  return { printed, changes };
}

async function partsOf(store: Store, postId: number) {
  const post = await store.posts.find(postId);
  const article = post && (await store.articles.find(post.articleId));
  const channel = post && (await store.channels.find(post.channelId));
  if (!post || !article || !channel) throw new Error(`post ${postId} is not whole`);
  return { post, article, channel };
}
