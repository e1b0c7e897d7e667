/** A page's post as a channel would show it, without a newsroom at work. */
import { parseArgs } from 'node:util';
import { ownLayout } from '../../templates/layout.ts';
import { composePost } from '../../templates/post.ts';
import { readyLayout } from '../../templates/ready.ts';
import { summariserOf } from '../app.ts';
import { printedOn } from '../delivery/composer.ts';
import { Failure } from '../errors.ts';
import { toArticle } from '../intake/intake.ts';
import type { Newsroom } from '../newsroom.ts';
import { createReader } from '../reading/reader.ts';
import type { Command } from './commands.ts';
import { readInput } from './input.ts';
import { readNewsroomFile, readSettings, withStore } from './settings.ts';

const complain = (facts: object, text: string): void =>
  void process.stderr.write(`${text}: ${JSON.stringify(facts)}\n`);
const line = (text: string): void => void process.stdout.write(`${text}\n`);

export const preview: Command = {
  usage: 'preview FILE-or-URL --channel KEY',
  about: 'Prints the post of a page as a channel would show it: text, entities, buttons.',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { channel: { type: 'string' } },
    });
    const [input] = positionals;
    if (!input || !values.channel) throw new Failure('usage', { usage: this.usage });
    const { config, zone } = readSettings();
    const newsroom =
      readNewsroomFile(config) ?? (await withStore((store) => store.newsroom.export()));
    const channel = channelOf(newsroom, values.channel);
    const { bytes, ...from } = await readInput(input, newsroom.allowHosts);
    const reader = createReader();
    try {
      const page = await reader.page(bytes, {
        zone: newsroom.timezone ?? zone,
        now: Date.now(),
        ...from,
      });
      const url = from.url ?? page.canonicalUrl ?? `file:${input}`;
      const {
        tags,
        dateline = null,
        source = null,
        ...article
      } = await toArticle(
        { ...page, url },
        {
          now: Date.now(),
          breakingTags: newsroom.breakingTags,
          summarise: config.llm && summariserOf(config.llm, { warn: complain }),
        },
      );
      const { text, entities, keyboard } = composePost(
        printedOn(channel, { ...article, tags, dateline, source }).printed,
        {
          numerals: channel.numerals,
          breaking: article.breaking === 1,
          preview: channel.preview,
          follow: newsroom.follow,
          address: (_button, target) => target,
          layout: readyLayout(channel.template) ?? ownLayout(newsroom.templates[channel.template]),
        },
      );
      line(JSON.stringify({ text, entities, buttons: keyboard?.inline_keyboard ?? [] }, null, 2));
    } finally {
      await reader.close();
    }
  },
};

function channelOf(newsroom: Newsroom, key: string): Newsroom['channels'][number] {
  const channel = newsroom.channels.find((other) => other.key === key);
  if (channel) return channel;
  const known = newsroom.channels.map((other) => other.key).join(', ');
  throw new Failure('usage', { '--channel': `no channel ${key}; there are: ${known || 'none'}` });
}
