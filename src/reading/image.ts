import { cleanAddress } from './address.ts';
import type { Article } from './article.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { isThing, type Thing, textOf } from './json-ld.ts';
import { first, type Meta } from './metadata.ts';

type Image = NonNullable<Article['image']>;

/** Site furniture by its file name. */
const furniture =
  /(?:logo|icon|sprite|avatar|placeholder|blank|pixel|spacer|loading|loader|default[-_.]?(?:image|thumb)?|no[-_]?image|1x1|favicon|emoji|gravatar|banner|\/ads?\/)/iu;

/** Smaller than this on its longer side is no news picture. */
const smallest = 200;

/**
 * The page's picture: of those that Open Graph, JSON-LD and Twitter name the largest one known, else
 * the first large `<img>` of the news. Logos and blanks are none. Addresses come out absolute and
 * otherwise untouched: a picture server's parameters are part of the picture.
 */
export function readImage(
  document: PageDocument,
  meta: Meta,
  thing: Thing | null,
  base: string | undefined,
): Image | null {
  const named = [...fromOpenGraph(meta), ...fromThing(thing), ...fromTwitter(meta)];
  const shown = [
    ...document.querySelectorAll(
      'article img, [itemprop~="articleBody"] img, main img, figure img',
    ),
  ]
    .map(fromElement)
    .filter((image) => image !== null);
  // Themes without such elements name their boxes so; lists beside the news hold small pictures.
  const large = [
    ...document.querySelectorAll(
      '[class*="content" i] img, [class*="article" i] img, [class*="post" i] img, img[class*="hero" i]',
    ),
  ]
    .map(fromElement)
    .filter((image) => image !== null && Math.min(image.width ?? 0, image.height ?? 0) >= smallest)
    .filter((image) => image !== null);
  for (const group of [named, shown, large]) {
    const real = group
      .map((image) => ({ ...image, url: absolute(image.url, base) }))
      .filter((image): image is Image => image.url !== null && isReal(image.url, image));
    const largest = real.toSorted((a, b) => area(b) - area(a))[0];
    if (largest) return largest;
  }
  return null;
}

function fromOpenGraph(meta: Meta): Image[] {
  const urls =
    meta.get('og:image') ?? meta.get('og:image:url') ?? meta.get('og:image:secure_url') ?? [];
  const widths = meta.get('og:image:width') ?? [];
  const heights = meta.get('og:image:height') ?? [];
  // Sizes can be told apart only when there is one for each.
  const sized = widths.length === urls.length;
  return urls.map((url, i) => ({
    url,
    width: sized ? size(widths[i]) : null,
    height: sized ? size(heights[i]) : null,
  }));
}

function fromThing(thing: Thing | null): Image[] {
  const value = thing?.image ?? thing?.thumbnailUrl;
  return (Array.isArray(value) ? value : [value]).flatMap((image: unknown): Image[] => {
    if (typeof image === 'string') return [{ url: image, width: null, height: null }];
    if (!isThing(image)) return [];
    const url = textOf(image.url) ?? textOf(image.contentUrl);
    return url === null ? [] : [{ url, width: size(image.width), height: size(image.height) }];
  });
}

function fromTwitter(meta: Meta): Image[] {
  const url = first(meta, 'twitter:image', 'twitter:image:src', 'image', 'thumbnailurl');
  return url ? [{ url, width: null, height: null }] : [];
}

function fromElement(element: PageElement): Image | null {
  const lazy = ['data-src', 'data-lazy-src', 'data-original', 'src'];
  const url = lazy
    .map((name) => element.getAttribute(name))
    .find((value) => value && !/^data:/u.test(value));
  if (!url) return null;
  return {
    url,
    width: size(element.getAttribute('width')),
    height: size(element.getAttribute('height')),
  };
}

function absolute(url: string, base: string | undefined): string | null {
  if (cleanAddress(url, base) === null) return null;
  return new URL(url.trim(), base).href;
}

function isReal(url: string, image: { width: number | null; height: number | null }): boolean {
  const known = Math.max(image.width ?? 0, image.height ?? 0);
  const file = new URL(url).pathname.split('/').slice(-2).join('/');
  return !furniture.test(file) && !/\.svg$/iu.test(file) && (known === 0 || known >= smallest);
}

function area(image: Image): number {
  return (image.width ?? 0) * (image.height ?? 0);
}

function size(value: unknown): number | null {
  const number = Number.parseInt(String(value ?? ''), 10);
  return Number.isFinite(number) && number > 0 ? number : null;
}
