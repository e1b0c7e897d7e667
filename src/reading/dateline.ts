import { normalise } from '../arabic/normalise.ts';
import { datelineWord } from './clutter-phrases.ts';
import { indexOfLead, type Line } from './lines.ts';

/** The last text line before the news, or one among its first lines that names an agency. */
export function markDateline(lines: readonly Line[], firstProse: number): void {
  const head = lines.slice(0, Math.max(0, firstProse));
  const last = head.findLast((line) => line.label === 'text');
  const early = lines
    .slice(firstProse + 1, firstProse + 4)
    .find((line) => line.size <= 5 && datelineWord.test(normalise(line.text)));
  for (const line of [last, early]) {
    if (line && isDateline(line)) {
      line.label = 'dateline';
      return;
    }
  }
}

/** A place of at most three words and an agency, parted by a slash, a dash or brackets. */
const openingDateline =
  /^([^\s:/|–—()«».،-]+(?: [^\s:/|–—()«».،-]+){0,2}\s*[(/|–—-]\s*[^:/|–—()«»،-]{2,30}?\)?)\s*(?::|\s[–—-])\s+(?=\p{L}|«|")/u;

/** Behind an outlet's own name: maybe a place or two, then a dash or a colon. */
const behindName =
  /^[»"”]?(?:\s*[/|–—-]\s*[^\s:/|–—.،-]+(?: [^\s:/|–—.،-]+)?(?=\s*[:/|–—-]))?\s*[:/|–—-]\s*(?=\p{L}|«|")/u;

/**
 * 'الرياض - واس: أعلنت …': the dateline that opens the first paragraph, in its own field.
 *
 * @param site the outlet's name, which sites set before the news too
 */
export function partDateline(
  lead: string,
  site: string | null,
): { dateline: string | null; text: string } {
  const [opening = '', dateline = ''] = openingDateline.exec(lead) ?? [];
  if (dateline && datelineWord.test(normalise(dateline)))
    return { dateline, text: lead.slice(opening.length) };
  const quoted = /^[«"“]/u.test(lead) ? 1 : 0;
  const named = site !== null && site.length > 2 && lead.startsWith(site, quoted);
  const rest = named ? behindName.exec(lead.slice(quoted + site.length))?.[0] : undefined;
  if (!named || rest === undefined) return { dateline: null, text: lead };
  const end = quoted + site.length + rest.length;
  return { dateline: lead.slice(0, end).replace(/[\s:/|–—-]+$/u, ''), text: lead.slice(end) };
}

/** The dateline that a theme sets outside of what holds the news: the line before its first one. */
export function datelineBefore(lines: readonly Line[], lead: string): string | null {
  const first = indexOfLead(lines, lead);
  const before = lines[first - 1];
  return before && isDateline(before) ? before.text : null;
}

/** What a page prints between its title and the news, in lines. */
const headLines = 12;

/** The line between the title and the news that names the writer, where a theme sets it apart. */
export function bylineBefore(lines: readonly Line[], lead: string): string | null {
  const first = indexOfLead(lines, lead);
  const title = lines.findIndex((line, i) => i >= first - headLines && line.label === 'title');
  const head = title === -1 ? [] : lines.slice(title, Math.max(title, first));
  return head.find((line) => line.label === 'byline')?.text ?? null;
}

function isDateline(line: Line): boolean {
  if (line.label !== 'text' || line.size > 8 || line.linkShare > 0.5) return false;
  const plain = normalise(line.text);
  const parted = /\p{L}\s*(?:[/|–—_-]|\()\s*\p{L}/u.test(plain);
  if (parted && /^\([^()]*\)$/u.test(plain)) return true;
  return datelineWord.test(plain)
    ? parted || /:\s*$/u.test(plain) || line.size <= 3
    : parted && /:\s*$/u.test(plain);
}
