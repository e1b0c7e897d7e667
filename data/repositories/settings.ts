import type { Db } from '../database.ts';

/** Single values by name, and the state of conversations. */
export function settings(db: Db) {
  return {
    async get(key: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('setting')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst();
      return row?.value;
    },

    async set(key: string, value: string): Promise<void> {
      await db
        .insertInto('setting')
        .values({ key, value })
        .onConflict((c) => c.column('key').doUpdateSet({ value }))
        .execute();
    },

    async remove(key: string): Promise<void> {
      await db.deleteFrom('setting').where('key', '=', key).execute();
    },

    async updateWasTaken(id: number): Promise<boolean> {
      const row = await db
        .selectFrom('handledUpdate')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst();
      return row !== undefined;
    },

    async takeUpdate(id: number, now: number): Promise<void> {
      await db
        .insertInto('handledUpdate')
        .values({ id, at: now })
        .onConflict((c) => c.column('id').doNothing())
        .execute();
    },

    /** Forgets updates older than Telegram's memory of them, 24 hours. */
    async forgetUpdates(before: number): Promise<void> {
      await db.deleteFrom('handledUpdate').where('at', '<', before).execute();
    },
  };
}

export type Settings = ReturnType<typeof settings>;

/** Where the conversations plugin keeps its state: read, write, delete by key. */
export function conversationStorage<T>(db: Db) {
  return {
    async read(key: string): Promise<T | undefined> {
      const row = await db
        .selectFrom('conversation')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst();
      return row && JSON.parse(row.value);
    },
    async write(key: string, state: T): Promise<void> {
      const value = JSON.stringify(state);
      await db
        .insertInto('conversation')
        .values({ key, value })
        .onConflict((c) => c.column('key').doUpdateSet({ value }))
        .execute();
    },
    async delete(key: string): Promise<void> {
      await db.deleteFrom('conversation').where('key', '=', key).execute();
    },
  };
}
