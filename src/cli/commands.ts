/** Every command of the command line, by name. */
import { backup, doctor, restore } from './care.ts';
import { apply, exportNewsroom, preview, stats, why } from './newsroom.ts';
import { exportOpml, importOpml } from './opml.ts';
import { feed, read, summarise } from './reading.ts';
import { stories } from './stories.ts';

export interface Command {
  readonly usage: string;
  readonly about: string;
  readonly details?: readonly string[];
  /** @returns the exit code, when it isn't 0 */
  run(args: string[]): Promise<number | undefined> | Promise<void>;
}

export const commands: Readonly<Record<string, Command>> = {
  read,
  feed,
  summarise,
  stories,
  preview,
  why,
  apply,
  export: exportNewsroom,
  'import-opml': importOpml,
  'export-opml': exportOpml,
  stats,
  backup,
  restore,
  doctor,
};
