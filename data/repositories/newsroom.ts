import type { Insertable } from 'kysely';
import type { Newsroom } from '../../src/newsroom.ts';
import type { Db } from '../database.ts';
import type { ChannelTable, Flag } from '../schema.ts';
import { channelFromRow } from './channels.ts';

/** The newsroom's own words and links, as templates and routing need them. */
export type Masthead = Pick<Newsroom, 'name' | 'timezone' | 'allowHosts' | 'follow'>;

const mastheadKey = 'newsroom';

export function newsroom(db: Db) {
  const masthead = async (): Promise<Masthead | undefined> => {
    const row = await db
      .selectFrom('setting')
      .select('value')
      .where('key', '=', mastheadKey)
      .executeTakeFirst();
    return row && JSON.parse(row.value);
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

  return {
    masthead,

    /**
     * Brings the database to what newsroom.yaml says: adds and changes what stands in it, retires
     * what has vanished from it. What editors added in Telegram is left alone.
     */
    async apply(wanted: Newsroom, now: number): Promise<void> {
      const { name, timezone, allowHosts, follow } = wanted;
      const value = JSON.stringify({ name, timezone, allowHosts, follow } satisfies Masthead);
      await db
        .insertInto('setting')
        .values({ key: mastheadKey, value })
        .onConflict((c) => c.column('key').doUpdateSet({ value }))
        .execute();

      for (const source of wanted.sources) {
        const told = { ...source, breaking: flag(source.breaking), removedAt: null };
        await db
          .insertInto('source')
          .values({ ...told, nextPollAt: now, origin: 'file' })
          .onConflict((c) =>
            c.column('name').doUpdateSet((e) => ({
              ...told,
              // A new address or rhythm is tried at once; otherwise the source keeps its time.
              nextPollAt: e
                .case()
                .when(
                  e.or([
                    e('source.address', '!=', source.address),
                    e('source.removedAt', 'is not', null),
                  ]),
                )
                .then(now)
                .else(e.ref('source.nextPollAt'))
                .end(),
              etag: e
                .case()
                .when('source.address', '=', source.address)
                .then(e.ref('source.etag'))
                .else(null)
                .end(),
            })),
          )
          .execute();
      }
      for (const channel of wanted.channels) {
        const told = { ...channelToRow(channel), removedAt: null };
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
        follow: head?.follow ?? {},
        sources: sources.map((row) => ({
          name: row.name,
          kind: row.kind,
          address: row.address,
          everyMs: row.everyMs,
          section: row.section,
          zone: row.zone,
          backfill: row.backfill,
          breaking: row.breaking === 1,
        })),
        channels: channels.map((row) => {
          const { key, chat, threadId, mode, sources, sections, slots, quiet, numerals, dotted } =
            channelFromRow(row);
          return {
            key,
            chat,
            threadId,
            mode,
            sources,
            sections,
            slots,
            quiet,
            numerals,
            dotted,
            template: row.template as Newsroom['channels'][number]['template'],
          };
        }),
        editors,
      };
    },
  };
}

const flag = (value: boolean): Flag => (value ? 1 : 0);

function channelToRow(
  channel: Newsroom['channels'][number],
): Omit<Insertable<ChannelTable>, 'id' | 'origin' | 'removedAt'> {
  const list = (values: readonly string[] | null) => values && JSON.stringify(values);
  return {
    ...channel,
    sources: list(channel.sources),
    sections: list(channel.sections),
    slots: JSON.stringify(channel.slots),
  };
}

export type NewsroomRepository = ReturnType<typeof newsroom>;
