import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { length } from '../../src/summary/clip.ts';
import { summarise } from '../../src/summary/extractive.ts';

const title = 'ميناء المكلا يستقبل أول سفينة قمح';
const lead = 'استقبل ميناء المكلا صباح الأحد أول سفينة محملة بالقمح منذ انتهاء أعمال التوسعة.';
const quote =
  'وقال مدير الميناء سالم باحميد: «نستطيع اليوم تفريغ الحمولة في ثلاثة أيام. كنا نحتاج إلى أسبوع».';
const dangling = 'وأضاف أن العمل يجري على مدار الساعة في الرصيف الجديد.';
const named = 'وأكد وكيل وزارة النقل عمر بن حبريش أن كلفة التوسعة بلغت 14.5 مليون دولار.';
const background = 'يذكر أن الميناء هو المنفذ البحري الأهم في شرق البلاد.';
const paragraphs = [lead, `${quote} ${dangling}`, 'تفاصيل أخرى', named, background];

const summary = (budget: number, more: Partial<Parameters<typeof summarise>[0]> = {}): string =>
  summarise({ title, paragraphs, budget, ...more }).summary;

describe('summarise', () => {
  it('pins the first sentence and keeps document order', () => {
    expect(summary(lead.length)).toBe(lead);
    expect(summary(lead.length + 1 + named.length)).toBe(`${lead} ${named}`);
    expect(summary(10_000)).toBe([lead, quote, dangling, named, background].join(' '));
  });

  it('takes no sentence without the one that names its speaker', () => {
    const { sentences } = summarise({
      title,
      paragraphs: [lead, quote, dangling],
      budget: lead.length + dangling.length + 1,
    });
    expect(sentences).toEqual([lead]);
  });

  it('passes over a first sentence that is the title again', () => {
    expect(summary(200, { paragraphs: [`${title} .`, lead] })).toBe(lead);
  });

  it('clips a lead that is too long at a clause', () => {
    const long =
      'استقبل ميناء المكلا صباح الأحد أول سفينة محملة بالقمح، وعلى متنها ثلاثون ألف طن وصلت من ميناء بعيد.';
    const clipped = summarise({ title, paragraphs: [long], budget: 80 });
    expect(clipped).toEqual({
      summary: 'استقبل ميناء المكلا صباح الأحد أول سفينة محملة بالقمح…',
      sentences: ['استقبل ميناء المكلا صباح الأحد أول سفينة محملة بالقمح'],
    });
  });

  it('clips before a quotation it cannot finish and leaves no particle hanging', () => {
    const quoting = 'أعلن مدير الميناء في تصريح «أن السفن تعود إلى الميناء بعد غياب طويل».';
    expect(summary(50, { paragraphs: [quoting] })).toBe('أعلن مدير الميناء في تصريح…');
    expect(summary(20, { paragraphs: ['وصلت السفينة إلى ميناء المكلا صباح اليوم الأحد.'] })).toBe(
      'وصلت السفينة…',
    );
  });

  it('has nothing to say of nothing', () => {
    expect(summarise({ title, paragraphs: [], budget: 400 })).toEqual({
      summary: '',
      sentences: [],
    });
    expect(summary(0)).toBe('');
  });

  it('is verbatim, in order and within its budget, whatever the text', () => {
    const word = fc.constantFrom(
      'ميناء',
      'قال',
      'وأضاف',
      'أن',
      'السفينة',
      '«القمح',
      'وصلت»',
      '"نعم',
      'لا"',
      '2025',
      '3.5',
      'د.',
      'هل',
      '😀',
      'مُحَمَّد',
      'BBC',
    );
    const end = fc.constantFrom('.', '؟', '…', '', '..', '،', '!»');
    const sentence = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 14 }), end)
      .map(([w, e]) => w.join(' ') + e);
    const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((s) => s.join(' '));
    fc.assert(
      fc.property(
        fc.array(paragraph, { maxLength: 8 }),
        fc.integer({ min: 0, max: 500 }),
        (texts, budget) => {
          const found = summarise({ title, paragraphs: texts, budget });
          expect(length(found.summary)).toBeLessThanOrEqual(budget);
          const source = texts.join('\n');
          let at = 0;
          for (const piece of found.sentences) {
            const where = source.indexOf(piece, at);
            expect(where).toBeGreaterThanOrEqual(0);
            at = where;
          }
          expect([found.sentences.join(' '), `${found.sentences.join(' ')}…`]).toContain(
            found.summary,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
