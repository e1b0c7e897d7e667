import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** The newsroom's own templates, and which one editors chose for a channel. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  await id(schema.createTable('template'))
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('previousBody', 'text')
    .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('createdBy', 'bigint')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .execute();

  await id(schema.createTable('templateChoice'))
    .addColumn('channelId', 'bigint', (c) => c.notNull().references('channel.id'))
    .addColumn('before', 'text', (c) => c.notNull())
    .addColumn('after', 'text', (c) => c.notNull())
    .addColumn('editorId', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
