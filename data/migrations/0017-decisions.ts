import { type Kysely, sql } from 'kysely';

/**
 * When an editor decided on a post, and whether the desk has been told that it waits for a decision. What
 * an article told its story, for it may be read by an editor before its source brings it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('post').addColumn('decidedAt', 'bigint').execute();
  await db.schema.alterTable('post').addColumn('announcedAt', 'bigint').execute();
  await db.schema
    .alterTable('article')
    .addColumn('isNews', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  // What waits already has been announced.
  await sql`update post set announced_at = created_at where state = 'in review'`.execute(db);
}
