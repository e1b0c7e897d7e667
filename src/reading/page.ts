import { words } from '../arabic/normalise.ts';
import { Failure } from '../errors.ts';
import { cleanAddress } from './address.ts';
import type { Article, Warning } from './article.ts';
import { type Block, readBlocks } from './blocks.ts';
import { readAuthor } from './byline.ts';
import { type Body, type PageNames, withoutClutter } from './clutter.ts';
import { namelessSource, outletName } from './clutter-phrases.ts';
import { findContainer, removeBoxes, removeFurniture, unwrapPageForm } from './container.ts';
import { bylineBefore, datelineBefore } from './dateline.ts';
import { limitDepth, type PageDocument, parsePage } from './dom.ts';
import { decode } from './encoding.ts';
import { readImage } from './image.ts';
import { findArticleThing, type Thing, textOf } from './json-ld.ts';
import { readMenu, readSection, readTags, readTrail, sectionBeside } from './keywords.ts';
import { readLanguage } from './language.ts';
import { endsSentence, indexOfLead, isProse, type Line, toLines } from './lines.ts';
import { first, type Meta, readMeta } from './metadata.ts';
import { readFromAddress, readPublished, readVisible } from './published.ts';
import { clean } from './text.ts';
import { readTitles } from './title.ts';

export interface ReadOptions {
  /** Where the bytes came from: makes addresses absolute and may hold the date. */
  url?: string;
  /** The HTTP header, for its charset. Its media type is not believed. */
  contentType?: string;
  /** IANA name of the source's zone, for dates that give none. */
  zone: string;
  /** Epoch milliseconds. */
  now: number;
}

/** More bytes than any article has; more elements than can be read in the time there is. */
const maxBytes = 5_000_000;
const maxElements = 40_000;

/** A container with fewer words of running text than this may be the wrong one. */
const leastProse = 20;

/**
 * Reads a news page: the article without what the page prints round it. Pure and synchronous; give
 * strangers' pages to `createReader`, which sets a time limit.
 *
 * @throws Failure 'page-too-big' over 5 MB or 40,000 elements, 'page-not-html' when the bytes are no HTML
 *   whatever their type says, 'page-no-article' when no title or no paragraph is found.
 */
export function readPage(bytes: Uint8Array, options: ReadOptions): Article {
  const facts = options.url ? { url: options.url } : {};
  if (bytes.length > maxBytes) throw new Failure('page-too-big', { ...facts, bytes: bytes.length });
  const { text: html, guessed } = decode(bytes, options.contentType);
  if (!isHtml(html)) throw new Failure('page-not-html', facts);
  const elements = html.match(/<[a-z]/giu)?.length ?? 0;
  if (elements > maxElements) throw new Failure('page-too-big', { ...facts, elements });

  const warnings: Warning[] = guessed ? ['encoding-guessed'] : [];
  const document = parsePage(html);
  const root = document.documentElement;
  if (root && limitDepth(root)) warnings.push('nested-deep');

  unwrapPageForm(document);

  // Readability takes the document apart, so all else is read before the body.
  const meta = readMeta(document);
  const thing = findArticleThing(document);
  const base = baseOf(document, options.url);
  const siteName = readSiteName(meta, thing);
  const { title, forms, suffix } = readTitles(document, meta, thing, siteName ? [siteName] : []);
  const context = { zone: options.zone, now: options.now };
  const marked = readPublished(document, meta, thing, context);
  const image = readImage(document, meta, thing, base);
  const filed = readSection(document, meta, thing) ?? readTrail(document, forms);
  const menu = readMenu(document);
  const canonicalUrl = readCanonical(document, meta, base);
  const authorOf = (byline: string | null): string | null =>
    readAuthor(document, meta, thing, byline, [siteName, suffix, filed]);
  const markedAuthor = authorOf(null);

  const tags = readTags(meta, thing, title);
  removeFurniture(document);
  const everything = document.body ? readBlocks(document.body) : [];
  const lines = toLines(everything, forms);
  removeBoxes(document);
  const body = withLead(
    readBody(document, everything, { titles: forms, tags, site: siteName ?? suffix }, thing),
    lines,
  );
  const lead = body.paragraphs[0];
  if (!title || lead === undefined) throw new Failure('page-no-article', facts);

  const published =
    marked ??
    readVisible(lines, forms, lead, context) ??
    readFromAddress(canonicalUrl ?? options.url ?? null, context);
  if (published?.doubtful) warnings.push('date-weekday-disagrees');
  const language = readLanguage(body.paragraphs, root?.getAttribute('lang') ?? null);
  if (language !== 'ar') warnings.push('not-arabic');
  if (body.paragraphs.reduce((sum, text) => sum + words(text).length, 0) < 25)
    warnings.push('short');
  if (body.paywalled || /^false$/iu.test(String(thing?.isAccessibleForFree)))
    warnings.push('paywall');

  return {
    title,
    dateline: body.dateline ?? datelineBefore(lines, lead),
    source: readSource(body, siteName, suffix),
    author: markedAuthor ?? authorOf(body.byline) ?? authorOf(bylineBefore(lines, lead)),
    section: filed ?? sectionBeside(lines, menu, siteName),
    image,
    publishedAt: published?.iso ?? null,
    publishedFrom: published?.from ?? null,
    canonicalUrl,
    language,
    paragraphs: body.paragraphs,
    tags,
    warnings,
  };
}

/** Control characters tell binary files; a page has at least one of the everyday tags. */
function isHtml(text: string): boolean {
  const head = text.slice(0, 20_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary files are told by them
  const binary = head.match(/[\u0000-\u0008\u000e-\u001a\ufffd]/gu)?.length ?? 0;
  if (binary > 8 + head.length * 0.02) return false;
  return /<(?:!doctype html|html|head|body|title|meta|h1|article|main|div|p|table|br|span)\b/iu.test(
    text,
  );
}

function baseOf(document: PageDocument, url: string | undefined): string | undefined {
  const href = document.querySelector('base[href]')?.getAttribute('href');
  return cleanAddress(href, url) ?? url;
}

function readBody(
  document: PageDocument,
  everything: readonly Block[],
  names: PageNames,
  thing: Thing | null,
): Body {
  const container = findContainer(document);
  const picked = withoutClutter(container ? readBlocks(container) : [], names);
  const body = picked.proseWords >= leastProse ? picked : wordier(picked, everything, names);
  // articleBody is often cut short, so it only stands in for a body that the page loads later.
  const told = clean(textOf(thing?.articleBody) ?? '');
  if (words(told).length > 1.6 * words(body.paragraphs.join(' ')).length + 20)
    return { ...body, paragraphs: paragraphsOf(textOf(thing?.articleBody) ?? '') };
  return body;
}

/** Readability may hold a list of headlines for the news: then the whole page is read by its text. */
function wordier(picked: Body, everything: readonly Block[], names: PageNames): Body {
  const whole = withoutClutter(everything, names);
  const better = picked.paragraphs.length === 0 || whole.proseWords > picked.proseWords * 3;
  return better ? whole : picked;
}

/** Puts back a first paragraph that stands with the title, outside of what holds the rest. */
function withLead(body: Body, lines: readonly Line[]): Body {
  const end = indexOfLead(lines, body.paragraphs[0] ?? '');
  const start = lines.findLastIndex((line, i) => i < end && line.label === 'title');
  if (start === -1 || end - start > 8) return body;
  const between = lines.slice(start + 1, end);
  if (between.some((line) => line.label === 'related')) return body;
  const lead = between.filter((line) => isProse(line) && endsSentence(line.text));
  return { ...body, paragraphs: [...lead.map((line) => line.text), ...body.paragraphs] };
}

function paragraphsOf(text: string): string[] {
  return text
    .replace(/<[^>]+>/gu, '\n')
    .split(/[\r\n]+/u)
    .map(clean)
    .filter(Boolean);
}

function readSiteName(meta: Meta, thing: Thing | null): string | null {
  const named = [
    ...(meta.get('og:site_name') ?? []),
    textOf(thing?.publisher),
    first(meta, 'publisher', 'application-name'),
  ].filter((name) => name !== null && !/^https?:|^www\.|\//iu.test(name));
  // Sites that print a handle beside their name: readers know the Arabic one.
  return named.find((name) => /\p{Script=Arabic}/u.test(name ?? '')) ?? named[0] ?? null;
}

/** Whose news it is: told in a source line, or by a dateline that names an outlet, else the site. */
function readSource(body: Body, siteName: string | null, suffix: string | null): string | null {
  const told = body.sourceLine?.replace(/^[^:/|–-]*[:/|–-]\s*/u, '').trim();
  // 'المصدر: دبي - سارة الكتبي 22 يوليو': a line that goes on to the date names a reporter.
  if (told && words(told).length <= 6 && !/\d/u.test(told) && !namelessSource.test(told))
    return told;
  const parts = body.dateline?.split(/[/|–:-]/u).map((part) => part.trim()) ?? [];
  const named = parts.find((part) => outletName.test(part));
  if (named) return named;
  // 'الريف 24 - جريدة إلكترونية': what stands behind the name in titles is the name.
  return suffix && siteName?.startsWith(`${suffix} `) ? suffix : (siteName ?? suffix);
}

function readCanonical(
  document: PageDocument,
  meta: Meta,
  base: string | undefined,
): string | null {
  const link = document.querySelector('link[rel~="canonical"]')?.getAttribute('href');
  const told = [link, first(meta, 'og:url'), base].map((address) => cleanAddress(address, base));
  // A canonical that leads to the front page is a mistake of the theme.
  return told.find((address) => address !== null && new URL(address).pathname !== '/') ?? null;
}
