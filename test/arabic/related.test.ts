import { describe, expect, it } from 'vitest';
import { type Relatable, relatedTo } from '../../src/arabic/related.ts';

const articleOf = (id: number, title: string, changes: Partial<Relatable> = {}): Relatable => ({
  id,
  storyId: id,
  title,
  paragraphs: [],
  tags: [],
  ...changes,
});

const port = articleOf(1, 'ميناء عدن يستقبل سفن القمح بعد إغلاق طويل');

describe('relatedTo', () => {
  it('takes what shares topics and words, not what shares a word', () => {
    const candidates = [
      articleOf(2, 'المنتخب يفوز بكأس البطولة بعد ركلات الترجيح'),
      articleOf(3, 'سفن القمح تنتظر قبالة ميناء عدن'),
      articleOf(4, 'إغلاق مدرسة في المدينة'),
      articleOf(5, 'أزمة القمح في عدن: الميناء مغلق'),
    ];
    expect(relatedTo(port, candidates, 3).map(({ id }) => id)).toEqual([3, 5]);
  });

  it('does not take two for related because they happened in one town', () => {
    const charter = articleOf(1, 'مدن ساحلية تقر ميثاقًا في المكلا');
    const cup = articleOf(2, 'نوارس المكلا يحرز كأس الساحل');
    expect(relatedTo(charter, [cup], 3)).toEqual([]);
  });

  it('puts its own story first, leaves itself and repeats out, and keeps the limit', () => {
    const candidates = [
      articleOf(1, port.title),
      articleOf(6, port.title),
      articleOf(7, 'سفن القمح في ميناء عدن'),
      articleOf(8, 'سفن القمح في ميناء عدن'),
      articleOf(9, 'وصول أول شحنة', { storyId: 1 }),
      articleOf(10, 'القمح يصل إلى ميناء عدن'),
      articleOf(11, 'قمح وسفن في ميناء عدن'),
    ];
    expect(relatedTo(port, candidates, 3).map(({ id }) => id)).toEqual([9, 7, 11]);
  });
});
