import { words } from '../arabic/normalise.ts';

/** A line this long, in words, is a paragraph of the news, even if two articles quote it. */
const longestLine = 40;

/** In so many articles of one site a line stands before it is the site's own. */
export const learntAfter = 3;

/** A text of which more than this share is known is a copy of an article, not clutter. */
const mostKnown = 0.5;

/**
 * The lines of an article that may be the site's own ('حمّل تطبيقنا …'), in matching form, each once.
 *
 * @param paragraphs as read; long ones are left out
 */
export function siteLines(paragraphs: readonly string[]): string[] {
  const lines = paragraphs.map(words).filter((line) => line.length <= longestLine);
  return [...new Set(lines.map((line) => line.join(' ')).filter(Boolean))];
}

/**
 * Leaves out the lines that many articles of the site have carried, whatever they say: what no rule
 * of Arabic knows, the site itself has taught.
 *
 * @param known lines in matching form
 * @returns the paragraphs as they were when most of them are known: then it is an article over again
 */
export function withoutSiteLines(
  paragraphs: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] {
  const listed = paragraphs.map((text) => ({ text, line: words(text) }));
  const news = listed.filter(({ line }) => !known.has(line.join(' ')));
  const size = (some: typeof listed) => some.reduce((sum, { line }) => sum + line.length, 0);
  return size(news) < size(listed) * (1 - mostKnown) ? paragraphs : news.map(({ text }) => text);
}
