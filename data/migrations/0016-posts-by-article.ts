import type { Kysely } from 'kysely';

/** What readers ask of the posts: is an article out, and what came out last, in all or on a channel. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  // Without it SQLite walks through all published posts for each article that a search finds.
  await schema.createIndex('postOfArticle').on('post').columns(['articleId', 'state']).execute();
  await schema.createIndex('postOut').on('post').columns(['state', 'publishedAt']).execute();
  // Or it would take the one before for a channel's posts too, and read those of all channels.
  await schema
    .createIndex('postOutOnChannel')
    .on('post')
    .columns(['channelId', 'state', 'publishedAt'])
    .execute();
}
