/** The names of short links: 7 of `[A-Za-z0-9]`, over 3 × 10¹² of them. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 7;

/** What our own HTTP paths begin with; those of a slug's shape are never slugs. */
const ownPaths: ReadonlySet<string> = new Set([
  'healthz',
  'readyz',
  'metrics',
  'telegram',
  'intake',
  'websub',
  'sandbox',
]);

/**
 * Makes a random slug.
 *
 * @param random a whole number from 0 to below its argument, hard to guess: `crypto.randomInt`
 */
export function newSlug(random: (below: number) => number): string {
  for (;;) {
    let slug = '';
    while (slug.length < LENGTH) slug += LETTERS.charAt(random(LETTERS.length));
    // Not `Metrics` either: a reader may retype it.
    if (!ownPaths.has(slug.toLowerCase())) return slug;
  }
}

/**
 * The slug that a request names, as in `/aB3dE9x` or `/aB3dE9x?utm=1`; undefined when the request
 * is for something else. Nothing is decoded: a slug needs no escapes, and `//host` isn't one.
 *
 * @param path of the request line, unchanged
 */
export function slugOf(path: string): string | undefined {
  if (!/^\/[A-Za-z0-9]{7}(?:\?|$)/.test(path)) return undefined;
  const slug = path.slice(1, 1 + LENGTH);
  return ownPaths.has(slug) ? undefined : slug;
}
