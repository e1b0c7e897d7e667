/**
 * The subscriber of W3C WebSub: asks a source's hub to tell of news, answers its questions, takes
 * what it brings. Whatever a hub does, polling goes on beneath.
 */
import type { Source } from '../../data/repositories/sources.ts';
import type { Subscription } from '../../data/repositories/subscriptions.ts';
import type { Store } from '../../data/store.ts';
import { Failure } from '../errors.ts';
import type { Feed } from '../reading/feed.ts';
import { addShown, momentOf } from './arrivals.ts';
import { inOrder } from './entries.ts';
import type { Fetch } from './fetch.ts';
import { askAgainAt, deniedRestMs, leaseMs, renewalAt } from './lease.ts';
import { isSignedByHub } from './signatures.ts';

/** What we ask for, in seconds; the hub decides. */
const wantedLease = 10 * 24 * 60 * 60;
const askedAtOnce = 8;
const askTimeoutMs = 10_000;
const mostAnswerBytes = 64 * 1024;
const longestChallenge = 2_000;
/** A feed holds some tens of items; what is beyond these is no news of this minute. */
const mostEntries = 200;

export interface WebSubOptions {
  readonly store: Store;
  readonly fetch: Fetch;
  readonly reader: {
    feed(
      bytes: Uint8Array,
      options: { url: string; contentType?: string; zone: string; now: number },
    ): Promise<Feed>;
  };
  readonly allowHosts: () => Promise<readonly string[]>;
  /** Under which hubs reach us. */
  readonly publicUrl: string;
  /** An unguessable word of 16 to 199 letters of `[A-Za-z0-9_-]`. */
  readonly newSecret: () => string;
  /** IANA zone of dates that name none. */
  readonly zone: () => string;
  readonly now: () => number;
  readonly log: {
    info(facts: object, text: string): void;
    warn(facts: object, text: string): void;
  };
  /** Called after entries were added. */
  readonly wake: () => void;
}

/** What a hub brought to a callback. */
export interface Delivery {
  /** `X-Hub-Signature`, as sent. */
  readonly signature: string | undefined;
  /** The topic that a `Link` header names, where there is one. */
  readonly self: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

export type WebSub = ReturnType<typeof createWebSub>;

export function createWebSub(options: WebSubOptions) {
  const { store, reader, now, log } = options;
  const asking = new Map<number, Promise<void>>();
  let stopping = false;

  const ask = async ({ hub, topic, secret, callback, sourceId }: Subscription): Promise<void> => {
    try {
      await options.fetch(hub, {
        allowHosts: await options.allowHosts(),
        timeoutMs: askTimeoutMs,
        maxBytes: mostAnswerBytes,
        form: {
          'hub.mode': 'subscribe',
          'hub.topic': topic,
          'hub.callback': `${options.publicUrl}/websub/${callback}`,
          'hub.secret': secret,
          'hub.lease_seconds': String(wantedLease),
        },
      });
      log.info({ source: sourceId, hub }, 'a hub was asked for a subscription');
    } catch (error) {
      const failure = error instanceof Failure ? error.code : 'unexpected';
      await store.subscriptions.change(sourceId, { failure });
      log.warn({ source: sourceId, hub, error }, 'a hub could not be asked');
    }
  };

  /** Entries of the source's own site are taken from the hub; of others, from the source itself. */
  const takeFeed = async (source: Source, { topic }: Subscription, feed: Feed): Promise<void> => {
    const own = new Set([siteOf(topic), siteOf(source.address)]);
    const listed = feed.entries.slice(0, mostEntries);
    const taken = listed.filter(({ url }) => own.has(siteOf(url)));
    const at = now();
    const { dated } = inOrder(taken, at);
    const { count } = await store.transaction(async (tx) => {
      await tx.subscriptions.change(source.id, { pushedAt: at, missed: 0 });
      if (taken.length < listed.length) await tx.sources.pollSoon(source.id, at);
      return addShown(tx, source, dated, { now: at, moment: momentOf(source, at) });
    });
    log.info({ source: source.name, entries: count }, 'a hub brought entries');
    options.wake();
  };

  return {
    /** Asks the hubs that are to be asked: at first, again, or to renew a lease. */
    async tick(): Promise<void> {
      if (stopping) return;
      for (const lacking of await store.subscriptions.lacking(askedAtOnce)) {
        const names = { callback: options.newSecret(), secret: options.newSecret() };
        await store.subscriptions.want({ ...lacking, ...names }, now());
      }
      for (const subscription of await store.subscriptions.toAsk(now(), askedAtOnce)) {
        const { sourceId, state } = subscription;
        const attempts = subscription.attempts + 1;
        // Before the call: a hub may answer while it is being asked.
        await store.subscriptions.change(sourceId, {
          state: state === 'live' ? 'live' : 'asked',
          attempts,
          nextAskAt: askAgainAt(attempts, now()),
          failure: null,
        });
        if (asking.has(sourceId)) continue;
        asking.set(
          sourceId,
          ask(subscription).finally(() => asking.delete(sourceId)),
        );
      }
    },

    /**
     * A hub asks whether we meant it (section 5.3), or tells that it refuses (5.2).
     *
     * @param query of the request to the callback
     * @returns what to answer with success; undefined when we asked for nothing of the kind
     */
    async verify(callback: string, query: URLSearchParams): Promise<string | undefined> {
      const subscription = await store.subscriptions.byCallback(callback);
      if (!subscription || query.get('hub.topic') !== subscription.topic) return undefined;
      const { sourceId, hub, state } = subscription;
      const asked = state === 'asked' || state === 'live';
      const mode = query.get('hub.mode');
      if (mode === 'denied' && asked) {
        log.warn({ source: sourceId, hub }, 'a hub refuses a subscription');
        await store.subscriptions.change(sourceId, {
          state: 'denied',
          leaseEndsAt: null,
          nextAskAt: now() + deniedRestMs,
          failure: 'hub-denied',
        });
        return '';
      }
      const challenge = query.get('hub.challenge') ?? '';
      const isWhole = challenge.length > 0 && challenge.length <= longestChallenge;
      if (mode !== 'subscribe' || !asked || !isWhole) return undefined;
      const lease = leaseMs(query.get('hub.lease_seconds'));
      await store.subscriptions.change(sourceId, {
        state: 'live',
        attempts: 0,
        missed: 0,
        leaseEndsAt: now() + lease,
        nextAskAt: renewalAt(lease, now()),
        failure: null,
      });
      log.info({ source: sourceId, hub, leaseMs: lease }, 'a hub confirmed a subscription');
      return challenge;
    },

    /** Whether a callback is one of ours: asked before a body is read. */
    async knows(callback: string): Promise<boolean> {
      return (await store.subscriptions.byCallback(callback)) !== undefined;
    },

    /**
     * Takes what a hub brought, once its entries are stored. What it can't have meant (another
     * signature or topic, no feed) is dropped: the sender learns nothing (section 7.1).
     */
    async receive(callback: string, delivery: Delivery): Promise<void> {
      const subscription = await store.subscriptions.byCallback(callback);
      const source = subscription && (await store.sources.find(subscription.sourceId));
      if (!subscription || !source) return;
      const { topic, hub, secret } = subscription;
      const drop = (reason: string) =>
        log.warn({ source: source.name, hub, reason }, 'what a hub brought is dropped');
      const { signature, self, contentType, body } = delivery;
      if (!isSignedByHub(signature, body, secret)) return drop('signature');
      if (self !== undefined && self !== topic) return drop('topic');
      let feed: Feed;
      try {
        feed = await reader.feed(body, {
          url: topic,
          zone: source.zone ?? options.zone(),
          now: now(),
          ...(contentType ? { contentType } : {}),
        });
      } catch (error) {
        return drop(error instanceof Failure ? error.message : 'no feed');
      }
      if (feed.self !== null && siteOf(feed.self) !== siteOf(topic)) return drop('topic');
      await takeFeed(source, subscription, feed);
    },

    /** Asks nothing more, and waits for what is being asked. */
    async stop(): Promise<void> {
      stopping = true;
      await Promise.all(asking.values());
    },
  };
}

const siteOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '');
