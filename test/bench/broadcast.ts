/** What it takes to plan a broadcast to 100,000 readers, and to find the next ones to send to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openSqlite } from '../../data/database.ts';
import { createStore } from '../../data/store.ts';

const readers = 100_000;
const claims = 50;

const megabytes = () => process.memoryUsage().rss / 2 ** 20;
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export async function benchBroadcast(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  const database = openSqlite(join(folder, 'barqiya.sqlite'));
  try {
    await migrate(database);
    const store = createStore(database.db);
    await store.transaction(async (tx) => {
      for (let id = 1; id <= readers; id++) await tx.readers.subscribe(id, null, 1);
    });
    const added = await store.broadcasts.add({ kind: 'notice', state: 'draft', createdAt: 1 });
    const before = megabytes();
    const began = performance.now();
    const total = await store.transaction((tx) => tx.broadcasts.plan(added?.id ?? 0, 'all', 1));
    const ms = performance.now() - began;
    print(
      `  planned for ${total} readers in ${(ms / 1_000).toFixed(2)} s (wanted < 5), ` +
        `${Math.max(0, megabytes() - before).toFixed(0)} MB more (wanted < 100)`,
    );
    const times: number[] = [];
    for (let round = 0; round < claims; round++) {
      const start = performance.now();
      const rows = await store.outbox.claim(1_000 + round * 1_000, 30);
      times.push(performance.now() - start);
      for (const { id } of rows) await store.outbox.settle(id, { state: 'done', settledAt: 1 });
    }
    print(`  the next ones are found in ${median(times).toFixed(1)} ms (median of ${claims})`);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}
