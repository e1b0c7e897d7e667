/** A small disk of its own for the program's data, so that it can run full; only root can make one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Disk {
  readonly path: string;
  /** Whether it can be filled; else it is a plain folder. */
  readonly isSmall: boolean;
  fill(): void;
  free(): void;
  remove(): void;
}

export function makeDisk(path: string, megabytes: number): Disk {
  mkdirSync(path, { recursive: true });
  let isSmall = false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], {
      stdio: 'ignore',
    });
    isSmall = true;
  } catch {
    // Not root, or not allowed to: the test says so.
  }
  const filler = join(path, 'filler');
  return {
    path,
    isSmall,
    fill() {
      const chunk = Buffer.alloc(64 * 1024);
      try {
        for (;;) writeFileSync(filler, chunk, { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      if (isSmall) execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
