import { normalise, words } from '../arabic/normalise.ts';
import type { PageDocument } from './dom.ts';
import { breadcrumbs, type Thing, textOf } from './json-ld.ts';
import type { Line } from './lines.ts';
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
  ].find((name) => name && !noSection.test(name));
  if (told) return told;
  const trail = breadcrumbs(document).filter((name) => !noSection.test(name));
  return trail.length > 1 ? (trail[0] ?? null) : null;
}

/** The trail that the page prints: 'الرئيسية › محليات'; its last part that is not the article. */
export function readTrail(document: PageDocument, titles: readonly string[]): string | null {
  const forms = new Set(titles.map(normalise));
  const parts = document.querySelectorAll(
    '[class*="crumb" i] a, [id*="crumb" i] a, [class*="crumb" i] li, [id*="crumb" i] li',
  );
  const names = [...parts]
    .map((part) => clean(part.textContent ?? ''))
    .filter((name) => name && words(name).length <= 4 && !noSection.test(name));
  return names.findLast((name) => !forms.has(normalise(name))) ?? null;
}

const noSection =
  /^(?:(?:الصفحة )?(?:الرئيسية|الأولى)|home|featured|news|uncategorized|غير مصنف)$/iu;

/** The sections that the site's menus name, in matching form. Read before the menus are taken out. */
export function readMenu(document: PageDocument): ReadonlySet<string> {
  const links = document.querySelectorAll(
    'nav a, [role="navigation"] a, [class*="menu"] a, [id*="menu"] a, [class*="nav"] a, [id*="nav"] a',
  );
  // A table of contents leads down the page itself.
  const outward = [...links].filter((link) => !link.getAttribute('href')?.startsWith('#'));
  const names = outward.map((link) => clean(link.textContent ?? ''));
  return new Set(
    names.filter((name) => words(name).length <= 4 && !noSection.test(name)).map(normalise),
  );
}

/** How many lines a section's name stands from the title, at most. */
const besideTitle = 5;

/** The line beside the title that says no more than a section of the menus, and not the site's name. */
export function sectionBeside(
  lines: readonly Line[],
  menu: ReadonlySet<string>,
  siteName: string | null,
): string | null {
  const site = normalise(siteName ?? '');
  const title = lines.findLastIndex(
    (line, i) => line.label === 'title' && !lines.slice(0, i).some((other) => other.size > 40),
  );
  const near = lines.slice(Math.max(0, title - besideTitle), title + besideTitle);
  if (title === -1) return null;
  const plain = near.map(({ text }) => normalise(text));
  const found = plain.findIndex((text) => menu.has(text) && text !== site);
  return near[found]?.text ?? null;
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
