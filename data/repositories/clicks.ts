import { type Db, numberTable } from '../database.ts';
import { clickFigures } from './click-figures.ts';
import { type Click, HOUR_MS, type LinkPlace, type Sums, scopes, sumsOf } from './click-sums.ts';

export type { Hour, PostRow, Range, Tally } from './click-figures.ts';
export type { Click } from './click-sums.ts';
export { type Exclusion, exclusions } from './exclusions.ts';

/** A place in the click log: whole bytes of a segment, counted from its start. */
export interface LogPosition {
  readonly segment: number;
  readonly position: number;
}

const everyScope = Object.values(scopes);
const clickColumns = ['linkId', 'at', 'visitor', 'excluded'] as const;
const totalColumns = ['scope', 'hour', 'scopeId', 'excluded', 'clicks', 'visitors'] as const;
const seenColumns = ['visitor', 'postId', 'channelId', 'hour'] as const;

export type Clicks = ReturnType<typeof clicks>;

/** Clicks as they come from the log, and what is kept of them; the questions are `clickFigures`. */
export function clicks(db: Db) {
  return {
    ...clickFigures(db),

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
     * transaction of its own: all of it or nothing. The clicks are added up in the same
     * transaction, so what holds for them holds for every count.
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
        if (batch.clicks.length > 0) await storeClicks(transaction, batch.clicks);
        return true;
      });
    },

    /**
     * Keeps the salt for a day (its number, from 1970-01-01) unless the day has one.
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

    /**
     * Forgets visitors whose first click lies before a time (epoch milliseconds) that is over two
     * days ago: their day's salt is gone, and nobody will have their numbers again. One share of
     * many, so that it is a short transaction.
     */
    async forgetVisitorsBefore(at: number, share: number, shares: number): Promise<void> {
      const width = 2 ** 52 / shares;
      await db
        .deleteFrom('visitorSeen')
        .where('visitor', '>=', share * width)
        .where('visitor', '<', (share + 1) * width)
        .where('hour', '<', Math.floor(at / HOUR_MS))
        .execute();
    },

    /**
     * Deletes the oldest clicks, at most `limit`, as far as they lie before a time (epoch
     * milliseconds). Their totals stay.
     *
     * @returns whether there may be more
     */
    async pruneBefore(at: number, limit: number): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('click')
        .where('id', 'in', (eb) => eb.selectFrom('click').select('id').orderBy('id').limit(limit))
        .where('at', '<', at)
        .executeTakeFirstOrThrow();
      return numDeletedRows === BigInt(limit);
    },

    /** The first hour that isn't folded into its day; undefined when there was no click since. */
    async firstUnfolded(): Promise<number | undefined> {
      const row = await db
        .selectFrom('clickTotal')
        .select('hour')
        .where('scope', '=', 0)
        .where('hour', '>=', (eb) =>
          eb.fn.coalesce(eb.selectFrom('clickLog').select('foldedTo'), eb.lit(0)),
        )
        .orderBy('hour')
        .limit(1)
        .executeTakeFirst();
      return row?.hour;
    },

    /** Adds the hours of a day up into its first one, for all that is counted. Safe to do twice. */
    async fold(day: { readonly firstHour: number; readonly endHour: number }): Promise<void> {
      const { firstHour, endHour } = day;
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('clickTotal')
          .columns(['scope', 'scopeId', 'excluded', 'hour', 'clicks', 'visitors'])
          .expression((eb) =>
            eb
              .selectFrom('clickTotal')
              .select([
                'scope',
                'scopeId',
                'excluded',
                eb.cast<number>(eb.val(firstHour), 'integer').as('hour'),
                eb.cast<number>(eb.fn.sum('clicks'), 'bigint').as('clicks'),
                eb.cast<number>(eb.fn.sum('visitors'), 'bigint').as('visitors'),
              ])
              .where('hour', '>=', firstHour)
              .where('hour', '<', endHour)
              .where('scope', 'in', everyScope)
              .groupBy(['scope', 'scopeId', 'excluded']),
          )
          .onConflict((conflict) =>
            conflict.columns(['scope', 'hour', 'scopeId', 'excluded']).doUpdateSet((eb) => ({
              clicks: eb.ref('excluded.clicks'),
              visitors: eb.ref('excluded.visitors'),
            })),
          )
          .execute();
        await transaction
          .deleteFrom('clickTotal')
          .where('hour', '>', firstHour)
          .where('hour', '<', endHour)
          .where('scope', 'in', everyScope)
          .execute();
        await transaction.updateTable('clickLog').set({ foldedTo: endHour }).execute();
      });
    },
  };
}

async function storeClicks(db: Db, clicks: readonly Click[]): Promise<void> {
  await db
    .insertInto('click')
    .columns(clickColumns)
    .expression(
      db
        .selectFrom(
          numberTable(
            db,
            clickColumns,
            clicks.map(({ linkId, at, visitor, excluded }) => [linkId, at, visitor, excluded]),
          ).as('given'),
        )
        .select(clickColumns),
    )
    .execute();
  await add(db, sumsOf(clicks, await placesOf(db, clicks), await seenBefore(db, clicks)));
}

/** The distinct numbers as a table of one column `n`. */
const list = (db: Db, numbers: readonly number[]) =>
  numberTable(
    db,
    ['n'],
    [...new Set(numbers)].map((n) => [n]),
  ).as('given');

async function placesOf(db: Db, clicks: readonly Click[]): Promise<Map<number, LinkPlace>> {
  const links = clicks.map(({ linkId }) => linkId);
  const rows = await db
    .selectFrom('link')
    .select(['id', 'postId', 'channelId'])
    .where('id', 'in', db.selectFrom(list(db, links)).select('n'))
    .execute();
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

function seenBefore(db: Db, clicks: readonly Click[]) {
  const people = clicks.filter(({ excluded }) => excluded === 0).map(({ visitor }) => visitor);
  return db
    .selectFrom('visitorSeen')
    .select(['visitor', 'postId', 'channelId'])
    .where('visitor', 'in', db.selectFrom(list(db, people)).select('n'))
    .execute();
}

async function add(db: Db, { totals, seen, links }: Sums): Promise<void> {
  const totalRows = totals.map((row) => totalColumns.map((column) => row[column]));
  await db
    .insertInto('clickTotal')
    .columns(totalColumns)
    .expression((eb) =>
      eb
        .selectFrom(numberTable(db, totalColumns, totalRows).as('given'))
        .select(totalColumns)
        // Without a condition SQLite would read ON CONFLICT as a join's ON.
        .where(eb.lit(true)),
    )
    .onConflict((conflict) =>
      conflict.columns(['scope', 'hour', 'scopeId', 'excluded']).doUpdateSet((eb) => ({
        clicks: eb('clickTotal.clicks', '+', eb.ref('excluded.clicks')),
        visitors: eb('clickTotal.visitors', '+', eb.ref('excluded.visitors')),
      })),
    )
    .execute();
  // In the order of the key: neighbours go into one page.
  const seenRows = seen
    .toSorted((a, b) => a.visitor - b.visitor)
    .map((row) => seenColumns.map((column) => row[column]));
  await db
    .insertInto('visitorSeen')
    .columns(seenColumns)
    .expression(
      db.selectFrom(numberTable(db, seenColumns, seenRows).as('given')).select(seenColumns),
    )
    .execute();
  await db
    .updateTable('link')
    .from(numberTable(db, ['linkId', 'people'], [...links]).as('given'))
    .set((eb) => ({ clicks: eb('link.clicks', '+', eb.ref('given.people')) }))
    .whereRef('link.id', '=', 'given.linkId')
    .execute();
}
