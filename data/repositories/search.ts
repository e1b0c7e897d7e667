import { type Db, holdsTerms, storedTerms } from '../database.ts';
import { digestPosts } from './digests.ts';
import { stands } from './posts.ts';

/** Which articles hold which words. The caller folds and stems: here a term is a term. */
export function search(db: Db) {
  return {
    /** Takes an article in, or what it says now. */
    async put(articleId: number, terms: readonly string[]): Promise<void> {
      await db.deleteFrom('articleSearch').where('rowid', '=', articleId).execute();
      await db
        .insertInto('articleSearch')
        .values({ rowid: articleId, terms: storedTerms(db, terms) })
        .execute();
    },

    /** Articles that the index lacks, oldest first: those stored before there was one. */
    async missing(limit: number): Promise<number[]> {
      const rows = await db
        .selectFrom('article')
        .leftJoin('articleSearch', 'articleSearch.rowid', 'article.id')
        .select('article.id')
        .where('articleSearch.rowid', 'is', null)
        .orderBy('article.id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    /**
     * The newest published articles that hold every term, the last one as a beginning.
     *
     * @param terms of letters and digits only; none finds nothing
     */
    async find(terms: readonly string[], limit: number, offset = 0): Promise<number[]> {
      if (terms.length === 0) return [];
      const rows = await db
        .selectFrom('articleSearch')
        .select('rowid')
        .where(holdsTerms(db, terms))
        .where((e) =>
          e.exists(
            e
              .selectFrom('post')
              .select('post.id')
              .whereRef('post.articleId', '=', 'articleSearch.rowid')
              .where(stands)
              .where('post.id', 'not in', digestPosts(db)),
          ),
        )
        .orderBy('rowid', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(({ rowid }) => rowid);
    },
  };
}

export type Search = ReturnType<typeof search>;
