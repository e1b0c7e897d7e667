import type { PageDocument } from './dom.ts';
import { clean } from './text.ts';

/** A page's `<meta>` values by lower-case name or property, in document order. */
export type Meta = ReadonlyMap<string, readonly string[]>;

/** Reads `name`, `property` and `itemprop` of every `<meta>` with content. */
export function readMeta(document: PageDocument): Meta {
  const meta = new Map<string, string[]>();
  for (const element of document.querySelectorAll('meta')) {
    const content = clean(element.getAttribute('content') ?? '');
    if (!content) continue;
    for (const attribute of ['name', 'property', 'itemprop']) {
      const name = element.getAttribute(attribute)?.trim().toLowerCase();
      if (name) meta.set(name, [...(meta.get(name) ?? []), content]);
    }
  }
  return meta;
}

/** The first value of the first name that has one. */
export function first(meta: Meta, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = meta.get(name)?.[0];
    if (value) return value;
  }
  return null;
}
