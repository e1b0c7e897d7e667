/** Looks at each source when its time comes, stores what is new, and plans the next look. */
import { setTimeout as delay } from 'node:timers/promises';
import type { DueSource, Source } from '../../data/repositories/sources.ts';
import type { Store } from '../../data/store.ts';
import { Failure } from '../errors.ts';
import { addShown, momentOf } from './arrivals.ts';
import { inOrder } from './entries.ts';
import type { InHand } from './in-hand.ts';
import { isLive, pollEveryMs } from './lease.ts';
import { backoffMs, usualGap, waitMs } from './rhythm.ts';
import type { Shown, SourceReader } from './source-reader.ts';

const minute = 60_000;
const tellDeskAtFailure = 3;
/** A tick plans the second that follows it. */
const tickMs = 1_000;
/** What is overdue after a standstill is spread too: this many looks begin in a second. */
const looksPerTick = 24;
const looksAtOnce = 64;
const perHost = 2;
/** How far past those that can't begin now (their host is busy) the tick looks. */
const dueAtOnce = 500;
/** Entries by which a source's rhythm and delay are told. */
const recentEntries = 50;
/** A smaller step is a clock being corrected. */
const clockStepMs = 2_000;

export type SourceTrouble =
  | { readonly kind: 'source'; readonly name: string; readonly error: unknown }
  /** It is read again; so many of its entries were held for review. */
  | { readonly kind: 'recovered'; readonly name: string; readonly held: number }
  | { readonly kind: 'future'; readonly name: string; readonly aheadMs: number };

export interface PollerOptions {
  readonly store: Store;
  readonly read: SourceReader;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly inHand: InHand;
  readonly log: {
    info(facts: object, text: string): void;
    warn(facts: object, text: string): void;
  };
  /** Called after entries were added, so that they need not wait for a tick. */
  readonly onEntries: () => void;
  readonly report: (trouble: SourceTrouble) => Promise<void>;
}

export function createPoller(options: PollerOptions) {
  const { store, now, random, log } = options;
  const underWay = new Map<number, string>();
  const stopped = new AbortController();
  let lastTickAt = 0;

  const look = async (id: number): Promise<void> => {
    const source = await store.sources.find(id);
    if (!source || source.removedAt !== null) return;
    const begun = now();
    try {
      await settle(source, await options.read(source), begun);
    } catch (error) {
      await failed(source, error);
    }
  };

  /** Stores what a look has shown; when nothing is new, all that changes is the next time. */
  const settle = async (source: Source, shown: Shown, begun: number): Promise<void> => {
    const { feed, freshForMs, ...learnt } = shown;
    const at = now();
    const subscription =
      source.hub === null ? undefined : await store.subscriptions.ofSource(source.id);
    let missed = subscription?.missed ?? 0;
    const leftAlone = (ttlMs: number, gapMs: number | null, lastNewAt: number | null) => {
      const usual = waitMs({
        everyMs: source.everyMs,
        breaking: source.breaking === 1,
        gapMs,
        silentMs: lastNewAt === null ? null : Math.max(0, at - lastNewAt),
        leaveAloneMs: Math.max(ttlMs, freshForMs),
        random: random(),
      });
      const wait = pollEveryMs(usual, subscription && { ...subscription, missed }, at);
      return { waitMs: wait, nextPollAt: begun + wait };
    };
    const well = { lastSuccessAt: at, ...(source.failures > 0 ? mended : {}) };
    if (!feed) {
      const { ttlMs, gapMs, lastNewAt } = source;
      const next = leftAlone(ttlMs, gapMs, lastNewAt);
      await tellRecovery(source, 0);
      await store.sources.polled(source.id, { ...learnt, ...well, ...next });
      return;
    }

    const moment = momentOf(source, at);
    const { dated, aheadMs } = inOrder(feed.entries, at);
    const added = await store.transaction(async (tx) => {
      const { count, held } = await addShown(tx, source, dated, { now: at, moment });
      if (count > 0 && subscription && isLive(subscription, at)) {
        // Its hub was to tell of them and has not: soon it is not relied on.
        missed = subscription.missed + 1;
        await tx.subscriptions.change(source.id, { missed });
      }
      const ttlMs = (feed.ttl ?? 0) * minute;
      const rhythm = count > 0 ? await rhythmOf(tx, source, feed.updatedEvery) : {};
      const { gapMs, lastNewAt } = { ...source, ...rhythm };
      const next = leftAlone(ttlMs, gapMs, lastNewAt);
      await tx.sources.polled(source.id, { ...learnt, ...well, ttlMs, ...rhythm, ...next });
      return { count, held };
    });
    if (added.count > 0) {
      log.info({ source: source.name, entries: added.count, held: added.held }, 'new entries');
      options.onEntries();
    }
    await tellRecovery(source, added.held);
    await tellFuture(source, aheadMs);
  };

  /** What its last entries tell of a source: how far apart they are, and how late we see them. */
  const rhythmOf = async (tx: Store, source: Source, updatedEvery: number | null) => {
    const recent = await tx.entries.recent(source.id, recentEntries);
    const times = recent.flatMap(({ publishedAt, seenAt, state }) =>
      publishedAt !== null ? [publishedAt] : state === 'baseline' ? [] : [seenAt],
    );
    // What stood in the first fetch was there before us: it is not late by our doing.
    const firstSeenAt = await tx.entries.firstSeenAt(source.id);
    const delays = recent.flatMap(({ publishedAt, seenAt }) =>
      publishedAt === null || seenAt === firstSeenAt ? [] : [seenAt - publishedAt],
    );
    return {
      gapMs: usualGap(times) ?? (updatedEvery === null ? source.gapMs : updatedEvery * minute),
      lastNewAt: times.length > 0 ? Math.max(...times) : source.lastNewAt,
      delayMs: delays.toSorted((a, b) => a - b)[delays.length >> 1] ?? source.delayMs,
    };
  };

  const failed = async (source: Source, error: unknown): Promise<void> => {
    const failures = source.failures + 1;
    const facts = error instanceof Failure ? error.facts : {};
    const retryAfterMs = Number(facts.retryAfter ?? 0) * 1_000;
    const tell = failures >= tellDeskAtFailure && source.failureToldAt === null;
    log.warn({ source: source.name, failures, error }, 'a source could not be read');
    // Told before it is noted: a crash in between tells twice, which is better than never.
    if (tell) await options.report({ kind: 'source', name: source.name, error });
    await store.sources.polled(source.id, {
      nextPollAt: now() + backoffMs(source, { failures, retryAfterMs, random: random() }),
      failures,
      failure: error instanceof Failure ? error.code : 'unexpected',
      failureFacts: JSON.stringify(facts),
      ...(tell ? { failureToldAt: now() } : {}),
      // What a site had offered may have moved: it is looked through again.
      ...(failures % tellDeskAtFailure === 0 ? unfound : {}),
    });
  };

  const tellRecovery = async (source: Source, held: number): Promise<void> => {
    if (source.failureToldAt === null && held === 0) return;
    await options.report({ kind: 'recovered', name: source.name, held });
  };

  const tellFuture = async (source: Source, aheadMs: number): Promise<void> => {
    if (aheadMs === 0 || source.futureToldAt !== null) return;
    await options.report({ kind: 'future', name: source.name, aheadMs });
    await store.sources.polled(source.id, { futureToldAt: now() });
  };

  const begin = (due: DueSource, host: string, waitedMs: number): void => {
    underWay.set(due.id, host);
    const wait = delay(waitedMs, undefined, { signal: stopped.signal });
    const work = wait.then(
      () => look(due.id),
      () => {},
    );
    options.inHand.track(work.finally(() => underWay.delete(due.id)));
  };

  return {
    /**
     * Plans the looks of the coming second, each at its own moment; returns at once. At most two go
     * to one host at a time, and one to a source.
     */
    async tick(): Promise<void> {
      const at = now();
      if (at < lastTickAt - clockStepMs) {
        await store.sources.clockSetBack(lastTickAt - at, at);
        await store.entries.clockSetBack(lastTickAt - at, at);
      }
      lastTickAt = at;
      const hosts = Map.groupBy(underWay.values(), (host) => host);
      const busy = new Map([...hosts].map(([host, looks]) => [host, looks.length]));
      let begun = 0;
      for (const due of await store.sources.due(at + tickMs - 1, dueAtOnce)) {
        if (begun >= looksPerTick || underWay.size >= looksAtOnce || stopped.signal.aborted) break;
        const address = due.foundAddress ?? due.address;
        const host = URL.parse(address)?.host ?? address;
        const looks = busy.get(host) ?? 0;
        if (underWay.has(due.id) || looks >= perHost) continue;
        busy.set(host, looks + 1);
        const ahead = due.nextPollAt - at;
        const planned = ahead > 0 && ahead < tickMs;
        begin(due, host, planned ? ahead : (begun * tickMs) / looksPerTick);
        begun++;
      }
    },

    /** Begins no more; what is under way goes on. */
    stop(): void {
      stopped.abort();
    },
  };
}

const mended = { failures: 0, failure: null, failureFacts: null, failureToldAt: null } as const;

const unfound = {
  foundKind: null,
  foundAddress: null,
  etag: null,
  lastModified: null,
  bodyHash: null,
} as const;
