import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { RefusalTable } from '../schema.ts';

export type NewRefusal = Omit<Insertable<RefusalTable>, 'id'>;
/** A refusal with the channel's key; null where the source's own rules stopped the article. */
export type KeyedRefusal = Selectable<RefusalTable> & { channel: string | null };

/** Why articles did not go to channels. */
export function refusals(db: Db) {
  return {
    async add(list: readonly NewRefusal[]): Promise<void> {
      if (list.length > 0) await db.insertInto('refusal').values(list).execute();
    },

    ofArticle: (articleId: number): Promise<KeyedRefusal[]> =>
      db
        .selectFrom('refusal')
        .leftJoin('channel', 'channel.id', 'refusal.channelId')
        .selectAll('refusal')
        .select('channel.key as channel')
        .where('refusal.articleId', '=', articleId)
        .orderBy('refusal.id')
        .execute(),

    async forget(before: number): Promise<void> {
      await db.deleteFrom('refusal').where('at', '<', before).execute();
    },
  };
}

export type Refusals = ReturnType<typeof refusals>;
