import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate, type OpenDatabase, openSqlite } from '../../data/database.ts';
import { startDrainer } from '../../src/clicks/drainer.ts';
import { segmentFile, segmentsIn } from '../../src/clicks/log.ts';
import { retentionOf } from '../../src/clicks/retention.ts';

let home: string;
let folder: string;
let database: OpenDatabase;
let errors: unknown[];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'barqiya-drainer-'));
  folder = join(home, 'clicks');
  mkdirSync(folder);
  database = openSqlite(join(home, 'barqiya.sqlite'));
  await migrate(database);
  errors = [];
});
afterEach(async () => {
  await database.close();
  rmSync(home, { recursive: true });
});

const start = (file = join(home, 'barqiya.sqlite')) =>
  startDrainer({
    database: file,
    folder,
    zone: 'Asia/Aden',
    retention: retentionOf(),
    onError: (error) => errors.push(error),
  });
const write = (segment: number, from: number, to: number) => {
  let text = '';
  for (let visitor = from; visitor < to; visitor++) text += `1 1795000000000 ${visitor} 0\n`;
  appendFileSync(segmentFile(folder, segment), text);
};
const count = async () => (await database.db.selectFrom('click').selectAll().execute()).length;

it('catches up with what a former run has left, and then goes on by itself', async () => {
  write(3, 0, 1_000);
  write(4, 1_000, 1_500);
  const drainer = start();
  await expect.poll(count, { timeout: 30_000 }).toBe(1_500);
  write(4, 1_500, 1_600);
  await expect.poll(count, { timeout: 30_000 }).toBe(1_600);
  expect(segmentsIn(folder)).toEqual([4]);
  await drainer.stop();
  expect(errors).toEqual([]);
});

it('drains at once when told to', async () => {
  const drainer = start();
  await drainer.drain();
  write(1, 0, 5_000);
  await drainer.drain();
  expect(await count()).toBe(5_000);
  await drainer.stop();
});

it('drains what there is before it stops, and stops once', async () => {
  const drainer = start();
  await drainer.drain();
  write(1, 0, 5_000);
  await Promise.all([drainer.stop(), drainer.stop()]);
  expect(await count()).toBe(5_000);
});

it('reports a failure, lives on, and loses nothing', async () => {
  const drainer = start();
  await drainer.drain();
  await database.db.schema.alterTable('click').renameTo('away').execute();
  write(1, 0, 10);
  await drainer.drain();
  expect(String(errors[0])).toContain('no such table');
  await database.db.schema.alterTable('away').renameTo('click').execute();
  await drainer.drain();
  expect(await count()).toBe(10);
  await drainer.stop();
});

it('starts again after its death', async () => {
  const blocked = join(home, 'blocked');
  writeFileSync(blocked, '');
  write(1, 0, 10);
  const drainer = start(join(blocked, 'barqiya.sqlite'));
  await drainer.drain();
  expect(errors).toHaveLength(1);
  rmSync(blocked);
  const late = openSqlite(join(blocked, 'barqiya.sqlite'));
  await migrate(late);
  await drainer.drain();
  expect(await late.db.selectFrom('click').selectAll().execute()).toHaveLength(10);
  await drainer.stop();
  await late.close();
});

it('stops while it is dead', async () => {
  const blocked = join(home, 'blocked');
  writeFileSync(blocked, '');
  const drainer = start(join(blocked, 'barqiya.sqlite'));
  await drainer.drain();
  await drainer.stop();
  // Two, where it had gone wholly before the stop: then one more looks for what may be left.
  expect([1, 2]).toContain(errors.length);
});
