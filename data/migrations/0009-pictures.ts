import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** Most-read digests, the read count on a post's button, related articles. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  await schema.alterTable('channel').addColumn('digest', 'text').execute();
  for (const column of ['related', 'readCount']) {
    await schema
      .alterTable('channel')
      .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  }

  await id(schema.createTable('digest'))
    .addColumn('channelId', 'bigint', (c) => c.notNull().references('channel.id'))
    .addColumn('dueAt', 'bigint', (c) => c.notNull())
    .addColumn('days', 'integer', (c) => c.notNull())
    .addColumn('postId', 'bigint', (c) => c.references('post.id').unique())
    .addColumn('items', 'text', (c) => c.notNull())
    // One digest a time and channel, whoever asks and however often.
    .addUniqueConstraint('digestTime', ['channelId', 'dueAt'])
    .execute();

  await schema
    .createTable('shownCount')
    .addColumn('postId', 'bigint', (c) => c.primaryKey().references('post.id'))
    .addColumn('reads', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
