import { type Kysely, sql } from 'kysely';

/** Leases and searches in the outbox; what is known of each chat, its pace above all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  // It held nothing but the next second of each chat.
  await schema.dropTable('chatPace').execute();
  await schema
    .createTable('chat')
    .addColumn('name', 'text', (c) => c.primaryKey())
    // Thirty calls a second are 33⅓ ms each: no whole number.
    .addColumn('paceAt', 'double precision', (c) => c.notNull().defaultTo(0))
    .addColumn('heldUntil', 'bigint', (c) => c.notNull().defaultTo(0))
    .addColumn('trouble', 'text')
    .addColumn('kind', 'text')
    .addColumn('lastMessageId', 'bigint')
    .execute();
  await sql`insert into chat (name, last_message_id)
    select chat, max(message_id) from outbox where message_id is not null group by chat`.execute(
    db,
  );

  for (const column of ['leaseUntil', 'afterMessageId']) {
    await schema.alterTable('outbox').addColumn(column, 'bigint').execute();
  }
  await schema
    .alterTable('outbox')
    .addColumn('searches', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  // The first waiting row of each chat is found by jumping from chat to chat.
  await schema
    .createIndex('outboxHead')
    .on('outbox')
    .columns(['state', 'lane', 'chat', 'dueAt', 'id'])
    .execute();
}
