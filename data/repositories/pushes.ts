import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { PushTable } from '../schema.ts';

export type Push = Selectable<PushTable>;

/** What a newsroom's own CMS sent us, until it is taken in; then its trace. */
export function pushes(db: Db) {
  return {
    /**
     * Keeps a push.
     *
     * @returns its id, or undefined when its signature was taken before
     */
    async add(
      push: Pick<Insertable<PushTable>, 'signature' | 'url' | 'body' | 'whole' | 'receivedAt'>,
    ): Promise<number | undefined> {
      const row = await db
        .insertInto('push')
        .values({ ...push, state: 'new', nextTryAt: push.receivedAt })
        .onConflict((c) => c.column('signature').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row?.id;
    },

    /** Pushes to take in now: whole articles before addresses, in the order in which they came. */
    due: (now: number, limit: number): Promise<Push[]> =>
      db
        .selectFrom('push')
        .selectAll()
        .where('state', '=', 'new')
        .where('nextTryAt', '<=', now)
        .orderBy('whole', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute(),

    async read(id: number, articleId: number): Promise<void> {
      await db
        .updateTable('push')
        .set({ state: 'read', articleId, body: '', failure: null })
        .where('id', '=', id)
        .execute();
    },

    async failed(
      id: number,
      change: Pick<Push, 'state' | 'attempts' | 'nextTryAt' | 'failure'>,
    ): Promise<void> {
      await db.updateTable('push').set(change).where('id', '=', id).execute();
    },

    /** The pushes of one of the addresses, or of the article, in the order in which they came. */
    tracesOf: (urls: readonly string[], articleId: number | null): Promise<Push[]> =>
      db
        .selectFrom('push')
        .selectAll()
        .where((e) => e.or([e('url', 'in', urls), e('articleId', '=', articleId)]))
        .orderBy('id')
        .execute(),

    /** Forgets pushes that were settled before a time; it must lie behind the window of replays. */
    async forget(before: number): Promise<void> {
      await db
        .deleteFrom('push')
        .where('receivedAt', '<', before)
        .where('state', '!=', 'new')
        .execute();
    },
  };
}

export type Pushes = ReturnType<typeof pushes>;
