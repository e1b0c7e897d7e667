/**
 * Opens SQLite or PostgreSQL and brings the schema up to date. All that differs between the two
 * stands in this file.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import {
  CamelCasePlugin,
  CompiledQuery,
  type CreateTableBuilder,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { Failure } from '../src/errors.ts';
import { type Step, steps } from './migrations/all.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

/** Column definitions that the two databases spell differently, for migrations. */
export interface Columns {
  /** Adds the table's own `id`, numbered by the database, never used twice. */
  id<T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
  ): CreateTableBuilder<T, C | 'id'>;
  /** Keeps the rows in the order of their primary key, where the database can: no second copy. */
  clustered<T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
  ): CreateTableBuilder<T, C>;
  /** Makes the index of article texts that {@link holdsTerms} asks. */
  searchIndex(db: Kysely<unknown>): Promise<void>;
}

export interface OpenDatabase {
  readonly db: Db;
  readonly kind: 'sqlite' | 'postgres';
  readonly columns: Columns;
  /** Copies the whole database into a file while it is in use; PostgreSQL has pg_dump instead. */
  readonly backup?: (file: string) => Promise<void>;
  close(): Promise<void>;
}

/** Kysely's driver opens deferred transactions, and thinks that SQLite's DDL has none. */
class WireSqliteDialect extends SqliteDialect {
  readonly #sqlite: SQLite.Database;

  constructor(sqlite: SQLite.Database) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
  }

  override createDriver() {
    const sqlite = this.#sqlite;
    return new (class extends SqliteDriver {
      // A deferred transaction that reads first fails with SQLITE_BUSY when another connection has
      // written meanwhile, without waiting; an immediate one waits for its turn.
      override async beginTransaction(connection: DatabaseConnection) {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
      }

      // SQLite has ended the transaction itself where the disk is full: to roll it back would fail,
      // and hide why.
      override async rollbackTransaction(connection: DatabaseConnection) {
        if (sqlite.inTransaction) await super.rollbackTransaction(connection);
      }
    })({ database: sqlite });
  }

  override createAdapter() {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl() {
        return true;
      }
    })();
  }
}

/**
 * Opens the SQLite file, made with its folder when absent. WAL, foreign keys, and
 * `synchronous=FULL`: what was committed survives a loss of power. The WAL may grow to 32 MB before it
 * is written back: a drain of clicks writes to the same pages again and again.
 *
 * @throws Failure `data-unwritable`
 */
export function openSqlite(file: string): OpenDatabase {
  const sqlite = sqliteConnection(file);
  return {
    db: withDialect(new WireSqliteDialect(sqlite)),
    kind: 'sqlite',
    columns: sqliteColumns,
    async backup(copy) {
      await sqlite.backup(copy);
    },
    async close() {
      sqlite.close();
    },
  };
}

function sqliteConnection(file: string): SQLite.Database {
  try {
    if (file !== ':memory:') {
      mkdirSync(dirname(file), { recursive: true });
      accessSync(dirname(file), constants.W_OK);
    }
    const sqlite = new SQLite(file, { timeout: 5_000 });
    for (const setting of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      'wal_autocheckpoint = 8000',
    ]) {
      sqlite.pragma(setting);
    }
    return sqlite;
  } catch (cause) {
    throw new Failure('data-unwritable', { file, reason: reason(cause) }, { cause });
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

const sqliteColumns: Columns = {
  id: (table) => table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement()),
  clustered: (table) => table.modifyEnd(sql`without rowid`),
  // The terms come folded and stemmed: the tokenizer only parts them.
  searchIndex: async (db) => {
    await sql`create virtual table article_search using fts5(
      terms, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
    )`.execute(db);
  },
};

const postgresColumns: Columns = {
  id: (table) =>
    table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedByDefaultAsIdentity()),
  clustered: (table) => table,
  searchIndex: async (db) => {
    await sql`create table article_search (rowid bigint primary key, terms tsvector not null)`.execute(
      db,
    );
    await sql`create index article_search_terms on article_search using gin (terms)`.execute(db);
  },
};

/** Opens PostgreSQL through any dialect of Kysely for it; the tests pass PGlite's. */
export function openPostgres(dialect: Dialect): OpenDatabase {
  const db = withDialect(dialect);
  return { db, kind: 'postgres', columns: postgresColumns, close: () => db.destroy() };
}

/**
 * Opens what `DATABASE_URL` names: a `postgres://` address, or the path of an SQLite file.
 *
 * @throws Failure `data-unwritable`
 */
export async function openDatabase(url: string): Promise<OpenDatabase> {
  if (!/^postgres(ql)?:/.test(url)) return openSqlite(url);
  const { default: pg } = await import('pg');
  // The driver hands out bigint as text; every bigint of ours is a safe integer.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  // An idle connection that the server drops would end the process; the pool opens a new one.
  pool.on('error', () => {});
  return openPostgres(new PostgresDialect({ pool }));
}

function withDialect(dialect: Dialect): Db {
  return new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] });
}

/**
 * Locks the chosen rows against a second process and leaves out those that it has locked. SQLite
 * needs none of it: its transactions write one at a time.
 */
export function forClaim<DB, T extends keyof DB, O>(
  db: Db,
  query: SelectQueryBuilder<DB, T, O>,
  table: T & string,
): SelectQueryBuilder<DB, T, O> {
  return isPostgres(db) ? query.forUpdate(table).skipLocked() : query;
}

const isPostgres = <DB>(db: Kysely<DB>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * Rows of whole numbers as a table to select from, bound as one value: the statement stays the same
 * however many there are, where a list of placeholders costs more to compile than to run.
 *
 * @param rows each with a value for each column, in their order
 */
export function numberTable<Column extends string>(
  db: Db,
  columns: readonly Column[],
  rows: readonly (readonly number[])[],
) {
  const json = JSON.stringify(rows);
  const [list, value] = isPostgres(db)
    ? [
        sql`jsonb_array_elements(${json}::jsonb)`,
        (at: number) => sql`(value->>${sql.lit(at)})::bigint`,
      ]
    : [sql`json_each(${json})`, (at: number) => sql`value->>${sql.lit(at)}`];
  const named = columns.map((column, at) => sql`${value(at)} as ${sql.id(column)}`);
  return sql<Record<Column, number>>`(select ${sql.join(named)} from ${list})`;
}

/** What is stored for an article's terms, a space between each. */
export const storedTerms = (db: Db, terms: readonly string[]): RawBuilder<string> =>
  isPostgres(db) ? sql`to_tsvector('simple', ${terms.join(' ')})` : sql`${terms.join(' ')}`;

/**
 * Whether an article of the search index holds every term, the last of them as a beginning.
 *
 * @param terms of letters and digits only, at least one
 */
export const holdsTerms = (db: Db, terms: readonly string[]): RawBuilder<SqlBool> => {
  const last = terms.length - 1;
  return isPostgres(db)
    ? sql`terms @@ to_tsquery('simple', ${terms.map((term, i) => (i === last ? `${term}:*` : term)).join(' & ')})`
    : sql`article_search match ${terms.map((term, i) => `"${term}"${i === last ? '*' : ''}`).join(' ')}`;
};

/**
 * Applies the steps that the database lacks, each in one transaction.
 *
 * @throws Failure `schema-newer` when the database knows steps that we don't
 */
export async function migrate(
  { db, columns }: Pick<OpenDatabase, 'db' | 'columns'>,
  wanted: Readonly<Record<string, Step>> = steps,
): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(wanted).map(([name, up]): [string, Migration] => [
      name,
      { up: (kysely) => up(kysely, columns) },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  await refuseNewer(db, wanted);
  for (;;) {
    const { error, results } = await migrator.migrateUp();
    if (error) throw error;
    if (!results?.length) return;
  }
}

async function refuseNewer(db: Db, wanted: Readonly<Record<string, Step>>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return;
  const { rows } = await db.executeQuery<{ name: string }>(
    CompiledQuery.raw('select name from kysely_migration order by name'),
  );
  const unknown = rows.map((row) => row.name).filter((name) => !(name in wanted));
  if (unknown.length > 0) throw new Failure('schema-newer', { steps: unknown.join(', ') });
}

/**
 * Puts a back-up in the place of the SQLite database, page by page under SQLite's own locks.
 *
 * @throws Failure `backup-invalid` when the file is no whole database of ours
 */
export async function restoreSqlite(backup: string, file: string): Promise<void> {
  let source: SQLite.Database | undefined;
  try {
    source = new SQLite(backup, { readonly: true, fileMustExist: true });
    const [check] = source.pragma('integrity_check') as { integrity_check: string }[];
    const ours = source.prepare("select 1 from sqlite_master where name = 'outbox'").get();
    if (check?.integrity_check !== 'ok' || !ours) throw new Error('not a whole Barqiya database');
  } catch (cause) {
    source?.close();
    throw new Failure('backup-invalid', { file: backup, reason: reason(cause) }, { cause });
  }
  mkdirSync(dirname(file), { recursive: true });
  await source.backup(file);
  source.close();
}
