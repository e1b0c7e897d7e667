import type { Selectable } from 'kysely';
import { type Db, forClaim } from '../database.ts';
import type { OutboxTable } from '../schema.ts';

export type OutboxRow = Selectable<OutboxTable>;

/** Who goes first when several rows are due. */
export const lanes = { desk: 0, breaking: 1, ordinary: 2, counts: 4 } as const;

type Settled = {
  state: 'done' | 'unknown' | 'failed';
  settledAt: number;
  messageId?: number | null;
  messageIds?: string;
  failure?: string;
};

export function outbox(db: Db) {
  return {
    /** Adds a row; a second send of one post is refused quietly. */
    async add(
      row: Pick<
        OutboxRow,
        'postId' | 'chat' | 'threadId' | 'kind' | 'lane' | 'payload' | 'dueAt' | 'createdAt'
      >,
    ): Promise<void> {
      await db
        .insertInto('outbox')
        .values({ ...row, state: 'waiting' })
        .onConflict((c) => c.doNothing())
        .execute();
    },

    /**
     * Takes due rows for one attempt each and marks them *attempting*, so that a crash from here on
     * leaves a trace. At most one row a chat, and only where the chat's pace allows a call; the
     * chat's next call is put off by `gapMs`.
     */
    claim: (now: number, limit: number, gapMs: (chat: string) => number): Promise<OutboxRow[]> =>
      db.transaction().execute(async (trx) => {
        const due = await forClaim(
          trx,
          trx
            .selectFrom('outbox')
            .leftJoin('chatPace', 'chatPace.chat', 'outbox.chat')
            .selectAll('outbox')
            .where('outbox.state', '=', 'waiting')
            .where('outbox.dueAt', '<=', now)
            .where((e) => e.or([e('chatPace.nextAt', 'is', null), e('chatPace.nextAt', '<=', now)]))
            // Rows of one chat that come before ours in the order make it wait.
            .where((e) =>
              e.not(
                e.exists(
                  e
                    .selectFrom('outbox as earlier')
                    .select('earlier.id')
                    .whereRef('earlier.chat', '=', 'outbox.chat')
                    .where('earlier.state', '=', 'attempting'),
                ),
              ),
            )
            .orderBy('outbox.lane')
            .orderBy('outbox.dueAt')
            .orderBy('outbox.id')
            .limit(limit * 8),
          'outbox',
        ).execute();
        const firstOfChat = due.filter(
          (row, index) => due.findIndex((other) => other.chat === row.chat) === index,
        );
        const claimed = firstOfChat.slice(0, limit);
        for (const row of claimed) {
          await trx
            .updateTable('outbox')
            .set({ state: 'attempting', attempts: row.attempts + 1, attemptedAt: now })
            .where('id', '=', row.id)
            .execute();
          await setPace(trx, row.chat, now + gapMs(row.chat));
        }
        return claimed.map((row) => ({ ...row, attempts: row.attempts + 1, attemptedAt: now }));
      }),

    async settle(id: number, result: Settled): Promise<void> {
      await db
        .updateTable('outbox')
        .set(result)
        .where('id', '=', id)
        .where('state', 'in', ['attempting', 'unknown'])
        .execute();
    },

    /** Puts a row back for a later attempt; only for calls that Telegram certainly refused. */
    async retry(id: number, dueAt: number, failure: string): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ state: 'waiting', dueAt, failure })
        .where('id', '=', id)
        .where('state', 'in', ['attempting', 'unknown'])
        .execute();
    },

    /** The chat of a row has another id now. */
    async moveTo(id: number, chat: string): Promise<void> {
      await db.updateTable('outbox').set({ chat }).where('id', '=', id).execute();
    },

    /** No call to the chat before this time, in milliseconds UTC. */
    holdChat: (chat: string, until: number): Promise<void> => setPace(db, chat, until),

    /** Rows that were in the middle of a call when the process died. */
    interrupted: (): Promise<OutboxRow[]> =>
      db.selectFrom('outbox').selectAll().where('state', '=', 'attempting').execute(),

    find: (id: number): Promise<OutboxRow | undefined> =>
      db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst(),

    ofPost: (postId: number): Promise<OutboxRow[]> =>
      db.selectFrom('outbox').selectAll().where('postId', '=', postId).orderBy('id').execute(),

    /**
     * Withdraws the waiting send of a post.
     *
     * @returns false when it is under way or done
     */
    async cancel(postId: number): Promise<boolean> {
      const cancelled = await db
        .deleteFrom('outbox')
        .where('postId', '=', postId)
        .where('kind', '=', 'send')
        .where('state', '=', 'waiting')
        .returning('id')
        .executeTakeFirst();
      return cancelled !== undefined;
    },

    /** Whether a change of this kind waits for the post already. */
    async awaits(postId: number, kind: OutboxRow['kind']): Promise<boolean> {
      const row = await db
        .selectFrom('outbox')
        .select('id')
        .where('postId', '=', postId)
        .where('kind', '=', kind)
        .where('state', '=', 'waiting')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** When the next waiting row may be tried, in milliseconds UTC. */
    async nextDue(): Promise<number | undefined> {
      const row = await db
        .selectFrom('outbox')
        .leftJoin('chatPace', 'chatPace.chat', 'outbox.chat')
        .select(['outbox.dueAt', 'chatPace.nextAt'])
        .where('outbox.state', '=', 'waiting')
        .orderBy((e) =>
          e
            .case()
            .when('chatPace.nextAt', '>', e.ref('outbox.dueAt'))
            .then(e.ref('chatPace.nextAt'))
            .else(e.ref('outbox.dueAt'))
            .end(),
        )
        .limit(1)
        .executeTakeFirst();
      return row && Math.max(row.dueAt, row.nextAt ?? 0);
    },

    async countByState(): Promise<Map<string, number>> {
      const rows = await db
        .selectFrom('outbox')
        .select((e) => ['state', e.fn.countAll<number>().as('n')] as const)
        .groupBy('state')
        .execute();
      return new Map(rows.map((row) => [row.state, Number(row.n)]));
    },
  };
}

async function setPace(db: Db, chat: string, nextAt: number): Promise<void> {
  await db
    .insertInto('chatPace')
    .values({ chat, nextAt })
    .onConflict((c) => c.column('chat').doUpdateSet({ nextAt }))
    .execute();
}

export type Outbox = ReturnType<typeof outbox>;
