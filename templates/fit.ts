/** Fits a message into Telegram's bounds. The one place where a text that is laid out is cut. */
import { sentences } from '../src/arabic/sentences.ts';

/** Code points after parsing (Bot API; Client.cpp, `message is too long`). */
export const textLimit = 4_096;
export const captionLimit = 1_024;

/** A stretch of text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The part that gives way first: sentences, as a post's summary is. */
export interface Elastic extends Span {
  /** What goes when all of it goes: its line, say. Absent: the empty line before it. */
  readonly around?: Span;
}

export interface Fittable<E extends Span = Span> {
  readonly text: string;
  readonly entities: readonly E[];
  readonly elastic?: Elastic;
}

const ellipsis = '…';
/** Code points of the comma and space between two names. */
const parting = 2;
/** Shorter than this, the beginning of a sentence says nothing; the sentence goes as a whole. */
const leastBeginning = 40;

/**
 * The message with at most `limit` code points. The elastic part loses whole sentences from its end;
 * when not even its first one fits, that one is cut at a word and ends in «…», or goes. What is still
 * too long is cut at its end. No cut falls inside an entity, a surrogate pair, a letter with its
 * marks, or a pair of isolates; an entity or pair that fills the whole room is cut all the same, and
 * keeps its bounds. An entity around the whole elastic part, such as a quotation, grows shorter with it.
 */
export function fitTo<M extends Fittable>(message: M, limit: number): M {
  if (codePoints(message.text) <= limit) return message;
  const shorter = shortenElastic(message, limit);
  return codePoints(shorter.text) <= limit ? shorter : cutEnd(shorter, limit);
}

/** A text without entities, with at most `limit` code points; cut as a message is. */
export const clip = (text: string, limit: number): string =>
  fitTo({ text, entities: [] }, limit).text;

/** As many of the names as have room together with what parts them, from the first on; one at least. */
export function thoseThatFit(names: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = names.findIndex((name) => {
    left -= codePoints(name) + parting;
    return left < 0;
  });
  return end < 0 ? names : names.slice(0, Math.max(1, end));
}

/** How many code points a text has: what Telegram counts. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function shortenElastic<M extends Fittable>(message: M, limit: number): M {
  const { text, elastic } = message;
  if (!elastic || elastic.length === 0) return message;
  const end = elastic.offset + elastic.length;
  const rest = codePoints(text) - codePoints(text.slice(elastic.offset, end));
  const inside = { text, entities: message.entities.filter((one) => !encloses(one, elastic)) };
  const ends = sentenceEnds(text, elastic).filter((at) => isClean(inside, at));
  const whole = ends.findLast(
    (at) => at < end && rest + codePoints(text.slice(elastic.offset, at)) <= limit,
  );
  if (whole !== undefined) return remove(message, whole, end, '');
  const room = limit - rest - codePoints(ellipsis);
  const beginning = text.slice(elastic.offset, ends[0] ?? end);
  const at = wordEnd(inside, elastic.offset, after(text, elastic.offset, room));
  if (at - elastic.offset >= leastBeginning && at < elastic.offset + beginning.length) {
    return remove(message, at, end, ellipsis);
  }
  const { around } = elastic;
  if (around) return remove(message, around.offset, around.offset + around.length, '');
  const start = elastic.offset - (/\n+$/u.exec(text.slice(0, elastic.offset))?.[0].length ?? 0);
  return remove(message, start, end, '');
}

const encloses = (outer: Span, inner: Span): boolean =>
  outer.offset <= inner.offset && outer.offset + outer.length >= inner.offset + inner.length;

/** Where the sentences of a part end, in UTF-16 units of the text. */
function sentenceEnds(text: string, { offset, length }: Span): number[] {
  let at = offset;
  return sentences(text.slice(offset, offset + length)).map((sentence) => {
    at = text.indexOf(sentence, at) + sentence.length;
    return at;
  });
}

function cutEnd<M extends Fittable>(message: M, limit: number): M {
  const room = after(message.text, 0, limit - codePoints(ellipsis));
  const at = wordEnd(message, 0, room) || lettersEnd(message.text, room);
  return remove(message, at, message.text.length, ellipsis);
}

/** The last end of a word, from `from` on, at which the text may be cut up to `room`; else `from`. */
function wordEnd(message: Fittable, from: number, room: number): number {
  for (const { index } of [...message.text.slice(0, room + 1).matchAll(/\s+/gu)].reverse()) {
    if (index > from && isClean(message, index)) return index;
    if (index <= from) break;
  }
  return from;
}

const letters = new Intl.Segmenter('ar', { granularity: 'grapheme' });

/** The last boundary between letters, marks and joined emoji included, up to `room`. */
function lettersEnd(text: string, room: number): number {
  let end = 0;
  for (const { index, segment } of letters.segment(text.slice(0, room + 64))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return end || room;
}

/** Whether a cut at this place splits neither entity nor isolates. */
function isClean({ text, entities }: Fittable, at: number): boolean {
  const splits = ({ offset, length }: Span) => offset < at && at < offset + length;
  return !entities.some(splits) && !isolates(text).some(splits);
}

/** Pairs of isolates (U+2066..2068 … U+2069), the outer ones; a lone one holds nothing together. */
function isolates(text: string): Span[] {
  const open: number[] = [];
  const found: Span[] = [];
  for (const { 0: mark, index } of text.matchAll(/[\u2066-\u2069]/gu)) {
    if (mark !== '\u2069') open.push(index);
    else {
      const offset = open.pop();
      if (offset !== undefined) found.push({ offset, length: index + 1 - offset });
    }
  }
  return found;
}

/** The UTF-16 offset that stands `count` code points after another. */
function after(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0 && at < text.length; left--) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}

/** Takes a stretch out, puts a mark in its place, and moves what is laid over the text with it. */
function remove<M extends Fittable>(message: M, from: number, to: number, mark: string): M {
  const shift = to - from - mark.length;
  const { text, entities, elastic } = message;
  /** The mark belongs to the elastic part and what is around it, and to no other entity. */
  const moved = <S extends Span>(span: S, marked: boolean): S => {
    const { offset } = span;
    const end = offset + span.length;
    const start = offset < from ? offset : offset >= to ? offset - shift : from + mark.length;
    const stop = end <= from ? end : end > to || (marked && end === to) ? end - shift : from;
    return { ...span, offset: start, length: Math.max(0, stop - start) };
  };
  return {
    ...message,
    text: text.slice(0, from) + mark + text.slice(to),
    entities: entities
      .map((one) => moved(one, elastic !== undefined && encloses(one, elastic)))
      .filter(({ length }) => length > 0),
    ...(elastic ? { elastic: movedElastic(elastic, moved) } : {}),
  };
}

function movedElastic(
  { around, ...elastic }: Elastic,
  moved: (span: Span, marked: boolean) => Span,
): Elastic {
  return { ...moved(elastic, true), ...(around ? { around: moved(around, true) } : {}) };
}
