import { decodeReferences } from './entities.ts';

/** One `<url>` of a sitemap, values as printed. */
export interface SitemapUrl {
  loc: string;
  title: string | null;
  date: string | null;
  lastmod: string | null;
  keywords: string[];
  image: string | null;
}

/** Reads a news sitemap (Google's sitemap-news/0.9) or a plain one: flat by its schema, so by pattern. */
export function readSitemap(xml: string): SitemapUrl[] {
  return [...xml.matchAll(/<url\b[^>]*>([\s\S]*?)<\/url\s*>/giu)].flatMap(([, body = '']) => {
    const loc = value(body, 'loc');
    if (loc === null) return [];
    return {
      loc,
      title: value(body, 'news:title'),
      date: value(body, 'news:publication_date') ?? value(body, 'lastmod'),
      lastmod: value(body, 'lastmod'),
      keywords: (value(body, 'news:keywords') ?? '').split(/[,،]/u),
      image: value(body, 'image:loc'),
    };
  });
}

/** The addresses in an index of sitemaps: those named for news first, then the last changed. */
export function readSitemapIndex(xml: string): string[] {
  const found = [...xml.matchAll(/<sitemap\b[^>]*>([\s\S]*?)<\/sitemap\s*>/giu)].flatMap(
    ([, body = '']) => {
      const loc = value(body, 'loc');
      const changed = Date.parse(value(body, 'lastmod') ?? '') || 0;
      return loc === null ? [] : [{ loc, changed, isNews: /news/iu.test(loc) }];
    },
  );
  return found
    .toSorted((a, b) => Number(b.isNews) - Number(a.isNews) || b.changed - a.changed)
    .map(({ loc }) => loc);
}

/** Both spellings of a name: with its prefix, and without where the namespace is the default one. */
function value(body: string, name: string): string | null {
  const match = new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}\\s*>`, 'iu').exec(body);
  const raw = match?.[1]?.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/gu, '$1').trim();
  return raw ? decodeReferences(raw) : null;
}
