/**
 * The language of templates: how a channel's posts are laid out, as an editor types it on a phone. A
 * text with placeholders in braces and a few of Telegram's tags:
 *
 *     <b>{العنوان}</b>
 *
 *     {الملخص}
 *     {المصدر} · {الرابط: اقرأ الخبر}
 */
import type { MessageEntity } from 'grammy/types';
import { isolate, stripBidi } from '../src/arabic/bidi.ts';
import { codePoints } from './fit.ts';
import { nearestName, type Placeholder, placeholderNames, placeholderOf } from './placeholders.ts';

/** Code points, tags and names of placeholders included. */
export const templateLimit = 1_000;

/** Each entity that a template may lay over its text, by its tags; the first is the one shown. */
const tagsOf = {
  bold: ['b', 'strong'],
  italic: ['i', 'em'],
  underline: ['u', 'ins'],
  strikethrough: ['s', 'strike', 'del'],
  spoiler: ['spoiler', 'tg-spoiler'],
  blockquote: ['blockquote'],
  expandable_blockquote: ['blockquote expandable'],
} as const satisfies Partial<Record<MessageEntity['type'], readonly string[]>>;

type MarkType = keyof typeof tagsOf;

/** One pair of tags. All that stands between them refers to the same object. */
export interface Mark {
  readonly type: MarkType;
}

interface Marked {
  /** The tags around it, the outermost first. */
  readonly marks: readonly Mark[];
}

/** The template's own words, as they are printed. */
export interface Literal extends Marked {
  readonly kind: 'literal';
  readonly text: string;
}

/** A place that each article fills. */
export interface Hole extends Marked {
  readonly kind: 'hole';
  readonly placeholder: Placeholder;
  /** What the link is called: `{الرابط: اقرأ الخبر}`. */
  readonly words: string | undefined;
}

export type Piece = Literal | Hole;

/** A template that was found to be right: lines of paragraphs, which empty lines part. */
export interface Layout {
  readonly paragraphs: readonly (readonly (readonly Piece[])[])[];
}

/** Counted from 1; columns in code points. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a template, and where. Its words stand in templates/layout-words.ts. */
export type LayoutProblem = { readonly at: Place } & (
  | { readonly code: 'empty' | 'headline-missing' }
  | { readonly code: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly code: 'unknown-placeholder'; readonly name: string; readonly nearest?: string }
  | { readonly code: 'placeholder-twice' | 'words-not-taken'; readonly name: string }
  | { readonly code: 'brace-alone'; readonly brace: string }
  | { readonly code: 'tags-crossed'; readonly tag: string; readonly open: string }
  | {
      readonly code:
        | 'unknown-tag'
        | 'tag-broken'
        | 'tag-unclosed'
        | 'tag-unopened'
        | 'tag-within-itself';
      readonly tag: string;
    }
);

/** Whether a problem stands at one place; others are of the whole. */
export const hasPlace = ({ code }: LayoutProblem): boolean =>
  code !== 'empty' && code !== 'headline-missing' && code !== 'too-long';

/**
 * Reads a template.
 *
 * @returns what {@link printLayout} of templates/layout-print.ts fills, or every problem at once, in
 *   the order of the text, a missing headline last
 */
export function parseLayout(body: string): Layout | { readonly problems: LayoutProblem[] } {
  const text = plain(body);
  const length = codePoints(text);
  const start: Place = { line: 1, column: 1 };
  if (length > templateLimit) {
    return { problems: [{ code: 'too-long', at: start, length, limit: templateLimit }] };
  }
  if (text.trim() === '') return { problems: [{ code: 'empty', at: start }] };
  const { lines, problems, held } = readPieces(text);
  const meant = problems.some(
    (one) =>
      one.code === 'unknown-placeholder' &&
      one.nearest &&
      placeholderOf(one.nearest) === 'headline',
  );
  if (!held.has('headline') && !meant) problems.push({ code: 'headline-missing', at: start });
  return problems.length > 0 ? { problems } : { paragraphs: paragraphsOf(lines) };
}

/** A template as it is kept: no marks of direction, no empty lines around it. */
export const tidyBody = (body: string): string => plain(body).trim();

/**
 * Checks a template before it is kept.
 *
 * @returns the body as it is kept, or all that is wrong with it
 */
export function checkBody(
  written: string,
): { body: string } | { readonly problems: readonly LayoutProblem[] } {
  const layout = parseLayout(written);
  return 'problems' in layout ? layout : { body: tidyBody(written) };
}

/** The layout of an own template's body, which was checked when it was saved. */
export function ownLayout(body: string | undefined): Layout | undefined {
  const layout = body === undefined ? undefined : parseLayout(body);
  return layout && !('problems' in layout) ? layout : undefined;
}

/**
 * The template in a message of Telegram: what an editor has marked as bold with the phone's own menu
 * gets its tags, those that were typed stay. A mark inside the braces is meant for what fills them.
 *
 * @param entities of the message; offsets in UTF-16 units
 */
export function bodyOf(text: string, entities: readonly MessageEntity[]): string {
  const braces = [...text.matchAll(/\{[^{}\n]*\}/gu)].map(({ 0: whole, index }) => ({
    from: index,
    to: index + whole.length,
  }));
  const around = (at: number) => braces.find(({ from, to }) => from < at && at < to);
  const edges = entities
    .flatMap(({ type, offset, length }) => {
      const tag = type in tagsOf ? tagsOf[type as MarkType][0] : undefined;
      if (!tag) return [];
      const [from, to] = [offset, offset + length];
      return [{ tag, from: around(from)?.from ?? from, to: around(to)?.to ?? to }];
    })
    .sort((one, other) => one.from - other.from || other.to - one.to)
    .flatMap(({ tag, from, to }, index) => [
      { at: from, turn: 1, written: `<${tag}>` },
      { at: to, turn: -index, written: `</${tag.split(' ')[0]}>` },
    ])
    // At one place the inner tags close first, and all of them before others open.
    .sort((one, other) => one.at - other.at || one.turn - other.turn);
  let body = '';
  let done = 0;
  for (const { at, written } of edges) {
    body += text.slice(done, at) + written;
    done = at;
  }
  return body + text.slice(done);
}

/** The words that a template adds to every post. */
export const ownWords = ({ paragraphs }: Layout): string =>
  paragraphs
    .flat(2)
    .map((piece) => (piece.kind === 'literal' ? piece.text : (piece.words ?? '')))
    .join(' ');

/** Whether a template has a place for something. */
export const holds = ({ paragraphs }: Layout, placeholder: Placeholder): boolean =>
  paragraphs.flat(2).some((piece) => piece.kind === 'hole' && piece.placeholder === placeholder);

const plain = (body: string): string => stripBidi(body).replace(/\r\n?/g, '\n');

const tokens =
  /\{(?<hole>[^{}\n]*)\}|<(?<slash>\/?)(?<tag>\p{L}[^<>\n]*)>|&(?<sign>lt|gt|amp|quot);|(?<brace>[{}])|<\/?(?<broken>\p{L}[\p{L}\d-]*)/gu;

const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Line {
  readonly pieces: Piece[];
  /** A line of nothing but tags is no empty line. */
  tagged: boolean;
}

function readPieces(text: string) {
  const problems: LayoutProblem[] = [];
  const held = new Set<Placeholder>();
  const lines: Line[] = [{ pieces: [], tagged: false }];
  let open: { readonly mark: Mark; readonly name: string; readonly at: Place }[] = [];

  const line = () => lines.at(-1) ?? lines[0];
  const marks = () => open.map(({ mark }) => mark);
  const literal = (words: string) => {
    words.split('\n').forEach((part, index) => {
      if (index > 0) lines.push({ pieces: [], tagged: false });
      if (part !== '')
        line()?.pieces.push({ kind: 'literal', text: isolate(part), marks: marks() });
    });
  };

  const hole = (written: string, at: Place) => {
    const [, name = '', words] = /^([^:]*)(?::(.*))?$/u.exec(written) ?? [];
    const placeholder = placeholderOf(name);
    if (!placeholder) {
      const nearest = nearestName(name);
      const facts = { name: name.trim(), ...(nearest ? { nearest } : {}) };
      problems.push({ code: 'unknown-placeholder', at, ...facts });
      return;
    }
    const shown = placeholderNames[placeholder][0];
    if (held.has(placeholder)) problems.push({ code: 'placeholder-twice', at, name: shown });
    if (words !== undefined && placeholder !== 'link') {
      problems.push({ code: 'words-not-taken', at, name: shown });
    }
    held.add(placeholder);
    const called = words?.trim() ? isolate(words.trim()) : undefined;
    line()?.pieces.push({ kind: 'hole', placeholder, words: called, marks: marks() });
  };

  const openTag = (written: string, at: Place) => {
    const type = markType(written);
    if (!type) return void problems.push({ code: 'unknown-tag', at, tag: written });
    const name = baseOf(type);
    if (open.some((other) => other.name === name)) {
      problems.push({ code: 'tag-within-itself', at, tag: name });
    }
    open.push({ mark: { type }, name, at });
  };

  const closeTag = (written: string, at: Place) => {
    const type = markType(written);
    if (!type) return void problems.push({ code: 'unknown-tag', at, tag: `/${written}` });
    const tag = baseOf(type);
    const opened = open.findLast(({ name }) => name === tag);
    const last = open.at(-1);
    if (!opened || !last) return void problems.push({ code: 'tag-unopened', at, tag });
    if (opened !== last) problems.push({ code: 'tags-crossed', at, tag, open: last.name });
    open = open.filter((other) => other !== opened);
  };

  let done = 0;
  for (const { 0: whole, index, groups = {} } of text.matchAll(tokens)) {
    literal(text.slice(done, index));
    done = index + whole.length;
    const at = placeOf(text, index);
    if (groups.hole !== undefined) hole(groups.hole, at);
    else if (groups.sign) literal(signs[groups.sign] ?? '');
    else if (groups.brace) problems.push({ code: 'brace-alone', at, brace: groups.brace });
    else if (groups.broken) problems.push({ code: 'tag-broken', at, tag: groups.broken });
    else if (groups.tag) {
      const current = line();
      if (current) current.tagged = true;
      (groups.slash ? closeTag : openTag)(groups.tag, at);
    }
  }
  literal(text.slice(done));
  for (const { name, at } of open) problems.push({ code: 'tag-unclosed', at, tag: name });
  problems.sort((one, other) => one.at.line - other.at.line || one.at.column - other.at.column);
  return { lines, problems, held };
}

function paragraphsOf(lines: readonly Line[]): Piece[][][] {
  const paragraphs: Piece[][][] = [[]];
  for (const { pieces, tagged } of lines) {
    const isBlank = pieces.every((piece) => piece.kind === 'literal' && piece.text.trim() === '');
    if (!isBlank) paragraphs.at(-1)?.push(pieces);
    else if (!tagged) paragraphs.push([]);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: codePoints(before.at(-1) ?? '') + 1 };
}

const markType = (written: string): MarkType | undefined => {
  const tag = written.trim().toLowerCase().replace(/\s+/gu, ' ');
  return (Object.keys(tagsOf) as MarkType[]).find((type) =>
    (tagsOf[type] as readonly string[]).includes(tag),
  );
};

/** The name that closes a tag, which is also what may not stand within itself. */
const baseOf = (type: MarkType): string => tagsOf[type][0].split(' ')[0] ?? type;
