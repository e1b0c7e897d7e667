import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** Editors come by invitation, and what they do is written down. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  await schema
    .createTable('invitation')
    .addColumn('token', 'text', (c) => c.primaryKey())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('invitedBy', 'bigint', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .execute();
  await schema.alterTable('editor').addColumn('name', 'text').execute();

  await id(schema.createTable('audit'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('editorId', 'bigint', (c) => c.notNull())
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('auditAt').on('audit').column('at').execute();
}
