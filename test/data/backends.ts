/** The two databases of the repositories' suite, each new and empty for every test. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { migrate, type OpenDatabase, openPostgres, openSqlite } from '../../data/database.ts';

/**
 * What takes long to make, once for each worker of the tests: its files follow each other in one
 * process, while their modules are loaded anew.
 */
const kept = globalThis as typeof globalThis & {
  barqiyaSqlite?: Promise<Buffer>;
  barqiyaPostgres?: Promise<PGlite>;
};

/** Opens an empty, migrated SQLite file in a folder of its own. */
export async function temporarySqlite(): Promise<OpenDatabase & { remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-'));
  const file = join(folder, 'barqiya.sqlite');
  kept.barqiyaSqlite ??= migratedSqlite();
  writeFileSync(file, await kept.barqiyaSqlite);
  const database = openSqlite(file);
  return {
    ...database,
    async remove() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The bytes of an empty, migrated database. */
async function migratedSqlite(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-'));
  const file = join(folder, 'barqiya.sqlite');
  const database = openSqlite(file);
  await migrate(database);
  await database.close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** The worker's one PostgreSQL without any table; to close it is to leave it to the next test. */
export async function emptyPostgres(): Promise<OpenDatabase> {
  const pglite = await postgres();
  await pglite.exec('drop schema public cascade; create schema public');
  return overPostgres(pglite);
}

const postgres = (): Promise<PGlite> => (kept.barqiyaPostgres ??= PGlite.create());

const overPostgres = (pglite: PGlite): OpenDatabase => ({
  ...openPostgres(new PGliteDialect({ pglite })),
  close: async () => {},
});

/**
 * Runs the same tests on SQLite and on PostgreSQL, on an empty, migrated database each.
 *
 * @example onBothDatabases('links', (database) => { it('…', async () => { database().db }) })
 */
export function onBothDatabases(name: string, tests: (database: () => OpenDatabase) => void): void {
  describe(`${name} on SQLite`, () => {
    let database: Awaited<ReturnType<typeof temporarySqlite>>;
    beforeEach(async () => {
      database = await temporarySqlite();
    });
    afterEach(() => database.remove());
    tests(() => database);
  });

  describe(`${name} on PostgreSQL`, () => {
    let database: OpenDatabase;
    let empty: () => Promise<void>;
    beforeAll(async () => {
      const pglite = await postgres();
      database = overPostgres(pglite);
      await migrate(database);
      empty = await emptierOf(pglite);
    }, 60_000);
    beforeEach(() => empty());
    tests(() => database);
  });
}

/**
 * Empties the tables that hold something, and lets numbers begin at 1 again: to truncate all tables
 * takes longer than most tests.
 */
async function emptierOf(pglite: PGlite): Promise<() => Promise<void>> {
  const names = async (query: string): Promise<string[]> =>
    (await pglite.query<{ name: string }>(query)).rows.map(({ name }) => name);
  const tables = await names(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename !~ '^kysely'`,
  );
  const holding = tables.map(
    (name) => `select '${name}' as name where exists (select 1 from "${name}")`,
  );
  return async () => {
    const full = await names(holding.join(' union all '));
    const counted = await names(
      'select sequencename as name from pg_sequences where last_value is not null',
    );
    await pglite.exec(
      [
        ...(full.length > 0 ? [`truncate "${full.join('", "')}" cascade`] : []),
        ...counted.map((name) => `alter sequence "${name}" restart`),
      ].join(';'),
    );
  };
}
