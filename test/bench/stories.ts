/**
 * How well and how fast 2,000 articles are grouped. They are made up, by this rule: 1,600 events of
 * their own, each ending in a sentence of one of 20 agencies, and 400 retellings of events an hour
 * later under other titles, by turns: word for word behind a dateline; with the last third new; with
 * every fifth word of the second half new; the first 40 % with as much text of its own; with a quarter
 * of all words new; with a third of all words new. Words are drawn from 4,000 by Zipf's law, and 200 of
 * the events share a template of 40 words (weather, prices) with other names and figures.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { createStore } from '../../data/store.ts';
import { groupStories, type StoryItem } from '../../src/arabic/stories.ts';
import { createStories } from '../../src/desk/stories.ts';
import { articleOf } from '../data/made.ts';

const events = 1_600;
const retellings = 400;
const templated = 200;
const vocabulary = 4_000;
const hour = 3_600_000;

interface Made extends StoryItem {
  readonly event: number;
  readonly at: number;
}

/** Park and Miller's generator: the same articles in every run. */
function generator(start: number): () => number {
  let seed = start;
  return () => {
    seed = (seed * 48_271) % 0x7fffffff;
    return seed / 0x7fffffff;
  };
}

function makeArticles(): Made[] {
  const random = generator(20_261);
  const letters = [...'ابتجحدرزسشصطعفقكلمنهوي'];
  const word = () =>
    Array.from(
      { length: 3 + Math.floor(random() * 4) },
      () => letters[Math.floor(random() * 22)],
    ).join('');
  const known = Array.from({ length: vocabulary }, word);
  // The inverse of Zipf's distribution: rank r is drawn about 1/r as often as rank 1.
  const common = () => known[Math.floor(vocabulary ** random()) - 1] ?? '';
  const text = (size: number) => Array.from({ length: size }, common);
  const boilerplate = Array.from({ length: 20 }, () => text(12).join(' '));
  const template = text(40);
  const figures = () => template.map((told) => (random() < 0.3 ? common() : told));
  const date = (event: number) => Date.UTC(2026, 0, 1) + Math.floor(random() * 48) * hour + event;
  const originals = Array.from({ length: events }, (_, event) => {
    const body = event < templated ? [...figures(), ...text(60)] : text(120 + random() * 160);
    return { event, body, title: text(8).join(' '), at: date(event) };
  });
  const item = (
    id: string,
    told: { event: number; body: string[]; title: string; at: number },
  ) => ({
    id,
    event: told.event,
    title: told.title,
    text: `${told.body.join(' ')} ${boilerplate[told.event % 20]}`,
    at: told.at,
  });
  const retold = Array.from({ length: retellings }, (_, i) => {
    const { event, body, at } = originals[templated + i * 3] ?? { event: 0, body: [], at: 0 };
    const third = Math.floor(body.length / 3);
    const changed = [
      [...text(3), ...body],
      [...body.slice(0, -third), ...text(third)],
      body.map((told, n) => (n > body.length / 2 && n % 5 === 0 ? common() : told)),
      [...body.slice(0, Math.floor(body.length * 0.4)), ...text(Math.floor(body.length * 0.4))],
      body.map((told) => (random() < 1 / 4 ? common() : told)),
      body.map((told) => (random() < 1 / 3 ? common() : told)),
    ][i % 6];
    return { event, body: changed ?? [], title: text(8).join(' '), at: at + hour };
  });
  return [
    ...originals.map((told, i) => item(`o${i}`, told)),
    ...retold.map((told, i) => item(`r${i}`, told)),
  ].toSorted((a, b) => a.at - b.at);
}

export async function benchStories(print: (line: string) => void): Promise<void> {
  const made = makeArticles();
  const began = performance.now();
  const grouped = groupStories(made);
  const ms = performance.now() - began;
  const storyOf = new Map(grouped.map(({ id, story }) => [id, story]));
  const pairs = { found: 0, missed: 0, wrong: 0, apart: 0 };
  for (const [i, one] of made.entries()) {
    for (const other of made.slice(i + 1)) {
      const together = storyOf.get(one.id) === storyOf.get(other.id);
      if (one.event === other.event) pairs[together ? 'found' : 'missed']++;
      else pairs[together ? 'wrong' : 'apart']++;
    }
  }
  const recall = pairs.found / (pairs.found + pairs.missed);
  const falsePositives = pairs.wrong / (pairs.wrong + pairs.apart);
  print(
    `  ${made.length} articles in ${(ms / 1_000).toFixed(2)} s (wanted < 3); recall ${recall.toFixed(3)} ` +
      `(wanted .92); false positives ${falsePositives.toFixed(6)} of unlike pairs (wanted .001), ` +
      `${pairs.wrong} pairs`,
  );
  await benchPlacing(made, print);
}

/** How long the desk takes to place one more article among those of the last days in its database. */
async function benchPlacing(made: readonly Made[], print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const database = openSqlite(join(folder, 'barqiya.sqlite'));
  await migrate(database);
  const store = createStore(database.db);
  const told = ({ title, text, at }: Made) =>
    articleOf({ title, paragraphs: [text], publishedAt: at, readAt: at });
  await store.transaction(async (tx) => {
    for (const item of made)
      await tx.articles.add(told(item), await tx.articles.addStory(item.id, item.at));
  });
  const now = made.at(-1)?.at ?? 0;
  const stories = createStories();
  const beginning = performance.now();
  await stories.prepare(store, now);
  const prepared = performance.now() - beginning;
  const times: number[] = [];
  for (let i = 0; i < made.length; i += 40) {
    const item = made[i];
    if (!item) continue;
    const began = performance.now();
    await stories.place(store, told({ ...item, at: now }), now);
    times.push(performance.now() - began);
  }
  await database.close();
  rmSync(folder, { recursive: true });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  print(
    `  one more placed among ${made.length}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (wanted < 100); ` +
      `read in after a start in ${Math.round(prepared)} ms`,
  );
}
