import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** Sources learn their rhythm and tell their health; what came late goes to review with its reason. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  for (const [column, type] of [
    ['failureFacts', 'text'],
    ['failureToldAt', 'bigint'],
    ['futureToldAt', 'bigint'],
    ['bodyHash', 'text'],
    ['foundKind', 'text'],
    ['foundAddress', 'text'],
    ['hub', 'text'],
    ['topic', 'text'],
    ['gapMs', 'bigint'],
    ['waitMs', 'bigint'],
    ['lastNewAt', 'bigint'],
    ['delayMs', 'bigint'],
  ] as const) {
    await schema.alterTable('source').addColumn(column, type).execute();
  }
  await schema
    .alterTable('source')
    .addColumn('ttlMs', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex('sourceDue').on('source').column('nextPollAt').execute();

  await schema.alterTable('entry').addColumn('hold', 'text').execute();
  await schema.createIndex('entryOfSource').on('entry').columns(['sourceId', 'seenAt']).execute();
  // All that counting a day's items needs, so that no row is opened for it.
  await schema
    .createIndex('entrySeen')
    .on('entry')
    .columns(['seenAt', 'sourceId', 'state'])
    .execute();
  await schema.alterTable('post').addColumn('hold', 'text').execute();

  await id(schema.createTable('offer'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('hub', 'text')
    .addColumn('topic', 'text')
    .addColumn('madeAt', 'bigint', (c) => c.notNull())
    .execute();
}
