import { Failure } from '../errors.ts';
import { cleanAddress } from './address.ts';
import type { Warning } from './article.ts';
import { limitDepth, type PageDocument, parsePage } from './dom.ts';
import { decode } from './encoding.ts';

/** More bytes than any article has; more elements than can be read in the time there is. */
const maxBytes = 5_000_000;
const maxElements = 40_000;

export interface OpenPage {
  document: PageDocument;
  /** What relative addresses are relative to. */
  base: string | undefined;
  warnings: Warning[];
}

/**
 * Bytes to a document that is safe to walk.
 *
 * @throws Failure 'page-too-big' over 5 MB or 40,000 elements, 'page-not-html' when the bytes are no
 *   HTML whatever their type says.
 */
export function openPage(
  bytes: Uint8Array,
  { url, contentType }: { url?: string; contentType?: string },
): OpenPage {
  const facts = url ? { url } : {};
  if (bytes.length > maxBytes) throw new Failure('page-too-big', { ...facts, bytes: bytes.length });
  const { text: html, guessed } = decode(bytes, contentType);
  if (!isHtml(html)) throw new Failure('page-not-html', facts);
  const elements = html.match(/<[a-z]/giu)?.length ?? 0;
  if (elements > maxElements) throw new Failure('page-too-big', { ...facts, elements });

  const warnings: Warning[] = guessed ? ['encoding-guessed'] : [];
  const document = parsePage(html);
  const root = document.documentElement;
  if (root && limitDepth(root)) warnings.push('nested-deep');
  return { document, base: baseOf(document, url), warnings };
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
