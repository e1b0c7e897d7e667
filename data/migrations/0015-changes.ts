import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** Editors change more of a channel than its week, and the newsroom itself; each can be undone. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  await schema.alterTable('weekChange').renameTo('channelChange').execute();

  await id(schema.createTable('newsroomChange'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('editorId', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
