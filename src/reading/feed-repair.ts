import { Failure } from '../errors.ts';

const root = /<(?:\?xml|rss|feed|rdf:RDF|urlset|sitemapindex|channel)\b/iu;
const itemEnd = /<\/(item|entry|url)\s*>/giu;

/**
 * A feed's text fit for a parser: what servers print before the declaration is cut off, control
 * characters (raw or as references) are gone, bare '&' outside CDATA is escaped.
 *
 * @throws Failure 'feed-invalid' for a DOCTYPE before the first element (entity bombs, HTML pages).
 */
export function prepareXml(text: string): string {
  const start = text.search(root);
  if (start === -1) throw new Failure('feed-invalid', { reason: 'no feed element' });
  const xml = text.slice(start);
  const body = xml.search(/<(?:rss|feed|rdf:RDF|urlset|sitemapindex|channel)\b/iu);
  if (/<!DOCTYPE/iu.test(text.slice(0, start + Math.max(0, body))))
    throw new Failure('feed-invalid', { reason: 'DOCTYPE' });
  return (
    xml
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them and parsers stop
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
      .replace(/&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bce-f]|1[\da-f]));/giu, '')
      .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/u)
      .map((part) =>
        part.startsWith('<![CDATA[')
          ? part
          : part.replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});)/giu, '&amp;'),
      )
      .join('')
  );
}

/** Cuts a broken feed behind its last whole item and closes what is open; null when none is whole. */
export function afterLastItem(xml: string): string | null {
  const last = [...xml.matchAll(itemEnd)].at(-1);
  if (!last) return null;
  const kept = xml.slice(0, last.index + last[0].length);
  const open = /<(rss|feed|rdf:RDF|urlset)\b/iu.exec(kept)?.[1];
  if (!open) return null;
  const channel = /<channel\b/iu.test(kept) && !/<\/channel\s*>/iu.test(kept) ? '</channel>' : '';
  return `${kept}${channel}</${open}>`;
}
