/** What a digest tells a reader: the news of its hours that their topics pick. Pure. */
import { normalise } from '../arabic/normalise.ts';

/** What fits a phone's screen twice over. */
const longest = 7;

export interface Told {
  readonly articleId: number;
  readonly storyId: number;
  readonly section: string | null;
  /** All that its source is called: by us, as readers follow it, and on its own page. */
  readonly sources: readonly string[];
  /** The article's search terms (arabic/search-terms.ts). */
  readonly terms: ReadonlySet<string>;
}

export interface Topic {
  readonly kind: 'section' | 'source' | 'place' | 'word';
  /** In matching form. */
  readonly key: string;
  /** Of a place or word: its search terms. */
  readonly terms: readonly string[];
}

/**
 * The articles of a reader's digest, one a story, in the order given. A reader without topics gets
 * the first of all; one whose topics pick nothing gets nothing.
 *
 * @param articles the likeliest to be wanted first
 */
export function pickDigest(articles: readonly Told[], topics: readonly Topic[]): number[] {
  const stories = new Set<number>();
  const wanted = articles.filter(
    (article) => topics.length === 0 || topics.some((topic) => isAbout(article, topic)),
  );
  return wanted
    .filter(({ storyId }) => !stories.has(storyId) && stories.add(storyId))
    .slice(0, longest)
    .map(({ articleId }) => articleId);
}

function isAbout(article: Told, { kind, key, terms }: Topic): boolean {
  if (kind === 'section') return normalise(article.section ?? '') === key;
  if (kind === 'source') return article.sources.some((name) => normalise(name) === key);
  return terms.length > 0 && terms.every((term) => article.terms.has(term));
}
