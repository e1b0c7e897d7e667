/** What became of an address, from the rows that it left behind. */
import type { Store } from '../../data/store.ts';

/**
 * One line a stage: seen in a feed, read, posted, sent; or where it stopped and why.
 *
 * @param zone IANA name, for the times
 */
export async function stagesOf(store: Store, url: string, zone: string): Promise<string[]> {
  const time = (at: number | null) =>
    at === null
      ? '-'
      : Temporal.Instant.fromEpochMilliseconds(at).round('second').toString({ timeZone: zone });
  const lines: string[] = [];
  for (const entry of await store.entries.byUrl(url)) {
    const source = await store.sources.find(entry.sourceId);
    lines.push(`${time(entry.seenAt)}  seen in the feed of ${source?.name}, guid ${entry.guid}`);
    if (entry.state === 'baseline') {
      lines.push('  stopped: it stood in the first fetch of the source, beyond its backfill');
    }
    if (entry.state === 'new') lines.push(`  waits to be read until ${time(entry.nextTryAt)}`);
    if (entry.failure) lines.push(`  ${entry.failure} after ${entry.attempts} attempts`);
  }
  const article = await store.articles.byAddress(url);
  if (!article) return lines.length > 0 ? lines : ['never seen: no source has shown this address'];
  lines.push(`${time(article.readAt)}  read as article ${article.id}: ${article.title}`);
  const posts = await store.posts.ofArticle(article.id);
  if (posts.length === 0) {
    lines.push('  stopped: no channel takes its source and section, or its story is out already');
  }
  for (const post of posts) {
    const reason = post.failure ? ` (${post.failure})` : '';
    lines.push(
      `${time(post.createdAt)}  post ${post.id} for ${post.channel}: ${post.state}${reason}`,
    );
    for (const row of await store.outbox.ofPost(post.id)) {
      lines.push(
        `  ${row.kind}: ${row.state}, due ${time(row.dueAt)}, attempts ${row.attempts}, message ${row.messageId ?? '-'}`,
      );
    }
  }
  return lines;
}
