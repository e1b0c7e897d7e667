import { type Kysely, sql } from 'kysely';
import type { Columns } from '../database.ts';

/** Posts that stand in channels: how they look there, editors' own words, and what was taken back. */
export async function up(db: Kysely<unknown>, { id }: Columns): Promise<void> {
  const { schema } = db;

  // One statement a column: SQLite adds no more at once.
  const channel = () => schema.alterTable('channel');
  await channel()
    .addColumn('edits', 'text', (c) => c.notNull().defaultTo('edit'))
    .execute();
  await channel()
    .addColumn('media', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await channel()
    .addColumn('rich', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  await id(schema.createTable('retraction'))
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('reason', 'text')
    .addColumn('chat', 'text', (c) => c.notNull())
    .addColumn('createdBy', 'bigint', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('toldAt', 'bigint')
    .execute();

  const post = () => schema.alterTable('post');
  await post().addColumn('messageIds', 'text').execute();
  await post().addColumn('shown', 'text').execute();
  await post().addColumn('lostAt', 'bigint').execute();
  await post().addColumn('retractionId', 'bigint').execute();
  await post().addColumn('retraction', 'text').execute();
  await schema.alterTable('outbox').addColumn('messageIds', 'text').execute();
  const [all, first] = [sql.ref('messageIds'), sql.ref('messageId')];
  for (const table of ['post', 'outbox']) {
    await sql`update ${sql.table(table)} set ${all} = '[' || ${first} || ']'
      where ${first} is not null`.execute(db);
  }
  await schema.createIndex('postMessage').on('post').columns(['channelId', 'messageId']).execute();
  await schema.createIndex('postRetraction').on('post').column('retractionId').execute();
  await schema.createIndex('outboxPost').on('outbox').column('postId').execute();

  await id(schema.createTable('amendment'))
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('posts', 'text', (c) => c.notNull())
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('createdBy', 'bigint', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('undoneAt', 'bigint')
    .execute();
  await schema.createIndex('amendmentArticle').on('amendment').column('articleId').execute();
}
