import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ChannelTable } from '../schema.ts';

type Row = Selectable<ChannelTable>;
type Lists = 'sources' | 'sections' | 'words' | 'notWords' | 'authors';
export type Channel = Omit<Row, Lists | 'slots'> &
  Record<Lists, string[] | null> & { slots: string[] };

/** The slots of a week, as newsroom.yaml writes them, or its quiet hours. */
export type WeekPart = { readonly slots: readonly string[] } | { readonly quiet: string | null };

const columnOf = (to: WeekPart) =>
  'slots' in to
    ? ({ part: 'slots', value: JSON.stringify(to.slots) } as const)
    : ({ part: 'quiet', value: to.quiet } as const);

/** Reads the JSON columns of a channel's row. */
export const channelFromRow = (row: Row): Channel => ({
  ...row,
  sources: listFrom(row.sources),
  sections: listFrom(row.sections),
  words: listFrom(row.words),
  notWords: listFrom(row.notWords),
  authors: listFrom(row.authors),
  slots: JSON.parse(row.slots),
});

const listFrom = (text: string | null): string[] | null =>
  text === null ? null : JSON.parse(text);

const movedKey = (chat: string) => `moved ${chat}`;

/** Where a chat is now that newsroom.yaml names: a group's former id is given to no other. */
export async function presentAddress(db: Db, chat: string): Promise<string> {
  const moved = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', movedKey(chat))
    .executeTakeFirst();
  return moved?.value ?? chat;
}

export function channels(db: Db) {
  return {
    async all(): Promise<Channel[]> {
      const rows = await db
        .selectFrom('channel')
        .selectAll()
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(channelFromRow);
    },

    async find(id: number): Promise<Channel | undefined> {
      const row = await db
        .selectFrom('channel')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && channelFromRow(row);
    },

    /**
     * Gives a channel other slots or quiet hours, and notes what they were.
     *
     * @returns the change's number, or undefined when there is no such channel
     */
    async changeWeek(
      channelId: number,
      to: WeekPart,
      { editorId, at }: { editorId: number; at: number },
    ): Promise<number | undefined> {
      const { part, value: after } = columnOf(to);
      const channel = await db
        .selectFrom('channel')
        .select(part)
        .where('id', '=', channelId)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (!channel) return undefined;
      await db
        .updateTable('channel')
        .set({ [part]: after })
        .where('id', '=', channelId)
        .execute();
      const made = await db
        .insertInto('weekChange')
        .values({ channelId, part, before: channel[part], after, editorId, at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return made.id;
    },

    /** What a change has replaced, while what it set still stands. */
    async weekBefore(changeId: number): Promise<{ channelId: number; to: WeekPart } | undefined> {
      const change = await db
        .selectFrom('weekChange')
        .selectAll()
        .where('id', '=', changeId)
        .executeTakeFirst();
      if (!change) return undefined;
      const { channelId, part, before, after } = change;
      const channel = await db
        .selectFrom('channel')
        .select(part)
        .where('id', '=', channelId)
        .executeTakeFirst();
      if (!channel || channel[part] !== after) return undefined;
      const to = part === 'slots' ? { slots: JSON.parse(before ?? '[]') } : { quiet: before };
      return { channelId, to };
    },

    /** The channel that is published to under this address; for a topic, the topic's. */
    async byAddress(chat: string, threadId: number | null): Promise<Channel | undefined> {
      const row = await db
        .selectFrom('channel')
        .selectAll()
        .where('chat', '=', chat)
        .where('threadId', threadId === null ? 'is' : '=', threadId)
        .where('removedAt', 'is', null)
        .limit(1)
        .executeTakeFirst();
      return row && channelFromRow(row);
    },

    /**
     * A basic group became a supergroup: its channel has another address, also when newsroom.yaml
     * is applied again with the former one.
     */
    async migrate(from: string, to: string): Promise<void> {
      await db.updateTable('channel').set({ chat: to }).where('chat', '=', from).execute();
      await db
        .insertInto('setting')
        .values({ key: movedKey(from), value: to })
        .onConflict((c) => c.column('key').doUpdateSet({ value: to }))
        .execute();
    },
  };
}

export type Channels = ReturnType<typeof channels>;
