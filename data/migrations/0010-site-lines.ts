import type { Kysely } from 'kysely';

/** Lines that a site prints under its articles, learnt from the articles themselves. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('siteLine')
    .addColumn('host', 'text', (c) => c.notNull())
    .addColumn('hash', 'bigint', (c) => c.notNull())
    .addColumn('articles', 'integer', (c) => c.notNull())
    .addColumn('lastAt', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('siteLineKey', ['host', 'hash'])
    .execute();
  await schema.createIndex('siteLineLast').on('siteLine').column('lastAt').execute();
}
