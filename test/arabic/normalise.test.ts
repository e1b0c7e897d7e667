import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, words } from '../../src/arabic/normalise.ts';
import { isContentWord, stem } from '../../src/arabic/stems.ts';

/** Any text, with Arabic and its marks as likely as the rest of Unicode. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...'ابتثأإآٱىةؤئيیكکهـًٌٍَُِّْٰ٠١٢۳۴ .،؛؟«»\u200f\u202b\u2067\u200d\ufeffﻻﷲAéİſ'),
    maxLength: 60,
  }),
);

describe('normalise', () => {
  it('makes spellings of one word equal', () => {
    expect(normalise('إِلَى الأُمَّـــة')).toBe(normalise('الي الامه'));
    expect(normalise('مسؤولة')).toBe('مسووله');
    expect(normalise('ﻻ')).toBe('لا');
    expect(normalise('\u202bعام\u200f  ٢٠٢٥\u00a0۱۲ ')).toBe('عام 2025 12');
    expect(normalise('News')).toBe('news');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('words and stems', () => {
  it('splits at everything but letters and digits', () => {
    expect(words('قال: «نعم»، في 3.5%')).toEqual(['قال', 'نعم', 'في', '3', '5']);
  });

  it('takes one prefix and the endings off while a word remains', () => {
    expect(stem('والمحادثات')).toBe(stem('محادثات'));
    expect(stem('الروسيه')).toBe(stem('روسي'));
    expect(stem('يد')).toBe('يد');
    expect(stem('f16')).toBe('f16');
  });

  it('tells particles from words that say something', () => {
    expect(['في', 'الذي', 'و'].some(isContentWord)).toBe(false);
    expect(isContentWord('ميناء')).toBe(true);
  });
});
