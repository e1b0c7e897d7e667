import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channelMessages } from '../../templates/channels.ts';
import { messages, readCount } from '../../templates/messages.ts';
import { readerMessages } from '../../templates/reader-messages.ts';
import { settingsMessages } from '../../templates/settings.ts';
import { templateMessages } from '../../templates/template-messages.ts';

const handlers = join(import.meta.dirname, '../../handlers');
const source = readdirSync(handlers)
  .map((file) => readFileSync(join(handlers, file), 'utf8'))
  .join('\n');

type Table = Readonly<Record<string, unknown>>;

/** Every text, those with gaps filled by a word that none of them holds. */
const textsOf = (table: Table) =>
  Object.entries(table).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string'
      ? value
      : (value as (...gaps: (string | number)[]) => string)(
          ...Array((value as () => string).length).fill('سبعة'),
        ),
  ]);

const unusedOf = (table: Table, name: string) =>
  Object.keys(table).filter((key) => !new RegExp(`\\b${name}\\.${key}\\b`).test(source));

// That none is missing, the compiler holds: DeskTexts is one type for all languages.
describe('messages', () => {
  it('have each key once: of two the later would hide the other', () => {
    const tables = [messages, channelMessages, settingsMessages, templateMessages];
    const keys = tables.flatMap((table) => Object.keys(table));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('are all used', () => {
    const desk = { ...messages, ...channelMessages, ...settingsMessages, ...templateMessages };
    expect(unusedOf(desk, 'texts')).toEqual([]);
    expect(unusedOf(readerMessages, '(?:m|readerM)essages')).toEqual([]);
  });

  it.each([...textsOf(messages), ...textsOf(templateMessages), ...textsOf(readerMessages)])(
    '%s is Arabic and whole',
    (_, text) => {
      expect(text).toMatch(/\p{Script=Arabic}/u);
      expect(text).not.toMatch(/undefined|null|\[object/);
      // Telegram strips these and shifts what stands behind them (facts of TDLib).
      expect(text).not.toMatch(/[\u202a-\u202e]/);
    },
  );
});

describe('readCount', () => {
  it.each([
    [0, '0 قراءة'],
    [1, 'قراءة واحدة'],
    [2, 'قراءتان'],
    [3, '3 قراءات'],
    [10, '10 قراءات'],
    [11, '11 قراءة'],
    [69, '69 قراءة'],
    [100, '100 قراءة'],
    [103, '103 قراءات'],
  ])('%i is said in the right form', (count, text) => {
    expect(readCount(count)).toBe(text);
  });
});
