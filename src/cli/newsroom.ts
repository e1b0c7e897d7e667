/** Commands about the newsroom: its file, its addresses, its counts. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drainToEnd } from '../clicks/drain.ts';
import { Failure } from '../errors.ts';
import { stagesOf } from '../intake/why.ts';
import { writeNewsroom } from '../newsroom.ts';
import { applyNewsroom, parseNewsroom, readLogo } from '../newsroom-file.ts';
import { createPainter } from '../pictures/painter.ts';
import { type CsvColumn, clicksCsv, csvColumns } from '../stats/csv.ts';
import { report } from '../stats/stats.ts';
import type { Command } from './commands.ts';
import { readSettings, withStore } from './settings.ts';
import { stageLine } from './stages.ts';

const line = (text: string): void => void process.stdout.write(`${text}\n`);

export const why: Command = {
  usage: 'why URL',
  about: 'Tells each stage that an address passed or stopped at.',
  async run([url]) {
    if (!url) throw new Failure('usage', { usage: this.usage });
    await withStore(async (store, _database, config) => {
      const stages = await stagesOf(store, url);
      for (const stage of stages) line(stageLine(stage, config.timezone));
      if (stages.length === 0) line('never seen: no source, push or editor has shown this address');
    });
  },
};

export const apply: Command = {
  usage: 'apply FILE',
  about: 'Brings sources, channels and editors to what a newsroom.yaml says.',
  async run([file]) {
    if (!file) throw new Failure('usage', { usage: this.usage });
    const newsroom = parseNewsroom(readText(file), file);
    if (newsroom.logo !== null) await checkLogo(newsroom.logo);
    const changed = await withStore((store) => applyNewsroom(store, newsroom, Date.now()));
    line(changed ? `applied ${file}` : `${file} was applied before; nothing to change`);
  },
};

/**
 * Looks at a logo where the start of the program will, beside its own newsroom.yaml.
 *
 * @throws Failure `logo-unreadable`
 */
async function checkLogo(logo: string): Promise<void> {
  const painter = createPainter();
  try {
    await readLogo(logo, readSettings().config.newsroom, painter.isVisible);
  } finally {
    painter.close();
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Failure('file-unreadable', { file }, { cause });
  }
}

export const exportNewsroom: Command = {
  usage: 'export',
  about: 'Prints the newsroom as it stands, in the form of newsroom.yaml.',
  async run() {
    const newsroom = await withStore((store) => store.newsroom.export());
    process.stdout.write(writeNewsroom(newsroom));
  },
};

/** In a file for other programs, columns are called as in `--json`. */
const heads = Object.fromEntries(csvColumns.map((column) => [column, column])) as Record<
  CsvColumn,
  string
>;

export const stats: Command = {
  usage: 'stats [--post ID] [--json] [--csv FILE]',
  about: 'Prints the clicks of all time, of all posts or of one.',
  details: [
    '',
    'Right to the last tap, whether the program runs or not: what the click log still holds is',
    'brought into the database first.',
    '--csv writes the clicks of each post and day into a file instead.',
  ],
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        post: { type: 'string' },
        json: { type: 'boolean', default: false },
        csv: { type: 'string' },
      },
    });
    const post = values.post === undefined ? undefined : Number(values.post);
    if (Number.isNaN(post)) throw new Failure('usage', { '--post': 'write the number of a post' });
    const figures = await withStore(async (store, _database, config) => {
      await drainToEnd(join(config.dataDir, 'clicks'), store.clicks);
      const zone = (await store.newsroom.masthead())?.timezone ?? config.timezone;
      if (values.csv === undefined) return report(store.clicks, { zone, post });
      await writeFile(values.csv, clicksCsv(store.clicks, { now: Date.now(), zone, heads }));
      return undefined;
    });
    if (!figures) return line(`written: ${values.csv}`);
    if (values.json) return line(JSON.stringify(figures));
    const excluded = Object.entries(figures.excluded).filter(([, count]) => count > 0);
    line(`clicks ${figures.clicks}, uniques about ${figures.uniques}, dropped ${figures.dropped}`);
    line(`excluded: ${excluded.map(([why, n]) => `${why} ${n}`).join(', ') || 'none'}`);
    for (const row of figures.posts)
      line(`${row.clicks}\t#${row.post} ${row.channel}\t${row.title}`);
  },
};
