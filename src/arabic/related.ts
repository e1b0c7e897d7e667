import { words } from './normalise.ts';
import { isContentWord, stem } from './stems.ts';
import { topics } from './topics.ts';

/** An article as it is compared. */
export interface Relatable {
  readonly id: number;
  readonly storyId: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tags: readonly string[];
}

const mostTopics = 6;
/** More than any number of shared words. */
const sameStory = 1_000;
const sharedTopic = 10;
const sharedStem = 7;
/** A place and a word in common is chance; with one word more, or two topics, it is not. */
const least = 20;

/**
 * The earlier articles that tell more of what an article tells: of its story first, then by topics and
 * by the words of their titles. Of two with one title only the first is taken, and none with the
 * article's own.
 *
 * @param candidates newest first: of two as near, the newer is taken
 * @returns at most `limit`, nearest first
 */
export function relatedTo<C extends Relatable>(
  article: Relatable,
  candidates: readonly C[],
  limit: number,
): C[] {
  const own = profileOf(article);
  const seen = new Set([own.key]);
  const scored: { candidate: C; score: number }[] = [];
  for (const candidate of candidates) {
    const other = profileOf(candidate);
    if (candidate.id === article.id || seen.has(other.key)) continue;
    seen.add(other.key);
    const topicsShared = own.topics.intersection(other.topics);
    // A place in both titles is told by its topic; it does not count again as a word.
    const told = new Set([...topicsShared].flatMap((topic) => topic.split(' ')));
    const stemsShared = own.stems.intersection(other.stems).difference(told);
    const score =
      (candidate.storyId === article.storyId ? sameStory : 0) +
      sharedTopic * topicsShared.size +
      sharedStem * stemsShared.size;
    if (score >= least) scored.push({ candidate, score });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

function profileOf({ title, paragraphs, tags }: Relatable) {
  const listed = words(title);
  // The lead names what an article is about; the whole text names much that it is not.
  const about = topics({ title, paragraphs: paragraphs.slice(0, 2), tags, limit: mostTopics });
  return {
    key: listed.join(' '),
    stems: new Set(listed.filter(isContentWord).map(stem)),
    topics: new Set(about.map((topic) => words(topic).map(stem).join(' '))),
  };
}
