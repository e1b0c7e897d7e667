/** How fast summaries are made, and whether any breaks a rule: every budget on every page with gold. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { words } from '../../src/arabic/normalise.ts';
import { length } from '../../src/summary/clip.ts';
import { summarise } from '../../src/summary/extractive.ts';
import { openQuote } from '../../src/summary/quotes.ts';
import { goldPages } from '../reading/gold.ts';

const folders = [
  join(import.meta.dirname, '../reading/pages'),
  join(import.meta.dirname, '../../../shared/pages'),
].filter((folder) => existsSync(folder));
const budgets = [140, 200, 280, 400, 600, 900];
const rounds = 30;

export async function benchSummary(print: (line: string) => void): Promise<void> {
  const articles = folders.flatMap(goldPages).map(({ gold }) => gold);
  const times: number[] = [];
  const broken = { over: 0, cut: 0, absent: 0, empty: 0 };
  for (let round = 0; round < rounds; round++) {
    for (const { title, paragraphs } of articles) {
      for (const budget of budgets) {
        const began = performance.now();
        const { summary } = summarise({ title, paragraphs, budget });
        times.push(performance.now() - began);
        if (round > 0) continue;
        const known = new Set(words(paragraphs.join('\n')));
        if (length(summary) > budget) broken.over++;
        if (openQuote(summary) !== -1) broken.cut++;
        if (words(summary).some((word) => !known.has(word))) broken.absent++;
        if (summary === '') broken.empty++;
      }
    }
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2);
  print(`  p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (wanted < 10), ${articles.length} articles`);
  print(
    `  of ${articles.length * budgets.length} summaries: over budget ${broken.over}, ` +
      `a quotation cut ${broken.cut}, a word absent from the source ${broken.absent}, ` +
      `empty ${broken.empty} (wanted 0 each)`,
  );
}
