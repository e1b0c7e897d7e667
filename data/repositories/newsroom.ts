import type { Insertable } from 'kysely';
import type { Newsroom } from '../../src/newsroom.ts';
import type { Db } from '../database.ts';
import type { ChannelTable, Flag } from '../schema.ts';
import { channelFromRow, presentAddress } from './channels.ts';
import { filterOf, unlearnt } from './sources.ts';

/** The newsroom's own words and links, as templates and routing need them. */
export type Masthead = Pick<
  Newsroom,
  | 'name'
  | 'timezone'
  | 'allowHosts'
  | 'breakingTags'
  | 'follow'
  | 'paidBroadcast'
  | 'clicks'
  | 'logo'
  | 'colours'
>;

const mastheadKey = 'newsroom';

/** Of a newsroom that was applied before clicks had settings. */
const clicksUntold: Newsroom['clicks'] = { durable: false, singleDays: null, hourlyDays: null };

export function newsroom(db: Db) {
  const masthead = async (): Promise<Masthead | undefined> => {
    const row = await db
      .selectFrom('setting')
      .select('value')
      .where('key', '=', mastheadKey)
      .executeTakeFirst();
    return row && { clicks: clicksUntold, ...JSON.parse(row.value) };
  };

  /** Marks as removed what came from the file and stands in it no more. */
  const retire = async (
    table: 'source' | 'channel' | 'editor',
    column: 'name' | 'key' | 'id',
    kept: readonly (string | number)[],
    now: number,
  ) => {
    await db
      .updateTable(table)
      .set({ removedAt: now })
      .where('origin', '=', 'file')
      .where('removedAt', 'is', null)
      .$if(kept.length > 0, (query) => query.where(column as 'origin', 'not in', kept as never))
      .execute();
  };

  /**
   * A source that has moved, or comes back, is looked at at once, and its first fetch is a baseline
   * again: what was learnt belongs to the former address. Otherwise a source keeps its times.
   */
  const beginAnew = async (source: Newsroom['sources'][number], now: number) => {
    await db
      .updateTable('source')
      .set({ ...unlearnt, nextPollAt: now })
      .where('name', '=', source.name)
      .where((e) =>
        e.or([
          e('address', '!=', source.address),
          e('kind', '!=', source.kind),
          e('removedAt', 'is not', null),
        ]),
      )
      .execute();
  };

  return {
    masthead,

    /**
     * Brings the database to what newsroom.yaml says: adds and changes what stands in it, retires
     * what has vanished from it. What editors added in Telegram is left alone.
     */
    async apply(wanted: Newsroom, now: number): Promise<void> {
      const { name, timezone, allowHosts, breakingTags, follow, paidBroadcast, clicks } = wanted;
      const { logo, colours } = wanted;
      const head: Masthead = {
        name,
        timezone,
        allowHosts,
        breakingTags,
        follow,
        paidBroadcast,
        clicks,
        logo,
        colours,
      };
      const value = JSON.stringify(head);
      await db
        .insertInto('setting')
        .values({ key: mastheadKey, value })
        .onConflict((c) => c.column('key').doUpdateSet({ value }))
        .execute();

      for (const source of wanted.sources) {
        const told = {
          ...source,
          breaking: flag(source.breaking),
          sections: list(source.sections),
          words: list(source.words),
          notWords: list(source.notWords),
          removedAt: null,
        };
        await beginAnew(source, now);
        await db
          .insertInto('source')
          .values({ ...told, nextPollAt: now, origin: 'file' })
          .onConflict((c) => c.column('name').doUpdateSet(told))
          .execute();
      }
      for (const channel of wanted.channels) {
        const chat = await presentAddress(db, channel.chat);
        const told = { ...channelToRow({ ...channel, chat }), removedAt: null };
        await db
          .insertInto('channel')
          .values({ ...told, origin: 'file' })
          .onConflict((c) => c.column('key').doUpdateSet(told))
          .execute();
      }
      for (const { id, role } of wanted.editors) {
        await db
          .insertInto('editor')
          .values({ id, role, origin: 'file' })
          .onConflict((c) => c.column('id').doUpdateSet({ role, removedAt: null }))
          .execute();
      }
      await retire(
        'source',
        'name',
        wanted.sources.map((source) => source.name),
        now,
      );
      await retire(
        'channel',
        'key',
        wanted.channels.map((channel) => channel.key),
        now,
      );
      await retire(
        'editor',
        'id',
        wanted.editors.map((editor) => editor.id),
        now,
      );
    },

    /** The sections that channels and sources are given, and the sources, each once. */
    async offeredTopics(): Promise<{ sections: string[]; sources: string[] }> {
      const sources = await db
        .selectFrom('source')
        .select(['name', 'section'])
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      const channels = await db
        .selectFrom('channel')
        .select('sections')
        .where('removedAt', 'is', null)
        .where('sections', 'is not', null)
        .orderBy('id')
        .execute();
      const listed = channels.flatMap(({ sections }): string[] => JSON.parse(sections ?? '[]'));
      const named = sources.flatMap(({ section }) => (section === null ? [] : [section]));
      return {
        sections: [...new Set([...listed, ...named])],
        sources: sources.map(({ name }) => name),
      };
    },

    /** The newsroom as it stands, for newsroom.yaml. */
    async export(): Promise<Newsroom> {
      const head = await masthead();
      const sources = await db
        .selectFrom('source')
        .selectAll()
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      const channels = await db
        .selectFrom('channel')
        .selectAll()
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      const editors = await db
        .selectFrom('editor')
        .select(['id', 'role'])
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      return {
        name: head?.name ?? '',
        timezone: head?.timezone ?? null,
        allowHosts: head?.allowHosts ?? [],
        breakingTags: head?.breakingTags ?? [],
        follow: head?.follow ?? {},
        paidBroadcast: head?.paidBroadcast ?? false,
        clicks: head?.clicks ?? clicksUntold,
        logo: head?.logo ?? null,
        colours: head?.colours ?? {},
        sources: sources.map((row) => ({
          name: row.name,
          kind: row.kind,
          address: row.address,
          everyMs: row.everyMs,
          section: row.section,
          zone: row.zone,
          backfill: row.backfill,
          breaking: row.breaking === 1,
          ...filterOf(row),
        })),
        channels: channels.map((row) => {
          const {
            id: _,
            origin: __,
            removedAt: ___,
            everySource,
            ...channel
          } = channelFromRow(row);
          return {
            ...channel,
            everySource: everySource === 1,
            silent: row.silent === 1,
            protect: row.protect === 1,
            media: row.media === 1,
            rich: row.rich === 1,
            digest: row.digest,
            related: row.related === 1,
            readCount: row.readCount === 1,
            template: row.template as Newsroom['channels'][number]['template'],
            utm: row.utm === 1,
          };
        }),
        editors,
      };
    },
  };
}

const flag = (value: boolean): Flag => (value ? 1 : 0);
const list = (values: readonly string[] | null) => values && JSON.stringify(values);

function channelToRow(
  channel: Newsroom['channels'][number],
): Omit<Insertable<ChannelTable>, 'id' | 'origin' | 'removedAt'> {
  return {
    ...channel,
    sources: list(channel.sources),
    sections: list(channel.sections),
    authors: list(channel.authors),
    words: list(channel.words),
    notWords: list(channel.notWords),
    everySource: flag(channel.everySource),
    slots: JSON.stringify(channel.slots),
    silent: flag(channel.silent),
    protect: flag(channel.protect),
    media: flag(channel.media),
    rich: flag(channel.rich),
    utm: flag(channel.utm),
    related: flag(channel.related),
    readCount: flag(channel.readCount),
  };
}

export type NewsroomRepository = ReturnType<typeof newsroom>;
