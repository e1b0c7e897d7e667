/** Lays out a most-read digest, with its links made. */
import type { StoredArticle } from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import type { Digest } from '../../data/repositories/digests.ts';
import type { Store } from '../../data/store.ts';
import { composeDigest, type DigestLine } from '../../templates/digest.ts';
import { type FollowNetwork, followNetworks } from '../../templates/follow.ts';
import type { Message } from '../../templates/message.ts';

/**
 * A click on a title counts for the post that it tells of, by a link of its own (`digest:` and the
 * digest's number); a click on a network's name counts for the digest.
 */
export async function composeMostRead(
  store: Store,
  { digest, channel, postId }: { digest: Digest; channel: Channel; postId: number },
  options: {
    readonly publicUrl: string;
    readonly newSlug: () => string;
    readonly now: number;
    /** The title as the channel prints it. */
    readonly titleOf: (article: StoredArticle) => string;
  },
): Promise<Message> {
  const follow: Partial<Record<FollowNetwork, string>> =
    (await store.newsroom.masthead())?.follow ?? {};
  const networks = followNetworks(follow).map((network) => ({
    button: `follow:${network}`,
    target: follow[network] ?? '',
  }));
  const button = `digest:${digest.id}`;
  return store.transaction(async (tx) => {
    const lines: DigestLine[] = [];
    for (const item of digest.items) {
      const post = await tx.posts.find(item.postId);
      const article = post && (await tx.articles.find(post.articleId));
      // Taken back since.
      if (!post || !article || post.state !== 'published') continue;
      const targets = [{ button, target: article.canonicalUrl }];
      const slugs = await tx.links.ensure(post, targets, options);
      lines.push({
        title: options.titleOf(article),
        source: article.source,
        reads: item.reads,
        address: `${options.publicUrl}/${slugs.get(button)}`,
      });
    }
    const own = { id: postId, channelId: channel.id };
    const slugs = await tx.links.ensure(own, networks, options);
    return composeDigest(lines, {
      days: digest.days,
      numerals: channel.numerals,
      follow,
      followAddress: (network) => `${options.publicUrl}/${slugs.get(`follow:${network}`)}`,
    });
  });
}
