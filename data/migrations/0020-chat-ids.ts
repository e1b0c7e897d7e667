import type { Kysely } from 'kysely';

/** Telegram's id of a public chat, by which it is known when its name has changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('chat').addColumn('chatId', 'text').execute();
}
