import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { temporarySqlite } from './backends.ts';

it('a transaction tells why it failed when the disk is full, and the next one works', async () => {
  const database = await temporarySqlite();
  const { db } = database;
  const pages = await sql<{ pageCount: number }>`pragma page_count`.execute(db);
  const limit = (count: number) => sql.raw(`pragma max_page_count = ${count}`).execute(db);
  const write = () =>
    db.transaction().execute(async (trx) => {
      for (let i = 0; i < 3; i++) {
        const value = 'x'.repeat(1_000_000);
        await trx
          .insertInto('setting')
          .values({ key: `${i}`, value })
          .execute();
      }
    });
  await limit((pages.rows[0]?.pageCount ?? 0) + 20);
  await expect(write()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  await limit(1_000_000);
  expect(await db.selectFrom('setting').selectAll().execute()).toEqual([]);
  await write();
  expect(await db.selectFrom('setting').selectAll().execute()).toHaveLength(3);
  await database.remove();
});
