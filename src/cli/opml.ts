/** Lists of feeds from other readers, and for them. */

import { Failure } from '../errors.ts';
import { readOpml, writeOpml } from '../intake/opml.ts';
import { decode } from '../reading/encoding.ts';
import type { Command } from './commands.ts';
import { readBytes } from './input.ts';
import { withStore } from './settings.ts';

const line = (text: string): void => void process.stdout.write(`${text}\n`);

export const importOpml: Command = {
  usage: 'import-opml FILE',
  about: 'Adds the feeds of an OPML file as sources; folders become sections.',
  details: ['What their first fetch shows is not published; known feeds are left as they are.'],
  async run([file]) {
    if (!file) throw new Failure('usage', { usage: this.usage });
    const { feeds, skipped } = readOpml(decode(await readBytes(file)).text, file);
    await withStore(async (store) => {
      let added = 0;
      for (const feed of feeds) {
        if (await store.sources.import(feed, Date.now())) added++;
        else line(`skipped  ${feed.name}: a source has its name or its address already`);
      }
      for (const why of skipped) line(`skipped  ${why}`);
      line(`added ${added} of ${feeds.length + skipped.length}`);
    });
  },
};

export const exportOpml: Command = {
  usage: 'export-opml',
  about: 'Prints the feeds among the sources as OPML.',
  async run() {
    const text = await withStore(async (store) =>
      writeOpml((await store.newsroom.masthead())?.name ?? '', await store.sources.all()),
    );
    line(text);
  },
};
