/** `npm run bench`: every figure by name. One part alone: `npm run bench -- redirect`. */
import { benchRedirect } from './redirect.ts';
import { benchStart } from './start.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const parts: Readonly<Record<string, (print: (line: string) => void) => Promise<void>>> = {
  start: benchStart,
  redirect: benchRedirect,
};

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  print(`\n${name}`);
  await run(print);
}
