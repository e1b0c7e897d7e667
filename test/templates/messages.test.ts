import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plural } from '../../src/arabic/plurals.ts';
import { channelMessages } from '../../templates/channels.ts';
import { deskTexts, languages } from '../../templates/desk.ts';
import { readCount as englishReadCount } from '../../templates/english/messages.ts';
import { messages, readCount } from '../../templates/messages.ts';
import { readerMessages } from '../../templates/reader-messages.ts';
import { settingsMessages } from '../../templates/settings.ts';
import { templateMessages } from '../../templates/template-messages.ts';

const root = join(import.meta.dirname, '../..');
const read = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');
const handlers = read('handlers');
const users = `${handlers}\n${readFileSync(join(root, 'src/app.ts'), 'utf8')}`;

type Table = Readonly<Record<string, unknown>>;

/** The names of a sentence's gaps; undefined for what makes its text of a list, and tells it elsewhere. */
const gapsOf = (value: unknown): string[] | undefined =>
  typeof value === 'string'
    ? []
    : /^\(([\w, ]*)\) =>/.exec(String(value))?.[1]?.split(', ').filter(Boolean);

/** A message's text, its gaps filled. */
const filled = (value: unknown, fill: string | ((gap: string) => string)): string => {
  if (typeof value === 'string') return value;
  const word = typeof fill === 'string' ? () => fill : fill;
  const wholes: Readonly<Record<string, (text: string) => unknown>> = {
    chat: (title) => ({ type: 'channel', title, username: title }),
    sources: (name) => [name, name],
  };
  const gaps = gapsOf(value)?.map((gap) => wholes[gap]?.(word(gap)) ?? word(gap));
  return (value as (...gaps: unknown[]) => string)(...(gaps ?? []));
};

const unusedOf = (table: Table, name: string) =>
  Object.keys(table).filter((key) => !new RegExp(`\\b${name}\\.${key}\\b`).test(users));

/** The names of all texts, those of inner tables behind their table's, and how many gaps each has. */
const shapeOf = (table: object, under = ''): string[] =>
  Object.entries(table).flatMap(([key, value]) =>
    typeof value === 'object'
      ? shapeOf(value, `${under}${key}.`)
      : [`${under}${key}/${typeof value === 'function' ? value.length : 'text'}`],
  );

const names = Object.keys(languages) as (keyof typeof languages)[];

describe('the tables of the desk', () => {
  it('have the same texts with the same gaps in all languages', () => {
    for (const name of names) {
      // A text that tells less than it is given may leave out what comes last, never more.
      expect(shapeOf(languages[name]).sort()).toEqual(shapeOf(languages.ar).sort());
    }
  });

  it('have each key once: of two the later would hide the other', () => {
    const tables = [messages, channelMessages, settingsMessages, templateMessages];
    const keys = tables.flatMap((table) => Object.keys(table));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('are all used', () => {
    const { charts, stats, ...texts } = languages.ar;
    expect(unusedOf(texts, 'texts')).toEqual([]);
    expect(unusedOf(stats, 'texts\\.stats')).toEqual([]);
    expect(unusedOf(charts, '(?:texts\\.charts|)')).toEqual([]);
    expect(unusedOf(readerMessages, '(?:m|readerM)essages')).toEqual([]);
  });

  it('are looked up in the language of the moment', () => {
    let language: keyof typeof languages = 'ar';
    const texts = deskTexts(
      () => language,
      () => 'western',
    );
    expect(texts.cancel).toBe(languages.ar.cancel);
    language = 'en';
    expect(texts.cancel).toBe('Cancel');
    expect(texts.stats.csvHeads.day).toBe('Day');
  });
});

const keys = Object.entries({
  ...messages,
  ...channelMessages,
  ...settingsMessages,
  ...templateMessages,
}).flatMap(([key, value]) => (gapsOf(value) ? [key] : []));
const messagesOf = (table: Table) => keys.map((key) => [key, table[key]] as const);

describe('Arabic messages', () => {
  it.each([...messagesOf(languages.ar), ...Object.entries(readerMessages)])(
    '%s is Arabic and whole',
    (_, value) => {
      const text = filled(value, 'سبعة');
      expect(text).toMatch(/\p{Script=Arabic}/u);
      expect(text).not.toMatch(/undefined|null|\[object/);
      // Telegram strips these and shifts what stands behind them (facts of TDLib).
      expect(text).not.toMatch(/[\u202a-\u202e]/);
      // Commands, addresses and names of files; never a sentence.
      expect(text.replace(/[/@]\S+/g, '')).not.toMatch(/[a-z]+ [a-z]+/i);
    },
  );
});

describe('English messages', () => {
  it.each(messagesOf(languages.en))('%s is English and whole', (_, value) => {
    const text = filled(value, '7');
    expect(text).not.toMatch(/\p{Script=Arabic}|[،؛؟«»\u200e\u200f]/u);
    expect(text).not.toMatch(/undefined|null|\[object/);
    expect(text).not.toMatch(/[\u202a-\u202e]/);
    expect(text).not.toMatch(/ {2}|\s$/);
  });

  const foreign =
    /^(?:headline|channel|source|newsroom|word|description|summary|text|chat|who|sources|zone)$/;
  // What is chosen is a button's own word.
  const withForeign = messagesOf(languages.en).filter(
    ([key, value]) => key !== 'chosen' && gapsOf(value)?.some((gap) => foreign.test(gap)),
  );

  it('wrap what may be Arabic, which would turn their lines around', () => {
    expect(withForeign.length).toBeGreaterThan(50);
    for (const [key, value] of withForeign) {
      const text = filled(value, (gap) => (foreign.test(gap) ? 'BBC: خبر' : '7'));
      const outside = text.replace(/\u2068(?:\u2066[^\u2069]*\u2069|[^\u2066\u2069])*\u2069/gu, '');
      expect(`${key}: ${outside}`).not.toMatch(/\p{Script=Arabic}/u);
    }
  });
});

/** The keys of the texts that stand in what the pattern finds. */
const keysIn = (pattern: RegExp): string[] => [
  ...new Set(
    [...handlers.matchAll(pattern)].flatMap(([found]) =>
      [...found.matchAll(/texts\.(\w+)\b/g)].map(([, key = '']) => key),
    ),
  ),
];

describe.each(names)('Telegram takes, in %s,', (name) => {
  const table: Table = languages[name];
  const longest = 'س'.repeat(100);

  it('every answer to a button: 200 characters', () => {
    const answered = keysIn(/answerCallbackQuery\([^;]*;/g).filter((key) => keys.includes(key));
    expect(answered.length).toBeGreaterThan(15);
    for (const key of answered)
      expect([...filled(table[key], longest)].length).toBeLessThanOrEqual(200);
  });

  it('every button: its words are few, with a channel’s name in them', () => {
    const pressed = keysIn(/button\((?:deps\.|talk\.)?texts\.\w+/g).filter(
      (key) => key in messages,
    );
    expect(pressed.length).toBeGreaterThan(30);
    for (const key of pressed) expect([...filled(table[key], '@newsroom')].length).toBeLessThan(40);
  });

  it('every command: its name, and a line of at most 256 characters', () => {
    for (const [command, what] of Object.entries(languages[name].commands)) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(what.length).toBeLessThan(60);
    }
  });
});

describe('numbers with their nouns', () => {
  it.each([
    [0, '0 قراءة', '0 reads'],
    [1, 'قراءة واحدة', '1 read'],
    [2, 'قراءتان', '2 reads'],
    [3, '3 قراءات', '3 reads'],
    [10, '10 قراءات', '10 reads'],
    [11, '11 قراءة', '11 reads'],
    [69, '69 قراءة', '69 reads'],
    [100, '100 قراءة', '100 reads'],
    [103, '103 قراءات', '103 reads'],
  ])('%i is said in the right form', (count, arabic, english) => {
    expect(readCount(count)).toBe(arabic);
    expect(englishReadCount(count)).toBe(english);
  });

  it('have six forms in Arabic; one that is absent is the last', () => {
    const forms = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
    expect(
      [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1.5].map((n) => plural(n, forms)).join(''),
    ).toBe('zotffmmxxfmx');
    expect(plural(0, { other: 'x' })).toBe('x');
  });
});
