/** What the commands take from the environment and newsroom.yaml, and the database they open. */
import { migrate, type OpenDatabase, openDatabase } from '../../data/database.ts';
import { createStore, type Store } from '../../data/store.ts';
import { type Config, processConfig } from '../config.ts';
import { Failure } from '../errors.ts';
import type { Newsroom } from '../newsroom.ts';
import { loadNewsroom } from '../newsroom-file.ts';

/** @throws Failure `config-invalid` with every problem */
export function readSettings(): { config: Config; zone: string } {
  const config = processConfig();
  if ('problems' in config) {
    const facts = Object.fromEntries(config.problems.map(({ where, what }) => [where, what]));
    throw new Failure('config-invalid', facts);
  }
  return { config, zone: config.timezone };
}

/** newsroom.yaml, or the sample's, as a start of the program would find it. */
export function readNewsroomFile(config: Config): Newsroom | undefined {
  return loadNewsroom(config, config.botToken ? undefined : `http://${config.host}:${config.port}`);
}

/** Private hosts that may be fetched; none when there is no newsroom.yaml or it has errors. */
export function allowedHosts(): readonly string[] {
  try {
    return readNewsroomFile(readSettings().config)?.allowHosts ?? [];
  } catch {
    return [];
  }
}

/** Opens the database of the environment for one piece of work. */
export async function withStore<T>(
  work: (store: Store, database: OpenDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const { config } = readSettings();
  const database = await openDatabase(config.databaseUrl);
  try {
    await migrate(database);
    return await work(createStore(database.db), database, config);
  } finally {
    await database.close();
  }
}
