import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clicks } from '../../data/repositories/clicks.ts';
import { drainStep } from '../../src/clicks/drain.ts';
import { segmentFile, segmentsIn } from '../../src/clicks/log.ts';
import { onBothDatabases } from '../data/backends.ts';

const BATCH = 1_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barqiya-drain-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (visitor: number) => `1 1795000000000 ${visitor} 0\n`;
const write = (segment: number, text: string) => appendFileSync(segmentFile(folder, segment), text);

onBothDatabases('the drain', (database) => {
  const step = (bytes = BATCH) => drainStep(folder, clicks(database().db), bytes);
  const visitors = async () =>
    (await database().db.selectFrom('click').select('visitor').orderBy('visitor').execute()).map(
      (row) => row.visitor,
    );

  async function drain(bytes = BATCH) {
    while ((await step(bytes)).more);
  }

  it('moves every click once, however often it runs', async () => {
    write(1, line(1) + line(2));
    await drain();
    await drain();
    write(1, line(3));
    await drain();
    expect(await visitors()).toEqual([1, 2, 3]);
    expect(segmentsIn(folder)).toEqual([1]);
  });

  it('takes no more than it is told to at once, and says that there is more', async () => {
    write(1, line(1) + line(2) + line(3));
    write(2, line(4));
    write(3, line(5));
    expect(await step(line(1).length * 2 + 5)).toEqual({
      more: true,
      oldestAt: 1_795_000_000_000,
    });
    expect(await visitors()).toEqual([1, 2]);
    await drain(line(1).length * 2 + 5);
    expect(await visitors()).toEqual([1, 2, 3, 4, 5]);
  });

  it('deletes a segment when it is applied and another has begun', async () => {
    write(1, line(1));
    write(2, '');
    await step();
    expect(segmentsIn(folder)).toEqual([1, 2]);
    await step();
    expect(segmentsIn(folder)).toEqual([2]);
  });

  it('waits for the end of a line that is being written', async () => {
    write(1, line(1) + line(2).slice(0, 9));
    await drain();
    expect(await visitors()).toEqual([1]);
    write(1, line(2).slice(9));
    await drain();
    expect(await visitors()).toEqual([1, 2]);
  });

  it('drops the torn last line of a finished segment', async () => {
    write(1, line(1) + line(2).slice(0, 9));
    write(2, line(3));
    await drain();
    expect(await visitors()).toEqual([1, 3]);
    expect(await clicks(database().db).progress()).toMatchObject({ segment: 2, dropped: 0 });
  });

  it('counts what the log says was dropped, and lines that are garbled', async () => {
    write(1, `dropped 12\n${line(1)}1 2\n${'\0'.repeat(30)}\n${line(2)}`);
    await drain();
    expect(await visitors()).toEqual([1, 2]);
    expect((await clicks(database().db).progress()).dropped).toBe(14);
  });

  it('gets past a run of zeros that is longer than a batch', async () => {
    write(1, `${line(1)}${'\0'.repeat(3 * BATCH)}\n${line(2)}`);
    await drain();
    expect(await visitors()).toEqual([1, 2]);
  });

  it('starts the next segment from its beginning when the one it was in is gone', async () => {
    write(1, line(1));
    await drain();
    rmSync(segmentFile(folder, 1));
    write(2, line(2) + line(3));
    await drain();
    expect(await visitors()).toEqual([1, 2, 3]);
  });

  it('only deletes a segment that is older than where it is', async () => {
    write(7, line(1));
    await drain();
    write(6, line(2));
    await drain();
    expect(await visitors()).toEqual([1]);
    expect(segmentsIn(folder)).toEqual([7]);
  });

  it('does not move on when the clicks cannot be stored', async () => {
    write(1, line(1));
    await database().db.schema.alterTable('click').renameTo('away').execute();
    await expect(step()).rejects.toThrow();
    await database().db.schema.alterTable('away').renameTo('click').execute();
    await drain();
    expect(await visitors()).toEqual([1]);
  });

  it('counts once when two run at the same time', async () => {
    write(1, line(1) + line(2));
    const repository = clicks(database().db);
    const stale = { ...(await repository.progress()) };
    await drainStep(folder, repository, BATCH);
    const late = { progress: async () => stale, apply: repository.apply };
    await drainStep(folder, late, BATCH);
    expect(await visitors()).toEqual([1, 2]);
  });

  it('adds up what it moves, in the same transaction', async () => {
    const repository = clicks(database().db);
    write(1, `${line(1)}${line(1)}${line(2)}1 1795000000001 3 2\n`);
    const before = await repository.progress();
    await drain();
    await repository.apply({
      from: before,
      to: { segment: 9, position: 9 },
      clicks: [{ linkId: 1, at: 1_795_000_000_000, visitor: 4, excluded: 0 }],
      dropped: 0,
    });
    expect(await repository.totals({})).toEqual(
      expect.arrayContaining([
        { key: null, exclusion: null, visits: 3, visitors: 2 },
        { key: null, exclusion: 'crawler', visits: 1, visitors: 0 },
      ]),
    );
  });

  it('leaves a segment alone that another drain has deleted meanwhile', async () => {
    write(1, line(1));
    write(2, line(2));
    const repository = clicks(database().db);
    const late = {
      progress: async () => {
        rmSync(segmentFile(folder, 1), { force: true });
        return { segment: 1, position: 0, dropped: 0 };
      },
      apply: repository.apply,
    };
    const listed = segmentsIn(folder);
    expect(listed).toEqual([1, 2]);
    expect((await drainStep(folder, late, BATCH)).more).toBe(true);
  });

  it('has nothing to do without a folder or without clicks', async () => {
    expect(await step()).toEqual({ more: false });
    rmSync(folder, { recursive: true });
    expect(await step()).toEqual({ more: false });
    mkdirSync(folder);
  });
});
