/** `npm run bench`: every figure by name. One part alone: `npm run bench -- redirect`. */

import { benchBroadcast } from './broadcast.ts';
import { benchCommands } from './commands.ts';
import { benchDelivery } from './delivery.ts';
import { benchDrain } from './drain.ts';
import { benchIntake } from './intake.ts';
import { benchKills } from './kills.ts';
import { benchMillions } from './millions.ts';
import { benchPictures } from './pictures.ts';
import { benchPush } from './push.ts';
import { benchReading } from './reading.ts';
import { benchRedirect } from './redirect.ts';
import { benchStart } from './start.ts';
import { benchStories } from './stories.ts';
import { benchSummary } from './summary.ts';
import { benchVisits } from './visits.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const parts: Readonly<Record<string, (print: (line: string) => void) => Promise<void>>> = {
  start: benchStart,
  delivery: benchDelivery,
  redirect: benchRedirect,
  visits: benchVisits,
  intake: benchIntake,
  kills: benchKills,
  drain: benchDrain,
  clicks10m: benchMillions,
  reading: benchReading,
  push: benchPush,
  summary: benchSummary,
  stories: benchStories,
  pictures: benchPictures,
  broadcast: benchBroadcast,
  commands: benchCommands,
};

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  print(`\n${name}`);
  await run(print);
}
