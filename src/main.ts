/** Starts and stops in order. What stops the start is told in plain lines, all at once. */
import { startApp } from './app.ts';
import { processConfig } from './config.ts';
import { Failure } from './errors.ts';
import { createLog } from './log.ts';
import { newsroomProblems } from './newsroom-file.ts';

const stopMs = 20_000;

function complain(lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

function explain(error: unknown): string[] {
  if (!(error instanceof Failure)) return [String(error instanceof Error ? error.stack : error)];
  const [headline] = error.message.split('; ');
  return [
    `${headline}:`,
    ...Object.entries(error.facts).map(([where, what]) => `  ${where}: ${what}`),
  ];
}

const config = processConfig();
if ('problems' in config) {
  // One message with all there is to mend: the file's errors too, as far as it can be found.
  const problems = [...config.problems, ...newsroomProblems(config.newsroom)];
  complain(['Barqiya cannot start:', ...problems.map(({ where, what }) => `  ${where}: ${what}`)]);
}

const log = createLog(config.logLevel);
const app = await startApp(config, {
  log,
  onFatal: (error) => complain(explain(error)),
}).catch((error: unknown) => complain(explain(error)));

log.info({ url: app.url, pid: process.pid, ms: Math.round(performance.now()) }, 'ready');
if (app.sandbox) process.stdout.write(`\n  Open ${app.url}/sandbox\n\n`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), stopMs).unref();
    await app.stop();
    log.info({}, 'stopped');
    process.exit(0);
  });
}
