import type { Kysely } from 'kysely';

/** Stories go by text, not by title alone; channels choose how masked words are printed. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.dropIndex('storyTitle').execute();
  await schema.createIndex('articleRead').on('article').column('readAt').execute();
  await schema
    .alterTable('channel')
    .addColumn('dotted', 'text', (c) => c.notNull().defaultTo('restore'))
    .execute();
}
