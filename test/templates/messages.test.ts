import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MessageKey, messages, readCount } from '../../templates/messages.ts';

const handlers = join(import.meta.dirname, '../../handlers');
const source = readdirSync(handlers)
  .map((file) => readFileSync(join(handlers, file), 'utf8'))
  .join('\n');

/** Every text, those with gaps filled by a word that none of them holds. */
const texts = Object.entries(messages).map(([key, value]): [string, string] => [
  key,
  typeof value === 'string'
    ? value
    : (value as (...gaps: (string | number)[]) => string)(...Array(value.length).fill('سبعة')),
]);

describe('messages', () => {
  it('are all used', () => {
    const unused = (Object.keys(messages) as MessageKey[]).filter(
      (key) => !new RegExp(`messages\\.${key}\\b`).test(source),
    );
    expect(unused).toEqual([]);
  });

  it('are all there: no handler speaks by a key that is absent', () => {
    const used = [...source.matchAll(/\bmessages\.(?!ts')(\w+)/g)].map(([, key]) => key);
    expect(used.filter((key) => !(String(key) in messages))).toEqual([]);
    expect(used.length).toBeGreaterThan(30);
  });

  it.each(texts)('%s is Arabic and whole', (_key, text) => {
    expect(text).toMatch(/\p{Script=Arabic}/u);
    expect(text).not.toMatch(/undefined|null|\[object/);
    // Telegram strips these and shifts what stands behind them (facts of TDLib).
    expect(text).not.toMatch(/[\u202a-\u202e]/);
  });
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
