import { normalise, words } from '../arabic/normalise.ts';
import type { Block } from './blocks.ts';
import { withoutClutter } from './clutter.ts';
import { endsSentence } from './lines.ts';

/** An article pasted or saved as text. */
export interface PlainArticle {
  /** Its first line, when that reads like a title. */
  title: string | null;
  dateline: string | null;
  paragraphs: string[];
}

/** A first line of more words than this is a title only when the text prints it again. */
const longestTitle = 14;

/**
 * Reads a text copied from a page, one line a paragraph, by the rules that pages are read by: what was
 * copied along with the news (counts, sharing, other articles) goes. Lines stay verbatim, trimmed.
 *
 * @param title when it is known; else a first line that reads like one.
 */
export function readText(text: string, title?: string): PlainArticle {
  const lines = text
    .split(/[\r\n\u2028\u2029]+/u)
    .map((line) => line.trim())
    .filter(Boolean);
  const first = lines[0];
  const told = title ?? (first !== undefined && isTitle(first, lines.slice(1)) ? first : null);
  const blocks = lines.map(
    (line): Block => ({
      kind: 'paragraph',
      text: line,
      linkShare: 0,
      afterBreak: false,
      afterImage: false,
    }),
  );
  const { dateline, paragraphs } = withoutClutter(blocks, {
    titles: told === null ? [] : [told],
    tags: [],
  });
  return { title: told, dateline, paragraphs };
}

function isTitle(first: string, others: readonly string[]): boolean {
  const size = words(first).length;
  if (size < 3 || others.length === 0 || endsSentence(first)) return false;
  const form = normalise(first);
  return size <= longestTitle || others.some((line) => normalise(line) === form);
}
