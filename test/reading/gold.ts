/** Pages with their gold text, and how far a reading is from it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { words } from '../../src/arabic/normalise.ts';
import type { Article } from '../../src/reading/article.ts';

export interface GoldPage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly gold: Gold;
}

interface Gold {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** ISO day in the page's own zone, or null when the page tells none. */
  readonly date: string | null;
  /** Phrases of what stands round the news. */
  readonly clutter: readonly string[];
  readonly url?: string;
  /** IANA name. */
  readonly zone?: string;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** The phrases that were read as news. */
  readonly clutter: readonly string[];
  readonly day: 'right' | 'wrong' | 'missed';
}

/** The pages of a folder that `gold.json` in it tells about. */
export function goldPages(folder: string): GoldPage[] {
  const gold: Record<string, Gold> = JSON.parse(readFileSync(join(folder, 'gold.json'), 'utf8'));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .flatMap((file) => {
      const name = basename(file, '.html');
      const told = gold[name];
      return told ? [{ name, bytes: readFileSync(join(folder, file)), gold: told }] : [];
    });
}

export const optionsOf = ({ gold }: GoldPage) => ({
  ...(gold.url ? { url: gold.url } : {}),
  zone: gold.zone ?? 'Africa/Cairo',
  now: Date.UTC(2026, 11, 1),
});

/** Compares words as a bag: order is not scored, every repeated word counts. */
export function score(article: Pick<Article, 'paragraphs' | 'publishedAt'>, gold: Gold): Score {
  const read = words(article.paragraphs.join(' '));
  const wanted = words(gold.paragraphs.join(' '));
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of read) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    shared++;
    left.set(word, count - 1);
  }
  const precision = read.length === 0 ? 0 : shared / read.length;
  const recall = shared / wanted.length;
  const body = article.paragraphs.join('\n');
  const own = gold.paragraphs.join('\n');
  return {
    precision,
    recall,
    f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    clutter: gold.clutter.filter((phrase) => body.includes(phrase) && !own.includes(phrase)),
    day: dayOf(article.publishedAt, gold),
  };
}

function dayOf(publishedAt: string | null, { date, zone }: Gold): Score['day'] {
  const wanted = date?.slice(0, 10) ?? null;
  if (publishedAt === null) return wanted === null ? 'right' : 'missed';
  const read = zone
    ? Temporal.Instant.from(publishedAt).toZonedDateTimeISO(zone).toPlainDate().toString()
    : publishedAt.slice(0, 10);
  return read === wanted ? 'right' : 'wrong';
}
