import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ArticleTable } from '../schema.ts';

type Row = Selectable<ArticleTable>;
export type StoredArticle = Omit<Row, 'paragraphs' | 'tags'> & {
  paragraphs: string[];
  tags: string[];
};
export type NewArticle = Omit<Insertable<ArticleTable>, 'paragraphs' | 'tags' | 'storyId'> & {
  paragraphs: string[];
  tags: string[];
};

const fromRow = (row: Row): StoredArticle => ({
  ...row,
  paragraphs: JSON.parse(row.paragraphs),
  tags: JSON.parse(row.tags),
});

export function articles(db: Db) {
  const one = async (column: 'id' | 'canonicalUrl' | 'url', value: number | string) => {
    const row = await db
      .selectFrom('article')
      .selectAll()
      .where(column, '=', value as never)
      .limit(1)
      .executeTakeFirst();
    return row && fromRow(row);
  };

  return {
    find: (id: number): Promise<StoredArticle | undefined> => one('id', id),

    /** The article of an address, be it the canonical one or the one it was fetched from. */
    byAddress: async (url: string): Promise<StoredArticle | undefined> =>
      (await one('canonicalUrl', url)) ?? (await one('url', url)),

    /** The numbers of the articles read since a time, oldest first. */
    async readSince(since: number): Promise<number[]> {
      const rows = await db
        .selectFrom('article')
        .select('id')
        .where('readAt', '>=', since)
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    /** The articles of these numbers, at most some hundreds, oldest first. */
    async findAll(ids: readonly number[]): Promise<StoredArticle[]> {
      const query = db.selectFrom('article').selectAll().where('id', 'in', ids).orderBy('id');
      return (await query.execute()).map(fromRow);
    },

    /** Stores an article under a story; the canonical address must be new. */
    async add(article: NewArticle, storyId: number): Promise<StoredArticle> {
      const row = await db
        .insertInto('article')
        .values({
          ...article,
          storyId,
          paragraphs: JSON.stringify(article.paragraphs),
          tags: JSON.stringify(article.tags),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return fromRow(row);
    },

    /** The article stands under another address now. */
    async moveTo(id: number, url: string): Promise<void> {
      await db
        .updateTable('article')
        .set({ url, canonicalUrl: url })
        .where('id', '=', id)
        .execute();
    },

    /**
     * Opens a story.
     *
     * @param titleKey the title of its first article in matching form
     */
    async addStory(titleKey: string, now: number): Promise<number> {
      const made = await db
        .insertInto('story')
        .values({ titleKey, firstAt: now })
        .returning('id')
        .executeTakeFirstOrThrow();
      return made.id;
    },
  };
}

export type Articles = ReturnType<typeof articles>;
