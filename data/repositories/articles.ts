import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { ArticleRevisionTable, ArticleTable, ChangeKind } from '../schema.ts';

type Row = Selectable<ArticleTable>;
export type StoredArticle = Omit<Row, 'paragraphs' | 'tags'> & {
  paragraphs: string[];
  tags: string[];
};
export type NewArticle = Omit<Insertable<ArticleTable>, 'paragraphs' | 'tags' | 'storyId'> & {
  paragraphs: string[];
  tags: string[];
};

/** A text that an article had before. */
export type Revision = Omit<Selectable<ArticleRevisionTable>, 'paragraphs' | 'kinds'> & {
  paragraphs: string[];
  kinds: ChangeKind[];
};

const fromRow = (row: Row): StoredArticle => ({
  ...row,
  paragraphs: JSON.parse(row.paragraphs),
  tags: JSON.parse(row.tags),
});

const ownScheme = 'own:';

/**
 * The address of an article that an editor has written: it stands nowhere else, so nothing leads there.
 *
 * @param name unique among articles
 */
export const ownAddress = (name: string): string => `${ownScheme}${name}`;

/** Whether an article is the newsroom's own words, which no link can open. */
export const isOwn = ({ canonicalUrl }: Pick<StoredArticle, 'canonicalUrl'>): boolean =>
  canonicalUrl.startsWith(ownScheme);

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
    /**
     * Holds an article until the transaction ends: of two that ask what posts it has, to add one, the
     * second sees what the first has added. Nothing to SQLite, which lets one in at a time anyway.
     */
    async hold(id: number): Promise<void> {
      await db
        .updateTable('article')
        .set((e) => ({ storyId: e.ref('storyId') }))
        .where('id', '=', id)
        .execute();
    },

    find: (id: number): Promise<StoredArticle | undefined> => one('id', id),

    /** The article of an address, be it the canonical one or the one it was fetched from. */
    byAddress: async (url: string): Promise<StoredArticle | undefined> =>
      (await one('canonicalUrl', url)) ?? (await one('url', url)),

    /** The number of the article that was taken in last. */
    async newest(): Promise<number | undefined> {
      const row = await db
        .selectFrom('article')
        .select('id')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.id;
    },

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
     * Puts a new text in the place of an article's, and keeps the former. What the article is known
     * by (addresses, source, story, time of reading) stays.
     */
    async revise(
      former: StoredArticle,
      told: NewArticle,
      kinds: readonly ChangeKind[],
      now: number,
    ): Promise<void> {
      const { id, revision, title, summary, imageUrl } = former;
      await db
        .insertInto('articleRevision')
        .values({
          articleId: id,
          revision,
          title,
          summary,
          imageUrl,
          paragraphs: JSON.stringify(former.paragraphs),
          kinds: JSON.stringify(kinds),
          replacedAt: now,
        })
        .execute();
      await db
        .updateTable('article')
        .set({
          title: told.title,
          dateline: told.dateline,
          author: told.author,
          imageUrl: told.imageUrl,
          imageWidth: told.imageWidth,
          imageHeight: told.imageHeight,
          paragraphs: JSON.stringify(told.paragraphs),
          tags: JSON.stringify(told.tags),
          summary: told.summary,
          language: told.language,
          toldBy: told.toldBy,
          revision: revision + 1,
        })
        .where('id', '=', id)
        .execute();
    },

    /** The former texts of an article, oldest first. */
    async revisions(articleId: number): Promise<Revision[]> {
      const rows = await db
        .selectFrom('articleRevision')
        .selectAll()
        .where('articleId', '=', articleId)
        .orderBy('revision')
        .execute();
      return rows.map((row) => ({
        ...row,
        paragraphs: JSON.parse(row.paragraphs),
        kinds: JSON.parse(row.kinds),
      }));
    },

    /** Articles whose pages are to be looked at again, the longest overdue first. */
    async toCheck(now: number, limit: number): Promise<StoredArticle[]> {
      const rows = await db
        .selectFrom('article')
        .selectAll()
        .where('nextCheckAt', '<=', now)
        .orderBy('nextCheckAt')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    /** A page was looked at, or need not be any more. */
    async checked(
      id: number,
      result: Partial<Pick<Row, 'etag' | 'lastModified' | 'checkedAt' | 'nextCheckAt'>>,
    ): Promise<void> {
      await db.updateTable('article').set(result).where('id', '=', id).execute();
    },

    /** Has the pages of these articles looked at by a time, if they are pages' articles at all. */
    async checkBy(ids: readonly number[], at: number): Promise<void> {
      if (ids.length === 0) return;
      await db
        .updateTable('article')
        .set({ nextCheckAt: at })
        .where('id', 'in', ids)
        .where('toldBy', '=', 'page')
        .where((e) => e.or([e('nextCheckAt', 'is', null), e('nextCheckAt', '>', at)]))
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
