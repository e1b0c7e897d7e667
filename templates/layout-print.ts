/** A template filled with what an article has. What it lacks leaves no empty line behind. */
import type { MessageEntity } from 'grammy/types';
import { startRightToLeft } from '../src/arabic/bidi.ts';
import type { Span } from './fit.ts';
import type { Hole, Layout, Mark, Piece } from './layout.ts';
import type { Placeholder } from './placeholders.ts';

/** A text and what is laid over it, in UTF-16 units. */
export interface Printed {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

export interface LaidOut extends Printed {
  /** Where the placeholders stand that are not empty. */
  readonly places: ReadonlyMap<Placeholder, Span>;
}

type Filled = Pick<Piece, 'kind' | 'marks'> &
  Printed & { readonly placeholder: Placeholder | undefined };

/**
 * Fills a template. A line all of whose placeholders are empty vanishes, and so does a paragraph,
 * with its own words; where one of several is empty, the sign that parts it from its neighbour goes
 * with it. Between paragraphs stands one empty line.
 *
 * @param fillingOf what stands in a place; empty where the article has nothing for it
 */
export function printLayout(
  { paragraphs }: Layout,
  fillingOf: (hole: Hole) => Printed | undefined,
): LaidOut {
  let text = '';
  const entities: MessageEntity[] = [];
  const places = new Map<Placeholder, Span>();
  const stretches = new Map<Mark, { readonly from: number; readonly to: number }>();
  const put = (piece: Filled) => {
    const from = text.length;
    text += piece.text;
    entities.push(...piece.entities.map((entity) => ({ ...entity, offset: entity.offset + from })));
    if (piece.placeholder && piece.text)
      places.set(piece.placeholder, { offset: from, length: piece.text.length });
    for (const mark of piece.marks) {
      stretches.set(mark, { from: stretches.get(mark)?.from ?? from, to: text.length });
    }
  };
  for (const paragraph of paragraphs) {
    const filled = paragraph.map((line) => line.map((piece) => fill(piece, fillingOf)));
    const lines = isVoid(filled.flat()) ? [] : filled.filter((line) => !isVoid(line));
    for (const [index, line] of lines.entries()) {
      if (text !== '') text += index === 0 ? '\n\n' : '\n';
      const printed = joined(line);
      if (beginsLeftToRight(printed)) text += rightToLeftMark;
      printed.forEach(put);
    }
  }
  const marked = [...stretches]
    .map(([{ type }, { from, to }]) => ({ type, offset: from, length: to - from }))
    .filter(({ length }) => length > 0);
  return { text, entities: [...marked, ...entities], places };
}

function fill(piece: Piece, fillingOf: (hole: Hole) => Printed | undefined): Filled {
  const { kind, marks } = piece;
  if (kind === 'literal')
    return { kind, marks, text: piece.text, entities: [], placeholder: undefined };
  const { text = '', entities = [] } = fillingOf(piece) ?? {};
  return { kind, marks, text, entities, placeholder: piece.placeholder };
}

/** Has placeholders, and all of them are empty. */
const isVoid = (pieces: readonly Filled[]): boolean => {
  const holes = pieces.filter(({ kind }) => kind === 'hole');
  return holes.length > 0 && holes.every(({ text }) => text === '');
};

/** A line without its empty placeholders, and without the signs that parted them from others. */
function joined(line: readonly Filled[]): Filled[] {
  const pieces = [...line];
  const reword = (index: number, words: (text: string) => string) => {
    const piece = pieces[index];
    if (piece?.kind === 'literal') pieces[index] = { ...piece, text: words(piece.text) };
  };
  for (const [index, { kind, text }] of line.entries()) {
    if (kind === 'literal' || text !== '') continue;
    const before = pieces[index - 1];
    if (before?.kind === 'literal' && /[([«]\s*$/u.test(before.text)) {
      reword(index + 1, (words) => words.replace(/^\s*[)\]»]/u, ''));
    }
    const isFirst = pieces.slice(0, index).every((one) => isSign(one.text));
    reword(isFirst ? index + 1 : index - 1, (words) => (isSign(words) ? '' : words));
  }
  const isSeen = ({ text }: Filled) => text.trim() !== '';
  const printed = pieces.slice(pieces.findIndex(isSeen), pieces.findLastIndex(isSeen) + 1);
  const last = printed.length - 1;
  return printed.map((piece, index) => {
    if (piece.kind === 'hole') return piece;
    const begun = index === 0 ? piece.text.trimStart() : piece.text;
    return { ...piece, text: index === last ? begun.trimEnd() : begun };
  });
}

/** Parts others, and says nothing by itself. */
const isSign = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

const rightToLeftMark = '\u200f';

/** The template's own words begin an Arabic line in Latin letters: it would be set from the left. */
function beginsLeftToRight(line: readonly Filled[]): boolean {
  const first = line.findIndex(({ kind }) => kind === 'hole');
  const own = line.slice(0, first < 0 ? line.length : first).map(({ text }) => text);
  if (!/\p{L}/u.test(own.join(''))) return false;
  const whole = line.map(({ text }) => text).join('');
  return startRightToLeft(whole) !== whole;
}
