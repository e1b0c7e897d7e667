/** The command line: `npm run -s barqiya -- COMMAND`. Results go to standard output, the rest to error. */
import { basename } from 'node:path';
import { commands } from './cli/commands.ts';
import { describeError, Failure } from './errors.ts';

const [name = '', ...rest] = process.argv.slice(2);
const command = await commands[name]?.();

async function usage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const width = Math.max(...all.map(({ usage }) => usage.length));
  const lines = all.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  return ['Usage: npm run -s barqiya -- COMMAND', '', ...lines, ''].join('\n');
}

const asksForHelp = rest.includes('--help') || name === '--help' || name === '';
if (!command) {
  const unknown = asksForHelp ? '' : `There is no command ${basename(name)}.\n\n`;
  (asksForHelp ? process.stdout : process.stderr).write(unknown + (await usage()));
  process.exitCode = asksForHelp ? 0 : 2;
} else if (asksForHelp) {
  const { usage, about, details = [] } = command;
  process.stdout.write([`npm run -s barqiya -- ${usage}`, '', about, ...details, ''].join('\n'));
} else {
  try {
    process.exitCode = (await command.run(rest)) ?? 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const { message, code } = describeError(error);
  return code === undefined ? message : `${message} (${code})`;
}
