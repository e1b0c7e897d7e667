/** How long a start takes, and what the idle program holds: the whole program, as a person runs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const starts = 5;
/** The reader's worker goes after 30 idle seconds, the drainer's after 20. */
const idleMs = 60_000;
const root = join(import.meta.dirname, '../..');
/** As `npm start` has it: the flags are part of the figure. */
const [, ...args] = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).scripts.start.split(' ');

/**
 * Starts the program, its sandbox in it, and waits until it is ready.
 *
 * @returns `failures`: the lines of its log that tell of an error, as they come
 */
export async function start(dataDir: string, environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'info',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const began = performance.now();
  const failures: string[] = [];
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"msg":"ready"')) resolve();
      if (line.includes('"level":"error"')) failures.push(line);
    });
  });
  return { child, ms: performance.now() - began, failures };
}

export async function stop(child: ReturnType<typeof spawn>): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Resident bytes of a process. */
export function resident(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;

export async function benchStart(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  try {
    const times: number[] = [];
    for (let i = 0; i < starts; i++) {
      const { child, ms } = await start(folder);
      times.push(ms);
      await stop(child);
    }
    print(
      `  ready after ${Math.round(median(times))} ms (median of ${starts}; first ${Math.round(times[0] ?? 0)} ms; wanted < 1500)`,
    );
    const { child } = await start(folder);
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    print(
      `  idle after ${idleMs / 1_000} s: ${mb(resident(child.pid))}, sandbox included (wanted < 150 MB)`,
    );
    await stop(child);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
