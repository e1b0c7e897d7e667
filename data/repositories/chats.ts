import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ChatTable } from '../schema.ts';
import { afterAnyCall, afterCall, freeAt, lanes, overallFreeAt } from './pace.ts';

export type Chat = Selectable<ChatTable>;

/** The name of the row about all chats together. */
export const everywhere = '*';

/** So many chats that have to wait at once are not each too fast: it is we who are, over all. */
const chatsOfGlobalFlood = 3;

const mostBacklogMs = 10_000;

/** A chat that was never called. */
export const unknownChat = (name: string): Chat => ({
  name,
  paceAt: 0,
  heldUntil: 0,
  trouble: null,
  kind: null,
  lastMessageId: null,
  chatId: null,
});

/** What is known of the chats that are called: pace, holds, the last message. */
export function chats(db: Db) {
  const find = async (name: string): Promise<Chat> =>
    (await db.selectFrom('chat').selectAll().where('name', '=', name).executeTakeFirst()) ??
    unknownChat(name);

  const set = async (name: string, values: Partial<Omit<Chat, 'name'>>): Promise<void> => {
    await db
      .insertInto('chat')
      .values({ ...unknownChat(name), ...values })
      .onConflict((c) => c.column('name').doUpdateSet(values))
      .execute();
  };

  /** No call before this time, in milliseconds UTC; a longer hold stays. */
  const hold = async (name: string, until: number): Promise<void> => {
    const { heldUntil } = await find(name);
    if (until > heldUntil) await set(name, { heldUntil: until });
  };

  return {
    find,
    hold,

    /** No call to any chat before this time, in milliseconds UTC. */
    holdAll: (until: number): Promise<void> => hold(everywhere, until),

    /**
     * Telegram asked for patience in a chat. While three chats or more have to wait, no single one
     * can be the cause: then all calls wait for this time.
     *
     * @returns whether all wait
     */
    async flooded(name: string, now: number, until: number): Promise<boolean> {
      await hold(name, until);
      const { waiting } = await db
        .selectFrom('chat')
        .select((e) => e.fn.countAll<number>().as('waiting'))
        .where('heldUntil', '>', now)
        .where('trouble', 'is', null)
        .where('name', '!=', everywhere)
        .executeTakeFirstOrThrow();
      const isGlobal = Number(waiting) >= chatsOfGlobalFlood;
      if (isGlobal) await hold(everywhere, until);
      return isGlobal;
    },

    /**
     * A chat refuses us, and only people can mend it: its rows wait, and are tried again at
     * `until`. The desk has been told.
     */
    refused: (name: string, trouble: NonNullable<Chat['trouble']>, until: number): Promise<void> =>
      set(name, { trouble, heldUntil: until }),

    /** Whatever held the chat is over. @returns whether it was held for a trouble */
    async release(name: string): Promise<boolean> {
      const released = await db
        .updateTable('chat')
        .set({ trouble: null, heldUntil: 0 })
        .where('name', '=', name)
        .where('trouble', 'is not', null)
        .returning('name')
        .executeTakeFirst();
      return released !== undefined;
    },

    /**
     * Our own message stands in the chat with this id. Should it be lower than one that was known,
     * the name belongs to another chat now, whose ids count.
     */
    posted: (name: string, messageId: number): Promise<void> =>
      set(name, { lastMessageId: messageId }),

    /** This id is given away in the chat: later messages have higher ones. */
    async heard(name: string, messageId: number): Promise<void> {
      const { lastMessageId } = await find(name);
      if (messageId > (lastMessageId ?? 0)) await set(name, { lastMessageId: messageId });
    },

    /**
     * Telegram's id of a chat that is called by its name: by it the chat is known under another. Where
     * the name was another chat's before, the message_ids of that one tell nothing of this one.
     */
    async met(name: string, chatId: string): Promise<void> {
      const former = (await find(name)).chatId;
      if (former === chatId) return;
      if (former === null) return set(name, { chatId });
      // Before the new id: should the program stop in between, it is done again.
      await db
        .updateTable('outbox')
        .set({ afterMessageId: null, seen: null })
        .where('chat', '=', name)
        .where('state', 'in', ['attempting', 'lost'])
        .execute();
      await set(name, { chatId, lastMessageId: null });
    },

    /** The names under which the chat of an id was met. */
    async namesOf(chatId: string): Promise<string[]> {
      const met = await db
        .selectFrom('chat')
        .select('name')
        .where('chatId', '=', chatId)
        .orderBy('name')
        .execute();
      return met.map(({ name }) => name);
    },

    /**
     * A chat has another name: what waits for it goes there, its messages keep their numbers, and what
     * was refused was refused under the former name.
     */
    async rename(from: string, to: string): Promise<void> {
      const { kind, lastMessageId, chatId } = await find(from);
      await db.deleteFrom('chat').where('name', '=', from).execute();
      await set(to, { kind, lastMessageId, chatId, trouble: null, heldUntil: 0 });
      await db
        .updateTable('outbox')
        .set({ chat: to })
        .where('chat', '=', from)
        .where('state', 'in', ['waiting', 'attempting', 'lost', 'unknown'])
        .execute();
    },

    setKind: (name: string, kind: NonNullable<Chat['kind']>): Promise<void> => set(name, { kind }),

    /** When a call that does not come from the outbox may go to a chat, in milliseconds UTC. */
    async freeAt(name: string): Promise<number> {
      const [all, chat] = [await find(everywhere), await find(name)];
      return Math.max(overallFreeAt(all, lanes.desk), freeAt(chat, lanes.desk));
    },

    /** Such a call went out. */
    async called(name: string, now: number): Promise<void> {
      const [all, chat] = [await find(everywhere), await find(name)];
      await set(everywhere, { paceAt: afterAnyCall(all.paceAt, now) });
      await set(name, { paceAt: afterCall(chat, now) });
    },

    /**
     * A basic group became a supergroup: what waits for it moves with it. The supergroup is new and
     * numbers its messages from 1.
     */
    async migrate(from: string, to: string): Promise<void> {
      await db
        .updateTable('outbox')
        .set({ chat: to, afterMessageId: null, seen: null })
        .where('chat', '=', from)
        .where('state', 'in', ['waiting', 'attempting', 'lost', 'unknown'])
        .execute();
      const { kind } = await find(to);
      if (kind === null) await set(to, { kind: 'supergroup', lastMessageId: 0 });
    },

    /**
     * Before the first call of a process: no pace of ours reaches more than seconds ahead. One that
     * does was written down before the clock was set back.
     */
    async resetPaces(now: number): Promise<void> {
      await db
        .updateTable('chat')
        .set({ paceAt: now })
        .where('paceAt', '>', now + mostBacklogMs)
        .execute();
    },

    /**
     * The clock was set: what was to last a while still lasts as long.
     *
     * @param by milliseconds, negative when it was set back
     */
    async clockMoved(by: number): Promise<void> {
      await db
        .updateTable('chat')
        .set((e) => ({ paceAt: e('paceAt', '+', by), heldUntil: e('heldUntil', '+', by) }))
        .execute();
      await db
        .updateTable('outbox')
        .set((e) => ({ leaseUntil: e('leaseUntil', '+', by) }))
        .where('state', 'in', ['attempting', 'lost'])
        .execute();
    },
  };
}

export type Chats = ReturnType<typeof chats>;
