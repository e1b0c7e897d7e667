import type { Db } from '../database.ts';

/** Where a question stands: one a person and chat. */
export interface Asked {
  readonly chatId: number;
  readonly userId: number;
}

/** What it is about: a kind, and plain JSON. */
export interface Question {
  readonly kind: string;
  readonly subject: unknown;
}

/** Questions that wait for an editor's next message, so that no restart forgets them. */
export function questions(db: Db) {
  return {
    /** Puts a question in the place of the one that may wait there. */
    async ask({ chatId, userId }: Asked, { kind, subject }: Question, now: number): Promise<void> {
      const asked = { kind, subject: JSON.stringify(subject), askedAt: now };
      await db
        .insertInto('question')
        .values({ chatId, userId, ...asked })
        .onConflict((c) => c.columns(['chatId', 'userId']).doUpdateSet(asked))
        .execute();
    },

    /** @param since what was asked before, in milliseconds, waits no more */
    async find({ chatId, userId }: Asked, since: number): Promise<Question | undefined> {
      const row = await db
        .selectFrom('question')
        .select(['kind', 'subject'])
        .where('chatId', '=', chatId)
        .where('userId', '=', userId)
        .where('askedAt', '>=', since)
        .executeTakeFirst();
      return row && { kind: row.kind, subject: JSON.parse(row.subject) };
    },

    /** @returns whether one was waiting */
    async drop({ chatId, userId }: Asked): Promise<boolean> {
      const dropped = await db
        .deleteFrom('question')
        .where('chatId', '=', chatId)
        .where('userId', '=', userId)
        .returning('userId')
        .executeTakeFirst();
      return dropped !== undefined;
    },
  };
}

export type Questions = ReturnType<typeof questions>;
