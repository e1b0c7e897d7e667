import { isDateLine } from '../arabic/date-line.ts';
import { type DateContext, type ParsedDate, parseArabicDate } from '../arabic/dates.ts';
import { normalise, words } from '../arabic/normalise.ts';
import type { PublishedFrom } from './article.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { type Thing, textOf } from './json-ld.ts';
import { indexOfLead, type Line } from './lines.ts';
import { first, type Meta } from './metadata.ts';
import { clean } from './text.ts';

export interface Published {
  /** ISO 8601 with offset. */
  iso: string;
  from: PublishedFrom;
  /** The weekday printed beside it is another. */
  doubtful: boolean;
}

const metaNames = [
  'article:published_time',
  'og:published_time',
  'og:article:published_time',
  'datepublished',
  'publishdate',
  'publish_date',
  'publish-date',
  'pubdate',
  'dc.date.issued',
  'dcterms.created',
  'dc.date',
  'dcterms.date',
  'parsely-pub-date',
  'sailthru.date',
  'article.published',
  'date',
];

/** A publish date lies after the web began and not more than a day ahead. */
const earliest = Date.UTC(1995, 0, 1);
const day = 86_400_000;

/** What the page's markup says of its date: JSON-LD, then `<meta>`, then `<time>`. */
export function readPublished(
  document: PageDocument,
  meta: Meta,
  thing: Thing | null,
  context: DateContext,
): Published | null {
  const told: (readonly [PublishedFrom, readonly (string | null)[]])[] = [
    ['json-ld', [textOf(thing?.datePublished), textOf(thing?.dateCreated)]],
    ['meta', metaNames.map((name) => first(meta, name))],
    ['time', timeElements(document, context)],
  ];
  for (const [from, values] of told) {
    for (const value of values) {
      const found = value === null ? null : accept(value, from, context);
      if (found) return found;
    }
  }
  return null;
}

/**
 * A date in the lines between the title and the first paragraph: alone on its line, or in a short one
 * with the writer's name or a count. Dates further down belong to other articles, and one inside the
 * title is what the news is about.
 */
export function readVisible(
  lines: readonly Line[],
  titles: readonly string[],
  firstParagraph: string,
  context: DateContext,
): Published | null {
  const end = indexOfLead(lines, firstParagraph);
  const start = lines.findLastIndex((line, i) => i < end && line.label === 'title');
  if (start === -1) return null;
  const head = lines.slice(Math.max(0, start - 3), end);
  for (const [i, line] of head.entries()) {
    const before = head[i - 1];
    if (line.label === 'related') return null;
    // A date under a linked headline is that headline's.
    if (before && before.linkShare > 0.5 && before.size >= 5 && before.label !== 'title') continue;
    const text = line.label === 'title' ? withoutTitles(line.text, titles) : line.text;
    if (words(text).length > 20 || line.linkShare > 0.5) continue;
    if (!isDateLine(text) && !/\d{4}|[٠-٩]{4}/u.test(text)) continue;
    const found = accept(text, 'visible', context);
    if (found) return found;
  }
  return null;
}

function withoutTitles(text: string, titles: readonly string[]): string {
  const forms = titles.map(normalise).toSorted((a, b) => b.length - a.length);
  return forms.reduce((rest, form) => rest.replace(form, ' '), normalise(text));
}

/** A day in the address: '/2020/11/09/', '2020-06-03-1.387'. A month without a day is not enough. */
export function readFromAddress(address: string | null, context: DateContext): Published | null {
  const match = /[/_-](20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)/u.exec(address ?? '');
  if (!match) return null;
  const [, year = '', month = '', dayOfMonth = ''] = match;
  return accept(`${dayOfMonth}/${month}/${year}`, 'address', context);
}

function timeElements(document: PageDocument, context: DateContext): string[] {
  const marked = [...document.querySelectorAll('time, [itemprop~="datePublished"]')].filter(
    (element) =>
      !/modified|updated/iu.test(`${element.className} ${element.getAttribute('itemprop')}`),
  );
  const own = marked.filter((element) =>
    /published|pubdate/iu.test(
      `${element.className} ${element.getAttribute('itemprop')} ${element.hasAttribute('pubdate') ? 'pubdate' : ''}`,
    ),
  );
  // With several dates on a page an unmarked <time> may be another article's.
  const trusted = own.length > 0 ? own : marked.length === 1 ? marked : [];
  return trusted
    .filter((element) => !element.parentElement || !insideList(element, document))
    .map((element) => {
      const told = element.getAttribute('datetime') ?? element.getAttribute('content') ?? '';
      const printed = clean(element.textContent ?? '');
      return printsAnotherDay(printed, told, context) ? printed : told;
    })
    .filter(Boolean);
}

/** Themes leave a sample's date in the attribute; readers see the one that is printed. */
function printsAnotherDay(printed: string, told: string, context: DateContext): boolean {
  if (!/\d{4}|[٠-٩]{4}/u.test(printed) || words(printed).length > 8) return false;
  const [seen, marked] = [printed, told].map((text) => parseArabicDate(text, context));
  return !!seen && seen.iso.slice(0, 10) !== marked?.iso.slice(0, 10);
}

function insideList(
  element: PageElement,
  scope: { contains(node: PageElement): boolean },
): boolean {
  for (let up: PageElement | null = element; up && scope.contains(up); up = up.parentElement) {
    if (/^(?:aside|nav|footer|a)$/u.test(up.localName)) return true;
    if (/related|sidebar|most|latest|widget|more|popular/iu.test(`${up.className} ${up.id}`))
      return true;
  }
  return false;
}

function accept(text: string, from: PublishedFrom, context: DateContext): Published | null {
  const date: ParsedDate | null = parseArabicDate(text, context);
  if (!date || date.at < earliest || date.at > context.now + day) return null;
  return { iso: date.iso, from, doubtful: date.weekdayAgrees === false };
}
