/** Whole pages of ten content systems, old and new, against their gold text. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/reading/page.ts';
import { goldPages, optionsOf, score } from './gold.ts';

const pages = goldPages(join(import.meta.dirname, 'pages'));

describe('whole pages', () => {
  it.each(pages.map((page) => [page.name, page] as const))('%s is read clean', (_, page) => {
    const article = readPage(page.bytes, optionsOf(page));
    expect(article.title).toBe(page.gold.title);
    const { f1, clutter, day } = score(article, page.gold);
    expect({ clutter, day }).toEqual({ clutter: [], day: 'right' });
    expect(f1).toBeGreaterThanOrEqual(0.99);
  });

  it('are as many as their gold', () => {
    expect(pages.length).toBeGreaterThanOrEqual(10);
  });
});

describe('score', () => {
  const gold = {
    title: 'خبر',
    paragraphs: ['أمطار على عدن'],
    date: '2026-02-08',
    clutter: ['شارك'],
  };
  const zone = 'Asia/Aden';

  it('counts words read wrongly, words missed, clutter and the day', () => {
    expect(score({ paragraphs: ['أمطار على عدن', 'شارك'], publishedAt: null }, gold)).toMatchObject(
      {
        precision: 0.75,
        recall: 1,
        clutter: ['شارك'],
        day: 'missed',
      },
    );
    const publishedAt = '2026-02-07T22:00:00Z';
    const read = { paragraphs: ['أمطار'], publishedAt };
    expect(score(read, { ...gold, zone })).toMatchObject({ recall: 1 / 3, day: 'right' });
    expect(score(read, gold).day).toBe('wrong');
    expect(score({ ...read, paragraphs: [] }, gold)).toMatchObject({ f1: 0, precision: 0 });
  });
});
