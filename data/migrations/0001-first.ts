import { type Kysely, sql } from 'kysely';
import type { Columns } from '../database.ts';

export async function up(db: Kysely<unknown>, { id }: Columns): Promise<void> {
  const { schema } = db;

  await id(schema.createTable('source'))
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('everyMs', 'bigint')
    .addColumn('section', 'text')
    .addColumn('zone', 'text')
    .addColumn('backfill', 'integer', (c) => c.notNull())
    .addColumn('breaking', 'integer', (c) => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('lastModified', 'text')
    .addColumn('nextPollAt', 'bigint', (c) => c.notNull())
    .addColumn('lastSuccessAt', 'bigint')
    .addColumn('failures', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('failure', 'text')
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('removedAt', 'bigint')
    .execute();

  await id(schema.createTable('story'))
    .addColumn('titleKey', 'text', (c) => c.notNull())
    .addColumn('firstAt', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('storyTitle').on('story').columns(['titleKey', 'firstAt']).execute();

  await id(schema.createTable('article'))
    .addColumn('sourceId', 'bigint', (c) => c.references('source.id'))
    .addColumn('storyId', 'bigint', (c) => c.notNull().references('story.id'))
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('canonicalUrl', 'text', (c) => c.notNull().unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('dateline', 'text')
    .addColumn('source', 'text')
    .addColumn('author', 'text')
    .addColumn('section', 'text')
    .addColumn('imageUrl', 'text')
    .addColumn('imageWidth', 'integer')
    .addColumn('imageHeight', 'integer')
    .addColumn('publishedAt', 'bigint')
    .addColumn('publishedFrom', 'text')
    .addColumn('language', 'text')
    .addColumn('paragraphs', 'text', (c) => c.notNull())
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('breaking', 'integer', (c) => c.notNull())
    .addColumn('readAt', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('articleUrl').on('article').column('url').execute();
  await schema.createIndex('articleStory').on('article').column('storyId').execute();

  await id(schema.createTable('entry'))
    .addColumn('sourceId', 'bigint', (c) => c.notNull().references('source.id'))
    .addColumn('guid', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('publishedAt', 'bigint')
    .addColumn('categories', 'text', (c) => c.notNull())
    .addColumn('image', 'text')
    .addColumn('seenAt', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('nextTryAt', 'bigint', (c) => c.notNull())
    .addColumn('articleId', 'bigint', (c) => c.references('article.id'))
    .addColumn('failure', 'text')
    .addUniqueConstraint('entryGuid', ['sourceId', 'guid'])
    .execute();
  await schema.createIndex('entryDue').on('entry').columns(['state', 'nextTryAt']).execute();
  await schema.createIndex('entryUrl').on('entry').column('url').execute();

  await id(schema.createTable('channel'))
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('chat', 'text', (c) => c.notNull())
    .addColumn('threadId', 'bigint')
    .addColumn('mode', 'text', (c) => c.notNull())
    .addColumn('sources', 'text')
    .addColumn('sections', 'text')
    .addColumn('slots', 'text', (c) => c.notNull())
    .addColumn('quiet', 'text')
    .addColumn('numerals', 'text', (c) => c.notNull())
    .addColumn('template', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('removedAt', 'bigint')
    .execute();

  await id(schema.createTable('post'))
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('channelId', 'bigint', (c) => c.notNull().references('channel.id'))
    .addColumn('edition', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('breaking', 'integer', (c) => c.notNull())
    .addColumn('dueAt', 'bigint')
    .addColumn('createdBy', 'bigint')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('publishedAt', 'bigint')
    .addColumn('messageId', 'bigint')
    .addColumn('failure', 'text')
    .addUniqueConstraint('postEdition', ['articleId', 'channelId', 'edition'])
    .execute();
  await schema.createIndex('postDue').on('post').columns(['state', 'dueAt']).execute();

  await id(schema.createTable('outbox'))
    .addColumn('postId', 'bigint', (c) => c.references('post.id'))
    .addColumn('chat', 'text', (c) => c.notNull())
    .addColumn('threadId', 'bigint')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('lane', 'integer', (c) => c.notNull())
    .addColumn('payload', 'text')
    .addColumn('dueAt', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('attemptedAt', 'bigint')
    .addColumn('settledAt', 'bigint')
    .addColumn('messageId', 'bigint')
    .addColumn('failure', 'text')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('outboxDue').on('outbox').columns(['state', 'lane', 'dueAt']).execute();
  // One send a post, whoever asks: the last wall against "it was posted twice".
  await schema
    .createIndex('outboxOneSend')
    .unique()
    .on('outbox')
    .column('postId')
    .where(sql<boolean>`kind = 'send'`)
    .execute();

  await schema
    .createTable('chatPace')
    .addColumn('chat', 'text', (c) => c.primaryKey())
    .addColumn('nextAt', 'bigint', (c) => c.notNull())
    .execute();

  await id(schema.createTable('link'))
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('postId', 'bigint', (c) => c.notNull().references('post.id'))
    .addColumn('channelId', 'bigint', (c) => c.notNull().references('channel.id'))
    .addColumn('button', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('linkButton', ['postId', 'button'])
    .execute();

  await schema
    .createTable('click')
    .addColumn('linkId', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('visitor', 'bigint', (c) => c.notNull())
    .addColumn('excluded', 'integer', (c) => c.notNull())
    .execute();
  // Covering: counts and visitors of a link are answered from the index alone.
  await schema
    .createIndex('clickLink')
    .on('click')
    .columns(['linkId', 'at', 'visitor', 'excluded'])
    .execute();

  await schema
    .createTable('clickLog')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('segment', 'bigint', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('dropped', 'bigint', (c) => c.notNull())
    .execute();

  await schema
    .createTable('visitorSalt')
    .addColumn('day', 'integer', (c) => c.primaryKey())
    .addColumn('salt', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('editor')
    .addColumn('id', 'bigint', (c) => c.primaryKey())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('removedAt', 'bigint')
    .execute();

  await schema
    .createTable('subscriber')
    .addColumn('id', 'bigint', (c) => c.primaryKey())
    .addColumn('cameFrom', 'text')
    .addColumn('startedAt', 'bigint', (c) => c.notNull())
    .addColumn('stoppedAt', 'bigint')
    .execute();

  for (const table of ['setting', 'conversation']) {
    await schema
      .createTable(table)
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
  }

  await schema
    .createTable('handledUpdate')
    .addColumn('id', 'bigint', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
