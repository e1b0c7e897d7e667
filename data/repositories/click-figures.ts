/** The questions that are asked of the totals; each reads as many rows as its answer has hours. */
import type { ExpressionBuilder } from 'kysely';
import type { Db } from '../database.ts';
import type { Database } from '../schema.ts';
import { HOUR_MS, scopes } from './click-sums.ts';
import { type Exclusion, exclusions } from './exclusions.ts';

/**
 * Epoch milliseconds, `from` included, `to` not; an absent end is open. Totals know whole hours: an
 * hour belongs to the range that its beginning lies in, as in the few zones half an hour off.
 */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

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

/** People's clicks and first visits of one hour. */
export interface Hour {
  /** Epoch milliseconds of its beginning. */
  readonly at: number;
  readonly clicks: number;
  readonly visitors: number;
}

const exclusionOf = new Map<number, Exclusion>(
  Object.entries(exclusions).map(([name, code]) => [code, name as Exclusion]),
);

const withinRange = (range: Range) => (eb: ExpressionBuilder<Database, 'clickTotal'>) =>
  eb.and([
    ...(range.from === undefined
      ? []
      : [eb('clickTotal.hour', '>=', Math.ceil(range.from / HOUR_MS))]),
    ...(range.to === undefined ? [] : [eb('clickTotal.hour', '<', Math.ceil(range.to / HOUR_MS))]),
  ]);

/** PostgreSQL adds bigints up into a numeric, which its driver hands out as text. */
const added = (eb: ExpressionBuilder<Database, 'clickTotal'>, column: 'clicks' | 'visitors') =>
  eb.cast<number>(eb.fn.sum(`clickTotal.${column}`), 'bigint');

function named<Row extends { excluded: number }>({ excluded, ...rest }: Row) {
  return { ...rest, exclusion: exclusionOf.get(excluded) ?? null };
}

export function clickFigures(db: Db) {
  const totalsOf = (scope: keyof typeof scopes, range: Range) =>
    db
      .selectFrom('clickTotal')
      .where('clickTotal.scope', '=', scopes[scope])
      .where(withinRange(range));

  /** Each thing's visits, added up before anything is joined to them: a day has many rows, and few posts. */
  const talliesOf = (scope: 'channel' | 'post', range: Range) =>
    totalsOf(scope, range)
      .select((eb) => [
        'clickTotal.scopeId',
        'clickTotal.excluded',
        added(eb, 'clicks').as('visits'),
        added(eb, 'visitors').as('visitors'),
      ])
      .groupBy(['clickTotal.scopeId', 'clickTotal.excluded']);

  const posts = () =>
    db
      .selectFrom('post')
      .innerJoin('article', 'article.id', 'post.articleId')
      .innerJoin('channel', 'channel.id', 'post.channelId')
      .select([
        'post.id as post',
        'article.title',
        'channel.key as channel',
        'channel.chat',
        'post.publishedAt',
      ]);

  return {
    /** All visits in a range, by what became of them. */
    async totals(range: Range): Promise<Tally<null>[]> {
      const rows = await totalsOf('newsroom', range)
        .select((eb) => [
          'clickTotal.excluded',
          added(eb, 'clicks').as('visits'),
          added(eb, 'visitors').as('visitors'),
        ])
        .groupBy('clickTotal.excluded')
        .execute();
      return rows.map((row) => ({ key: null, ...named(row) }));
    },

    /** Visits of each post, by what became of them; `post` asks for one alone. */
    async byPost(range: Range, post?: number): Promise<Tally<number>[]> {
      const rows = await totalsOf('post', range)
        .select((eb) => [
          'clickTotal.scopeId as key',
          'clickTotal.excluded',
          added(eb, 'clicks').as('visits'),
          added(eb, 'visitors').as('visitors'),
        ])
        .$if(post !== undefined, (query) => query.where('clickTotal.scopeId', '=', post ?? 0))
        .groupBy(['clickTotal.scopeId', 'clickTotal.excluded'])
        .execute();
      return rows.map(named);
    },

    /** The same with what people call the posts by, in the order of the posts. */
    async byPostNamed(range: Range): Promise<(Tally<number> & Omit<PostRow, 'post'>)[]> {
      const rows = await posts()
        .innerJoin(talliesOf('post', range).as('tally'), 'tally.scopeId', 'post.id')
        .select(['tally.excluded', 'tally.visits', 'tally.visitors'])
        .orderBy('post.id')
        .execute();
      return rows.map(({ post, ...row }) => ({ key: post, ...named(row) }));
    },

    /**
     * Visits of each channel's posts, by what became of them; the key is the channel's key. `channel`
     * asks for one alone.
     */
    async byChannel(range: Range, channel?: number): Promise<Tally<string>[]> {
      const tallies = talliesOf('channel', range).$if(channel !== undefined, (query) =>
        query.where('clickTotal.scopeId', '=', channel ?? 0),
      );
      const rows = await db
        .selectFrom(tallies.as('tally'))
        .innerJoin('channel', 'channel.id', 'tally.scopeId')
        .select(['channel.key as key', 'tally.excluded', 'tally.visits', 'tally.visitors'])
        .execute();
      return rows.map(named);
    },

    /**
     * Visits by where the articles came from: the name of the source, or, for an article that an
     * editor brought by its address, the source that its page names; null when it names none. A
     * visitor is counted once a post.
     */
    async bySource(range: Range): Promise<Tally<string | null>[]> {
      const rows = await db
        .selectFrom(talliesOf('post', range).as('tally'))
        .innerJoin('post', 'post.id', 'tally.scopeId')
        .innerJoin('article', 'article.id', 'post.articleId')
        .leftJoin('source', 'source.id', 'article.sourceId')
        .select((eb) => [
          eb.fn.coalesce('source.name', 'article.source').as('key'),
          'tally.excluded',
          eb.cast<number>(eb.fn.sum('tally.visits'), 'bigint').as('visits'),
          eb.cast<number>(eb.fn.sum('tally.visitors'), 'bigint').as('visitors'),
        ])
        .groupBy((eb) => [eb.fn.coalesce('source.name', 'article.source'), 'tally.excluded'])
        .execute();
      return rows.map(named);
    },

    /** People's hours of one channel or post, oldest first; hours without a click are absent. */
    async hours(scope: 'channel' | 'post', id: number, range: Range): Promise<Hour[]> {
      const rows = await totalsOf(scope, range)
        .select(['clickTotal.hour', 'clickTotal.clicks', 'clickTotal.visitors'])
        .where('clickTotal.scopeId', '=', id)
        .where('clickTotal.excluded', '=', 0)
        .orderBy('clickTotal.hour')
        .execute();
      return rows.map(({ hour, ...row }) => ({ at: hour * HOUR_MS, ...row }));
    },

    /** When the first click came, to the hour (epoch milliseconds); undefined before it. */
    async firstHour(): Promise<number | undefined> {
      const row = await totalsOf('newsroom', {})
        .select('clickTotal.hour')
        .orderBy('clickTotal.hour')
        .limit(1)
        .executeTakeFirst();
      return row && row.hour * HOUR_MS;
    },

    /**
     * People's clicks on each button, all time, and those that were lost; buttons that nobody has
     * pressed stand with 0.
     */
    async byButton(
      post?: number,
    ): Promise<{ post: number; button: string; clicks: number; dropped: number }[]> {
      return db
        .selectFrom('link')
        .select(['postId as post', 'button', 'clicks', 'dropped'])
        .$if(post !== undefined, (query) => query.where('postId', '=', post ?? 0))
        .orderBy('id')
        .execute();
    },

    /** The posts that have links, newest first. */
    async posts(post?: number): Promise<PostRow[]> {
      return posts()
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
      const most = totalsOf('post', range)
        .select((eb) => [
          'clickTotal.scopeId',
          added(eb, 'clicks').as('clicks'),
          added(eb, 'visitors').as('uniques'),
        ])
        .where('clickTotal.excluded', '=', 0)
        .groupBy('clickTotal.scopeId')
        .orderBy('clicks', 'desc')
        .orderBy('clickTotal.scopeId', 'desc')
        .limit(limit);
      return posts()
        .innerJoin(most.as('most'), 'most.scopeId', 'post.id')
        .select(['most.clicks', 'most.uniques'])
        .orderBy('most.clicks', 'desc')
        .orderBy('post.id', 'desc')
        .execute();
    },
  };
}
