import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { OfferTable, SourceTable } from '../schema.ts';

export type Source = Selectable<SourceTable>;
export type Offer = Selectable<OfferTable>;
export type NewOffer = Omit<Insertable<OfferTable>, 'id' | 'madeAt'>;

/** What a poll leaves behind, besides the entries themselves. */
export type PollResult = Omit<
  Updateable<SourceTable>,
  | 'id'
  | 'name'
  | 'kind'
  | 'address'
  | 'everyMs'
  | 'section'
  | 'zone'
  | 'backfill'
  | 'breaking'
  | 'origin'
  | 'removedAt'
>;

/** All that the choice of the next fetches needs. */
export type DueSource = Pick<Source, 'id' | 'address' | 'foundAddress' | 'nextPollAt'>;

/**
 * No wait is longer than an hour. What lies further ahead was written by a clock that has been set
 * back since, and is due.
 */
const farthestMs = 61 * 60_000;

export function sources(db: Db) {
  const standing = () => db.selectFrom('source').where('removedAt', 'is', null);

  return {
    /** Sources whose time has come: those of breaking news first, then the longest overdue. */
    due: (now: number, limit: number): Promise<DueSource[]> =>
      standing()
        .select(['id', 'address', 'foundAddress', 'nextPollAt'])
        .where((e) => e.or([e('nextPollAt', '<=', now), e('nextPollAt', '>', now + farthestMs)]))
        .orderBy('breaking', 'desc')
        .orderBy('nextPollAt')
        .limit(limit)
        .execute(),

    all: (): Promise<Source[]> => standing().selectAll().orderBy('id').execute(),

    /** A page of the list, by name. */
    page: (limit: number, offset: number): Promise<Source[]> =>
      standing().selectAll().orderBy('name').limit(limit).offset(offset).execute(),

    async count(): Promise<number> {
      const row = await standing()
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    find: (id: number): Promise<Source | undefined> =>
      db.selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst(),

    /** The source that watches an address, given or found. */
    byAddress: (address: string): Promise<Source | undefined> =>
      standing()
        .selectAll()
        .where((e) => e.or([e('address', '=', address), e('foundAddress', '=', address)]))
        .limit(1)
        .executeTakeFirst(),

    async polled(id: number, result: PollResult): Promise<void> {
      await db.updateTable('source').set(result).where('id', '=', id).execute();
    },

    /**
     * Adds a source that an editor chose, or takes back one that was removed.
     *
     * @returns undefined when another source has its name
     */
    async add(
      { name, kind, address, hub, topic }: NewOffer,
      now: number,
    ): Promise<Source | undefined> {
      const row = {
        ...unlearnt,
        ...plain,
        ...{ name, kind, address, hub, topic },
        nextPollAt: now,
        origin: 'telegram',
        removedAt: null,
      } as const;
      return db
        .insertInto('source')
        .values(row)
        .onConflict((c) =>
          c.column('name').doUpdateSet(row).where('source.removedAt', 'is not', null),
        )
        .returningAll()
        .executeTakeFirst();
    },

    /**
     * Takes away a source that an editor added in Telegram; those of newsroom.yaml leave with it.
     *
     * @returns whether it was there
     */
    async remove(id: number, now: number): Promise<boolean> {
      const removed = await db
        .updateTable('source')
        .set({ removedAt: now })
        .where('id', '=', id)
        .where('origin', '=', 'telegram')
        .where('removedAt', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return removed !== undefined;
    },

    /** When the next source is due, in milliseconds UTC; undefined with no source. */
    async nextDue(): Promise<number | undefined> {
      const row = await standing()
        .select((e) => e.fn.min('nextPollAt').as('at'))
        .executeTakeFirst();
      return row?.at ?? undefined;
    },

    /** The clock was set back: what was planned comes as much earlier. */
    async clockSetBack(byMs: number, now: number): Promise<void> {
      await db
        .updateTable('source')
        .set((e) => ({ nextPollAt: e('nextPollAt', '-', byMs) }))
        .where('nextPollAt', '>', now)
        .execute();
    },

    /** Keeps what an editor is offered, and forgets the offers made before `since`. */
    async offer(list: readonly NewOffer[], now: number, since: number): Promise<Offer[]> {
      await db.deleteFrom('offer').where('madeAt', '<', since).execute();
      if (list.length === 0) return [];
      const rows = list.map((offer) => ({ ...offer, madeAt: now }));
      return db.insertInto('offer').values(rows).returningAll().execute();
    },

    offered: (id: number): Promise<Offer | undefined> =>
      db.selectFrom('offer').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}

/** A source of which nothing is known but its address. */
export const unlearnt = {
  etag: null,
  lastModified: null,
  bodyHash: null,
  lastSuccessAt: null,
  failures: 0,
  failure: null,
  failureFacts: null,
  failureToldAt: null,
  futureToldAt: null,
  foundKind: null,
  foundAddress: null,
  hub: null,
  topic: null,
  gapMs: null,
  ttlMs: 0,
  waitMs: null,
  lastNewAt: null,
  delayMs: null,
} as const;

/** What newsroom.yaml would give a source of which it says nothing more. */
const plain = { everyMs: null, section: null, zone: null, backfill: 0, breaking: 0 } as const;

export type Sources = ReturnType<typeof sources>;
