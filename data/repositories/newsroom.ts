import type { Insertable } from 'kysely';
import type { Network, Newsroom } from '../../src/newsroom.ts';
import type { Db } from '../database.ts';
import type { ChannelTable, Flag } from '../schema.ts';
import { channelFromRow, presentAddress } from './channels.ts';
import { filterOf, unlearnt } from './sources.ts';
import { templates } from './templates.ts';

/** The newsroom's own words and links, as templates and routing need them. */
export type Masthead = Pick<
  Newsroom,
  | 'name'
  | 'timezone'
  | 'deskLanguage'
  | 'numerals'
  | 'allowHosts'
  | 'breakingTags'
  | 'follow'
  | 'paidBroadcast'
  | 'clicks'
  | 'logo'
  | 'colours'
>;

/** What of the newsroom editors change in Telegram, and what it is to be; null: not set. */
export type NewsroomChange =
  | { readonly part: 'name'; readonly value: string }
  | { readonly part: 'timezone'; readonly value: string | null }
  | { readonly part: 'deskLanguage'; readonly value: Masthead['deskLanguage'] }
  | { readonly part: 'numerals'; readonly value: Masthead['numerals'] }
  | { readonly part: `follow:${Network}`; readonly value: string | null }
  /** The chat in which the desk is told, as `outbox.chat` writes it. */
  | { readonly part: 'desk chat'; readonly value: string | null };

const mastheadKey = 'newsroom';
const deskChatKey = 'desk chat';

/** What holds where nothing was applied, or by a version that knew less. */
const untold: Masthead = {
  name: '',
  timezone: null,
  deskLanguage: 'ar',
  numerals: 'western',
  allowHosts: [],
  breakingTags: [],
  follow: {},
  paidBroadcast: false,
  clicks: { durable: false, singleDays: null, hourlyDays: null },
  logo: null,
  colours: {},
};

const networkOf = (part: NewsroomChange['part']): Network | undefined =>
  part.startsWith('follow:') ? (part.slice('follow:'.length) as Network) : undefined;

function changed(
  head: Masthead,
  { part, value }: Pick<NewsroomChange, 'part' | 'value'>,
): Masthead {
  const network = networkOf(part);
  if (!network) return { ...head, [part]: value };
  const follow = { ...head.follow };
  if (value === null) delete follow[network];
  else follow[network] = value;
  return { ...head, follow };
}

export function newsroom(db: Db) {
  const setting = async (key: string): Promise<string | null> => {
    const row = await db
      .selectFrom('setting')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    return row?.value ?? null;
  };

  const put = async (key: string, value: string): Promise<void> => {
    await db
      .insertInto('setting')
      .values({ key, value })
      .onConflict((c) => c.column('key').doUpdateSet({ value }))
      .execute();
  };

  const masthead = async (): Promise<Masthead | undefined> => {
    const value = await setting(mastheadKey);
    return value === null ? undefined : { ...untold, ...JSON.parse(value) };
  };

  const partNow = async (part: NewsroomChange['part']): Promise<string | null> => {
    if (part === 'desk chat') return setting(deskChatKey);
    const head = (await masthead()) ?? untold;
    const network = networkOf(part);
    if (network) return head.follow[network] ?? null;
    return head[part as 'name' | 'timezone' | 'deskLanguage' | 'numerals'];
  };

  const setPart = async ({ part, value }: NewsroomChange): Promise<void> => {
    if (part === 'desk chat') {
      if (value !== null) return put(deskChatKey, value);
      await db.deleteFrom('setting').where('key', '=', deskChatKey).execute();
      return;
    }
    await put(mastheadKey, JSON.stringify(changed((await masthead()) ?? untold, { part, value })));
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
     * Changes a part of the newsroom, and notes what it was. To be called in a transaction. Said
     * twice, as by a double tap, it is one change: taken back, it brings what stood before the first.
     *
     * @returns the number of the change by which it is so now, undefined when it was so without one;
     *   and whether anything was done
     */
    async change(
      to: NewsroomChange,
      { editorId, at }: { editorId: number; at: number },
    ): Promise<{ id: number | undefined; isNew: boolean }> {
      const { part, value: after } = to;
      const before = await partNow(part);
      if (before === after) {
        const last = await db
          .selectFrom('newsroomChange')
          .select(['id', 'after'])
          .where('part', '=', part)
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst();
        return { id: last?.after === after ? last.id : undefined, isNew: false };
      }
      await setPart(to);
      const made = await db
        .insertInto('newsroomChange')
        .values({ part, before, after, editorId, at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id: made.id, isNew: true };
    },

    /** What a change has replaced, while what it set still stands. */
    async before(changeId: number): Promise<NewsroomChange | undefined> {
      const change = await db
        .selectFrom('newsroomChange')
        .selectAll()
        .where('id', '=', changeId)
        .executeTakeFirst();
      if (!change) return undefined;
      const { part, before, after } = change as typeof change & Pick<NewsroomChange, 'part'>;
      if ((await partNow(part)) !== after) return undefined;
      return { part, value: before } as NewsroomChange;
    },

    /** A basic group became a supergroup: a desk that is there moves with it. */
    async migrateDesk(from: string, to: string): Promise<void> {
      await db
        .updateTable('setting')
        .set({ value: to })
        .where('key', '=', deskChatKey)
        .where('value', '=', from)
        .execute();
    },

    /**
     * Brings the database to what newsroom.yaml says: adds and changes what stands in it, retires
     * what has vanished from it. What editors added in Telegram is left alone.
     */
    async apply(wanted: Newsroom, now: number): Promise<void> {
      const { sources: _, channels: __, editors: ___, templates: ____, ...head } = wanted;
      await put(mastheadKey, JSON.stringify(head satisfies Masthead));

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
      await templates(db).tell(wanted.templates, now);
      for (const channel of wanted.channels) {
        const chat = await presentAddress(db, channel);
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
      const head = (await masthead()) ?? untold;
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
      const own = await templates(db).all();
      const editors = await db
        .selectFrom('editor')
        .select(['id', 'role'])
        .where('removedAt', 'is', null)
        .orderBy('id')
        .execute();
      return {
        ...head,
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
        templates: Object.fromEntries(own.map(({ name, body }) => [name, body])),
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
