import type { ExpressionBuilder } from 'kysely';
import type { Db } from '../database.ts';
import type { ClickTable, Database } from '../schema.ts';

/**
 * Why a visit isn't counted: the codes of `click.excluded`, where 0 is a person. One digit each,
 * because the click log tells a whole line from a torn one by it. Never reuse a code.
 */
export const exclusions = {
  /** A HEAD request: somebody checks the address. */
  head: 1,
  /** A crawler, or the preview that a messenger makes. */
  crawler: 2,
  /** No user agent at all. */
  agentless: 3,
  /** The browser fetched ahead; nobody has tapped yet. */
  prefetch: 4,
  /** More a minute from one visitor than people tap. */
  flood: 5,
} as const;

export type Exclusion = keyof typeof exclusions;

export type Click = Readonly<ClickTable>;

/** A place in the click log: whole bytes of a segment, counted from its start. */
export interface LogPosition {
  readonly segment: number;
  readonly position: number;
}

/** Epoch milliseconds, `from` included, `to` not; an absent end is open. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** What clicks are added up by. */
export type Grouping = 'post' | 'channel' | 'source';

/** Visits of one key that share one fate. */
export interface Tally<Key> {
  readonly key: Key;
  /** Null: people. */
  readonly exclusion: Exclusion | null;
  readonly visits: number;
  readonly visitors: number;
}

export interface PostRow {
  readonly post: number;
  readonly title: string;
  readonly channel: string;
  readonly chat: string;
  readonly publishedAt: number | null;
}

const exclusionOf = new Map<number, Exclusion>(
  Object.entries(exclusions).map(([name, code]) => [code, name as Exclusion]),
);

/**
 * Rows of one INSERT: SQLite binds at most 32,766 values a statement, and a longer statement costs
 * more to compile than it saves.
 */
const ROWS_PER_INSERT = 200;

const withinRange = (range: Range) => (eb: ExpressionBuilder<Database, 'click'>) =>
  eb.and([
    ...(range.from === undefined ? [] : [eb('click.at', '>=', range.from)]),
    ...(range.to === undefined ? [] : [eb('click.at', '<', range.to)]),
  ]);

function named<Row extends { excluded: number }>({ excluded, ...rest }: Row) {
  return { ...rest, exclusion: exclusionOf.get(excluded) ?? null };
}

export type Clicks = ReturnType<typeof clicks>;

export function clicks(db: Db) {
  return {
    /** How far the log has been drained, and how many clicks were lost on the way, all time. */
    async progress(): Promise<LogPosition & { readonly dropped: number }> {
      const row = await db
        .selectFrom('clickLog')
        .select(['segment', 'position', 'dropped'])
        .executeTakeFirst();
      return row ?? { segment: 0, position: 0, dropped: 0 };
    },

    /**
     * Stores what was read from the log between two positions, and the new position, in one
     * transaction of its own: all of it or nothing.
     *
     * @returns false, and nothing is stored, when the log isn't at `from` any more
     */
    async apply(batch: {
      readonly from: LogPosition;
      readonly to: LogPosition;
      readonly clicks: readonly Click[];
      readonly dropped: number;
    }): Promise<boolean> {
      return db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('clickLog')
          .values({ id: 1, segment: 0, position: 0, dropped: 0 })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { numUpdatedRows } = await transaction
          .updateTable('clickLog')
          .set((eb) => ({ ...batch.to, dropped: eb('dropped', '+', batch.dropped) }))
          .where('segment', '=', batch.from.segment)
          .where('position', '=', batch.from.position)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) return false;
        for (let start = 0; start < batch.clicks.length; start += ROWS_PER_INSERT) {
          await transaction
            .insertInto('click')
            .values(batch.clicks.slice(start, start + ROWS_PER_INSERT))
            .execute();
        }
        return true;
      });
    },

    /**
     * Keeps the salt for a day (days since 1970 UTC) unless the day has one.
     *
     * @returns the day's salt
     */
    async keepSalt(day: number, salt: string): Promise<string> {
      await db
        .insertInto('visitorSalt')
        .values({ day, salt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await db
        .selectFrom('visitorSalt')
        .select('salt')
        .where('day', '=', day)
        .executeTakeFirstOrThrow();
      return row.salt;
    },

    /** Deletes the salts of all days before this one: their visitors can't be known again. */
    async forgetSaltsBefore(day: number): Promise<void> {
      await db.deleteFrom('visitorSalt').where('day', '<', day).execute();
    },

    /** All visits in a range, by what became of them. */
    async totals(range: Range): Promise<Tally<null>[]> {
      const rows = await db
        .selectFrom('click')
        .select((eb) => [
          'excluded',
          eb.fn.countAll<number>().as('visits'),
          eb.fn.count<number>('visitor').distinct().as('visitors'),
        ])
        .where(withinRange(range))
        .groupBy('excluded')
        .execute();
      return rows.map((row) => ({ key: null, ...named(row) }));
    },

    /** Visits of each post, by what became of them; `post` asks for one alone. */
    async byPost(range: Range, post?: number): Promise<Tally<number>[]> {
      const rows = await db
        .selectFrom('link')
        .innerJoin('click', 'click.linkId', 'link.id')
        .select((eb) => [
          'link.postId as key',
          'click.excluded',
          eb.fn.countAll<number>().as('visits'),
          eb.fn.count<number>('click.visitor').distinct().as('visitors'),
        ])
        .where(withinRange(range))
        .$if(post !== undefined, (query) => query.where('link.postId', '=', post ?? 0))
        .groupBy(['link.postId', 'click.excluded'])
        .execute();
      return rows.map(named);
    },

    /** Visits of each channel's posts, by what became of them; the key is the channel's key. */
    async byChannel(range: Range): Promise<Tally<string>[]> {
      const rows = await db
        .selectFrom('link')
        .innerJoin('click', 'click.linkId', 'link.id')
        .innerJoin('channel', 'channel.id', 'link.channelId')
        .select((eb) => [
          'channel.key as key',
          'click.excluded',
          eb.fn.countAll<number>().as('visits'),
          eb.fn.count<number>('click.visitor').distinct().as('visitors'),
        ])
        .where(withinRange(range))
        .groupBy(['channel.key', 'click.excluded'])
        .execute();
      return rows.map(named);
    },

    /**
     * Visits by where the articles came from: the name of the source, or, for an article that an
     * editor brought by its address, the source that its page names; null when it names none.
     */
    async bySource(range: Range): Promise<Tally<string | null>[]> {
      const rows = await db
        .selectFrom('link')
        .innerJoin('click', 'click.linkId', 'link.id')
        .innerJoin('post', 'post.id', 'link.postId')
        .innerJoin('article', 'article.id', 'post.articleId')
        .leftJoin('source', 'source.id', 'article.sourceId')
        .select((eb) => [
          eb.fn.coalesce('source.name', 'article.source').as('key'),
          'click.excluded',
          eb.fn.countAll<number>().as('visits'),
          eb.fn.count<number>('click.visitor').distinct().as('visitors'),
        ])
        .where(withinRange(range))
        .groupBy((eb) => [eb.fn.coalesce('source.name', 'article.source'), 'click.excluded'])
        .execute();
      return rows.map(named);
    },

    /** People's clicks on each button; buttons that nobody has pressed stand with 0. */
    async byButton(post?: number): Promise<{ post: number; button: string; clicks: number }[]> {
      return db
        .selectFrom('link')
        .leftJoin('click', (join) =>
          join.onRef('click.linkId', '=', 'link.id').on('click.excluded', '=', 0),
        )
        .select((eb) => [
          'link.postId as post',
          'link.button',
          eb.fn.count<number>('click.at').as('clicks'),
        ])
        .$if(post !== undefined, (query) => query.where('link.postId', '=', post ?? 0))
        .groupBy(['link.id', 'link.postId', 'link.button'])
        .orderBy('link.id')
        .execute();
    },

    /** The posts that have links, newest first. */
    async posts(post?: number): Promise<PostRow[]> {
      return db
        .selectFrom('post')
        .innerJoin('article', 'article.id', 'post.articleId')
        .innerJoin('channel', 'channel.id', 'post.channelId')
        .select([
          'post.id as post',
          'article.title',
          'channel.key as channel',
          'channel.chat',
          'post.publishedAt',
        ])
        .where((eb) =>
          eb.exists(
            eb.selectFrom('link').select('link.id').whereRef('link.postId', '=', 'post.id'),
          ),
        )
        .$if(post !== undefined, (query) => query.where('post.id', '=', post ?? 0))
        .orderBy('post.id', 'desc')
        .execute();
    },

    /** The posts that people clicked most in a range, most first, the newer before the older. */
    async top(
      range: Range,
      limit: number,
    ): Promise<(PostRow & { readonly clicks: number; readonly uniques: number })[]> {
      return db
        .selectFrom('link')
        .innerJoin('click', 'click.linkId', 'link.id')
        .innerJoin('post', 'post.id', 'link.postId')
        .innerJoin('article', 'article.id', 'post.articleId')
        .innerJoin('channel', 'channel.id', 'post.channelId')
        .select((eb) => [
          'post.id as post',
          'article.title',
          'channel.key as channel',
          'channel.chat',
          'post.publishedAt',
          eb.fn.countAll<number>().as('clicks'),
          eb.fn.count<number>('click.visitor').distinct().as('uniques'),
        ])
        .where('click.excluded', '=', 0)
        .where(withinRange(range))
        .groupBy(['post.id', 'article.title', 'channel.key', 'channel.chat', 'post.publishedAt'])
        .orderBy('clicks', 'desc')
        .orderBy('post.id', 'desc')
        .limit(limit)
        .execute();
    },
  };
}
