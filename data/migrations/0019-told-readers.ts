import { type Kysely, sql } from 'kysely';

/** A lane for alerts; whom a broadcast has reached; who has said /start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  // Alerts have the number that other broadcasts had, and these the one of read counts.
  await sql`update outbox set lane = lane + 1
    where lane >= 3 and state in ('waiting', 'attempting', 'lost')`.execute(db);
  for (const count of ['reached', 'missed']) {
    await schema
      .alterTable('broadcast')
      .addColumn(count, 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  }
  await schema
    .alterTable('subscriber')
    .addColumn('hasStarted', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  // All rows of a broadcast are due at once: without the number they were put in order at each claim.
  await schema.dropIndex('outboxDue').execute();
  await schema
    .createIndex('outboxDue')
    .on('outbox')
    .columns(['state', 'lane', 'dueAt', 'id'])
    .execute();
  // Who leaves asks whether their chat is another's too; the readers' own rows are found by broadcast.
  await schema
    .createIndex('outboxChat')
    .on('outbox')
    .column('chat')
    .where(sql<boolean>`broadcast_id is null`)
    .execute();
}
