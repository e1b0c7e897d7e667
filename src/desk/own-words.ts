/** What an editor writes in a chat, as headline and text. Pure. */
import { sentences } from '../arabic/sentences.ts';

export interface OwnWords {
  readonly title: string;
  /** None when the headline says it all. */
  readonly paragraphs: readonly string[];
}

/** A single paragraph up to this length, in code points, is a headline by itself. */
const longestLoneHeadline = 160;

/**
 * The first line is the headline. Of a single long paragraph it is the first sentence; where that is
 * all there is, the headline is as long as it is, and whoever measures it says so.
 *
 * @param text with its lines, not empty
 */
export function ownWords(text: string): OwnWords {
  const lines = text
    .split(/\n+/u)
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const [title = '', ...paragraphs] = lines;
  if (paragraphs.length > 0 || [...title].length <= longestLoneHeadline) {
    return { title, paragraphs };
  }
  const [first = title, ...rest] = sentences(title);
  return { title: first, paragraphs: rest.length > 0 ? [rest.join(' ')] : [] };
}

/** The addresses that a text is made of, when it is made of nothing else; at most five. */
export function addressesIn(text: string): string[] {
  const words = text.trim().split(/\s+/u);
  const isAddress = (word: string) =>
    /^(?:https?:\/\/)?[^\s/.]+(?:\.[^\s/.]+)+(?:\/\S*)?$/iu.test(word);
  return words.length <= 5 && words.every(isAddress) ? words : [];
}
