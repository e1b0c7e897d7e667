import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { OutboxTable } from '../schema.ts';
import { claimRows, nextDue } from './claim.ts';
import { isToReaders, lanes } from './pace.ts';

export { isToReaders, lanes };

export type OutboxRow = Selectable<OutboxTable>;

/** The time limit of one call, and some more; a sender that may make several says how long. */
const usualLeaseMs = 35_000;
const longestLeaseMs = 10 * 60_000;

type Settled = {
  state: 'done' | 'unknown' | 'failed' | 'cancelled';
  settledAt: number;
  messageId?: number | null;
  messageIds?: string;
  failure?: string;
};

export function outbox(db: Db) {
  /** Takes back what was to be pinned or unpinned of a post and was not yet. */
  const dropPins = async (postId: number): Promise<void> => {
    await db
      .deleteFrom('outbox')
      .where('postId', '=', postId)
      .where('kind', '=', 'pin')
      .where('state', '=', 'waiting')
      .execute();
  };

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

    /** Sends to another chat what the bot has to say of itself, and has not begun to say. */
    async readdress(from: string, to: string): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ chat: to })
        .where('chat', '=', from)
        .where('state', '=', 'waiting')
        .where('postId', 'is', null)
        .where('broadcastId', 'is', null)
        .execute();
    },

    /**
     * Takes due rows for one attempt each and marks them *attempting*, their posts *sending*, so that
     * a crash from here on leaves a trace: the lease, which runs out. At most one row a chat, none in
     * a chat with a call under way or a message being looked for, and only as many as the pace allows,
     * lane by lane.
     *
     * Two processes on one PostgreSQL take turns at the row about all chats, for they share one
     * pace; a row that another transaction is changing is left to it.
     */
    claim: (
      now: number,
      limit: number,
      { leaseMs = usualLeaseMs, paid = false }: { leaseMs?: number; paid?: boolean } = {},
    ): Promise<OutboxRow[]> =>
      db.transaction().execute((trx) => claimRows(trx, { now, limit, leaseMs, paid })),

    /** Writes down how a row ended; one that is settled already stays as it is. */
    async settle(id: number, result: Settled): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ ...result, leaseUntil: null })
        .where('id', '=', id)
        .where('state', 'in', ['attempting', 'lost', 'unknown'])
        .execute();
    },

    /** Puts a row back for a later attempt; only when its message certainly does not stand there. */
    async retry(id: number, dueAt: number, failure: string): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ state: 'waiting', dueAt, failure, leaseUntil: null })
        .where('id', '=', id)
        .where('state', 'in', ['attempting', 'lost', 'unknown'])
        .execute();
    },

    /**
     * Makes a row of unknown outcome ours to look for, until the lease runs out; said again, the lease
     * is a longer one. (Should two processes ever look for one row, both see the same.)
     *
     * @returns the row, or undefined when it was settled or tried again meanwhile
     */
    lose: (row: OutboxRow, leaseUntil: number, failure: string): Promise<OutboxRow | undefined> =>
      db
        .updateTable('outbox')
        .set({ state: 'lost', leaseUntil, failure })
        .where('id', '=', row.id)
        .where('state', '=', row.state)
        .where('attempts', '=', row.attempts)
        .returningAll()
        .executeTakeFirst(),

    /**
     * Writes down how far the search for a lost row is: the next process goes on from there.
     *
     * @param seen JSON
     */
    async searched(
      { id, attempts }: Pick<OutboxRow, 'id' | 'attempts'>,
      { lostMs, seen }: Pick<OutboxRow, 'lostMs' | 'seen'>,
    ): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ lostMs, seen })
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .where('state', '=', 'lost')
        .execute();
    },

    /** Puts a row back that was looked for and is certainly not there. */
    async notThere({ id, attempts }: OutboxRow): Promise<void> {
      await db
        .updateTable('outbox')
        .set((e) => ({ state: 'waiting', leaseUntil: null, searches: e('searches', '+', 1) }))
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .where('state', '=', 'lost')
        .execute();
    },

    /**
     * Rows of unknown outcome that are nobody's: their lease has run out, for the process that held
     * it is dead. A lease that ends later than any lease can was given before the clock was set
     * back. Breaking news first.
     *
     * @param isAlone no other process works on this database: all leases are ours
     */
    inDoubt: (now: number, isAlone: boolean): Promise<OutboxRow[]> =>
      db
        .selectFrom('outbox')
        .selectAll()
        .where('state', 'in', ['attempting', 'lost'])
        .where((e) =>
          isAlone
            ? e.lit(true)
            : e.or([
                e('leaseUntil', 'is', null),
                e('leaseUntil', '<=', now),
                e('leaseUntil', '>', now + longestLeaseMs),
              ]),
        )
        .orderBy('lane')
        .orderBy('id')
        .execute(),

    find: (id: number): Promise<OutboxRow | undefined> =>
      db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst(),

    ofPost: (postId: number): Promise<OutboxRow[]> =>
      db.selectFrom('outbox').selectAll().where('postId', '=', postId).orderBy('id').execute(),

    /**
     * Gives the waiting send of a post another time, and lane.
     *
     * @returns false when it is under way or done
     */
    async reschedule(postId: number, to: { dueAt: number; lane?: number }): Promise<boolean> {
      const moved = await db
        .updateTable('outbox')
        .set(to)
        .where('postId', '=', postId)
        .where('kind', '=', 'send')
        .where('state', '=', 'waiting')
        .returning('id')
        .executeTakeFirst();
      return moved !== undefined;
    },

    /**
     * Withdraws the waiting send of a post, and with it what was to be pinned.
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
      if (!cancelled) return false;
      await dropPins(postId);
      return true;
    },

    dropPins,

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

    /**
     * When the next waiting row may be tried, in milliseconds UTC; chats with a call under way are
     * left out, for its end is news in itself.
     */
    nextDue: (now: number): Promise<number | undefined> => nextDue(db, now),

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

export type Outbox = ReturnType<typeof outbox>;
