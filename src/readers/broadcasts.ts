/**
 * What is said to many readers at once: alerts, digests, an editor's notice. Each is a row, and each
 * reader's part of it a row of the outbox, so that a restart goes on where it was and nobody is told
 * twice. What a reader is told is made when their row goes out.
 */
import type { Broadcast } from '../../data/repositories/broadcasts.ts';
import type { Store } from '../../data/store.ts';
import { searchTerms } from '../arabic/search-terms.ts';
import type { Authorized } from '../desk/authorise.ts';
import { afterQuiet } from '../desk/slots.ts';
import { note } from '../desk/staff.ts';
import { pickDigest, type Told } from './digest.ts';
import type { Item, Newsstand } from './newsstand.ts';
import { remembering } from './remembering.ts';

const hourMs = 60 * 60_000;

/** Breaking news older than this is told by the digests. */
const alertMs = hourMs;

/** A digest that could not go out for so long is left to the next. */
const lateDigestMs = 2 * hourMs;

/**
 * How long after its planning each may still be told: to a hundred thousand readers it goes out for
 * an hour, and a Telegram that can't be reached holds it up. What an editor says has no end.
 */
const toldForMs = { alert: 3 * hourMs, morning: 4 * hourMs, evening: 4 * hourMs, notice: Infinity };

/** When the digests go out, in the newsroom's zone, and the news of how many hours they tell. */
const digests = {
  morning: { time: Temporal.PlainTime.from('07:30'), hours: 12 },
  evening: { time: Temporal.PlainTime.from('20:00'), hours: 13 },
} as const;

/** What a reader has to wish for. */
const wishFor = (kind: 'alert' | 'morning' | 'evening') => (kind === 'alert' ? 'alerts' : kind);

/** Articles from which a digest is picked. */
const mostTold = 200;

/** How long the articles of a digest are kept: it is the same for all, and goes out for an hour. */
const digestKeptMs = 2 * hourMs;

/** How long an article is laid before readers as it was: no longer than a correction may wait. */
const itemKeptMs = 20_000;

/** Rows that are put into counts between two turns of the event loop. */
const foldedATurn = 500;

/** What one reader is told, for templates/reader.ts to lay out. */
export type Content = { readonly isSilent: boolean } & (
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'alert'; readonly item: Item; readonly summary: string }
  | { readonly kind: 'morning' | 'evening'; readonly items: readonly Item[] }
);

export interface BroadcastsOptions {
  readonly store: Store;
  readonly newsstand: Pick<Newsstand, 'items'>;
  /** IANA zone of digests and quiet hours. */
  readonly zone: () => string;
  readonly now: () => number;
  /** Rows were put into the outbox. */
  readonly wake: () => void;
}

export type BroadcastDesk = ReturnType<typeof createBroadcasts>;

export function createBroadcasts({ store, newsstand, zone, now, wake }: BroadcastsOptions) {
  const itemOf = remembering(async (articleId: number) => (await newsstand.items([articleId]))[0], {
    forMs: itemKeptMs,
    now,
  });

  /** The articles of a digest's hours. */
  const toldIn = remembering((broadcastId: number) => readTold(broadcastId), {
    forMs: digestKeptMs,
    now,
  });

  const readTold = async (broadcastId: number): Promise<Told[]> => {
    const broadcast = await store.broadcasts.find(broadcastId);
    if (!broadcast || !(broadcast.kind in digests)) return [];
    const { hours } = digests[broadcast.kind as keyof typeof digests];
    const ids = await store.readers.published(broadcast.createdAt - hours * hourMs, mostTold);
    const found = ids.length > 0 ? await store.articles.findAll(ids) : [];
    const place = new Map(ids.map((id, index) => [id, index]));
    const names = new Map((await store.sources.all()).map(({ id, name }) => [id, name]));
    return found
      .sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
      .map(({ id, storyId, sourceId, section, source, title, paragraphs }) => ({
        articleId: id,
        storyId,
        section,
        sources: [names.get(sourceId ?? 0), source].filter((name) => typeof name === 'string'),
        terms: new Set(searchTerms([title, ...paragraphs].join('\n'))),
      }));
  };

  const digestOf = async (broadcast: Broadcast, readerId: number): Promise<readonly Item[]> => {
    const interests = await store.readers.interests(readerId);
    const topics = interests.map(({ kind, key, name }) => ({
      kind,
      key,
      terms: searchTerms(name),
    }));
    let told: readonly Told[] = await toldIn(broadcast.id);
    // An editor takes news back while it goes out: whoever is told next is told the rest.
    for (;;) {
      const picked = pickDigest(told, topics);
      const standing = await store.posts.standing(picked);
      if (picked.every((id) => standing.has(id))) {
        const items = await Promise.all(picked.map(itemOf));
        return items.filter((item) => item !== undefined);
      }
      told = told.filter(({ articleId: id }) => !picked.includes(id) || standing.has(id));
    }
  };

  /** Adds a broadcast made of the news and plans it, unless it was there. */
  const open = (
    kind: 'alert' | 'morning' | 'evening',
    key: string,
    articleId: number | null,
  ): Promise<boolean> =>
    store.transaction(async (tx) => {
      const at = now();
      const added = await tx.broadcasts.add({
        kind,
        key,
        articleId,
        state: 'sending',
        createdAt: at,
      });
      if (!added) return false;
      await tx.broadcasts.plan(added.id, wishFor(kind), at);
      return true;
    });

  return {
    /** Plans what is due: alerts for breaking news that has come out, a digest at its hour. */
    async tick(): Promise<void> {
      let planned = false;
      for (const { storyId, articleId } of await store.broadcasts.untold(now() - alertMs)) {
        const key = `alert:story:${storyId}:${articleId}`;
        planned = (await open('alert', key, articleId)) || planned;
      }
      const local = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(zone());
      for (const kind of ['morning', 'evening'] as const) {
        const due = local.toPlainDate().toZonedDateTime({
          timeZone: zone(),
          plainTime: digests[kind].time,
        });
        const late = now() - due.epochMilliseconds;
        if (late < 0 || late > lateDigestMs) continue;
        planned = (await open(kind, `${kind}:${local.toPlainDate()}`, null)) || planned;
      }
      if (planned) wake();
    },

    /**
     * What a reader is told by a broadcast; made when their row goes out.
     *
     * @returns undefined when there is nothing for them: no news on their topics, it was taken back or
     *   stopped, it is too late for it, or they have left
     */
    async contentFor(broadcastId: number, readerId: number): Promise<Content | undefined> {
      const broadcast = await store.broadcasts.find(broadcastId);
      const reader = await store.readers.find(readerId);
      if (!broadcast || !reader || reader.stoppedAt !== null) return undefined;
      const at = now();
      if (broadcast.state === 'cancelled') return undefined;
      if (at - broadcast.createdAt > toldForMs[broadcast.kind]) return undefined;
      // It goes out for an hour: whoever has switched it off meanwhile is not told.
      if (broadcast.kind !== 'notice' && reader[wishFor(broadcast.kind)] !== 1) return undefined;
      const isSilent = afterQuiet(reader.quiet, zone(), at) !== at;
      if (broadcast.kind === 'notice') {
        return { isSilent, kind: 'notice', message: broadcast.message ?? '' };
      }
      if (broadcast.kind === 'alert') {
        const told = broadcast.articleId ?? 0;
        const stands = (await store.posts.standing([told])).has(told);
        const articleId = stands ? told : await store.broadcasts.standingBeside(broadcast);
        if (articleId === undefined) return undefined;
        const item = await itemOf(articleId);
        return item && { isSilent, kind: 'alert', item, summary: item.summary };
      }
      const items = await digestOf(broadcast, readerId);
      return items.length > 0 ? { isSilent, kind: broadcast.kind, items } : undefined;
    },

    /** Keeps an editor's notice until they say so; whom it would reach now. */
    async draft(
      message: object,
      by: Authorized<'broadcast'>,
    ): Promise<{ id: number; readers: number }> {
      const added = await store.broadcasts.add({
        kind: 'notice',
        state: 'draft',
        message: JSON.stringify(message),
        createdBy: by.editorId,
        createdAt: now(),
      });
      if (!added) throw new Error('a notice has no key that could stand in its way');
      return { id: added.id, readers: await store.readers.count() };
    },

    /**
     * Sends a notice to all readers.
     *
     * @param progressMessageId the message in the editor's chat that is to tell how far it is
     * @returns whether it was neither sent nor thrown away before
     */
    async send(
      id: number,
      by: Authorized<'broadcast'>,
      progressMessageId: number,
    ): Promise<boolean> {
      const sent = await store.transaction(async (tx) => {
        const sending = { state: 'sending', progressMessageId } as const;
        if (!(await tx.broadcasts.move(id, ['draft'], sending))) return false;
        const { message } = (await tx.broadcasts.find(id)) ?? {};
        const { text } = JSON.parse(message ?? '{}') as { text?: string };
        await note(tx, by, 'broadcast', [...(text ?? '')].slice(0, 80).join(''), now());
        await tx.broadcasts.plan(id, 'all', now());
        return true;
      });
      wake();
      return sent;
    },

    /**
     * Throws a notice away that was not sent, or stops it: what has gone out stays.
     *
     * @returns how many readers it has reached, null when it was not sent yet; undefined when it was over
     */
    cancel: (
      id: number,
      _by: Authorized<'broadcast'>,
    ): Promise<{ readonly reached: number | null } | undefined> =>
      store.transaction(async (tx) => {
        const over = { state: 'cancelled' } as const;
        if (await tx.broadcasts.move(id, ['draft'], over)) return { reached: null };
        if (!(await tx.broadcasts.move(id, ['sending'], over))) return undefined;
        await tx.broadcasts.withdraw(id);
        const { done = 0, attempting = 0 } = await tx.broadcasts.progress(id);
        return { reached: done + attempting };
      }),

    /** Puts the readers' rows of what is over into counts: there are as many as there are readers. */
    async fold(): Promise<void> {
      for (const id of await store.broadcasts.unfolded()) {
        while (await store.transaction((tx) => tx.broadcasts.fold(id, foldedATurn))) {
          await new Promise(setImmediate);
        }
      }
    },

    /** Marks a broadcast as over: its last word was told, or nobody waits for one. */
    async finish(id: number): Promise<void> {
      await store.broadcasts.move(id, ['sending'], { state: 'done' });
    },

    /** How far the broadcasts are that go out; those that are through are to be finished. */
    async underway(): Promise<{ broadcast: Broadcast; sent: number; left: number }[]> {
      const all = await store.broadcasts.sending();
      return Promise.all(
        all.map(async (broadcast) => {
          const {
            waiting = 0,
            attempting = 0,
            done = 0,
          } = await store.broadcasts.progress(broadcast.id);
          return { broadcast, sent: done, left: waiting + attempting };
        }),
      );
    },
  };
}
