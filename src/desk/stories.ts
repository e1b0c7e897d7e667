/** Which story an article tells: by its text and title against those of the last days. */

import type { NewArticle } from '../../data/repositories/articles.ts';
import type { Store } from '../../data/store.ts';
import { normalise } from '../arabic/normalise.ts';
import { type Fingerprint, fingerprint } from '../arabic/shingles.ts';
import { placeAmong } from '../arabic/stories.ts';
import { createStoryIndex } from '../arabic/story-index.ts';

/** How long a story goes on being told. */
const storyMs = 72 * 60 * 60_000;

/** Articles whose prints are made between two turns of the event loop: some 10 ms. */
const printsATurn = 20;

export interface Placed {
  readonly storyId: number;
  /**
   * The story was known, and this is news within it: it tells a changed number, or it is the fuller
   * report with which a source follows its own flash.
   */
  readonly isNews: boolean;
}

interface Told {
  readonly storyId: number;
  readonly sourceId: number | null;
  readonly print: Fingerprint;
}

/**
 * Keeps the prints of the articles of the last 72 hours in memory; the database stays the only
 * record. With 2,000 articles the prints take a second of work, parted, at the first article after a
 * start; then each article is compared with the few that share its words.
 */
export function createStories() {
  const prints = new Map<number, Told>();
  const index = createStoryIndex<Told>();

  const catchUp = async (store: Store, now: number, pause: () => Promise<unknown>) => {
    const ids = new Set(await store.articles.readSince(now - storyMs));
    for (const [id, told] of prints) {
      if (ids.has(id)) continue;
      prints.delete(id);
      index.remove(told);
    }
    const missing = [...ids].filter((id) => !prints.has(id));
    for (let i = 0; i < missing.length; i += printsATurn) {
      for (const article of await store.articles.findAll(missing.slice(i, i + printsATurn))) {
        const { storyId, sourceId } = article;
        const told = { storyId, sourceId, print: printOf(article) };
        prints.set(article.id, told);
        index.add(told);
      }
      await pause();
    }
  };

  return {
    /** Makes the prints that are absent, letting others run; before a transaction that places. */
    prepare: (store: Store, now: number): Promise<void> =>
      catchUp(store, now, () => new Promise(setImmediate)),

    /** The story of an article that is not stored yet; a new one when none is told already. */
    async place(tx: Store, article: NewArticle, now: number): Promise<Placed> {
      await catchUp(tx, now, async () => {});
      const print = printOf(article);
      const { beside, repeats, isUpdate } = placeAmong(print, index.candidates(print));
      if (!beside) {
        const storyId = await tx.articles.addStory(normalise(article.title), now);
        return { storyId, isNews: false };
      }
      const { storyId } = beside;
      const source = article.sourceId ?? null;
      const followsItself =
        source !== null &&
        repeats === null &&
        prints.values().some((other) => other.storyId === storyId && other.sourceId === source);
      return { storyId, isNews: isUpdate || followsItself };
    },
  };
}

const printOf = (article: Pick<NewArticle, 'title' | 'paragraphs' | 'publishedAt' | 'readAt'>) =>
  fingerprint({
    title: article.title,
    text: article.paragraphs.join('\n'),
    at: article.publishedAt ?? article.readAt,
  });
