import { type Kysely, sql } from 'kysely';
import type { Columns } from '../database.ts';

/** Pushes to us and subscriptions to hubs; filters; what was refused; articles that change. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  // SQLite alters a table by one column at a time.
  const add = (table: string, column: string, type: 'text' | 'bigint' = 'text') =>
    schema.alterTable(table).addColumn(column, type).execute();

  for (const column of ['words', 'notWords', 'sections']) {
    await add('source', column);
  }
  await add('source', 'maxAgeMs', 'bigint');

  for (const column of ['words', 'notWords', 'authors']) await add('channel', column);
  await add('channel', 'maxAgeMs', 'bigint');
  await schema
    .alterTable('channel')
    .addColumn('everySource', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  await add('entry', 'print');
  await schema.createIndex('entryArticle').on('entry').column('articleId').execute();

  await schema
    .alterTable('article')
    .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await schema
    .alterTable('article')
    .addColumn('toldBy', 'text', (c) => c.notNull().defaultTo('page'))
    .execute();
  for (const column of ['etag', 'lastModified']) await add('article', column);
  for (const column of ['checkedAt', 'nextCheckAt']) await add('article', column, 'bigint');
  await schema
    .createIndex('articleCheck')
    .on('article')
    .column('nextCheckAt')
    .where(sql<boolean>`next_check_at is not null`)
    .execute();

  await id(schema.createTable('articleRevision'))
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('paragraphs', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('imageUrl', 'text')
    .addColumn('kinds', 'text', (c) => c.notNull())
    .addColumn('replacedAt', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('revisionNumber', ['articleId', 'revision'])
    .execute();

  await id(schema.createTable('push'))
    .addColumn('signature', 'text', (c) => c.notNull().unique())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('whole', 'integer', (c) => c.notNull())
    .addColumn('receivedAt', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('nextTryAt', 'bigint', (c) => c.notNull())
    .addColumn('articleId', 'bigint', (c) => c.references('article.id'))
    .addColumn('failure', 'text')
    .execute();
  await schema.createIndex('pushDue').on('push').columns(['state', 'nextTryAt']).execute();
  await schema.createIndex('pushUrl').on('push').column('url').execute();
  await schema.createIndex('pushArticle').on('push').column('articleId').execute();

  await schema
    .createTable('subscription')
    .addColumn('sourceId', 'bigint', (c) => c.primaryKey().references('source.id'))
    .addColumn('callback', 'text', (c) => c.notNull().unique())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('hub', 'text', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('nextAskAt', 'bigint', (c) => c.notNull())
    .addColumn('leaseEndsAt', 'bigint')
    .addColumn('pushedAt', 'bigint')
    .addColumn('missed', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('failure', 'text')
    .execute();
  await schema.createIndex('subscriptionAsk').on('subscription').column('nextAskAt').execute();

  await id(schema.createTable('refusal'))
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('channelId', 'bigint', (c) => c.references('channel.id'))
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('detail', 'text')
    .addColumn('postId', 'bigint', (c) => c.references('post.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('refusalArticle').on('refusal').column('articleId').execute();
  await schema.createIndex('refusalAt').on('refusal').column('at').execute();
}
