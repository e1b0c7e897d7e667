import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ChannelTable } from '../schema.ts';

type Row = Selectable<ChannelTable>;
type Lists = 'sources' | 'sections' | 'words' | 'notWords' | 'authors';
export type Channel = Omit<Row, Lists | 'slots'> &
  Record<Lists, string[] | null> & { slots: string[] };

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

    /** A basic group became a supergroup: its channel has another address. */
    async migrate(from: string, to: string): Promise<void> {
      await db.updateTable('channel').set({ chat: to }).where('chat', '=', from).execute();
    },
  };
}

export type Channels = ReturnType<typeof channels>;
