/** The command that groups articles into stories. */
import { z } from 'zod';
import { groupStories, type StoryItem } from '../arabic/stories.ts';
import { Failure } from '../errors.ts';
import { cleanAddress } from '../reading/address.ts';
import { decode } from '../reading/encoding.ts';
import type { Command } from './commands.ts';
import { readBytes } from './input.ts';

const print = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

/** A line of the file. What is known beside the contract's fields makes repeats certain. */
const Line = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  title: z.string(),
  text: z.string(),
  source: z.string().nullish(),
  /** ISO 8601. */
  publishedAt: z.string().nullish(),
  url: z.string().nullish(),
  canonicalUrl: z.string().nullish(),
  guid: z.string().nullish(),
});

export const stories: Command = {
  usage: 'stories FILE.jsonl',
  about: 'Groups articles into stories: a JSON line each, with the article that it repeats.',
  details: [
    'Each line of the file is {id, title, text, source, publishedAt}, and may hold url, canonicalUrl',
    'and guid. Lines stand against those before them; a line that is none gives one with `error`.',
  ],
  async run([file]) {
    if (!file) throw new Failure('usage', { usage: this.usage });
    const { text } = decode(await readBytes(file));
    const lines = text
      .split(/\r?\n/)
      .map((line, index) => ({ line: index + 1, ...itemOf(line.trim()) }))
      .filter((read) => read.item || read.error);
    const grouped = groupStories(lines.flatMap(({ item }) => item ?? [])).values();
    for (const { item, ...failed } of lines) print(item ? (grouped.next().value ?? {}) : failed);
    return lines.length > 0 && lines.every(({ error }) => error) ? 1 : 0;
  },
};

/** Nothing for an empty line. */
function itemOf(line: string): { item?: StoryItem; error?: string; message?: string } {
  if (line === '') return {};
  const value = parsed(line);
  if (value === undefined) return { error: 'line-invalid', message: 'not JSON' };
  const { success, data, error } = Line.safeParse(value);
  if (!success) return { error: 'line-invalid', message: problemsOf(error) };
  const at = data.publishedAt ? Date.parse(data.publishedAt) : Number.NaN;
  return {
    item: {
      id: data.id,
      title: data.title,
      text: data.text,
      at: Number.isNaN(at) ? null : at,
      identities: identitiesOf(data),
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const problemsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');

/** A guid is a source's own; many sites write plain numbers. */
function identitiesOf({ url, canonicalUrl, guid, source }: z.output<typeof Line>): string[] {
  const address = cleanAddress(canonicalUrl) ?? cleanAddress(url);
  return [...(address ? [address] : []), ...(guid ? [`${source ?? ''} ${guid}`] : [])];
}
