import { describe, expect, it } from 'vitest';
import { changedNumbers } from '../../src/arabic/changed-numbers.ts';
import { correctionLine, retractionNotice } from '../../templates/correction.ts';

describe('changedNumbers', () => {
  it.each<[string, string, string, ReturnType<typeof changedNumbers>]>([
    ['a number for another', 'وصلت 12 سفينة', 'وصلت 14 سفينة', { gone: ['12'], come: ['14'] }],
    ['a word for a digit', 'وصلت 3 سفن', 'وصلت ثلاث سفن', null],
    ['other digits', 'وصلت ١٢ سفينة', 'وصلت 12 سفينة', null],
    ['separators', 'بلغ 2,150 طنًا', 'بلغ 2150 طنًا', null],
    ['decimals', 'نسبة 3.5%', 'نسبة 3.7%', { gone: ['3.5'], come: ['3.7'] }],
    ['words', 'وصلت سبع سفن', 'وصلت ثماني سفن', { gone: ['7'], come: ['8'] }],
    ['more numbers', 'وصلت 12 سفينة', 'وصلت 12 سفينة في 3 أيام', null],
    ['fewer numbers', 'وصلت 12 سفينة في 3 أيام', 'وصلت 12 سفينة', null],
    ['tags and addresses', '#قمة_2025 https://a.example/1', '#قمة_2026 https://a.example/2', null],
    ['isolates', 'بلغ \u20663-5\u2069', 'بلغ 3-5', null],
    [
      'several',
      'وصلت 12 سفينة و4 قوارب',
      'وصلت 14 سفينة و5 قوارب',
      { gone: ['12', '4'], come: ['14', '5'] },
    ],
  ])('%s', (_, before, after, changed) => {
    expect(changedNumbers(before, after)).toEqual(changed);
  });
});

describe('correctionLine', () => {
  it('names the one number that stands for another, in the channel’s numerals', () => {
    const line = correctionLine('وصلت 1,200 سفينة', 'وصلت 1,250 سفينة', 'western');
    expect(line).toBe('تصحيح: 1250 بدلًا من 1200.');
    expect(correctionLine('وصلت 12', 'وصلت 14', 'arabic')).toBe('تصحيح: ١٤ بدلًا من ١٢.');
  });

  it('claims no pairs among several', () => {
    const line = correctionLine('وصلت 12 سفينة و4 قوارب', 'وصلت 14 سفينة و5 قوارب', 'western');
    expect(line).toBe('تصحيح: تغيّرت أرقام في هذا الخبر بعد نشره.');
  });

  it('is absent where no number gave way', () => {
    expect(correctionLine('وصلت السفن', 'وصلت السفن مساء', 'western')).toBeUndefined();
  });
});

describe('retractionNotice', () => {
  it('says that the news was taken back, and why', () => {
    expect(retractionNotice(null).text).toBe('تصحيح: سحبنا هذا الخبر بعد نشره.');
    const { text, entities, keyboard } = retractionNotice('المصدر BBC نفى الخبر');
    expect(text).toContain('السبب: المصدر \u2066BBC\u2069 نفى الخبر');
    expect(text.slice(0, entities[0]?.length)).toBe('تصحيح:');
    expect(keyboard).toBeUndefined();
  });
});
