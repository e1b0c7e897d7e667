import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { AuditTable, EditorTable, InvitationTable, Role } from '../schema.ts';

/** Someone who may do something at the desk. */
export type Editor = Pick<Selectable<EditorTable>, 'id' | 'role' | 'name'>;

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

    /** All who may do something, owners first. */
    staff: (): Promise<Editor[]> =>
      db
        .selectFrom('editor')
        .select(['id', 'role', 'name'])
        .where('removedAt', 'is', null)
        .orderBy((e) => e.case().when('role', '=', 'owner').then(0).else(1).end())
        .orderBy('id')
        .execute(),

    /** Remembers what Telegram calls an editor. */
    async named(userId: number, name: string): Promise<void> {
      await db
        .updateTable('editor')
        .set({ name })
        .where('id', '=', userId)
        .where((e) => e.or([e('name', 'is', null), e('name', '!=', name)]))
        .execute();
    },

    async invite(invitation: Selectable<InvitationTable>): Promise<void> {
      await db.insertInto('invitation').values(invitation).execute();
    },

    /** What an invitation would make of a person; undefined when it is none, or none any more. */
    async offered(token: string, now: number): Promise<Role | undefined> {
      const row = await db
        .selectFrom('invitation')
        .select('role')
        .where('token', '=', token)
        .where('expiresAt', '>', now)
        .executeTakeFirst();
      return row?.role;
    },

    /**
     * Makes a person what an invitation says. It can be taken once: it is gone afterwards.
     *
     * @returns the role, or undefined when the invitation was taken, is too old, or never was
     */
    async accept(token: string, userId: number, now: number): Promise<Role | undefined> {
      const taken = await db
        .deleteFrom('invitation')
        .where('token', '=', token)
        .returning(['role', 'expiresAt'])
        .executeTakeFirst();
      if (!taken || taken.expiresAt <= now) return undefined;
      const { role } = taken;
      await db
        .insertInto('editor')
        .values({ id: userId, role, origin: 'telegram' })
        .onConflict((c) =>
          c.column('id').doUpdateSet((e) => ({
            // Whoever is an owner stays one, whatever link they open.
            role: e
              .case()
              .when(e.and([e('editor.role', '=', 'owner'), e('editor.removedAt', 'is', null)]))
              .then('owner')
              .else(role)
              .end()
              .$castTo<Role>(),
            removedAt: null,
          })),
        )
        .execute();
      return role;
    },

    /** @returns false for owners, who are changed in newsroom.yaml alone, and for strangers */
    async dismiss(userId: number, now: number): Promise<boolean> {
      const dismissed = await db
        .updateTable('editor')
        .set({ removedAt: now })
        .where('id', '=', userId)
        .where('role', '!=', 'owner')
        .where('removedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return dismissed !== undefined;
    },

    /** Writes down what an editor did; to be called in the transaction that does it. */
    async wrote(act: Omit<Selectable<AuditTable>, 'id'>): Promise<void> {
      await db.insertInto('audit').values(act).execute();
    },

    /** What editors did, the last first. */
    acts: (limit: number, offset = 0) =>
      db
        .selectFrom('audit')
        .leftJoin('editor', 'editor.id', 'audit.editorId')
        .select(['audit.at', 'audit.editorId', 'audit.act', 'audit.subject', 'editor.name'])
        .orderBy('audit.id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
  };
}

export type People = ReturnType<typeof people>;
