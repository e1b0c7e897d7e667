import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** Channels get the rules of their week and how their posts are sent; posts what was promised. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  // One column a statement: SQLite takes no more.
  const channel = () => schema.alterTable('channel');
  await channel()
    .addColumn('quietMode', 'text', (c) => c.notNull().defaultTo('wait'))
    .execute();
  await channel().addColumn('gapMs', 'bigint').execute();
  await channel().addColumn('perHour', 'integer').execute();
  await channel().addColumn('lateMs', 'bigint').execute();
  await channel().addColumn('pinMs', 'bigint').execute();
  await channel()
    .addColumn('silent', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await channel()
    .addColumn('protect', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await channel()
    .addColumn('preview', 'text', (c) => c.notNull().defaultTo('large'))
    .execute();

  const post = () => schema.alterTable('post');
  await post().addColumn('promisedAt', 'bigint').execute();
  await post()
    .addColumn('timing', 'text', (c) => c.notNull().defaultTo('asap'))
    .execute();
  // The planner asks at every post what a channel has given away.
  await schema
    .createIndex('postWaiting')
    .on('post')
    .columns(['channelId', 'state', 'dueAt'])
    .execute();
  await schema
    .createIndex('postPublished')
    .on('post')
    .columns(['channelId', 'publishedAt'])
    .execute();

  await id(schema.createTable('weekChange'))
    .addColumn('channelId', 'bigint', (c) => c.notNull().references('channel.id'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('editorId', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
