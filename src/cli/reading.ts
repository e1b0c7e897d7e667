/** Commands that read: pages, feeds, texts. Each input gives its own line; a failing one stops none. */
import { parseArgs } from 'node:util';
import { describeError, Failure } from '../errors.ts';
import type { Article } from '../reading/article.ts';
import { decode } from '../reading/encoding.ts';
import { readText } from '../reading/plain-text.ts';
import { createReader } from '../reading/reader.ts';
import { summarise as extract } from '../summary/extractive.ts';
import type { Command } from './commands.ts';
import { readBytes, readInput } from './input.ts';
import { allowedHosts, readSettings } from './settings.ts';

const print = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

function needed(inputs: readonly string[], usage: string): readonly string[] {
  if (inputs.length === 0) throw new Failure('usage', { usage });
  return inputs;
}

const errorFacts = (error: unknown) =>
  error instanceof Failure
    ? { error: error.code, message: error.message }
    : { error: 'unexpected', message: describeError(error).message };

/** Runs one input after the other and times each; the exit code tells of failures. */
async function each(
  inputs: readonly string[],
  work: (input: string) => Promise<object>,
): Promise<number> {
  let failed = 0;
  for (const input of inputs) {
    const started = performance.now();
    try {
      const result = await work(input);
      print({ ...result, ms: Math.round((performance.now() - started) * 10) / 10 });
    } catch (error) {
      failed++;
      print({ input, ...errorFacts(error) });
    }
  }
  return failed === inputs.length ? 1 : 0;
}

/** The article as the contract prints it: the picture's size beside its address. */
const articleLine = ({ image, ...article }: Article) => ({
  ...article,
  image: image?.url ?? null,
  imageWidth: image?.width ?? null,
  imageHeight: image?.height ?? null,
});

export const read: Command = {
  usage: 'read FILE-or-URL... [--url URL]',
  about: 'Reads pages clean: a JSON line each.',
  details: ['--url URL   the address that a saved page was fetched from'],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { url: { type: 'string' } },
    });
    const { zone } = readSettings();
    const hosts = allowedHosts();
    const reader = createReader();
    try {
      return await each(needed(positionals, this.usage), async (input) => {
        const { bytes, ...from } = await readInput(input, hosts);
        const url = values.url ?? from.url;
        const options = { zone, now: Date.now(), ...from, ...(url ? { url } : {}) };
        return articleLine(await reader.page(bytes, options));
      });
    } finally {
      await reader.close();
    }
  },
};

export const feed: Command = {
  usage: 'feed FILE-or-URL',
  about: 'Reads a feed: a JSON line per entry.',
  async run(args) {
    const [input = ''] = needed(args, this.usage);
    const { zone } = readSettings();
    const { bytes, ...from } = await readInput(input, allowedHosts());
    const reader = createReader();
    try {
      const { entries, sitemaps } = await reader.feed(bytes, { zone, now: Date.now(), ...from });
      if (sitemaps.length > 0) {
        const hint = `an index of sitemaps: read one of ${sitemaps.join(' ')}`;
        throw new Failure('feed-invalid', { hint });
      }
      for (const { updatedAt: _, ...entry } of entries) print(entry);
    } finally {
      await reader.close();
    }
  },
};

export const summarise: Command = {
  usage: 'summarise FILE... [--chars 400] [--title TEXT]',
  about: 'Summarises plain texts by sentences of their own: a JSON line each.',
  details: [
    '--chars N      at most so many characters (code points); 400 when absent',
    '--title TEXT   the headline, which the summary should not repeat',
  ],
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        chars: { type: 'string', default: '400' },
        title: { type: 'string', default: '' },
      },
    });
    const budget = Number(values.chars);
    if (!Number.isInteger(budget) || budget < 1) {
      throw new Failure('usage', { '--chars': 'write a whole number above 0' });
    }
    return each(needed(positionals, this.usage), async (file) => {
      const { text } = decode(await readBytes(file));
      const { title, paragraphs } = readText(text, values.title || undefined);
      return extract({ title: title ?? '', paragraphs, budget });
    });
  },
};
