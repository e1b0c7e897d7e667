import { afterEach, beforeEach, expect, it } from 'vitest';
import { clicks } from '../../data/repositories/clicks.ts';
import { createSalts } from '../../src/clicks/salts.ts';
import { temporarySqlite } from '../data/backends.ts';

const HOUR = 3_600_000;
const MIDNIGHT = 20_000 * 24 * HOUR;

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let errors: unknown[];

beforeEach(async () => {
  database = await temporarySqlite();
  errors = [];
});
afterEach(() => database.remove());

let serial = 0;
const start = (store: Parameters<typeof createSalts>[0]['clicks'] = clicks(database.db)) =>
  createSalts({
    clicks: store,
    zone: 'UTC',
    random: () => `random ${++serial}`,
    onError: (error) => errors.push(error),
  });
const stored = () => database.db.selectFrom('visitorSalt').selectAll().orderBy('day').execute();

it('the salt of a day survives a restart', async () => {
  const before = start();
  await before.refresh(MIDNIGHT);
  const salt = before.of(MIDNIGHT + HOUR);
  const after = start();
  await after.refresh(MIDNIGHT + 2 * HOUR);
  expect(after.of(MIDNIGHT + 3 * HOUR)).toBe(salt);
});

it('the next day has another at once, which is stored by itself', async () => {
  const salts = start();
  await salts.refresh(MIDNIGHT - 1);
  const yesterday = salts.of(MIDNIGHT - 1);
  const today = salts.of(MIDNIGHT);
  expect(today).not.toBe(yesterday);
  await expect.poll(stored).toEqual([{ day: 20_000, salt: today }]);
});

it('days are the newsroom’s own', async () => {
  const salts = createSalts({
    clicks: clicks(database.db),
    zone: 'Asia/Aden',
    random: () => `random ${++serial}`,
    onError: (error) => errors.push(error),
  });
  const midnightInAden = MIDNIGHT - 3 * HOUR;
  const before = salts.of(midnightInAden - 1);
  const after = salts.of(midnightInAden);
  expect(after).not.toBe(before);
  expect(salts.of(midnightInAden + 24 * HOUR - 1)).toBe(after);
  await expect.poll(async () => (await stored()).map(({ day }) => day)).toEqual([20_000]);
});

it('a salt is deleted with its day, even when nobody comes', async () => {
  const salts = start();
  await salts.refresh(MIDNIGHT);
  await salts.refresh(MIDNIGHT + 23 * HOUR);
  expect((await stored()).map((row) => row.day)).toEqual([20_000]);
  await salts.refresh(MIDNIGHT + 24 * HOUR);
  expect((await stored()).map((row) => row.day)).toEqual([20_001]);
});

it('a salt that cannot be stored still holds, and is stored with the next refresh', async () => {
  const { keepSalt, forgetSaltsBefore } = clicks(database.db);
  let full = true;
  const salts = start({
    forgetSaltsBefore,
    keepSalt: async (day, salt) => {
      if (full) throw new Error('disk full');
      return keepSalt(day, salt);
    },
  });
  const salt = salts.of(MIDNIGHT);
  expect(salts.of(MIDNIGHT + HOUR)).toBe(salt);
  await expect.poll(() => errors).toHaveLength(1);
  full = false;
  await salts.refresh(MIDNIGHT + HOUR);
  expect(await stored()).toEqual([{ day: 20_000, salt }]);
});
