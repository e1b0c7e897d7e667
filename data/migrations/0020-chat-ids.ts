import { type Kysely, sql } from 'kysely';

/** Telegram's id of a public chat, by which it is known when its name has changed. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('chat').addColumn('chatId', 'text').execute();
  // Each message of a group asks for it, and every reader has a row here, without an id.
  await schema
    .createIndex('chatOfId')
    .on('chat')
    .column('chatId')
    .where(sql<boolean>`chat_id is not null`)
    .execute();
}
