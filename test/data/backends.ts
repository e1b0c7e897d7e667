/** The two databases of the repositories' suite, each new and empty for every test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { migrate, type OpenDatabase, openPostgres, openSqlite } from '../../data/database.ts';

/** Opens an empty, migrated SQLite file in a folder of its own. */
export async function temporarySqlite(): Promise<OpenDatabase & { remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-'));
  const database = openSqlite(join(folder, 'barqiya.sqlite'));
  await migrate(database);
  return {
    ...database,
    async remove() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * Runs the same tests on SQLite and on PostgreSQL, on an empty, migrated database each. PGlite takes
 * over a second to start and half a second to migrate: one serves the file, emptied between tests.
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
    let pglite: PGlite;
    let database: OpenDatabase;
    beforeAll(async () => {
      pglite = await PGlite.create();
      database = openPostgres(new PGliteDialect({ pglite }));
    }, 60_000);
    beforeEach(async () => {
      await migrate(database);
      const tables = await database.db.introspection.getTables();
      const names = tables.map((table) => `"${table.name}"`).join(', ');
      await pglite.exec(`truncate ${names} restart identity cascade`);
    });
    afterAll(() => pglite.close());
    tests(() => database);
  });
}
