import { findDay } from '../arabic/calendar.ts';
import { isDateLine } from '../arabic/date-line.ts';
import { normalise, splitWords } from '../arabic/normalise.ts';
import type { Block } from './blocks.ts';
import {
  advertLine,
  agencyEnd,
  agencySignature,
  breadcrumb,
  buttonLine,
  bylineMark,
  callLine,
  commentsMarker,
  countLine,
  creditLine,
  embedLine,
  endMarker,
  fileName,
  followLine,
  initials,
  looseFollowLine,
  originLine,
  ownOutlet,
  paywallLine,
  pictureCredit,
  policyLine,
  postSignature,
  readingTime,
  relatedMarker,
  shareLine,
  siteLine,
  sourceLine,
  surelyRelated,
  tailMarker,
} from './clutter-phrases.ts';

/**
 * What a line of a page is, by what it says: `related` opens a list of other articles, `tail` (sharing,
 * tags, most read) ends the news, `comments` even where prose comes after, `follow` may; `noise` is
 * neither news nor a sign of any.
 */
export type Label =
  | 'text'
  | 'title'
  | 'dateline'
  | 'date'
  | 'count'
  | 'related'
  | 'tail'
  | 'comments'
  | 'follow'
  | 'paywall'
  | 'source'
  | 'byline'
  | 'noise';

export interface Line extends Block {
  label: Label;
  /** In words. */
  size: number;
}

/** A headline in a list of others is no longer than this, in words. */
const headlineWords = 24;

/** No linked headline is longer and ends as a sentence does; in UTF-16 units. */
const longestLink = 100;

/** A finished sentence of so many words is no heading. */
const leadWords = 12;

interface Title {
  plain: string;
  words: readonly string[];
}

/** Labels each block; one that runs into a read-more line is parted there. */
export function toLines(blocks: readonly Block[], titles: readonly string[]): Line[] {
  const known = [...new Set(titles.map(normalise))]
    .map((plain): Title => ({ plain, words: splitWords(plain) }))
    .filter((title) => title.words.length > 0);
  const parted = (isAllLinked(blocks) ? blocks.map(unlinked) : blocks).flatMap(partReadMore);
  return parted.map((whole) => {
    const block = { ...whole, text: whole.text.replace(agencyEnd, '') };
    const plain = normalise(block.text);
    const listed = splitWords(plain);
    const label = listed.length === 0 ? 'noise' : judge(block, plain, listed, known);
    // Some pages mark the first paragraph up as a heading.
    const kind = listed.length >= leadWords && endsSentence(block.text) ? 'paragraph' : block.kind;
    return { ...block, kind, size: listed.length, label };
  });
}

/** A link that is never closed runs to the page's end: then it tells nothing. */
function isAllLinked(blocks: readonly Block[]): boolean {
  const size = (some: readonly Block[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const linked = blocks.filter(({ linkShare }) => linkShare > 0.9);
  const told = linked.filter(({ text }) => text.length > longestLink && endsSentence(text));
  return told.length >= 2 && size(linked) > size(blocks) * 0.8;
}

const unlinked = (block: Block): Block => ({ ...block, linkShare: 0 });

/** Where the news begins; its first paragraph may have lost a dateline since. */
export function indexOfLead(lines: readonly Line[], lead: string): number {
  return lines.findIndex(({ text }) => text.endsWith(lead));
}

/** The marks of running text: long, or a finished sentence. */
export function isProse(line: Line): boolean {
  if (line.label !== 'text' || line.kind === 'heading' || line.linkShare > 0.6) return false;
  return line.size > headlineWords || (line.size >= 7 && endsSentence(line.text));
}

/** What a headline of another article can look like in a flattened copy. */
export function isHeadline(line: Line): boolean {
  return line.label === 'text' && line.size <= headlineWords && !endsSentence(line.text);
}

/** Two dots are a headline's pause. */
export function endsSentence(text: string): boolean {
  return /[.۔][»”"')\]\s]*$/u.test(text) && !/\.\.$/u.test(text);
}

function partReadMore(block: Block): Block[] {
  const parts = block.text.split(
    /(?<=[.؟!:»”"…])\s+(?=[اأإ]قر[أا](?:وا)? (?:أيض|ايض|إيض|المزيد))/u,
  );
  return parts.map((text) => ({ ...block, text }));
}

function judge(
  block: Block,
  plain: string,
  listed: readonly string[],
  titles: readonly Title[],
): Label {
  const size = listed.length;
  const bare = plain.replace(/[^\p{L}\p{N})]+$/u, '');
  if (titles.some((title) => repeats(plain, listed, title))) return 'title';
  if (listed.filter((word) => /^\d+$/u.test(word)).length > size * 0.6) return 'noise';
  if (size <= 16 && isDateLine(block.text)) return 'date';
  if (size <= 8 && commentsMarker.test(bare)) return 'comments';
  if (isCount(plain, size)) return 'count';
  if (size <= 34 && isDatedHeadline(block, plain)) return 'noise';
  const related =
    size <= 40 && relatedMarker.test(plain) ? judgeRelated(block, plain, size) : 'text';
  if (related !== 'text') return related;
  if (size <= 12 ? tailMarker.test(bare) : tailMarker.test(plain) && opensList(plain))
    return 'tail';
  if (size <= 14 && sourceLine.test(plain)) return 'source';
  if (size <= 8 && bylineMark.test(bare)) return 'byline';
  if (size <= 25 && paywallLine.test(plain)) return 'paywall';
  if (size <= 30 && invitesToFollow(block.text, plain, size)) return 'follow';
  if (size <= 14 && callLine.test(bare) && (size <= 5 || !endsSentence(block.text)))
    return 'follow';
  if (size <= 12 && originLine.test(bare) && !endsSentence(block.text)) return 'noise';
  if (size <= 40 && embedLine.test(plain)) return 'noise';
  if (size <= 10 && buttonLine.test(bare) && !endsSentence(block.text)) return 'noise';
  if (agencySignature.test(plain) || fileName.test(plain)) return 'noise';
  if (size <= 12 && (creditLine.test(bare) || readingTime.test(bare))) return 'noise';
  if (size <= 20 && (postSignature.test(plain) || initials.test(plain))) return 'noise';
  if (size <= 20 && pictureCredit.test(plain)) return 'noise';
  if (size <= 60 && policyLine.test(plain)) return 'follow';
  if (shareLine.test(plain)) return 'follow';
  if (size <= 12 && siteLine.test(bare) && !endsSentence(block.text)) return 'noise';
  if (advertLine.test(bare) || breadcrumb.test(plain)) return 'noise';
  if (block.linkShare >= 0.8 && !(size > headlineWords && endsSentence(block.text))) return 'noise';
  return 'text';
}

/** The title over again, maybe with a date, a count or a word or two on the same line. */
function repeats(plain: string, listed: readonly string[], title: Title): boolean {
  if (listed.length > title.words.length + 16) return false;
  if (sameWords(title.words, listed)) return true;
  if (title.words.length < 4 || !plain.includes(title.plain)) return false;
  const rest = plain.replace(title.plain, ' ');
  const left = splitWords(rest).length;
  return left <= 3 || isDateLine(rest) || isCount(rest.trim(), left) || findDay(rest) !== null;
}

/** 'عنوان خبر آخر16 أكتوبر، 2025 ( 10:14 مساءً )': a list's headline with its date on one line. */
function isDatedHeadline(block: Block, joined: string): boolean {
  const plain = joined.replace(/(?<=\p{L})(?=\d)/gu, ' ');
  const day = findDay(plain);
  if (!day?.year || endsSentence(block.text)) return false;
  const at = plain.indexOf(day.matched);
  return (
    (block.kind === 'item' || block.linkShare > 0.2 || /\d:\d\d/u.test(plain.slice(at))) &&
    splitWords(plain.slice(0, at)).length >= 3 &&
    isDateLine(plain.slice(at))
  );
}

function isCount(plain: string, size: number): boolean {
  return size <= 18 && countLine.test(plain) && (size <= 4 || !/[.؟!]$/u.test(plain));
}

function invitesToFollow(text: string, plain: string, size: number): boolean {
  if (followLine.test(plain)) return true;
  if (!looseFollowLine.test(plain)) return false;
  return ownOutlet.test(plain) || (size <= 14 && !endsSentence(text));
}

function opensList(plain: string): boolean {
  return /^[^:]{0,40}:/u.test(plain) && !endsSentence(plain);
}

function judgeRelated(block: Block, plain: string, size: number): Label {
  const alone = size - splitWords(relatedMarker.exec(plain)?.[0] ?? '').length <= 1;
  if (alone) return endMarker.test(plain) ? 'tail' : 'related';
  // 'المزيد من …' may open a sentence: words behind such a marker need a link or a colon.
  const told = block.linkShare > 0.3 || block.kind === 'heading' || /^[^:]{0,40}[:|]/u.test(plain);
  return told || (surelyRelated.test(plain) && !endsSentence(block.text)) ? 'noise' : 'text';
}

function sameWords(title: readonly string[], other: readonly string[]): boolean {
  if (other.length === 0) return false;
  const a = new Set(title);
  const b = new Set(other);
  let shared = 0;
  for (const word of b) if (a.has(word)) shared++;
  return shared / (a.size + b.size - shared) >= 0.8;
}
