import type { Kysely } from 'kysely';

/** How far the search for a lost row is, so that a restart goes on with it. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('outbox')
    .addColumn('lostMs', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.alterTable('outbox').addColumn('seen', 'text').execute();
}
