import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { OfferTable, SourceTable } from '../schema.ts';

export type Source = Selectable<SourceTable>;
export type Offer = Selectable<OfferTable>;
export type NewOffer = Omit<Insertable<OfferTable>, 'id' | 'madeAt'>;

/** What of a source is taken; null: all. */
export interface SourceFilter {
  readonly sections: string[] | null;
  readonly words: string[] | null;
  readonly notWords: string[] | null;
  readonly maxAgeMs: number | null;
}

export const filterOf = (source: Source): SourceFilter => ({
  sections: listFrom(source.sections),
  words: listFrom(source.words),
  notWords: listFrom(source.notWords),
  maxAgeMs: source.maxAgeMs,
});

const listFrom = (text: string | null): string[] | null =>
  text === null ? null : JSON.parse(text);

/** A feed out of a list that was imported. */
export interface ImportedFeed {
  readonly name: string;
  readonly address: string;
  readonly section: string | null;
}

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

    /** Has a source polled at its next turn, whatever its rhythm. */
    async pollSoon(id: number, now: number): Promise<void> {
      await db.updateTable('source').set({ nextPollAt: now }).where('id', '=', id).execute();
    },

    /**
     * Adds a feed, or takes it back when it had been removed; its first fetch is a baseline.
     *
     * @returns false when a source has the address or the name already
     */
    async import({ name, address, section }: ImportedFeed, now: number): Promise<boolean> {
      const known = await db
        .selectFrom('source')
        .select(['id', 'removedAt'])
        .where((e) => e.or([e('name', '=', name), e('address', '=', address)]))
        .execute();
      if (known.some(({ removedAt }) => removedAt === null)) return false;
      const told = {
        name,
        address,
        section,
        kind: 'feed',
        origin: 'opml',
        nextPollAt: now,
      } as const;
      const former = known[0];
      if (former) {
        const fresh = { etag: null, lastModified: null, lastSuccessAt: null, removedAt: null };
        await db
          .updateTable('source')
          .set({ ...told, ...fresh })
          .where('id', '=', former.id)
          .execute();
      } else {
        await db
          .insertInto('source')
          .values({ ...told, backfill: 0, breaking: 0 })
          .execute();
      }
      return true;
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
const plain = {
  everyMs: null,
  section: null,
  zone: null,
  backfill: 0,
  breaking: 0,
  sections: null,
  words: null,
  notWords: null,
  maxAgeMs: null,
} as const;

export type Sources = ReturnType<typeof sources>;
