/** One step of the drainer: from the click log into the database, each click exactly once. */
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import type { Click, Clicks, LogPosition } from '../../data/repositories/clicks.ts';
import { parseLine, segmentFile, segmentsIn } from './log.ts';

const LINE_BREAK = 0x0a;

export interface Drained {
  /** False: all that the log holds is in the database. */
  readonly more: boolean;
  /** When the first of the clicks came that were moved (epoch milliseconds), if any were. */
  readonly oldestAt?: number | undefined;
}

/** When the log was last written to (epoch milliseconds); undefined when there is none. */
export function lastWrite(folder: string): number | undefined {
  const newest = segmentsIn(folder).at(-1);
  if (newest === undefined) return undefined;
  return statSync(segmentFile(folder, newest), { throwIfNoEntry: false })?.mtimeMs;
}

/**
 * Moves up to `bytes` of the log into the database. The position is stored in the transaction that
 * stores the clicks, so a process killed at any point of this neither loses nor repeats one. A
 * segment is deleted when it is finished and applied to its end.
 */
export async function drainStep(
  folder: string,
  clicks: Pick<Clicks, 'progress' | 'apply'>,
  bytes: number,
): Promise<Drained> {
  const progress = await clicks.progress();
  // Listed before it is read: a segment that has a successor by now gets no more lines.
  const segments = segmentsIn(folder);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const from: LogPosition = {
      segment,
      position: segment === progress.segment ? progress.position : 0,
    };
    const chunk = segment < progress.segment ? nothing : read(folder, from, bytes);
    // Another process that drains too, such as the command line, was faster: look again.
    if (chunk === undefined) return { more: true };
    const length = wholeLines(chunk, bytes);
    if (length > 0) {
      const to = { segment, position: from.position + length };
      const parsed = parse(chunk.toString('latin1', 0, length));
      await clicks.apply({ from: progress, to, ...parsed });
      return { more: true, oldestAt: parsed.clicks[0]?.at };
    }
    if (!isLast) rmSync(segmentFile(folder, segment), { force: true });
  }
  return { more: false };
}

/** All that the log holds, from a process that the drainer's worker does not run in. */
export async function drainToEnd(
  folder: string,
  clicks: Pick<Clicks, 'progress' | 'apply'>,
): Promise<void> {
  while ((await drainStep(folder, clicks, 256 * 1024)).more);
}

const nothing = Buffer.alloc(0);

/** Undefined when the segment has been applied and deleted meanwhile. */
function read(
  folder: string,
  { segment, position }: LogPosition,
  bytes: number,
): Buffer | undefined {
  let fd: number;
  try {
    fd = openSync(segmentFile(folder, segment), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const buffer = Buffer.allocUnsafe(bytes);
    return buffer.subarray(0, readSync(fd, buffer, 0, bytes, position));
  } finally {
    closeSync(fd);
  }
}

/** The length of the whole lines at the start of a chunk. */
function wholeLines(chunk: Buffer, bytes: number): number {
  const length = chunk.lastIndexOf(LINE_BREAK) + 1;
  // No line is as long as a chunk: after a loss of power a file may hold a run of zeros.
  return length === 0 && chunk.length === bytes ? bytes : length;
}

function parse(text: string): { clicks: Click[]; dropped: number } {
  const clicks: Click[] = [];
  let dropped = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const parsed = parseLine(line);
    if (parsed === undefined) dropped += 1;
    else if ('dropped' in parsed) dropped += parsed.dropped;
    else clicks.push(parsed);
  }
  return { clicks, dropped };
}
