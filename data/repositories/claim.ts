/** Which rows of the outbox go next, and how they are taken. */
import { sql } from 'kysely';
import { type Db, forClaim } from '../database.ts';
import { type Chat, everywhere, unknownChat } from './chats.ts';
import type { OutboxRow } from './outbox.ts';
import { afterAnyCall, afterCall, freeAt, isToReaders, lanes, overallFreeAt } from './pace.ts';

/** A row that may be next in its chat, with what is known of the chat. */
interface Head extends Pick<OutboxRow, 'id' | 'dueAt' | 'threadId'> {
  readonly chat: Chat;
}

const inTopic = ({ threadId }: Head) => threadId !== null;

/** Chooses and marks rows, in the caller's transaction; see `claim` in outbox.ts. */
export async function claimRows(
  db: Db,
  { now, limit, leaseMs, paid }: { now: number; limit: number; leaseMs: number; paid: boolean },
): Promise<OutboxRow[]> {
  const all = await lockOverall(db);
  if (!all) return [];
  const busy = await busyChats(db);
  const chosen: Head[] = [];
  let { paceAt } = all;
  for (const lane of Object.values(lanes)) {
    const ready = (await headsOf(db, lane, now, limit))
      .filter((head) => head.dueAt <= now && !busy.has(head.chat.name))
      .filter((head) => freeAt(head.chat, lane, inTopic(head)) <= now)
      .sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
    for (const head of ready) {
      if (chosen.length >= limit) break;
      if (overallFreeAt({ ...all, paceAt }, lane, paid) > now) break;
      if (busy.has(head.chat.name)) continue;
      chosen.push(head);
      busy.add(head.chat.name);
      paceAt = afterAnyCall(paceAt, now, paid);
    }
  }
  return take(db, chosen, { now, leaseMs, paceAt });
}

/** When the next waiting row may be tried; see `nextDue` in outbox.ts. */
export async function nextDue(db: Db, now: number): Promise<number | undefined> {
  const all = (await overall(db).executeTakeFirst()) ?? unknownChat(everywhere);
  const busy = await busyChats(db);
  let next = Infinity;
  for (const lane of Object.values(lanes)) {
    const overallAt = overallFreeAt(all, lane);
    // One more than there are chats with a call under way is one that has none.
    for (const head of await headsOf(db, lane, now, busy.size + 1)) {
      if (busy.has(head.chat.name)) continue;
      const chatAt = freeAt(head.chat, lane, inTopic(head));
      next = Math.min(next, Math.max(head.dueAt, overallAt, chatAt));
    }
  }
  return Number.isFinite(next) ? Math.ceil(next) : undefined;
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
 * is found by jumping over the index from chat to chat, however long the queues are. Alerts and other
 * broadcasts go to many chats, one row each: there it is the first `limit` rows.
 */
async function headsOf(db: Db, lane: number, now: number, limit: number): Promise<Head[]> {
  const rows = isToReaders(lane)
    ? await firstRows(db, lane, now, limit)
    : await firstOfChats(db, lane);
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

/** The first rows whose chats are not held; when all are, the one whose hold ends first. */
async function firstRows(db: Db, lane: number, now: number, limit: number): Promise<HeadRow[]> {
  const rows = db
    .selectFrom('outbox')
    .leftJoin('chat', 'chat.name', 'outbox.chat')
    .select(['outbox.id', 'outbox.dueAt', 'outbox.threadId', 'outbox.chat'])
    .select(['chat.paceAt', 'chat.heldUntil', 'chat.kind'])
    .where('outbox.state', '=', 'waiting')
    .where('outbox.lane', '=', lane);
  const free = await rows
    .where((e) => e.or([e('chat.heldUntil', 'is', null), e('chat.heldUntil', '<=', now)]))
    .orderBy('outbox.dueAt')
    .orderBy('outbox.id')
    .limit(limit)
    .execute();
  return free.length > 0 ? free : rows.orderBy('chat.heldUntil').limit(1).execute();
}

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
  // With the state in the condition SQLite would walk through all waiting rows for these few.
  const locked = await forClaim(
    db,
    db
      .selectFrom('outbox')
      .select(['id', 'state'])
      .where('id', 'in', [...order.keys()]),
    'outbox',
  ).execute();
  const free = locked.filter(({ state }) => state === 'waiting');
  if (free.length === 0) return [];
  const rows = await db
    .updateTable('outbox')
    .set((e) => ({
      state: 'attempting',
      attempts: e('attempts', '+', 1),
      attemptedAt: now,
      leaseUntil: now + leaseMs,
      lostMs: 0,
      seen: null,
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
  const postIds = rows.flatMap(({ kind, postId }) =>
    kind === 'send' && postId !== null ? [postId] : [],
  );
  if (postIds.length > 0) {
    await db
      .updateTable('post')
      .set({ state: 'sending' })
      .where('id', 'in', postIds)
      .where('state', 'in', ['queued', 'scheduled'])
      .execute();
  }
  const taken = new Set(rows.map(({ id }) => id));
  const values = chosen
    .filter(({ id }) => taken.has(id))
    .map((head) => ({ ...head.chat, paceAt: afterCall(head.chat, now, inTopic(head)) }))
    .concat({ ...unknownChat(everywhere), paceAt });
  await db
    .insertInto('chat')
    .values(values)
    .onConflict((c) => c.column('name').doUpdateSet((e) => ({ paceAt: e.ref('excluded.paceAt') })))
    .execute();
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
