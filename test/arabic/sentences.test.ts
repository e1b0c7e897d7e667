import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from '../../src/arabic/sentences.ts';

describe('sentences', () => {
  it.each<[string, string[]]>([
    ['وصلت السفينة. بدأ التفريغ؟ نعم!', ['وصلت السفينة.', 'بدأ التفريغ؟', 'نعم!']],
    ['سطر أول بلا نقطة\nسطر ثان', ['سطر أول بلا نقطة', 'سطر ثان']],
    [
      'قال د. سالم إن الكلفة 3.5 مليون. وأضاف أ. عمر أنها 2٫5.',
      ['قال د. سالم إن الكلفة 3.5 مليون.', 'وأضاف أ. عمر أنها 2٫5.'],
    ],
    ['انتهى العمل عام 2025 م. وبدأ غيره.', ['انتهى العمل عام 2025 م.', 'وبدأ غيره.']],
    ['بلغ العدد 300. ثم ارتفع.', ['بلغ العدد 300.', 'ثم ارتفع.']],
    ['قال: «انتهى كل شيء. لا خلاف». ثم غادر.', ['قال: «انتهى كل شيء. لا خلاف».', 'ثم غادر.']],
    ['قال: “انتهى كل شيء.” ثم غادر.', ['قال: “انتهى كل شيء.”', 'ثم غادر.']],
    ['قال "انتهى. لا خلاف" وغادر. ثم عاد.', ['قال "انتهى. لا خلاف" وغادر.', 'ثم عاد.']],
    ['نقلت العربية.نت وbbc.com الخبر. انتهى.', ['نقلت العربية.نت وbbc.com الخبر.', 'انتهى.']],
    ['الآن.. السفن تعود إلى الميناء', ['الآن.. السفن تعود إلى الميناء']],
    ['وصلت السفينة.وبدأ التفريغ.', ['وصلت السفينة.', 'وبدأ التفريغ.']],
    ['قيادات حو.ثية في المدينة.', ['قيادات حو.ثية في المدينة.']],
    ['تساءل: لماذا؟! ثم صمت…', ['تساءل: لماذا؟!', 'ثم صمت…']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('gives verbatim pieces in order and loses no letter', () => {
    const unit = fc.constantFrom(...'ابم .!؟…«»“”"()\n3د،');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        let at = 0;
        for (const sentence of sentences(text)) {
          const found = text.indexOf(sentence, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + sentence.length;
        }
        expect(sentences(text).join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
      { numRuns: 500 },
    );
  });
});
