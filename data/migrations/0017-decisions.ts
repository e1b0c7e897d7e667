import { type Kysely, sql } from 'kysely';

/** When an editor decided on a post, and whether the desk has been told that it waits for a decision. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('post').addColumn('decidedAt', 'bigint').execute();
  await db.schema.alterTable('post').addColumn('announcedAt', 'bigint').execute();
  // What waits already has been announced.
  await sql`update post set announced_at = created_at where state = 'in review'`.execute(db);
}
