import { normalise, words } from '../arabic/normalise.ts';
import type { PageDocument } from './dom.ts';
import { isThing, type Thing, textOf } from './json-ld.ts';
import { first, type Meta } from './metadata.ts';
import { clean } from './text.ts';

const bylineElements =
  '[rel~="author"], [itemprop~="author"], .author-name, .author_name, .byline, .entry-author, .post-author, .createdby';

/** Words that a person's name does not hold. */
const noPerson =
  /(?:https?:|www\.|@|\d|developed|powered|admin|super user|editor|staff|webmaster|desk|team|الموقع|التحرير|المحرر|محرر|مراسل|وكال|متابع|خاص|رويترز|صحيف|جريد|قناة|قناه|بواب|موقع|شبك|نيوز|news|(?:^|\s)(?:نت|برس)$|\.نت|أخبار|اخبار|غرفة|فريق|كتاب)/iu;

/**
 * The writer's name: JSON-LD, `<meta>`, the page's byline element, then a byline line of the body. A
 * developer, an address, a handle, the site and the section are no authors.
 *
 * @param others normal names of the page that are no persons: site, section.
 */
export function readAuthor(
  document: PageDocument,
  meta: Meta,
  thing: Thing | null,
  byline: string | null,
  others: readonly (string | null)[],
): string | null {
  const not = new Set(others.filter((name) => name !== null).map(normalise));
  const candidates = [
    authorOf(thing),
    first(meta, 'author'),
    first(
      meta,
      'article:author',
      'og:article:author',
      'dc.creator',
      'parsely-author',
      'sailthru.author',
    ),
    ...[...document.querySelectorAll(bylineElements)].map((element) => element.textContent),
    byline,
  ];
  for (const candidate of candidates) {
    const name = personIn(clean(candidate ?? ''));
    if (name && !not.has(normalise(name))) return name;
  }
  return null;
}

function authorOf(thing: Thing | null): string | null {
  const author = thing?.author;
  const one: unknown = Array.isArray(author) ? author[0] : author;
  if (isThing(one) && one['@type'] === 'Organization') return null;
  return textOf(one);
}

function personIn(text: string): string | null {
  const bare = text
    .replace(
      /^(?:(?:مرسلة |نشر(?:ه|ت)? |كتب )?بواسطة|كتب(?:ت|ه|ها)?|بقلم|إعداد|اعداد|تحرير|تقرير|ترجمة|by)(?:\s*[:/|–-]\s*|\s+)/iu,
      '',
    )
    .replace(/\s+\d.*$/u, '')
    // 'حسام أبو العلا - القاهرة': the place stands behind the name.
    .replace(/\s+[-–/|]\s+.*$/u, '')
    .replace(/^[([\s]+|[)\]\s.،:]+$/gu, '');
  const size = words(bare).length;
  if (size < 2 || size > 5 || bare.length > 50 || noPerson.test(bare)) return null;
  return /^[\p{L}\p{M}\s.'’-]+$/u.test(bare) ? bare : null;
}
