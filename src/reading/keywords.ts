import { normalise, words } from '../arabic/normalise.ts';
import type { PageDocument } from './dom.ts';
import { breadcrumbs, type Thing, textOf } from './json-ld.ts';
import { first, type Meta } from './metadata.ts';
import { clean } from './text.ts';

/** The section that the page files the article under; the theme's stock names are none. */
export function readSection(
  document: PageDocument,
  meta: Meta,
  thing: Thing | null,
): string | null {
  const told = [
    textOf(thing?.articleSection),
    first(meta, 'article:section', 'articlesection', 'section', 'category', 'og:article:section'),
  ].find((name) => name && !/^(?:featured|home|news|uncategorized|غير مصنف)$/iu.test(name));
  if (told) return told;
  const trail = breadcrumbs(document).filter((name) => !/^(?:الرئيسية|home)$/iu.test(name));
  return trail.length > 1 ? (trail[0] ?? null) : null;
}

/** The page's keywords as written, each once. */
export function readTags(meta: Meta, thing: Thing | null, title: string | null): string[] {
  const keywords = thing?.keywords;
  const listed = [
    ...(meta.get('article:tag') ?? []),
    ...(Array.isArray(keywords) ? keywords.map(textOf) : [textOf(keywords)]),
    ...(meta.get('news_keywords') ?? []),
  ].filter((text) => text !== null);
  const told = listed.length > 0 ? listed : (meta.get('keywords') ?? []);
  const tags = told.flatMap((text) => text.split(/[,،;؛|]/u)).map(clean);
  const byForm = new Map(tags.filter(Boolean).map((tag) => [normalise(tag), tag] as const));
  return isTitleInPieces([...byForm.keys()], title) ? [] : [...byForm.values()];
}

/** Some sites print the words of the title, one by one, as keywords. */
function isTitleInPieces(tags: readonly string[], title: string | null): boolean {
  const pieces = tags.flatMap(words);
  const inTitle = new Set(words(title ?? ''));
  return (
    tags.length >= 4 && pieces.length <= tags.length && pieces.every((word) => inTitle.has(word))
  );
}
