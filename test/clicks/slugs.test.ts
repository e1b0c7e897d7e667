import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newSlug, slugOf } from '../../src/clicks/slugs.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Randomness that spells words. */
function spelling(...words: string[]) {
  const letters = [...words.join('')];
  return () => LETTERS.indexOf(letters.shift() ?? 'z');
}

describe('a new slug', () => {
  it('is seven letters and digits, each of the 62 in use', () => {
    const slugs = Array.from({ length: 500 }, () => newSlug(randomInt));
    for (const slug of slugs) expect(slug).toMatch(/^[A-Za-z0-9]{7}$/);
    expect(new Set(slugs.join(''))).toHaveLength(62);
    expect(new Set(slugs).size).toBe(500);
  });

  it.each(['healthz', 'metrics', 'sandbox', 'SandBox'])('is never our own %s', (word) => {
    expect(newSlug(spelling(word, 'aB3dE9x'))).toBe('aB3dE9x');
  });
});

describe('the slug of a path', () => {
  it.each(['/aB3dE9x', '/aB3dE9x?', '/aB3dE9x?utm_source=a//b'])('is read from %s', (path) => {
    expect(slugOf(path)).toBe('aB3dE9x');
  });

  it.each([
    '/',
    '',
    '*',
    '/healthz',
    '/metrics',
    '/sandbox',
    '/sandbox?a',
    '/aB3dE9',
    '/aB3dE9xy',
    '/aB3dE9x/',
    '//aB3dE9x',
    '//evil.example/aB3dE9x',
    '/\\evil12',
    'http://evil.example/aB3dE9x',
    '/%61B3dE9x',
    '/aB3dE9%78',
    '/aB3dE9x%0d%0aX-Evil:1',
    '/aB3dE9x\n',
    '/٠١٢٣٤٥٦',
    `/${'a'.repeat(15_000)}`,
  ])('is not there in %j', (path) => {
    expect(slugOf(path)).toBeUndefined();
  });
});
