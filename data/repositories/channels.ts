import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ChannelTable } from '../schema.ts';

type Row = Selectable<ChannelTable>;
export type Channel = Omit<Row, 'sources' | 'sections' | 'slots'> & {
  sources: string[] | null;
  sections: string[] | null;
  slots: string[];
};

/** Reads the JSON columns of a channel's row. */
export const channelFromRow = (row: Row): Channel => ({
  ...row,
  sources: row.sources === null ? null : JSON.parse(row.sources),
  sections: row.sections === null ? null : JSON.parse(row.sections),
  slots: JSON.parse(row.slots),
});

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
