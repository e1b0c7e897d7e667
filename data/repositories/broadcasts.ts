import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db } from '../database.ts';
import type { BroadcastTable, OutboxState } from '../schema.ts';
import { lanes } from './pace.ts';
import { stands } from './posts.ts';

export type Broadcast = Selectable<BroadcastTable>;

/** Which readers a broadcast is for: all, or those who asked for its kind. */
export type Audience = 'all' | 'alerts' | 'morning' | 'evening';

/** How many readers' rows stand where; `waiting` are still to come. */
export type Progress = Readonly<Partial<Record<OutboxState, number>>>;

/** States of rows by what became of their message; a cancelled one was for nobody. */
const endings = { reached: ['done'], missed: ['failed', 'unknown'] } as const;

/** Adds rows that are gone to the counts of their broadcast, in the caller's transaction. */
export async function countRows(db: Db, id: number, states: readonly OutboxState[]): Promise<void> {
  const count = (of: readonly OutboxState[]) => states.filter((state) => of.includes(state)).length;
  const [reached, missed] = [count(endings.reached), count(endings.missed)];
  await db
    .updateTable('broadcast')
    .set((e) => ({ reached: e('reached', '+', reached), missed: e('missed', '+', missed) }))
    .where('id', '=', id)
    .execute();
}

export function broadcasts(db: Db) {
  return {
    find: (id: number): Promise<Broadcast | undefined> =>
      db.selectFrom('broadcast').selectAll().where('id', '=', id).executeTakeFirst(),

    /**
     * Adds a broadcast.
     *
     * @returns undefined when one with its key was there
     */
    add: (
      broadcast: Pick<Insertable<BroadcastTable>, 'kind' | 'state' | 'createdAt'> &
        Partial<Pick<Broadcast, 'key' | 'articleId' | 'message' | 'createdBy'>>,
    ): Promise<Broadcast | undefined> =>
      db
        .insertInto('broadcast')
        .values(broadcast)
        .onConflict((c) => c.column('key').doNothing())
        .returningAll()
        .executeTakeFirst(),

    /**
     * Gives every reader of the audience a row of the outbox, in one statement; those who have one
     * keep it, so that planning twice sends nothing twice.
     *
     * @returns how many readers it is for
     */
    async plan(id: number, audience: Audience, now: number): Promise<number> {
      const lane = audience === 'alerts' ? lanes.alert : lanes.broadcast;
      await db
        .insertInto('outbox')
        .columns(['broadcastId', 'chat', 'kind', 'lane', 'dueAt', 'state', 'createdAt'])
        .expression((e) =>
          e
            .selectFrom('subscriber')
            .select([
              e.val(id).as('broadcastId'),
              sql<string>`cast(id as text)`.as('chat'),
              e.val('send').as('kind'),
              sql<number>`cast(${lane} as integer)`.as('lane'),
              sql<number>`cast(${now} as bigint)`.as('dueAt'),
              e.val('waiting').as('state'),
              sql<number>`cast(${now} as bigint)`.as('createdAt'),
            ])
            .where('stoppedAt', 'is', null)
            .$if(audience !== 'all', (query) => query.where(audience as 'alerts', '=', 1)),
        )
        .onConflict((c) => c.doNothing())
        .execute();
      const { total } = await db
        .selectFrom('outbox')
        .select((e) => e.fn.countAll<number>().as('total'))
        .where('broadcastId', '=', id)
        .executeTakeFirstOrThrow();
      await db
        .updateTable('broadcast')
        .set({ state: 'sending', total: Number(total) })
        .where('id', '=', id)
        .execute();
      return Number(total);
    },

    /** @returns whether it was in one of the states: the first of two who try wins */
    async move(
      id: number,
      from: readonly Broadcast['state'][],
      to: Partial<Pick<Broadcast, 'state' | 'progressMessageId'>>,
    ): Promise<boolean> {
      const moved = await db
        .updateTable('broadcast')
        .set(to)
        .where('id', '=', id)
        .where('state', 'in', from)
        .returning('id')
        .executeTakeFirst();
      return moved !== undefined;
    },

    /** Takes back what has not gone out yet; what is under way or done stays. */
    async withdraw(id: number): Promise<void> {
      await db
        .deleteFrom('outbox')
        .where('broadcastId', '=', id)
        .where('state', '=', 'waiting')
        .execute();
    },

    /** Those that are going out, oldest first. */
    sending: (): Promise<Broadcast[]> =>
      db.selectFrom('broadcast').selectAll().where('state', '=', 'sending').orderBy('id').execute(),

    async progress(id: number): Promise<Progress> {
      const rows = await db
        .selectFrom('outbox')
        .select((e) => ['state', e.fn.countAll<number>().as('n')] as const)
        .where('broadcastId', '=', id)
        .groupBy('state')
        .execute();
      const gone = await db
        .selectFrom('broadcast')
        .select(['reached', 'missed'])
        .where('id', '=', id)
        .executeTakeFirst();
      const counts = new Map(rows.map(({ state, n }) => [state, Number(n)]));
      const add = (state: OutboxState, n = 0) =>
        n > 0 && counts.set(state, (counts.get(state) ?? 0) + n);
      add('done', gone?.reached);
      add('failed', gone?.missed);
      return Object.fromEntries(counts);
    },

    /** Those that are over, and whose readers' rows are still there. */
    async unfolded(): Promise<number[]> {
      const rows = await db
        .selectFrom('broadcast')
        .select('id')
        .where('state', 'in', ['done', 'cancelled'])
        .where((e) =>
          e.exists(
            e
              .selectFrom('outbox')
              .select('outbox.id')
              .whereRef('outbox.broadcastId', '=', 'broadcast.id')
              .where('outbox.broadcastId', 'is not', null),
          ),
        )
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    /**
     * Puts settled rows of a broadcast into its counts, in the caller's transaction.
     *
     * @returns whether there were any
     */
    async fold(id: number, limit: number): Promise<boolean> {
      const rows = await db
        .deleteFrom('outbox')
        .where('id', 'in', (e) =>
          e
            .selectFrom('outbox as settled')
            .select('settled.id')
            .where('settled.broadcastId', '=', id)
            .where('settled.state', 'in', ['done', 'failed', 'unknown', 'cancelled'])
            .limit(limit),
        )
        .returning('state')
        .execute();
      await countRows(
        db,
        id,
        rows.map(({ state }) => state),
      );
      return rows.length > 0;
    },

    /**
     * The stories of breaking news that has come out since a time and of which readers were not told
     * yet, each with the article that came out first. Where what they were told was taken back, what has
     * come out since is news.
     */
    async untold(since: number): Promise<{ storyId: number; articleId: number }[]> {
      const rows = await db
        .selectFrom('post')
        .innerJoin('article', 'article.id', 'post.articleId')
        .select(['article.storyId', 'post.articleId'])
        .where(stands)
        .where('post.breaking', '=', 1)
        .where('post.publishedAt', '>=', since)
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('broadcast')
                .innerJoin('article as told', 'told.id', 'broadcast.articleId')
                .select('broadcast.id')
                .where('broadcast.kind', '=', 'alert')
                .whereRef('told.storyId', '=', 'article.storyId')
                .where((w) =>
                  w.or([
                    w('broadcast.createdAt', '>=', w.ref('post.publishedAt')),
                    w.exists(
                      w
                        .selectFrom('post as standing')
                        .select('standing.id')
                        .whereRef('standing.articleId', '=', 'told.id')
                        .where('standing.state', '=', 'published')
                        .where('standing.retraction', 'is', null),
                    ),
                  ]),
                ),
            ),
          ),
        )
        .orderBy('post.publishedAt')
        .orderBy('post.id')
        .execute();
      const stories = new Set<number>();
      return rows.filter(({ storyId }) => !stories.has(storyId) && stories.add(storyId));
    },

    /**
     * Another article that has told an alert's story as breaking news before the alert was planned, and
     * stands; undefined when none does.
     */
    async standingBeside({
      articleId,
      createdAt,
    }: Pick<Broadcast, 'articleId' | 'createdAt'>): Promise<number | undefined> {
      const row = await db
        .selectFrom('article as told')
        .innerJoin('article', 'article.storyId', 'told.storyId')
        .innerJoin('post', 'post.articleId', 'article.id')
        .select('post.articleId')
        .where('told.id', '=', articleId)
        .where(stands)
        .where('post.breaking', '=', 1)
        .where('post.publishedAt', '<=', createdAt)
        .orderBy('post.id')
        .limit(1)
        .executeTakeFirst();
      return row?.articleId;
    },
  };
}

export type Broadcasts = ReturnType<typeof broadcasts>;
