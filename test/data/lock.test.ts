import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lockData } from '../../data/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'barqiya-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const never = (error: unknown) => {
  throw error;
};

it('lets one program at a time at a data folder, and says who is there', async () => {
  const data = { dataDir: join(folder, 'a'), databaseUrl: join(folder, 'a/barqiya.sqlite') };
  const held = await lockData(data, never);
  await expect(lockData(data, never)).rejects.toMatchObject({
    code: 'already-running',
    facts: { pid: process.pid, file: join(folder, 'a/barqiya.lock') },
  });
  await held.release();
  await (await lockData(data, never)).release();
});

it('guards a database outside of the data folder too', async () => {
  const databaseUrl = join(folder, 'elsewhere/wire.sqlite');
  const held = await lockData({ dataDir: join(folder, 'b'), databaseUrl }, never);
  const other = { dataDir: join(folder, 'c'), databaseUrl };
  await expect(lockData(other, never)).rejects.toMatchObject({ code: 'already-running' });
  await held.release();
  // The refusal held nothing back.
  await (await lockData(other, never)).release();
});
