import { expect, it } from 'vitest';
import { isAll, isNone } from '../../src/arabic/answers.ts';

it.each(['بلا', '«بلا»', 'none', 'None.', '“none”', ' no '])('%s is none', (text) => {
  expect(isNone(text)).toBe(true);
  expect(isAll(text)).toBe(false);
});

it.each(['الكل', '«الكل»', 'all', 'All'])('%s is all', (text) => {
  expect(isAll(text)).toBe(true);
  expect(isNone(text)).toBe(false);
});

it.each(['', 'none of these', 'all sports', 'https://x.com/none'])('%j is neither', (text) => {
  expect([isNone(text), isAll(text)]).toEqual([false, false]);
});
