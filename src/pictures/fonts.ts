/**
 * The typeface of all pictures: IBM Plex Sans Arabic, read as woff2 from its package. It has the
 * letters of Kurdish, Persian and Urdu too, which Cairo lacks.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Renderer } from '@takumi-rs/core';

export const family = 'IBM Plex Sans Arabic';
const weights = [500, 700] as const;
const subsets = ['arabic', 'latin'] as const;
const files = '@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-';

/** A renderer with the fonts in it; the caches are small, since no picture is drawn twice. */
export async function openRenderer(): Promise<Renderer> {
  const renderer = new Renderer({ cacheMaxBytes: 8 * 1024 * 1024 });
  for (const weight of weights) {
    for (const subset of subsets) {
      const file = fileURLToPath(import.meta.resolve(`${files}${subset}-${weight}-normal.woff2`));
      await renderer.registerFont({ name: family, weight, data: await readFile(file) });
    }
  }
  return renderer;
}
