import type { Db } from '../database.ts';
import type { Role } from '../schema.ts';

/** Editors, by their Telegram user ids. */
export function people(db: Db) {
  return {
    async roleOf(userId: number): Promise<Role | undefined> {
      const row = await db
        .selectFrom('editor')
        .select('role')
        .where('id', '=', userId)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      return row?.role;
    },

    /** The environment's OWNER_ID: an owner whatever newsroom.yaml says. */
    async ensureOwner(userId: number): Promise<void> {
      await db
        .insertInto('editor')
        .values({ id: userId, role: 'owner', origin: 'telegram' })
        .onConflict((c) => c.column('id').doUpdateSet({ role: 'owner', removedAt: null }))
        .execute();
    },

    async owners(): Promise<number[]> {
      const rows = await db
        .selectFrom('editor')
        .select('id')
        .where('role', '=', 'owner')
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map((row) => row.id);
    },

    async editors(): Promise<number[]> {
      const rows = await db
        .selectFrom('editor')
        .select('id')
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map((row) => row.id);
    },
  };
}

export type People = ReturnType<typeof people>;
