import { type Selectable, sql } from 'kysely';
import { type Db, forClaim } from '../database.ts';
import type { OutboxTable } from '../schema.ts';
import { type Chat, everywhere, unknownChat } from './chats.ts';
import { afterAnyCall, afterCall, freeAt, lanes, overallFreeAt } from './pace.ts';

export { lanes };

export type OutboxRow = Selectable<OutboxTable>;

/** The call's time limit, and some more. */
const usualLeaseMs = 35_000;
const longestLeaseMs = 10 * 60_000;

type Settled = {
  state: 'done' | 'unknown' | 'failed';
  settledAt: number;
  messageId?: number;
  failure?: string;
};

/** A row that may be next in its chat, with what is known of the chat. */
interface Head extends Pick<OutboxRow, 'id' | 'dueAt' | 'threadId'> {
  readonly chat: Chat;
}

const inTopic = ({ threadId }: Head) => threadId !== null;

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
     * leaves a trace: the lease, which runs out. At most one row a chat, none in a chat with a call
     * under way or a message being looked for, and only as many as the pace allows, lane by lane.
     *
     * Two processes on one PostgreSQL take turns at the row about all chats, for they share one
     * pace; a row that another transaction is changing is left to it.
     */
    claim: (now: number, limit: number, leaseMs: number = usualLeaseMs): Promise<OutboxRow[]> =>
      db.transaction().execute(async (trx) => {
        const all = await lockOverall(trx);
        if (!all) return [];
        const busy = await busyChats(trx);
        const chosen: Head[] = [];
        let { paceAt } = all;
        for (const lane of Object.values(lanes)) {
          const ready = (await headsOf(trx, lane, now, limit))
            .filter((head) => head.dueAt <= now && !busy.has(head.chat.name))
            .filter((head) => freeAt(head.chat, lane, inTopic(head)) <= now)
            .sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
          for (const head of ready) {
            if (chosen.length >= limit) break;
            if (overallFreeAt({ ...all, paceAt }, lane) > now) break;
            if (busy.has(head.chat.name)) continue;
            chosen.push(head);
            busy.add(head.chat.name);
            paceAt = afterAnyCall(paceAt, now);
          }
        }
        return take(trx, chosen, { now, leaseMs, paceAt });
      }),

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
     * Makes a row of unknown outcome ours to look for, until the lease runs out; taken again, the
     * lease is a longer one.
     *
     * @returns the row, or undefined when it was settled or another process was first
     */
    lose: (row: OutboxRow, leaseUntil: number, failure: string): Promise<OutboxRow | undefined> =>
      db
        .updateTable('outbox')
        .set({ state: 'lost', leaseUntil, failure })
        .where('id', '=', row.id)
        .where('state', '=', row.state)
        .where('attempts', '=', row.attempts)
        .where((e) =>
          row.leaseUntil === null
            ? e('leaseUntil', 'is', null)
            : e('leaseUntil', '=', row.leaseUntil),
        )
        .returningAll()
        .executeTakeFirst(),

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

    /**
     * When the next waiting row may be tried, in milliseconds UTC; chats with a call under way are
     * left out, for its end is news in itself.
     */
    async nextDue(): Promise<number | undefined> {
      const all = (await overall(db).executeTakeFirst()) ?? unknownChat(everywhere);
      const busy = await busyChats(db);
      let next = Infinity;
      for (const lane of Object.values(lanes)) {
        const overallAt = overallFreeAt(all, lane);
        for (const head of await headsOf(db, lane, Number.MAX_SAFE_INTEGER, 1)) {
          if (busy.has(head.chat.name)) continue;
          next = Math.min(
            next,
            Math.max(head.dueAt, overallAt, freeAt(head.chat, lane, inTopic(head))),
          );
        }
      }
      return Number.isFinite(next) ? Math.ceil(next) : undefined;
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

const overall = (db: Db) => db.selectFrom('chat').selectAll().where('name', '=', everywhere);

/**
 * The row about all chats, locked until the end of the transaction; undefined while another process
 * holds it, which then is claiming for both.
 */
async function lockOverall(db: Db): Promise<Chat | undefined> {
  const lock = () => forClaim(db, overall(db), 'chat').executeTakeFirst();
  const locked = await lock();
  if (locked) return locked;
  await db
    .insertInto('chat')
    .values(unknownChat(everywhere))
    .onConflict((c) => c.doNothing())
    .execute();
  return lock();
}

async function busyChats(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('outbox')
    .select('chat')
    .where('state', 'in', ['attempting', 'lost'])
    .execute();
  return new Set(rows.map(({ chat }) => chat));
}

/**
 * The rows of a lane that may be next. Posts go to few chats, each with a queue: the first of each
 * is found by jumping over the index from chat to chat, however long the queues are. Broadcasts go
 * to many chats, one row each: there it is the first `limit` rows.
 */
async function headsOf(db: Db, lane: number, now: number, limit: number): Promise<Head[]> {
  const rows =
    lane === lanes.broadcast ? await firstRows(db, lane, now, limit) : await firstOfChats(db, lane);
  // A chat that was never called has no row, and the outer join gives nulls for it.
  return rows.map(({ id, dueAt, threadId, chat: name, paceAt, heldUntil, kind }) => ({
    id,
    dueAt,
    threadId,
    chat: { ...unknownChat(name), paceAt: paceAt ?? 0, heldUntil: heldUntil ?? 0, kind },
  }));
}

interface HeadRow {
  readonly id: number;
  readonly dueAt: number;
  readonly threadId: number | null;
  readonly chat: string;
  readonly paceAt: number | null;
  readonly heldUntil: number | null;
  readonly kind: Chat['kind'];
}

const firstRows = (db: Db, lane: number, now: number, limit: number): Promise<HeadRow[]> =>
  db
    .selectFrom('outbox')
    .leftJoin('chat', 'chat.name', 'outbox.chat')
    .select(['outbox.id', 'outbox.dueAt', 'outbox.threadId', 'outbox.chat'])
    .select(['chat.paceAt', 'chat.heldUntil', 'chat.kind'])
    .where('outbox.state', '=', 'waiting')
    .where('outbox.lane', '=', lane)
    .where((e) => e.or([e('chat.heldUntil', 'is', null), e('chat.heldUntil', '<=', now)]))
    .orderBy('outbox.dueAt')
    .orderBy('outbox.id')
    .limit(limit)
    .execute();

async function firstOfChats(db: Db, lane: number): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`
    with recursive queue (chat) as (
      select min(chat) from outbox where state = 'waiting' and lane = ${lane}
      union all
      select (
        select min(chat) from outbox
        where state = 'waiting' and lane = ${lane} and chat > queue.chat
      ) from queue where queue.chat is not null
    )
    select outbox.id, outbox.due_at, outbox.thread_id, outbox.chat,
      chat.pace_at, chat.held_until, chat.kind
    from queue
    join outbox on outbox.id = (
      select id from outbox
      where state = 'waiting' and lane = ${lane} and outbox.chat = queue.chat
      order by due_at, id limit 1
    )
    left join chat on chat.name = outbox.chat`.execute(db);
  return rows;
}

/** Marks the chosen rows and moves the paces on. */
async function take(
  db: Db,
  chosen: readonly Head[],
  { now, leaseMs, paceAt }: { now: number; leaseMs: number; paceAt: number },
): Promise<OutboxRow[]> {
  if (chosen.length === 0) return [];
  const order = new Map(chosen.map(({ id }, place) => [id, place]));
  const free = await forClaim(
    db,
    db
      .selectFrom('outbox')
      .select('id')
      .where('id', 'in', [...order.keys()])
      .where('state', '=', 'waiting'),
    'outbox',
  ).execute();
  if (free.length === 0) return [];
  const rows = await db
    .updateTable('outbox')
    .set((e) => ({
      state: 'attempting',
      attempts: e('attempts', '+', 1),
      attemptedAt: now,
      leaseUntil: now + leaseMs,
      afterMessageId: e
        .selectFrom('chat')
        .select('lastMessageId')
        .whereRef('chat.name', '=', 'outbox.chat'),
    }))
    .where(
      'id',
      'in',
      free.map(({ id }) => id),
    )
    .returningAll()
    .execute();
  const values = chosen
    .map((head) => ({ ...head.chat, paceAt: afterCall(head.chat, now, inTopic(head)) }))
    .concat({ ...unknownChat(everywhere), paceAt });
  await db
    .insertInto('chat')
    .values(values)
    .onConflict((c) => c.column('name').doUpdateSet((e) => ({ paceAt: e.ref('excluded.paceAt') })))
    .execute();
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

export type Outbox = ReturnType<typeof outbox>;
