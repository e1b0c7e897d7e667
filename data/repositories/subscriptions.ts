import type { Selectable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { SubscriptionTable } from '../schema.ts';

export type Subscription = Selectable<SubscriptionTable>;
type Change = Omit<Updateable<SubscriptionTable>, 'sourceId' | 'callback' | 'secret'>;

/** A source whose hub has no subscription of ours to its topic yet. */
export interface Unsubscribed {
  readonly sourceId: number;
  readonly hub: string;
  readonly topic: string;
}

export function subscriptions(db: Db) {
  return {
    /** Sources that name a hub for a topic that we have not subscribed to there. */
    async lacking(limit: number): Promise<Unsubscribed[]> {
      const rows = await db
        .selectFrom('source')
        .leftJoin('subscription', 'subscription.sourceId', 'source.id')
        .select(['source.id as sourceId', 'source.hub', 'source.topic'])
        .where('source.removedAt', 'is', null)
        .where('source.hub', 'is not', null)
        .where('source.topic', 'is not', null)
        .where((e) =>
          e.or([
            e('subscription.sourceId', 'is', null),
            e('subscription.hub', '!=', e.ref('source.hub')),
            e('subscription.topic', '!=', e.ref('source.topic')),
          ]),
        )
        .limit(limit)
        .execute();
      return rows.flatMap(({ sourceId, hub, topic }) =>
        hub !== null && topic !== null ? [{ sourceId, hub, topic }] : [],
      );
    },

    /** Notes a subscription to be asked for; one to a former hub or topic is given up. */
    async want(
      row: Pick<Subscription, 'sourceId' | 'callback' | 'secret' | 'hub' | 'topic'>,
      now: number,
    ): Promise<void> {
      const { sourceId, ...told } = row;
      const fresh = {
        ...told,
        state: 'wanted',
        attempts: 0,
        nextAskAt: now,
        leaseEndsAt: null,
        pushedAt: null,
        missed: 0,
        failure: null,
      } as const;
      await db
        .insertInto('subscription')
        .values({ sourceId, ...fresh })
        .onConflict((c) => c.column('sourceId').doUpdateSet(fresh))
        .execute();
    },

    /** Subscriptions whose hub is to be asked now: at first, again, or to renew the lease. */
    toAsk: (now: number, limit: number): Promise<Subscription[]> =>
      db
        .selectFrom('subscription')
        .innerJoin('source', 'source.id', 'subscription.sourceId')
        .selectAll('subscription')
        .where('source.removedAt', 'is', null)
        .whereRef('source.hub', '=', 'subscription.hub')
        .where('subscription.nextAskAt', '<=', now)
        .orderBy('subscription.nextAskAt')
        .limit(limit)
        .execute(),

    /** The subscription of a callback; undefined also when its source is gone. */
    byCallback: (callback: string): Promise<Subscription | undefined> =>
      db
        .selectFrom('subscription')
        .innerJoin('source', 'source.id', 'subscription.sourceId')
        .selectAll('subscription')
        .where('source.removedAt', 'is', null)
        .where('subscription.callback', '=', callback)
        .executeTakeFirst(),

    ofSource: (sourceId: number): Promise<Subscription | undefined> =>
      db.selectFrom('subscription').selectAll().where('sourceId', '=', sourceId).executeTakeFirst(),

    async change(sourceId: number, change: Change): Promise<void> {
      await db.updateTable('subscription').set(change).where('sourceId', '=', sourceId).execute();
    },
  };
}

export type Subscriptions = ReturnType<typeof subscriptions>;
