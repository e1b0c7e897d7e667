import { normalise, words } from '../arabic/normalise.ts';
import { readBlocks } from './blocks.ts';
import type { PageDocument } from './dom.ts';
import { decodeReferences } from './entities.ts';
import { type Thing, textOf } from './json-ld.ts';
import { first, type Meta } from './metadata.ts';
import { clean } from './text.ts';

export interface Titles {
  /** Without the site's name. */
  title: string | null;
  /** Every form in which the page prints it, to find its repeats. */
  forms: string[];
  /** The site's name, where `<title>` carries it behind the title. */
  suffix: string | null;
}

/** In words. */
const longestTitle = 24;

const leadingMarks = /^[\s\-–—|:»•·/]+/u;
const separator = /\s+[-–—|:»•·/]+\s+|\s*\|\s*/u;

/**
 * The title: what `<h1>`, Open Graph, JSON-LD and `<title>` agree on, shorn of the site's name. A part
 * behind a separator goes when another form of the title does without it or when it is the site.
 */
export function readTitles(
  document: PageDocument,
  meta: Meta,
  thing: Thing | null,
  siteNames: readonly string[],
): Titles {
  const headings = [...document.querySelectorAll('h1')]
    .map((h1) => clean(h1.textContent ?? ''))
    .filter((text) => words(text).length >= 3);
  const page = clean(document.querySelector('title')?.textContent ?? '');
  const told = [
    first(meta, 'og:title', 'twitter:title'),
    textOf(thing?.headline),
    first(meta, 'headline', 'dc.title', 'title'),
  ]
    .filter((text) => text !== null)
    .map(decodeReferences);
  // Some sites give their own name as the title of every page.
  const named = headings.length > 0 ? told.filter((text) => words(text).length >= 3) : told;
  const forms = [...new Set([...named, ...headings, page].map(clean).filter(Boolean))];
  const lines = named.length === 0 && headings.length === 0 ? printed(document, page) : [];
  forms.push(...lines);
  const shorn = forms.map((form) => shear(form, forms, siteNames));
  // A page's own headings may all be the site's; one that another form repeats is the title.
  const agreed = headings.find(
    (heading) => named.some((t) => overlaps(t, heading)) || overlaps(page, heading),
  );
  const title =
    shear(named[0] ?? '', forms, siteNames) ||
    (agreed && shear(agreed, forms, siteNames)) ||
    (words(page).length < 3 && headings[0]) ||
    shear(page, forms, siteNames) ||
    headings[0] ||
    shear(lines[0] ?? '', forms, siteNames) ||
    null;
  return {
    title: title || null,
    forms: [...new Set([...shorn, ...forms])],
    suffix: suffixOf(page, title),
  };
}

/**
 * Old pages print their title as any line: it is one that `<title>` holds with more round it. A
 * flattened copy has no `<title>` at all: its first line is one, maybe said again with the site's name.
 */
function printed(document: PageDocument, page: string): string[] {
  const blocks = document.body ? readBlocks(document.body) : [];
  const lines = blocks.map(({ text }) => text).filter((text) => words(text).length >= 3);
  if (page === '') {
    const [first = '', second = ''] = lines;
    if (words(first).length > longestTitle) return [];
    return overlaps(first, second) ? [first, second] : [first];
  }
  const plain = ` ${words(page).join(' ')} `;
  return lines.filter((line) => line !== page && plain.includes(` ${words(line).join(' ')} `));
}

function shear(form: string, forms: readonly string[], siteNames: readonly string[]): string {
  const parts = form.split(separator).filter(Boolean);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length < 2) return form;
  const others = forms.filter((other) => other !== form).map(normalise);
  // The shortest beginning that stands elsewhere as a whole title, else all but the site's name.
  for (let end = 1; end < parts.length; end++) {
    const head = form.slice(0, positionAfter(form, parts, end)).trim();
    if (words(head).length >= 3 && others.includes(normalise(head))) return head;
  }
  if (siteNames.some((site) => namesSite(last, site)))
    return form.slice(0, positionAfter(form, parts, parts.length - 1)).trim();
  // The longest end that stands elsewhere as a whole title, else all behind the site's name.
  for (let start = 1; start < parts.length; start++) {
    const rest = form.slice(positionAfter(form, parts, start)).replace(leadingMarks, '');
    if (words(rest).length >= 3 && others.includes(normalise(rest))) return rest;
  }
  const behindSite = siteNames.some((site) => namesSite(first, site));
  return behindSite ? form.slice(first.length).replace(leadingMarks, '') : form;
}

const kindOfOutlet = /^(?:ال)?(?:موقع|قناه|صحيفه|جريده|شبكه|وكاله|بوابه|مجله|اخبار|فضاييه)$/u;

/** Whether a part of a title is the site's name, maybe with what kind of outlet it is. */
function namesSite(part: string, site: string): boolean {
  const said = words(part);
  const name = words(site);
  const bare = (list: readonly string[]): string =>
    list.filter((word) => !kindOfOutlet.test(word)).join(' ');
  if (said.length === 0 || name.length === 0) return false;
  if (said.join(' ') === name.join(' ') || (bare(said) !== '' && bare(said) === bare(name)))
    return true;
  // A longer or shorter form of a name of several words: 'بوابة أخبار اليوم الإلكترونية'.
  const [short, long] = said.length < name.length ? [said, name] : [name, said];
  return (
    short.length >= 2 &&
    long.length <= short.length + 2 &&
    (` ${long.join(' ')} `.startsWith(` ${short.join(' ')} `) ||
      ` ${long.join(' ')} `.endsWith(` ${short.join(' ')} `))
  );
}

function positionAfter(form: string, parts: readonly string[], count: number): number {
  let at = 0;
  for (const part of parts.slice(0, count)) at = form.indexOf(part, at) + part.length;
  return at;
}

function suffixOf(page: string, title: string | null): string | null {
  if (!title || !page.startsWith(title) || page === title) return null;
  const rest = page.slice(title.length).replace(leadingMarks, '').trim();
  const last = rest.split(separator).filter(Boolean).at(-1);
  return last && words(last).length <= 5 ? last : null;
}

function overlaps(one: string, other: string): boolean {
  const a = new Set(words(one));
  const b = words(other);
  return b.length > 0 && b.filter((word) => a.has(word)).length / b.length >= 0.8;
}
