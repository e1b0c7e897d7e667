import { type Kysely, sql } from 'kysely';
import type { Columns } from '../database.ts';

/** What readers asked for: topics, alerts, digests, silence at night, saved articles, search. */
export async function up(db: Kysely<unknown>, { id, searchIndex }: Columns): Promise<void> {
  const { schema } = db;
  await searchIndex(db);

  for (const flag of ['alerts', 'morning', 'evening'] as const) {
    await schema
      .alterTable('subscriber')
      .addColumn(flag, 'integer', (c) => c.notNull().defaultTo(flag === 'morning' ? 0 : 1))
      .execute();
  }
  await schema
    .alterTable('subscriber')
    .addColumn('quiet', 'text', (c) => c.defaultTo('23:00-07:00'))
    .execute();

  await schema
    .createTable('interest')
    .addColumn('subscriberId', 'bigint', (c) =>
      c.notNull().references('subscriber.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('interestKey', ['subscriberId', 'kind', 'key'])
    .execute();

  await schema
    .createTable('savedArticle')
    .addColumn('subscriberId', 'bigint', (c) =>
      c.notNull().references('subscriber.id').onDelete('cascade'),
    )
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('savedAt', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('savedArticleKey', ['subscriberId', 'articleId'])
    .execute();

  await id(schema.createTable('broadcast'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.unique())
    .addColumn('articleId', 'bigint', (c) => c.references('article.id'))
    .addColumn('message', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('total', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('createdBy', 'bigint')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('progressMessageId', 'bigint')
    .execute();
  await schema
    .alterTable('outbox')
    .addColumn('broadcastId', 'bigint', (c) => c.references('broadcast.id'))
    .execute();
  // One row a reader, however often a broadcast is planned: it comes once, or not at all.
  await schema
    .createIndex('outboxBroadcast')
    .unique()
    .on('outbox')
    .columns(['broadcastId', 'chat'])
    .where(sql<boolean>`broadcast_id is not null`)
    .execute();
  await schema
    .createIndex('subscriberActive')
    .on('subscriber')
    .columns(['stoppedAt', 'id'])
    .execute();
}
