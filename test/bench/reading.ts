/** How clean pages are read, and how fast, on one core: pages with gold text, one after the other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../src/errors.ts';
import { summaryBudget } from '../../src/intake/intake.ts';
import type { Article } from '../../src/reading/article.ts';
import { readPage } from '../../src/reading/page.ts';
import { summarise } from '../../src/summary/extractive.ts';
import { type GoldPage, goldPages, optionsOf, score } from '../reading/gold.ts';

const own = join(import.meta.dirname, '../reading/pages');
/** Pages that are not the project’s to give away; measured where they are. */
const shared = join(import.meta.dirname, '../../../shared/pages');
/** The first rounds warm up and are not counted. */
const warmUp = 3;
const rounds = 12;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
const three = (value: number) => value.toFixed(3);

export async function benchReading(print: (line: string) => void): Promise<void> {
  const sets = { own: goldPages(own), ...(existsSync(shared) && { shared: goldPages(shared) }) };
  for (const [name, pages] of Object.entries(sets)) benchPages(name, pages, print);
}

/** A page that is refused counts as one of which nothing was read. */
function readOrNothing(page: GoldPage): Pick<Article, 'title' | 'paragraphs' | 'publishedAt'> {
  try {
    return readPage(page.bytes, optionsOf(page));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { title: error.code, paragraphs: [], publishedAt: null };
  }
}

function benchPages(name: string, pages: readonly GoldPage[], print: (line: string) => void): void {
  print(`  ${name} pages`);
  const scores = pages.map((page) => {
    const article = readOrNothing(page);
    const scored = score(article, page.gold);
    const { f1, precision, recall, clutter, day } = scored;
    print(
      `    ${page.name.padEnd(16)} F1 ${three(f1)}  P ${three(precision)}  R ${three(recall)}  day ${day}` +
        (article.title === page.gold.title ? '' : `  title: ${article.title}`) +
        (clutter.length > 0 ? `  clutter: ${clutter.join(' | ')}` : ''),
    );
    return scored;
  });
  const days = (day: string) => scores.filter((scored) => scored.day === day).length;
  print(
    `    mean             F1 ${three(mean(scores.map(({ f1 }) => f1)))} (wanted .98)  ` +
      `P ${three(mean(scores.map(({ precision }) => precision)))} (.97)  ` +
      `R ${three(mean(scores.map(({ recall }) => recall)))} (.99)  ` +
      `clutter phrases ${scores.reduce((sum, { clutter }) => sum + clutter.length, 0)}  ` +
      `days: ${days('right')} right, ${days('missed')} missed, ${days('wrong')} wrong (0)`,
  );

  const reading: number[] = [];
  const whole: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    for (const page of pages) {
      const began = performance.now();
      const { title, paragraphs } = readOrNothing(page);
      const read = performance.now();
      summarise({ title, paragraphs, budget: summaryBudget });
      if (round < 0) continue;
      reading.push(read - began);
      whole.push(performance.now() - began);
    }
  }
  print(
    `    ${mean(reading).toFixed(1)} ms a page, p95 ${percentile(reading, 0.95).toFixed(1)} ms (wanted 40); ` +
      `${(1_000 / mean(whole)).toFixed(0)} articles/s read and summarised on one core (wanted 25)`,
  );
}
