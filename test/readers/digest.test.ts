import { describe, expect, it } from 'vitest';
import { searchTerms } from '../../src/arabic/search-terms.ts';
import { pickDigest, type Told, type Topic } from '../../src/readers/digest.ts';

const toldOf = (articleId: number, text: string, changes: Partial<Told> = {}): Told => ({
  articleId,
  storyId: articleId,
  section: 'اقتصاد',
  sources: ['مرسى الأخبار', 'مرسى | آخر الأخبار'],
  terms: new Set(searchTerms(text)),
  ...changes,
});
const word = (text: string): Topic => ({ kind: 'word', key: text, terms: searchTerms(text) });
const articles = [
  toldOf(1, 'الموانئ اليمنية تستقبل سفن القمح'),
  toldOf(2, 'مباراة نهائية في المكلا', { section: 'رياضة' }),
  toldOf(3, 'سفينة قمح أخرى في ميناء يمني', { storyId: 1 }),
];

describe('pickDigest', () => {
  it('gives a reader without topics the first of each story', () => {
    expect(pickDigest(articles, [])).toEqual([1, 2]);
  });

  it('picks by section and source, however they are spelt, and by words in any form', () => {
    expect(pickDigest(articles, [{ kind: 'section', key: 'رياضه', terms: [] }])).toEqual([2]);
    expect(pickDigest(articles, [{ kind: 'source', key: 'مرسي الاخبار', terms: [] }])).toEqual([
      1, 2,
    ]);
    expect(pickDigest(articles, [{ kind: 'source', key: 'مرسي', terms: [] }])).toEqual([]);
    expect(pickDigest(articles, [word('اليمنيون')])).toEqual([1]);
    expect(pickDigest(articles, [word('القمح'), word('المكلا')])).toEqual([1, 2]);
    expect(pickDigest(articles, [word('القمح المكلا')])).toEqual([]);
  });

  it('tells seven at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => toldOf(i, 'خبر'));
    expect(pickDigest(many, [])).toHaveLength(7);
  });
});
