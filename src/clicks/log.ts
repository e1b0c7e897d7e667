/**
 * The click log: what was redirected is written down before the reply goes out. The clicks of one
 * turn of the event loop are appended with one write, then all their replies are sent, so that a
 * click costs a fraction of a write, and a killed process has replied to nothing that isn't in the
 * file. (The kernel holds it from then on; only a loss of power can still take it, unless the log is
 * durable.)
 *
 * The log is a folder of numbered segments. A segment is only ever appended to by the process that
 * made it, and is finished when a higher number exists: whatever stands after its last line break
 * is torn and was never replied to.
 */
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Click } from '../../data/repositories/clicks.ts';

/** Bytes after which the next segment is begun: some 400,000 clicks. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** What a whole line says. */
export type LogLine = Click | { readonly dropped: number };

/** Every field is decimal and `excluded` has one digit, so a cut-off line never matches. */
const clickLine = /^(\d+) (\d+) (\d+) (\d)$/;
const droppedLine = /^dropped (\d+)$/;

function formatClick({ linkId, at, visitor, excluded }: Click): string {
  return `${linkId} ${at} ${visitor} ${excluded}\n`;
}

/** Reads one line, without its line break; undefined when it is garbled. */
export function parseLine(line: string): LogLine | undefined {
  const click = clickLine.exec(line);
  if (click) {
    const [, linkId, at, visitor, excluded] = click.map(Number);
    return { linkId, at, visitor, excluded } as Click;
  }
  const dropped = droppedLine.exec(line)?.[1];
  return dropped === undefined ? undefined : { dropped: Number(dropped) };
}

export function segmentFile(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(9, '0')}.log`);
}

/** The numbers of the segments in a folder, in order; none when there is no folder. */
export function segmentsIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .map((name) => /^(\d{9})\.log$/.exec(name)?.[1])
      .filter((number) => number !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A file's name survives a loss of power when its folder has been written. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

export interface ClickLog {
  /**
   * Writes the click down within this turn of the event loop, then calls `reply` in any case.
   *
   * @param click asked for just before the write: to judge all visits of a turn in one go keeps the
   *   processor's caches warm, which makes a busy redirect some 7 % faster
   */
  append(click: () => Click, reply: () => void): void;
  /** Clicks since the start that were replied to but couldn't be written down. */
  readonly dropped: number;
  /** Writes down and replies to what is waiting, and closes the segment. */
  close(): void;
}

/**
 * Opens the log with a segment of its own. Nothing here throws: a log that can't be written counts
 * what it drops, says so in the log itself as soon as it can be written again, and the redirects go
 * on.
 *
 * @param folder made when absent; one process at a time may write to it
 * @param after the segment up to which the database has drained: numbers are never used twice
 * @param durable waits for the disk before it replies, once a turn: a click survives a loss of power
 *   too, and a redirect costs about twice as much (0.3 ms on a virtual disk)
 * @param onFailure hears of the first failed write of a series
 * @param write appends Latin-1 text to a file, and returns how many bytes went in
 * @param sync waits until the disk holds what was written
 */
export function openClickLog({
  folder,
  after,
  durable,
  onFailure,
  write = (fd, text) => writeSync(fd, text, null, 'latin1'),
  sync = fdatasyncSync,
}: {
  readonly folder: string;
  readonly after: number;
  readonly durable: boolean;
  readonly onFailure: (error: unknown) => void;
  readonly write?: (fd: number, text: string) => number;
  readonly sync?: (fd: number) => void;
}): ClickLog {
  let segment = after;
  let fd: number | undefined;
  let size = 0;

  let clicks: (() => Click)[] = [];
  let replies: (() => void)[] = [];
  let dropped = 0;
  /** Dropped, and not yet told in the log. */
  let untold = 0;
  let failing = false;

  function openNext(): number {
    mkdirSync(folder, { recursive: true });
    const next = Math.max(segment, ...segmentsIn(folder)) + 1;
    // Exclusive: a segment that another process began is never appended to.
    const opened = openSync(segmentFile(folder, next), 'ax');
    fd = opened;
    segment = next;
    size = 0;
    if (durable) syncFolder(folder);
    return opened;
  }

  function leaveSegment(): void {
    if (fd === undefined) return;
    const leaving = fd;
    fd = undefined;
    try {
      closeSync(leaving);
    } catch (error) {
      onFailure(error);
    }
  }

  /** Writes lines, and returns how many bytes of them went in. */
  function writeLines(lines: string): number {
    let done = 0;
    try {
      fd ??= openNext();
      while (done < lines.length) done += write(fd, done === 0 ? lines : lines.slice(done));
      if (durable) sync(fd);
      failing = false;
    } catch (error) {
      if (!failing) onFailure(error);
      failing = true;
    }
    size += done;
    // After a failure, the rest of a torn line must not be glued to the next one. But an empty
    // segment is kept: on a full disk each turn would otherwise make one more empty file.
    if (size >= SEGMENT_BYTES || (failing && size > 0)) leaveSegment();
    return done;
  }

  function flush(): void {
    const answering = replies;
    const told = untold;
    let lines = told > 0 ? `dropped ${told}\n` : '';
    for (const click of clicks) lines += formatClick(click());
    clicks = [];
    replies = [];
    const done = writeLines(lines);
    if (done < lines.length) {
      let whole = lines.slice(0, done).split('\n').length - 1;
      if (told > 0 && whole > 0) {
        whole--;
        untold -= told;
      }
      untold += answering.length - whole;
      dropped += answering.length - whole;
    } else {
      untold -= told;
    }
    for (const reply of answering) reply();
  }

  function flushWaiting(): void {
    if (replies.length > 0) flush();
  }

  try {
    openNext();
  } catch (error) {
    failing = true;
    onFailure(error);
  }

  return {
    append(click, reply) {
      clicks.push(click);
      if (replies.push(reply) === 1) setImmediate(flushWaiting);
    },
    get dropped() {
      return dropped;
    },
    close() {
      if (replies.length > 0 || untold > 0) flush();
      leaveSegment();
    },
  };
}
