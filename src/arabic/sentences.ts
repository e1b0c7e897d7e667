const endMarks = /[.!?؟…۔]/u;
const closers = /[»”"’')\]]/u;

/** In matching-free, printed form: letters before a dot that does not end a sentence. */
const abbreviations = new Set([
  'ود',
  'أد',
  'ال',
  'هـ',
  'تح',
  'ص',
  'ط',
  'ج',
  'رقم',
  'Mr',
  'Dr',
  'St',
]);

/** How far ahead, in UTF-16 units, an open quotation may close and still hold its sentence together. */
const quoteReach = 200;

const closing: Readonly<Record<string, string>> = { '«': '»', '“': '”', '(': ')', '[': ']' };

/**
 * The sentences of a text, each a verbatim piece of it, trimmed, in order. A line break always ends
 * one. A dot does not after a one-letter or known abbreviation ('د. أحمد'), between digits, before a
 * letter or digit without a space ('العربية.نت'), nor inside a quotation that closes soon.
 * Two dots ('..') are a pause, as headlines write it, not an end.
 */
export function sentences(text: string): string[] {
  return text.split(/[\r\n\u2028\u2029]+/u).flatMap(splitLine);
}

function splitLine(line: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; at++) {
    if (!endMarks.test(line.charAt(at))) continue;
    let end = at + 1;
    while (end < line.length && endMarks.test(line.charAt(end))) end++;
    const marks = line.slice(at, end);
    while (end < line.length && closers.test(line.charAt(end)) && closes(line, start, end)) end++;
    if (ends(line, start, at, marks, end)) {
      push(found, line.slice(start, end));
      start = end;
    }
    at = end - 1;
  }
  push(found, line.slice(start));
  return found;
}

function push(found: string[], piece: string): void {
  const trimmed = piece.trim();
  if (trimmed) found.push(trimmed);
}

/** A straight quote closes only if one is open; the other closers always do. */
function closes(line: string, start: number, at: number): boolean {
  if (line.charAt(at) !== '"') return true;
  return line.slice(start, at).split('"').length % 2 === 0;
}

function ends(line: string, start: number, at: number, marks: string, end: number): boolean {
  if (end >= line.length) return true;
  if (marks === '..') return false;
  const next = line.charAt(end);
  const spaced = /\s/u.test(next);
  const before = /[\p{L}\p{M}\p{N}\u0640]+$/u.exec(line.slice(start, at))?.[0] ?? '';
  if (!spaced) {
    if (!/[\p{L}\p{N}«“"(]/u.test(next)) return false;
    if (marks !== '.') return /\p{Script=Arabic}/u.test(next);
    // A forgotten space: only between two real Arabic words, or every site's name would break.
    const after = /^[\p{L}\p{M}]+/u.exec(line.slice(end))?.[0] ?? '';
    return /^[ء-ي]{4,}$/u.test(before) && /^[ء-ي]{4,}$/u.test(after) && after !== 'نت';
  }
  if (marks === '.' && isAbbreviation(line, start, at, before)) return false;
  return !insideQuotation(line, start, end);
}

function isAbbreviation(line: string, start: number, at: number, before: string): boolean {
  if (before.length !== 1 && !abbreviations.has(before)) return false;
  // 'عام 2025 م.' ends; so does a sentence that ends in a number.
  if (/\d/u.test(before)) return false;
  return !/[\d٠-٩]\s*$/u.test(line.slice(start, at - before.length));
}

function insideQuotation(line: string, start: number, end: number): boolean {
  const open: string[] = [];
  for (let i = start; i < end; i++) {
    const sign = line.charAt(i);
    if (closing[sign]) open.push(closing[sign]);
    else if (sign === open.at(-1)) open.pop();
    else if (sign === '"') {
      if (open.at(-1) === '"') open.pop();
      else open.push('"');
    }
  }
  const awaited = open[0];
  if (awaited === undefined) return false;
  const close = line.indexOf(awaited, end);
  return close !== -1 && close - end <= quoteReach;
}
