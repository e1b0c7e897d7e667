import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ChannelPart, ChannelTable } from '../schema.ts';
import { settings } from './settings.ts';

type Row = Selectable<ChannelTable>;
type Lists = 'sources' | 'sections' | 'words' | 'notWords' | 'authors';
export type Channel = Omit<Row, Lists | 'slots'> &
  Record<Lists, string[] | null> & { slots: string[] };

/** A part of a channel and what it is to be; lists as newsroom.yaml writes them. */
export type ChannelChange = {
  [P in ChannelPart]: { readonly part: P; readonly value: Channel[P] };
}[ChannelPart];

/** What a channel begins with; the rest is as newsroom.yaml has it when nothing is written. */
export type NewChannel = Pick<Channel, 'key' | 'chat' | 'mode'>;

const lists: readonly ChannelPart[] = ['slots', 'sections', 'sources'];
const flags: readonly ChannelPart[] = ['media', 'silent', 'protect', 'related', 'readCount'];

const textOf = (value: ChannelChange['value']): string | null =>
  Array.isArray(value) ? JSON.stringify(value) : value === null ? null : String(value);

const columnOf = ({ part, value }: ChannelChange) => ({
  [part]: flags.includes(part) ? value : textOf(value),
});

function changeFrom(part: ChannelPart, text: string | null): ChannelChange {
  const value =
    text === null
      ? null
      : lists.includes(part)
        ? JSON.parse(text)
        : flags.includes(part)
          ? Number(text)
          : text;
  return { part, value } as ChannelChange;
}

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

/** Of a group: its former id is given to no other. */
const movedKey = (chat: string) => `moved ${chat}`;
/** Of one channel: a former public name may be another's since. */
const formerNamesKey = (channel: string) => `former names ${channel}`;

async function formerNames(db: Db, key: string): Promise<string[]> {
  return JSON.parse((await settings(db).get(formerNamesKey(key))) ?? '[]');
}

/** Where a channel is now that newsroom.yaml puts there. */
export async function presentAddress(
  db: Db,
  { key, chat }: Pick<Channel, 'key' | 'chat'>,
): Promise<string> {
  const told = (await settings(db).get(movedKey(chat))) ?? chat;
  const channel = await db
    .selectFrom('channel')
    .select('chat')
    .where('key', '=', key)
    .executeTakeFirst();
  if (!channel || channel.chat === told) return told;
  if ((await formerNames(db, key)).includes(told)) return channel.chat;
  // They were another chat's, which the channel has left.
  await settings(db).remove(formerNamesKey(key));
  return told;
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
     * Changes a part of a channel, and notes what it was. Said twice, as by a double tap or after a
     * crash, it is one change: taken back, it brings what stood before the first.
     *
     * @returns the change's number, or undefined when there is no such channel
     */
    async change(
      channelId: number,
      to: ChannelChange,
      { editorId, at }: { editorId: number; at: number },
    ): Promise<number | undefined> {
      const { part } = to;
      const channel = await db
        .selectFrom('channel')
        .select(part)
        .where('id', '=', channelId)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (!channel) return undefined;
      const [before, after] = [textOf(channel[part]), textOf(to.value)];
      const last = await db
        .selectFrom('channelChange')
        .select(['id', 'after'])
        .where('channelId', '=', channelId)
        .where('part', '=', part)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (before === after && last?.after === after) return last.id;
      await db.updateTable('channel').set(columnOf(to)).where('id', '=', channelId).execute();
      const made = await db
        .insertInto('channelChange')
        .values({ channelId, part, before, after, editorId, at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return made.id;
    },

    /** What a change has replaced, while what it set still stands. */
    async before(changeId: number): Promise<{ channelId: number; to: ChannelChange } | undefined> {
      const change = await db
        .selectFrom('channelChange')
        .selectAll()
        .where('id', '=', changeId)
        .executeTakeFirst();
      if (!change) return undefined;
      const { channelId, part, before, after } = change;
      const channel = await db
        .selectFrom('channel')
        .select(part)
        .where('id', '=', channelId)
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (!channel || textOf(channel[part]) !== after) return undefined;
      return { channelId, to: changeFrom(part, before) };
    },

    /** Every key that was ever given: a channel that was removed keeps its own. */
    async keys(): Promise<string[]> {
      return (await db.selectFrom('channel').select('key').execute()).map(({ key }) => key);
    },

    /** Adds a channel that an editor has set up in Telegram. */
    async add({ key, chat, mode }: NewChannel): Promise<Channel> {
      const row = await db
        .insertInto('channel')
        .values({
          key,
          chat,
          mode,
          slots: '[]',
          numerals: 'western',
          template: 'standard',
          origin: 'telegram',
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return channelFromRow(row);
    },

    /** @returns false when it was gone before */
    async remove(id: number, now: number): Promise<boolean> {
      const removed = await db
        .updateTable('channel')
        .set({ removedAt: now })
        .where('id', '=', id)
        .where('removedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return removed !== undefined;
    },

    /** Takes a removed channel back as it was. @returns undefined when it is there */
    async restore(id: number): Promise<Channel | undefined> {
      const row = await db
        .updateTable('channel')
        .set({ removedAt: null })
        .where('id', '=', id)
        .where('removedAt', 'is not', null)
        .returningAll()
        .executeTakeFirst();
      return row && channelFromRow(row);
    },

    /**
     * The channel of a chat, also one that was removed, the last that was there.
     *
     * @param names what the chat may be called: `@name`, its id
     */
    async ofChat(names: readonly string[]): Promise<Channel | undefined> {
      const spelt = names.map((name) => name.toLowerCase());
      const row = await db
        .selectFrom('channel')
        .selectAll()
        .where((e) => e(e.fn<string>('lower', ['chat']), 'in', spelt))
        .where('threadId', 'is', null)
        .orderBy((e) => e.case().when('removedAt', 'is', null).then(0).else(1).end())
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && channelFromRow(row);
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
     * A chat has another public name, or none any more: its channels have another address, also when
     * newsroom.yaml is applied again with a former one.
     */
    async rename(from: string, to: string): Promise<void> {
      const renamed = await db
        .updateTable('channel')
        .set({ chat: to })
        .where('chat', '=', from)
        .returning('key')
        .execute();
      for (const { key } of renamed) {
        const names = new Set([...(await formerNames(db, key)), from]);
        names.delete(to);
        await settings(db).set(formerNamesKey(key), JSON.stringify([...names]));
      }
    },

    /**
     * A basic group became a supergroup: its channel has another address, also when newsroom.yaml
     * is applied again with the former one.
     */
    async migrate(from: string, to: string): Promise<void> {
      await db.updateTable('channel').set({ chat: to }).where('chat', '=', from).execute();
      await settings(db).set(movedKey(from), to);
    },
  };
}

export type Channels = ReturnType<typeof channels>;
