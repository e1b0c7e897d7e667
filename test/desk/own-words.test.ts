import { describe, expect, it } from 'vitest';
import { addressesIn, ownWords } from '../../src/desk/own-words.ts';

describe('ownWords', () => {
  it.each([
    ['عنوان', 'عنوان', []],
    ['عنوان\n\nفقرة أولى\n فقرة  ثانية ', 'عنوان', ['فقرة أولى', 'فقرة ثانية']],
    [
      `${'جملة أولى طويلة '.repeat(8).trim()}. ${'جملة ثانية '.repeat(6).trim()}.`,
      `${'جملة أولى طويلة '.repeat(8).trim()}.`,
      [`${'جملة ثانية '.repeat(6).trim()}.`],
    ],
  ])('%j has its headline first', (text, title, paragraphs) => {
    expect(ownWords(text)).toEqual({ title, paragraphs });
  });
});

describe('addressesIn', () => {
  it.each([
    ['https://m.example/news/1', 1],
    ['m.example/news', 1],
    ['https://m.example/1\nhttps://m.example/2', 2],
    ['http://127.0.0.1:9000/x', 1],
    ['خبر https://m.example/1', 0],
    ['وصلت السفينة.', 0],
    ['السفينة...', 0],
    ['', 0],
  ])('%j holds %i', (text, count) => {
    expect(addressesIn(text)).toHaveLength(count);
  });
});
