/** What editors do with sources in Telegram: find and add them, take that back, have one looked at. */
import type { Offer, Source } from '../../data/repositories/sources.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from '../desk/authorise.ts';
import { note } from '../desk/staff.ts';
import type { Candidate, Discover } from './discovery.ts';

const day = 24 * 60 * 60_000;
/** The buttons of an offer serve this long. */
const offersLastMs = 7 * day;
const mostSameNames = 20;

export interface WatchlistOptions {
  readonly store: Store;
  readonly discover: Discover;
  readonly now: () => number;
}

/** What was found on a site, each with the number that its button carries. */
export type Offered = Candidate & { readonly offerId: number };

export type Added =
  | { readonly kind: 'added'; readonly source: Source }
  | { readonly kind: 'known'; readonly source: Source }
  | { readonly kind: 'stale' };

/** A source with how many items it brought in the last day. */
export type WatchedSource = Source & { readonly itemsADay: number };

export type Watchlist = ReturnType<typeof createWatchlist>;

export function createWatchlist({ store, discover, now }: WatchlistOptions) {
  /** A name of its own: channels choose their sources by name. */
  const add = async (tx: Store, offer: Offer): Promise<Source | undefined> => {
    for (let n = 1; n <= mostSameNames; n++) {
      const name = n === 1 ? offer.name : `${offer.name} ${n}`;
      const source = await tx.sources.add({ ...offer, name }, now());
      if (source) return source;
    }
    return undefined;
  };

  return {
    /**
     * Looks through a site, and keeps what was found for the buttons.
     *
     * @param address as typed: without a scheme it is taken as https
     * @throws Failure when the site can't be read
     */
    async find(address: string, _by: Authorized<'watch'>): Promise<Offered[]> {
      const typed = address.trim();
      const found = await discover(/^[a-z][\w+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
      const at = now();
      const offers = await store.sources.offer(
        found.map(({ headlines: _, ...offer }) => offer),
        at,
        at - offersLastMs,
      );
      return offers.map((offer, index) => ({
        ...offer,
        offerId: offer.id,
        headlines: found[index]?.headlines ?? [],
      }));
    },

    /** Adds what was offered; its first fetch is a baseline, so nothing old is published. */
    add: (offerId: number, by: Authorized<'watch'>): Promise<Added> =>
      store.transaction(async (tx): Promise<Added> => {
        const offer = await tx.sources.offered(offerId);
        if (!offer) return { kind: 'stale' };
        const known = await tx.sources.byAddress(offer.address);
        if (known) return { kind: 'known', source: known };
        const source = await add(tx, offer);
        if (source) await note(tx, by, 'add source', source.name, now());
        return source ? { kind: 'added', source } : { kind: 'stale' };
      }),

    /**
     * Takes away a source that was added in Telegram.
     *
     * @returns false when it was gone, or stands in newsroom.yaml
     */
    remove: (sourceId: number, by: Authorized<'watch'>): Promise<boolean> =>
      store.transaction(async (tx) => {
        const source = await tx.sources.find(sourceId);
        const removed = await tx.sources.remove(sourceId, now());
        if (removed && source) await note(tx, by, 'remove source', source.name, now());
        return removed;
      }),

    /** Has a source looked at within a second, whatever its time. */
    async lookNow(sourceId: number, _by: Authorized<'watch'>): Promise<Source | undefined> {
      const source = await store.sources.find(sourceId);
      if (!source || source.removedAt !== null) return undefined;
      await store.sources.polled(sourceId, { nextPollAt: now() });
      return source;
    },

    /** A page of all sources by name, with their health. */
    async page(
      { limit, offset }: { limit: number; offset: number },
      _by: Authorized<'see'>,
    ): Promise<{ sources: WatchedSource[]; count: number }> {
      const items = await store.entries.countSince(now() - day);
      const sources = await store.sources.page(limit, offset);
      return {
        sources: sources.map((source) => ({ ...source, itemsADay: items.get(source.id) ?? 0 })),
        count: await store.sources.count(),
      };
    },
  };
}
