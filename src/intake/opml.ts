/** OPML in and out: lists of feeds as readers of feeds exchange them (opml.org/spec2). Pure. */
import { generateOpml, type Opml, parseOpml } from 'feedsmith';
import type { ImportedFeed, Source } from '../../data/repositories/sources.ts';
import { Failure } from '../errors.ts';
import { cleanAddress } from '../reading/address.ts';

type Outline = Opml.Outline<string>;

export interface OpmlFeeds {
  readonly feeds: readonly ImportedFeed[];
  /** Outlines that are no feed of ours, each with why: for the person who imports. */
  readonly skipped: readonly string[];
}

/** Deeper than people nest; a file that does is not made by one. */
const deepest = 20;

/**
 * The feeds of an OPML file, outlines in outlines too. The name of the nearest outline around a feed
 * is its section. An address that stands twice is taken once.
 *
 * @param file its name, for the failure
 * @throws Failure `opml-invalid`
 */
export function readOpml(text: string, file: string): OpmlFeeds {
  if (/<!DOCTYPE/i.test(text)) throw new Failure('opml-invalid', { file, reason: 'DOCTYPE' });
  const feeds = new Map<string, ImportedFeed>();
  const skipped: string[] = [];
  const visit = (outlines: readonly Outline[], section: string | null, depth: number): void => {
    for (const outline of outlines) {
      const name = (outline.title || outline.text || '').trim();
      if (outline.xmlUrl) take(outline.xmlUrl, name, section);
      else if (!outline.outlines) skipped.push(`${name || 'an outline'}: has no xmlUrl`);
      if (outline.outlines && depth < deepest) {
        visit(outline.outlines, outline.xmlUrl ? section : name || section, depth + 1);
      }
    }
  };
  const take = (xmlUrl: string, name: string, section: string | null): void => {
    const address = addressOf(xmlUrl);
    if (address === null) skipped.push(`${name || xmlUrl}: ${xmlUrl} is no http(s) address`);
    else if (feeds.has(address)) skipped.push(`${name || address}: ${address} stands twice`);
    else feeds.set(address, { name: freeName(name, address), address, section });
  };
  /** Names tell sources apart: of two feeds called «RSS» the second gets its host's name too. */
  const freeName = (name: string, address: string): string => {
    const { hostname } = new URL(address);
    const taken = new Set([...feeds.values()].map((feed) => feed.name));
    if (!name) return hostname;
    return taken.has(name) ? `${name} (${hostname})` : name;
  };
  visit(outlinesOf(text, file), null, 0);
  return { feeds: [...feeds.values()], skipped };
}

function outlinesOf(text: string, file: string): readonly Outline[] {
  try {
    return parseOpml(text.trimStart()).body?.outlines ?? [];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new Failure('opml-invalid', { file, reason }, { cause });
  }
}

/** As written, for a feed's address may need its parameters; only a fragment is of no use. */
function addressOf(text: string): string | null {
  if (cleanAddress(text) === null) return null;
  const url = new URL(text.trim());
  url.hash = '';
  return url.href;
}

/** The feeds among the sources as OPML, those with a section under an outline of its name. */
export function writeOpml(
  newsroom: string,
  sources: readonly Pick<Source, 'kind' | 'name' | 'address' | 'section'>[],
): string {
  const feeds = sources.filter(({ kind }) => kind === 'feed');
  const outlineOf = ({ name, address }: (typeof feeds)[number]): Outline => ({
    text: name,
    title: name,
    type: 'rss',
    xmlUrl: address,
  });
  const outlines: Outline[] = [...Map.groupBy(feeds, ({ section }) => section)].flatMap(
    ([section, list]) =>
      section === null
        ? list.map(outlineOf)
        : [{ text: section, title: section, outlines: list.map(outlineOf) }],
  );
  return generateOpml({ head: { title: newsroom }, body: { outlines } });
}
