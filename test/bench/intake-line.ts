/** Intake and desk on a database, as app.ts has them: what the bench of intake measures. */
import { migrate, openSqlite } from '../../data/database.ts';
import { createStore, type Store } from '../../data/store.ts';
import { createDesk } from '../../src/desk/desk.ts';
import { fetchPublic } from '../../src/intake/fetch.ts';
import { createIntake } from '../../src/intake/intake.ts';
import { createLog } from '../../src/log.ts';
import { createReader } from '../../src/reading/reader.ts';

export interface IntakeLine {
  readonly store: Store;
  stop(): Promise<void>;
}

/** Opens the database, and ticks each second. */
export async function openLine(file: string, allowHosts: readonly string[]): Promise<IntakeLine> {
  const database = openSqlite(file);
  await migrate(database);
  const store = createStore(database.db);
  const reader = createReader();
  const zone = () => 'Asia/Aden';
  const intake = createIntake({
    store,
    fetch: fetchPublic,
    reader,
    desk: createDesk({ store, now: Date.now, zone, wake: () => {}, review: async () => {} }),
    allowHosts: async () => allowHosts,
    breakingTags: async () => [],
    zone,
    now: Date.now,
    random: Math.random,
    log: createLog('silent'),
    report: async () => {},
  });
  const ticking = setInterval(() => void intake.tick(), 1_000);
  return {
    store,
    async stop() {
      clearInterval(ticking);
      await intake.stop();
      await reader.close();
      await database.close();
    },
  };
}
