/** What changed between two readings of one article. Pure. */
import type { ChangeKind } from '../../data/schema.ts';
import { words } from '../arabic/normalise.ts';
import { numberOf } from '../arabic/numbers.ts';

export interface Version {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** A paragraph of fewer words is a caption, a count of readers or a subheading: no news in it. */
const leastWords = 6;

/**
 * The kinds of change from one version to the next; none where only white space, punctuation,
 * spelling (hamza, harakat) or clutter differ. Numbers count in digits and in words: «سبعة» for «7»
 * is no change. `body` is a paragraph that came, went, or was written anew.
 */
export function changesBetween(before: Version, after: Version): ChangeKind[] {
  const [was, is] = [telling(before), telling(after)];
  // A page that is behind a wall or half loaded tells less, not news.
  if (is.paragraphs.length === 0) return [];
  const kinds: ChangeKind[] = [];
  if (!sameWords(was.title, is.title)) kinds.push('title');
  if (!sameWords(was.paragraphs[0] ?? [], is.paragraphs[0] ?? [])) kinds.push('lead');
  if (numbersOf(was) !== numbersOf(is)) kinds.push('numbers');
  const rest = (version: typeof was) =>
    new Set(version.paragraphs.slice(1).map((paragraph) => paragraph.join(' ')));
  if (rest(was).symmetricDifference(rest(is)).size > 0) kinds.push('body');
  return kinds;
}

/** The words of the parts that tell something, numbers as digits. */
function telling({ title, paragraphs }: Version) {
  const spelled = (text: string) => words(text).map((word) => numberOf(word) ?? word);
  const told = paragraphs.map(spelled);
  const long = told.filter((paragraph) => paragraph.length >= leastWords);
  return { title: spelled(title), paragraphs: long.length > 0 ? long : told };
}

const sameWords = (one: readonly string[], other: readonly string[]): boolean =>
  one.join(' ') === other.join(' ');

/** Each number once, however often it is told. */
const numbersOf = ({ title, paragraphs }: ReturnType<typeof telling>): string =>
  [...new Set([title, ...paragraphs].flat().filter((word) => /^\d+$/u.test(word)))]
    .sort()
    .join(' ');

/** Whether two addresses are of one site: another site's copy does not change an article. */
export const sameSite = (one: string, other: string): boolean => siteOf(one) === siteOf(other);

const siteOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : address;
