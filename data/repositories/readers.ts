import type { Selectable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { Flag, InterestKind, InterestTable, SubscriberTable } from '../schema.ts';
import { countRows } from './broadcasts.ts';
import { digestPosts } from './digests.ts';
import { stands } from './posts.ts';

export type Subscriber = Selectable<SubscriberTable>;
export type Interest = Selectable<InterestTable>;

/** What a reader may change about what reaches them. */
export type Wishes = Pick<Updateable<SubscriberTable>, 'alerts' | 'morning' | 'evening' | 'quiet'>;

/** Subscribers: what they asked for, and what they keep. */
export function readers(db: Db) {
  return {
    find: (id: number): Promise<Subscriber | undefined> =>
      db.selectFrom('subscriber').selectAll().where('id', '=', id).executeTakeFirst(),

    /** A reader started the bot; where they came from is kept from the first time. */
    async subscribe(id: number, cameFrom: string | null, now: number): Promise<void> {
      await db
        .insertInto('subscriber')
        .values({ id, cameFrom, startedAt: now })
        .onConflict((c) =>
          c.column('id').doUpdateSet((e) => {
            const isMet = e('subscriber.hasStarted', '=', 0);
            return {
              stoppedAt: null,
              hasStarted: 1,
              alerts: e
                .case()
                .when(isMet)
                .then(1)
                .else(e.ref('subscriber.alerts'))
                .end()
                .$castTo<Flag>(),
              evening: e
                .case()
                .when(isMet)
                .then(1)
                .else(e.ref('subscriber.evening'))
                .end()
                .$castTo<Flag>(),
              cameFrom: e
                .case()
                .when(isMet)
                .then(cameFrom)
                .else(e.ref('subscriber.cameFrom'))
                .end(),
            };
          }),
        )
        .execute();
    },

    /**
     * Somebody uses what is kept for readers without having said /start: they are kept as one, and
     * nothing comes to them by itself until they wish for it, or say it.
     */
    async meet(id: number, now: number): Promise<void> {
      const nothing = { alerts: 0, morning: 0, evening: 0, hasStarted: 0 } as const;
      await db
        .insertInto('subscriber')
        .values({ id, cameFrom: null, startedAt: now, ...nothing })
        .onConflict((c) => c.column('id').doUpdateSet({ stoppedAt: null }))
        .execute();
    },

    /** How many readers came to the bot by a `?start=` payload, whether they stayed or not. */
    async cameFrom(payload: string): Promise<number> {
      const row = await db
        .selectFrom('subscriber')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('cameFrom', '=', payload)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    /** Whoever wishes for something can be reached, though they had blocked the bot. */
    async wish(id: number, wishes: Wishes): Promise<void> {
      await db
        .updateTable('subscriber')
        .set({ ...wishes, stoppedAt: null, hasStarted: 1 })
        .where('id', '=', id)
        .execute();
    },

    /** The bot is not blocked any more. */
    async reachable(id: number): Promise<void> {
      await db.updateTable('subscriber').set({ stoppedAt: null }).where('id', '=', id).execute();
    },

    /** The bot was blocked: nothing more is sent, and nothing of theirs is lost if they return. */
    async unreachable(id: number, now: number): Promise<void> {
      await db
        .updateTable('subscriber')
        .set({ stoppedAt: now })
        .where('id', '=', id)
        .where('stoppedAt', 'is', null)
        .execute();
    },

    /**
     * Erases all that is known of a reader: what they asked for, and what they were told and are yet to
     * be. Whatever else goes to the same chat, as an editor's notices do, stays. Of a call that is under
     * way nothing is left to be written down.
     */
    erase: (id: number): Promise<void> =>
      db.transaction().execute(async (trx) => {
        const chat = String(id);
        const rows = await trx
          .deleteFrom('outbox')
          // By the index of broadcasts: none leads from a reader to their rows.
          .where('broadcastId', 'in', (e) => e.selectFrom('broadcast').select('broadcast.id'))
          .where('broadcastId', 'is not', null)
          .where('chat', '=', chat)
          .returning(['broadcastId', 'state'])
          .execute();
        for (const { broadcastId, state } of rows) {
          await countRows(trx, Number(broadcastId), [state]);
        }
        await trx
          .deleteFrom('chat')
          .where('name', '=', chat)
          .where((e) =>
            e.not(
              e.exists(
                e
                  .selectFrom('outbox')
                  .select('outbox.id')
                  .where('outbox.chat', '=', chat)
                  .where('outbox.broadcastId', 'is', null),
              ),
            ),
          )
          .execute();
        await trx.deleteFrom('subscriber').where('id', '=', id).execute();
      }),

    async count(): Promise<number> {
      const row = await db
        .selectFrom('subscriber')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('stoppedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },

    interests: (subscriberId: number): Promise<Interest[]> =>
      db
        .selectFrom('interest')
        .selectAll()
        .where('subscriberId', '=', subscriberId)
        .orderBy('kind')
        .orderBy('name')
        .execute(),

    /**
     * Adds a topic.
     *
     * @param key its matching form; the same one is kept once
     */
    async follow(interest: Interest): Promise<void> {
      await db
        .insertInto('interest')
        .values(interest)
        .onConflict((c) => c.doNothing())
        .execute();
    },

    async unfollow(subscriberId: number, kind: InterestKind, key: string): Promise<void> {
      await db
        .deleteFrom('interest')
        .where('subscriberId', '=', subscriberId)
        .where('kind', '=', kind)
        .where('key', '=', key)
        .execute();
    },

    async save(subscriberId: number, articleId: number, now: number): Promise<void> {
      await db
        .insertInto('savedArticle')
        .values({ subscriberId, articleId, savedAt: now })
        .onConflict((c) => c.doNothing())
        .execute();
    },

    async unsave(subscriberId: number, articleId: number): Promise<void> {
      await db
        .deleteFrom('savedArticle')
        .where('subscriberId', '=', subscriberId)
        .where('articleId', '=', articleId)
        .execute();
    },

    /** Numbers of the articles that a reader keeps and that were not taken back, the last saved first. */
    async saved(subscriberId: number, limit: number, offset = 0): Promise<number[]> {
      const rows = await db
        .selectFrom('savedArticle')
        .select('articleId')
        .where('subscriberId', '=', subscriberId)
        .where((e) =>
          e.exists(
            e
              .selectFrom('post')
              .select('post.id')
              .whereRef('post.articleId', '=', 'savedArticle.articleId')
              .where(stands),
          ),
        )
        .orderBy('savedAt', 'desc')
        .orderBy('articleId', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(({ articleId }) => articleId);
    },

    /**
     * Numbers of the articles that stand on a channel and are to stay, the last published first.
     *
     * @param since milliseconds UTC
     */
    async published(since: number, limit: number, offset = 0): Promise<number[]> {
      const rows = await db
        .selectFrom('post')
        .select(['articleId', (e) => e.fn.min<number>('publishedAt').as('at')] as const)
        .where(stands)
        .where('publishedAt', '>=', since)
        .where('id', 'not in', digestPosts(db))
        .groupBy('articleId')
        .orderBy('at', 'desc')
        .orderBy('articleId', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(({ articleId }) => articleId);
    },
  };
}

export type Readers = ReturnType<typeof readers>;
