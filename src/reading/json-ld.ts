import type { PageDocument } from './dom.ts';

export type Thing = Readonly<Record<string, unknown>>;

const articleTypes =
  /^(?:\w*Article|Report|BlogPosting|LiveBlogPosting|SocialMediaPosting|WebPage|VideoObject)$/u;

/**
 * The page's JSON-LD article: the first of a NewsArticle or kindred type, else a WebPage. Blocks that
 * are not JSON are passed over; raw line breaks inside strings, which many sites print, are mended.
 */
export function findArticleThing(document: PageDocument): Thing | null {
  const things = allThings(document).filter((thing) =>
    typesOf(thing).some((t) => articleTypes.test(t)),
  );
  return (
    things.find((thing) => typesOf(thing).some((t) => /Article|Posting|Report/u.test(t))) ??
    things.find((thing) => 'datePublished' in thing) ??
    null
  );
}

/** The things named in the page's BreadcrumbList, outermost first. */
export function breadcrumbs(document: PageDocument): string[] {
  const list = allThings(document).find((thing) => typesOf(thing).includes('BreadcrumbList'));
  const items = list?.itemListElement;
  if (!Array.isArray(items)) return [];
  return items
    .map((item: unknown) => {
      if (!isThing(item)) return null;
      return textOf(item.name) ?? (isThing(item.item) ? textOf(item.item.name) : null);
    })
    .filter((name) => name !== null);
}

/** A value's text: a string, a thing's name, or the first of a list. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (Array.isArray(value)) return value.map(textOf).find((text) => text !== null) ?? null;
  return isThing(value) ? textOf(value.name) : null;
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function allThings(document: PageDocument): Thing[] {
  const things: Thing[] = [];
  for (const script of document.querySelectorAll('script[type*="ld+json"]')) {
    const parsed = parse(script.textContent ?? '');
    const roots = Array.isArray(parsed) ? parsed : [parsed];
    for (const root of roots) {
      if (!isThing(root)) continue;
      things.push(root);
      const graph = root['@graph'];
      if (Array.isArray(graph)) things.push(...graph.filter(isThing));
    }
  }
  return things;
}

function parse(text: string): unknown {
  const json = text.trim().replace(/^<!--|-->$|^\/\*.*?\*\/|;$/gu, '');
  try {
    return JSON.parse(json);
  } catch {
    try {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: raw ones inside strings are the fault
      return JSON.parse(json.replace(/[\u0000-\u001f]+/gu, ' '));
    } catch {
      return null;
    }
  }
}

function typesOf(thing: Thing): string[] {
  const type = thing['@type'];
  return (Array.isArray(type) ? type : [type]).filter((t) => typeof t === 'string');
}
