import { findDay } from '../arabic/calendar.ts';
import { normalise, words } from '../arabic/normalise.ts';
import type { Block } from './blocks.ts';
import { markDateline, partDateline } from './dateline.ts';
import { endsSentence, isHeadline, isProse, type Label, type Line, toLines } from './lines.ts';

/** What is left of a page's blocks when the clutter is gone. */
export interface Body {
  paragraphs: string[];
  /** How many words of `paragraphs` are running text, not headlines or list items. */
  proseWords: number;
  dateline: string | null;
  /** The line that named the outlet ('المصدر: …') or the writer, for the metadata. */
  sourceLine: string | null;
  byline: string | null;
  /** The page says that only subscribers read on. */
  paywalled: boolean;
}

/** How the page names itself: repeats of these are not news. */
export interface PageNames {
  titles: readonly string[];
  tags: readonly string[];
  /** Its outlet's name, which may open the news: 'مدار الساعة - قال …'. */
  site?: string | null;
}

/** Sharing or comments end the news when this share of the prose stands before them. */
const mostProse = 0.6;

/** So many headlines one after another are no subheadings. */
const shortestRow = 3;

/** In words: of a label or a signature, and of a tag in a list. */
const mostStray = 10;
const mostTag = 3;

/** A list of other articles in a flattened copy is no longer than this when it carries no dates. */
const longestList = 8;

/**
 * Keeps the news and leaves what pages print round it. Works on text, so a flattened copy comes out
 * as clean as a marked-up page: lines are labelled by what they say, lists of other articles end at
 * the next prose, and what follows the last prose goes when sharing, tags or comments begin there.
 */
export function withoutClutter(blocks: readonly Block[], names: PageNames): Body {
  const lines = toLines(blocks, names.titles);
  admitFlash(lines);
  const firstProse = lines.findIndex(isProse);
  markDateline(lines, firstProse);
  const drop = new Set<number>();
  lines.forEach((line, i) => {
    if (line.label !== 'text') drop.add(i);
  });
  dropRelated(lines, drop);
  dropBeforeTitle(lines, drop);
  dropTail(lines, drop, new Set(names.tags.flatMap(words)));
  dropCounted(lines, drop);
  dropRows(lines, drop);
  dropStray(lines, drop);
  dropLeading(lines, firstProse, drop);
  dropRepeats(lines, drop);
  const textOf = (label: Label): string | null =>
    lines.find((line) => line.label === label)?.text ?? null;
  const [lead = '', ...others] = join(lines.filter((_, i) => !drop.has(i)));
  const alone = textOf('dateline');
  const { dateline, text } =
    alone === null ? partDateline(lead, names.site ?? null) : { dateline: alone, text: lead };
  return {
    paragraphs: text ? [text, ...others] : others,
    proseWords: proseWords(lines, drop),
    dateline,
    sourceLine: textOf('source'),
    byline: textOf('byline'),
    paywalled: textOf('paywall') !== null,
  };
}

/** A flash says its title over again as a sentence, and no more: then that is the news. */
function admitFlash(lines: readonly Line[]): void {
  if (lines.some(isProse)) return;
  const flash = lines.find((line) => line.label === 'title' && endsSentence(line.text));
  if (flash) flash.label = 'text';
}

/**
 * After a marker that stands alone come other articles' headlines. Where they are links, only links
 * and dates belong to the list; in a flattened copy headlines do, and dates when the first had one.
 */
function dropRelated(lines: readonly Line[], drop: Set<number>): void {
  lines.forEach((line, marker) => {
    if (line.label === 'related') for (const i of listAfter(lines, marker)) drop.add(i);
  });
}

function listAfter(lines: readonly Line[], marker: number): number[] {
  const listed: number[] = [];
  const first = lines[marker + 1];
  if (!first) return listed;
  const linked = first.linkShare > 0.5;
  const dated = isDated(lines[marker + 2]);
  for (let i = marker + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.label === 'tail' || line.label === 'dateline') break;
    if (line.label === 'text') {
      const other = linked ? line.linkShare > 0.5 : isHeadline(line);
      if (!other || (dated && !linked && !isDated(lines[i + 1]))) break;
      if (!dated && listed.length >= longestList) break;
    }
    listed.push(i);
  }
  return listed;
}

function isDated(line: Line | undefined): boolean {
  return line?.label === 'date' || line?.label === 'count';
}

/** What stands before the title is the site's: its sections, its ticker of breaking news. */
function dropBeforeTitle(lines: readonly Line[], drop: Set<number>): void {
  const total = proseWords(lines, drop);
  const title = lines.findLastIndex(
    (line, i) => line.label === 'title' && proseWords(lines.slice(0, i), drop) <= total * 0.2,
  );
  for (let i = 0; i < title; i++) drop.add(i);
}

function proseWords(lines: readonly Line[], drop: ReadonlySet<number>): number {
  return lines.reduce((sum, line, i) => sum + (!drop.has(i) && isProse(line) ? line.size : 0), 0);
}

/**
 * Behind sharing, tags, comments or most-read lists nothing but prose can be news, and behind the
 * last prose no heading, no link, no row of headlines under a call to follow.
 */
function dropTail(lines: readonly Line[], drop: Set<number>, tagWords: ReadonlySet<string>): void {
  const prose = lines.map((line, i) => (!drop.has(i) && isProse(line) ? line.size : 0));
  const total = prose.reduce((sum, size) => sum + size, 0);
  const last = prose.findLastIndex((size) => size > 0);
  if (last === -1) return;
  let before = 0;
  let ended = false;
  let commented = false;
  let called = 0;
  lines.forEach((line, i) => {
    before += prose[i] ?? 0;
    const mostSaid = before >= total * mostProse;
    if (line.label === 'comments' && mostSaid) commented = true;
    if (line.label === 'tail' && mostSaid) ended = true;
    if (commented || (ended && !prose[i])) drop.add(i);
    if (i <= last || drop.has(i)) {
      if (i > last && line.label === 'follow') called++;
      return;
    }
    const tag = line.size <= 30 && words(line.text).every((word) => tagWords.has(word));
    const row = called > 0 && isHeadline(line) && isHeadline(lines[i + 1] ?? lines[i - 1] ?? line);
    if (line.kind === 'heading' || line.linkShare > 0.5 || tag || row) drop.add(i);
  });
}

/**
 * A few words behind the last sentence of news that ends its sentences: a name, a label, tags. Longer
 * items, and what a colon announces, are the news's own.
 */
function dropStray(lines: readonly Line[], drop: Set<number>): void {
  if (!isStopped(lines, drop)) return;
  const last = lines.findLastIndex((line, i) => !drop.has(i) && isProse(line));
  for (let i = last; i < lines.length; i++) {
    const line = lines[i];
    if (!line || announces(line)) return;
    const stray = line.size <= (line.kind === 'item' ? mostTag : mostStray) && isHeadline(line);
    if (stray && !/[؟!»”"]$/u.test(line.text)) drop.add(i);
  }
}

/**
 * 'موقع … | 651 قراءة' tells that the line before it is a headline in a list. One count alone tells
 * nothing: it may stand under the news itself.
 */
function dropCounted(lines: readonly Line[], drop: Set<number>): void {
  if (lines.filter((line) => line.label === 'count').length < 3) return;
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if (line.label === 'count' && before && isHeadline(before)) drop.add(i - 1);
  });
}

/**
 * A row of headlines ends the news when most of it stands before, and comes before the news when none
 * of it does. Only where the news ends its sentences with full stops: where it does not, its own
 * short paragraphs look like headlines. A row behind a colon is a list of the news itself.
 */
function dropRows(lines: readonly Line[], drop: Set<number>): void {
  if (!isStopped(lines, drop)) return;
  const total = proseWords(lines, drop);
  let before = 0;
  let row: number[] = [];
  let listed = false;
  lines.forEach((line, i) => {
    if (drop.has(i)) return;
    if (!isHeadline(line) || line.kind === 'item' || announces(line)) {
      if (isProse(line)) before += line.size;
      listed = announces(line);
      row = [];
      return;
    }
    row.push(i);
    if (row.length < shortestRow || listed) return;
    if (before >= total * 0.7) for (let at = row[0] ?? i; at < lines.length; at++) drop.add(at);
    else if (before === 0) for (let at = 0; at <= i; at++) drop.add(at);
  });
}

/** A line of the news that a list follows. */
function announces({ label, text }: Line): boolean {
  return label === 'text' && /:$/u.test(text);
}

/** Whether the news ends its paragraphs with full stops, so that a line without one stands out. */
function isStopped(lines: readonly Line[], drop: ReadonlySet<number>): boolean {
  const prose = lines.filter((line, i) => !drop.has(i) && isProse(line));
  const stopped = prose.filter((line) => endsSentence(line.text)).length;
  return prose.length > 0 && stopped >= prose.length * 0.6;
}

/** Before the first prose: sections, other headings, captions, lines with a date, a writer's name. */
function dropLeading(lines: readonly Line[], firstProse: number, drop: Set<number>): void {
  const longest = isStopped(lines, drop) ? 10 : 4;
  lines.slice(0, Math.max(0, firstProse)).forEach((line, i) => {
    const short = line.size <= (line.kind === 'item' ? 4 : longest) && isHeadline(line);
    const dated = line.size <= 14 && isHeadline(line) && findDay(normalise(line.text))?.year;
    if (line.kind === 'heading' || short || dated) drop.add(i);
  });
}

function dropRepeats(lines: readonly Line[], drop: Set<number>): void {
  const seen = new Set<string>();
  lines.forEach((line, i) => {
    if (drop.has(i)) return;
    const plain = normalise(line.text);
    if (line.size >= 5 && seen.has(plain)) drop.add(i);
    seen.add(plain);
  });
}

/** Lines that a single `<br>` wrapped in the middle of a sentence belong together. */
function join(lines: readonly Line[]): string[] {
  const paragraphs: string[] = [];
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const last = paragraphs.at(-1);
    const wrapped =
      line.afterBreak &&
      before !== undefined &&
      before.size >= 8 &&
      !endsSentence(before.text) &&
      !/[؟!:…»”"]$/u.test(before.text);
    if (wrapped && last !== undefined) paragraphs[paragraphs.length - 1] = `${last} ${line.text}`;
    else paragraphs.push(line.text);
  });
  return paragraphs;
}
