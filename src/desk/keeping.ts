/** How an article is stored: once by its address, each change as a revision. */
import type { NewArticle, StoredArticle } from '../../data/repositories/articles.ts';
import type { ChangeKind } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import { searchTerms } from '../arabic/search-terms.ts';
import { changesBetween, sameSite } from './changes.ts';
import type { OwnWords } from './own-words.ts';
import type { Placed } from './stories.ts';

/** Pages change most in the hours after they went out: these long after the first reading. */
const checksAfterMs = [10, 60, 360].map((minutes) => minutes * 60_000);

/** When a page is next looked at for changes; null: no more. All times in milliseconds UTC. */
export const nextCheck = (readAt: number, now: number): number | null =>
  checksAfterMs.map((ms) => readAt + ms).find((at) => at > now) ?? null;

export interface Kept {
  readonly article: StoredArticle;
  /** False: the article was known. */
  readonly isNew: boolean;
  /** The article was known and has changed since; its new text is stored. */
  readonly isRevised: boolean;
}

export interface KeepingOptions {
  readonly place: (tx: Store, article: NewArticle, now: number) => Promise<Placed>;
  /** Called in the transaction of a revision. */
  readonly revised: (tx: Store, articleId: number) => Promise<void>;
  readonly now: () => number;
}

/** Puts an article into the index that readers search. */
const index = (
  tx: Store,
  id: number,
  { title, paragraphs }: Pick<NewArticle, 'title' | 'paragraphs'>,
): Promise<void> => tx.search.put(id, searchTerms([title, ...paragraphs].join('\n')));

export function createKeeping({ place, revised, now }: KeepingOptions) {
  const replace = async (
    tx: Store,
    known: StoredArticle,
    told: NewArticle,
    kinds: readonly ChangeKind[],
  ): Promise<void> => {
    await tx.articles.revise(known, told, kinds, now());
    await index(tx, known.id, told);
    await revised(tx, known.id);
  };

  /**
   * Stores what has changed in an article. Another site's copy changes nothing, and no page
   * overrules what the newsroom itself has pushed.
   *
   * @returns whether anything had
   */
  const revise = async (tx: Store, known: StoredArticle, told: NewArticle): Promise<boolean> => {
    if (!sameSite(known.url, told.url)) return false;
    if (known.toldBy === 'push' && told.toldBy !== 'push') return false;
    const kinds = changesBetween(known, told);
    if (kinds.length === 0) return false;
    await replace(tx, known, told, kinds);
    return true;
  };

  return {
    revise,

    /**
     * Puts what an editor has rewritten in the place of their own words, to the letter: they may mend
     * a comma alone.
     *
     * @returns whether anything differs
     */
    async rewrite(tx: Store, known: StoredArticle, words: OwnWords): Promise<boolean> {
      const { title, paragraphs } = words;
      const told = { ...known, title, paragraphs: [...paragraphs], summary: paragraphs.join('\n') };
      if (told.title === known.title && told.summary === known.summary) return false;
      const kinds = changesBetween(known, told);
      await replace(tx, known, told, kinds.length > 0 ? kinds : ['body']);
      return true;
    },

    /** Stores an article under its story; of one whose address is known, what has changed. */
    async keep(tx: Store, article: NewArticle): Promise<Kept & { isNews: boolean }> {
      const known =
        (await tx.articles.byAddress(article.canonicalUrl)) ??
        (await tx.articles.byAddress(article.url));
      if (known) {
        const isRevised = await revise(tx, known, article);
        const latest = isRevised ? await tx.articles.find(known.id) : known;
        return { article: latest ?? known, isNew: false, isRevised, isNews: known.isNews === 1 };
      }
      const { storyId, isNews } = await place(tx, article, now());
      const added = await tx.articles.add({ ...article, isNews: isNews ? 1 : 0 }, storyId);
      await index(tx, added.id, added);
      return { article: added, isNew: true, isRevised: false, isNews };
    },
  };
}
