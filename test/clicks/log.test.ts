import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClickLog, parseLine, segmentFile, segmentsIn } from '../../src/clicks/log.ts';

let folder: string;
let failures: unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barqiya-log-'));
  failures = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

type Write = (fd: number, text: string) => number;

const open = (after = 0, write?: Write) =>
  openClickLog({
    folder,
    after,
    durable: false,
    onFailure: (error) => failures.push(error),
    ...(write && { write }),
  });
const click = (linkId: number) => ({
  linkId,
  at: 1_795_000_000_000,
  visitor: 2 ** 51,
  excluded: 0,
});
const written = (segment: number) => readFileSync(segmentFile(folder, segment), 'utf8');
const links = (segment: number) =>
  written(segment)
    .split('\n')
    .map(parseLine)
    .map((line) => (line && 'linkId' in line ? line.linkId : line?.dropped));

/** Appends clicks in one turn, and resolves when all are replied to. */
function append(log: ReturnType<typeof open>, ...linkIds: number[]): Promise<unknown> {
  return Promise.all(
    linkIds.map((id) => new Promise<void>((resolve) => log.append(() => click(id), resolve))),
  );
}

const diskFull = () => {
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
};

describe('a line', () => {
  it('is read as it was written', async () => {
    const log = open();
    await append(log, 7);
    expect(parseLine(written(1).trimEnd())).toEqual(click(7));
    log.close();
  });

  it('is garbled when anything of it is cut off', async () => {
    const log = open();
    await append(log, 7);
    const line = written(1).trimEnd();
    for (let length = 0; length < line.length; length++) {
      expect(parseLine(line.slice(0, length))).toBeUndefined();
    }
    log.close();
  });
});

describe('the log', () => {
  it('writes the clicks of a turn with one write, before any of them is replied to', async () => {
    const events: string[] = [];
    const log = open(0, (fd, text) => {
      events.push(`write ${text.split('\n').length - 1}`);
      return writeSync(fd, text);
    });
    for (const id of [1, 2, 3])
      log.append(
        () => click(id),
        () => events.push(`reply ${id}`),
      );
    expect(events).toEqual([]);
    await append(log, 4);
    expect(events).toEqual(['write 4', 'reply 1', 'reply 2', 'reply 3']);
    log.close();
  });

  it('begins a segment of its own, above all that were there or are in the database', async () => {
    writeFileSync(segmentFile(folder, 4), '1 2 3 0\n1 2 3');
    const first = open(2);
    await append(first, 1);
    first.close();
    const second = open(9);
    await append(second, 2);
    second.close();
    expect(segmentsIn(folder)).toEqual([4, 5, 10]);
    expect([links(5)[0], links(10)[0]]).toEqual([1, 2]);
    expect(written(4)).toBe('1 2 3 0\n1 2 3');
  });

  it('begins the next segment after 16 MB', async () => {
    const filler = 'x'.repeat(16 * 1024 * 1024);
    const log = open(0, (fd, text) => {
      appendFileSync(fd, filler);
      return text.length + filler.length;
    });
    await append(log, 1);
    await append(log, 2);
    expect(segmentsIn(folder)).toEqual([1, 2]);
    log.close();
  });

  it('writes down what is waiting when it is closed, and replies', async () => {
    const log = open();
    const replied = append(log, 1, 2);
    log.close();
    expect(links(1)).toEqual([1, 2, undefined]);
    await replied;
  });

  it('makes its folder', async () => {
    rmSync(folder, { recursive: true });
    const log = open();
    await append(log, 1);
    expect(links(1)[0]).toBe(1);
    log.close();
  });

  it('ignores files that are not its own', () => {
    writeFileSync(join(folder, 'note.log'), '');
    expect(segmentsIn(folder)).toEqual([]);
    expect(segmentsIn(join(folder, 'absent'))).toEqual([]);
  });
});

describe('on a full disk the log', () => {
  it('replies, counts what it drops, and complains once', async () => {
    const log = open(0, diskFull);
    await append(log, 1, 2);
    await append(log, 3);
    expect(log.dropped).toBe(3);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(folder)).toHaveLength(1);
    log.close();
  });

  it('tells in the log how many it dropped, once there is room', async () => {
    let full = true;
    const log = open(0, (fd, text) => (full ? diskFull() : writeSync(fd, text)));
    await append(log, 1, 2);
    full = false;
    await append(log, 3);
    await append(log, 4);
    expect(links(1)).toEqual([2, 3, 4, undefined]);
    expect(log.dropped).toBe(2);
    log.close();
  });

  it('tells it at the end when nobody came after', async () => {
    let full = true;
    const log = open(0, (fd, text) => (full ? diskFull() : writeSync(fd, text)));
    await append(log, 1);
    full = false;
    log.close();
    expect(written(1)).toBe('dropped 1\n');
  });

  it('counts the lines that went in before it was full, and never adds to a torn one', async () => {
    let room = 60;
    const log = open(0, (fd, text) => {
      if (room === 0) diskFull();
      const done = writeSync(fd, text.slice(0, room));
      room -= done;
      return done;
    });
    await append(log, 1, 2, 3);
    expect(links(1)).toEqual([1, undefined]);
    expect(log.dropped).toBe(2);
    await append(log, 4);
    room = 1_000;
    await append(log, 5);
    expect(segmentsIn(folder)).toEqual([1, 2]);
    expect(links(2)).toEqual([3, 5, undefined]);
    log.close();
  });

  it('does not tell twice of what it dropped when it fills up again', async () => {
    let room = 0;
    const log = open(0, (fd, text) => {
      if (room === 0) diskFull();
      const done = writeSync(fd, text.slice(0, room));
      room -= done;
      return done;
    });
    await append(log, 1);
    room = 'dropped 1\n'.length;
    await append(log, 2);
    room = 1_000;
    await append(log, 3);
    const told = segmentsIn(folder).flatMap(links);
    expect(told.filter((entry) => entry !== undefined)).toEqual([1, 1, 3]);
    expect(log.dropped).toBe(2);
    log.close();
  });
});

describe('a durable log', () => {
  const openDurable = (sync: (fd: number) => void, write?: Write) =>
    openClickLog({
      folder,
      after: 0,
      durable: true,
      onFailure: (error) => failures.push(error),
      sync,
      ...(write && { write }),
    });

  it('waits for the disk once a turn, after the write and before the replies', async () => {
    const events: string[] = [];
    const log = openDurable(
      () => events.push('sync'),
      (fd, text) => {
        events.push('write');
        return writeSync(fd, text);
      },
    );
    log.append(
      () => click(1),
      () => events.push('reply'),
    );
    await append(log, 2);
    expect(events).toEqual(['write', 'sync', 'reply']);
    log.close();
  });

  it('still replies when the disk fails, and the clicks that were written are not lost', async () => {
    const log = openDurable(() => {
      throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    });
    await append(log, 1, 2);
    expect(links(1)).toEqual([1, 2, undefined]);
    expect(log.dropped).toBe(0);
    expect(failures).toMatchObject([{ code: 'EIO' }]);
    log.close();
  });
});

it('a folder that cannot be made costs clicks, not redirects', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const log = openClickLog({
    folder: file,
    after: 0,
    durable: false,
    onFailure: (error) => failures.push(error),
  });
  await append(log, 1);
  expect(log.dropped).toBe(1);
  expect(failures).toHaveLength(1);
  log.close();
});
