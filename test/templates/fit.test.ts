import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  captionLimit,
  clip,
  codePoints,
  type Fittable,
  fitTo,
  textLimit,
  thoseThatFit,
} from '../../templates/fit.ts';

const sentence = 'أعلنت الهيئة بدء العمل في الرصيف الجديد صباح اليوم.';
const words = (count: number) => 'خبر '.repeat(count).trim();

interface Named {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

/** A post: bold headline, summary of so many sentences, a link at its end. */
function postOf(summary: string, headline = 'الرصيف الجديد'): Fittable<Named> {
  const text = `${headline}\n\n${summary}\n\nتابعونا: يوتيوب`;
  return {
    text,
    entities: [
      { type: 'bold', offset: 0, length: headline.length },
      { type: 'text_link', offset: text.length - 6, length: 6 },
    ],
    elastic: { offset: headline.length + 2, length: summary.length },
  };
}
const marked = ({ text, entities }: Fittable) =>
  entities.map(({ offset, length }) => text.slice(offset, offset + length));

it('clip halves no letter', () => {
  expect(clip(`${'ا'.repeat(98)}😀😀`, 99)).toBe(`${'ا'.repeat(98)}…`);
  expect(clip('قصير', 99)).toBe('قصير');
});

it('thoseThatFit takes from the first on, and one at least', () => {
  expect(thoseThatFit(['سياسة', 'اقتصاد'], 15)).toEqual(['سياسة', 'اقتصاد']);
  expect(thoseThatFit(['سياسة', 'اقتصاد', 'فن'], 14)).toEqual(['سياسة']);
  expect(thoseThatFit(['سياسة'], 3)).toEqual(['سياسة']);
  expect(thoseThatFit([], 3)).toEqual([]);
});

describe('fitTo', () => {
  it.each([
    ['letters', 'ب'],
    ['emoji', '😀'],
  ])('leaves what has the limit exactly, and cuts one more: %s', (_, unit) => {
    for (const limit of [captionLimit, textLimit]) {
      const exact = { text: unit.repeat(limit), entities: [] };
      expect(fitTo(exact, limit)).toBe(exact);
      const cut = fitTo({ text: unit.repeat(limit + 1), entities: [] }, limit);
      expect(cut.text).toBe(`${unit.repeat(limit - 1)}…`);
    }
  });

  it('drops whole sentences from the end of the summary, and keeps what stands around it', () => {
    const post = postOf(Array(30).fill(sentence).join(' '));
    const short = fitTo(post, captionLimit);
    expect(codePoints(short.text)).toBeLessThanOrEqual(captionLimit);
    expect(codePoints(short.text)).toBeGreaterThan(captionLimit - codePoints(sentence) - 2);
    const [headline, summary = '', follow] = short.text.split('\n\n');
    expect(headline).toBe('الرصيف الجديد');
    expect(summary.split('. ').every((one) => sentence.startsWith(one))).toBe(true);
    expect(summary.endsWith('اليوم.')).toBe(true);
    expect(follow).toBe('تابعونا: يوتيوب');
    expect(marked(short)).toEqual(['الرصيف الجديد', 'يوتيوب']);
  });

  it('cuts a summary of one endless sentence at a word', () => {
    const short = fitTo(postOf(words(400)), captionLimit);
    expect(codePoints(short.text)).toBeLessThanOrEqual(captionLimit);
    expect(short.text.split('\n\n')[1]).toMatch(/خبر…$/u);
    expect(marked(short)).toEqual(['الرصيف الجديد', 'يوتيوب']);
  });

  it('leaves the summary out where a headline takes all the room', () => {
    const short = fitTo(postOf(words(100), words(250)), captionLimit);
    expect(short.text).toBe(`${words(250)}\n\nتابعونا: يوتيوب`);
    expect(marked(short)).toEqual([words(250), 'يوتيوب']);
  });

  it('cuts before a link that would be split', () => {
    const text = `${words(254)} تفاصيل أكثر هنا وهناك`;
    const offset = text.indexOf('تفاصيل');
    const short = fitTo(
      { text, entities: [{ offset, length: text.length - offset }] },
      captionLimit,
    );
    expect(short.text).toBe(`${words(254)}…`);
    expect(short.entities).toEqual([]);
  });

  it('keeps isolates in pairs', () => {
    const text = `${words(252)} \u2066Middle East Eye and its readers\u2069 خبر`;
    expect(fitTo({ text, entities: [] }, captionLimit).text).toBe(`${words(252)}…`);
  });

  it('splits no letter from its marks, and no joined emoji', () => {
    const family = '👨‍👩‍👧';
    expect(fitTo({ text: family.repeat(400), entities: [] }, captionLimit).text).toMatch(
      new RegExp(`^(?:${family})+…$`, 'u'),
    );
    expect(fitTo({ text: 'بَّ'.repeat(400), entities: [] }, captionLimit).text).toMatch(/^(?:بَّ)+…$/u);
  });

  it('keeps its promises whatever the text', () => {
    const piece = fc.constantFrom(
      ...[
        'خبر',
        'ا. ب',
        '😀',
        '👨‍👩‍👧',
        '\u2066BBC 1\u2069',
        '\u2068',
        '\u2069',
        ' ',
        '. ',
        '\n\n',
        'بَّ',
        '؟ ',
      ],
    );
    const text = fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join(''));
    const spans = fc.array(fc.tuple(fc.nat(400), fc.nat(60)), { maxLength: 4 });
    const property = fc.property(
      text,
      spans,
      fc.tuple(fc.nat(300), fc.nat(300)),
      fc.integer({ min: 20, max: 200 }),
      (made, places, [from, long], limit) => {
        const boundaries = [...new Intl.Segmenter('ar').segment(made)].map(({ index }) => index);
        const edge = (at: number) => boundaries[at % boundaries.length] ?? 0;
        const entities = places
          .map(([at, length]) => [edge(at), edge(at + length)] as const)
          .filter(([start, end]) => end > start)
          .map(([offset, end]) => ({ offset, length: end - offset, id: made.slice(offset, end) }));
        const start = edge(from);
        const elastic = { offset: start, length: Math.max(0, edge(from + long) - start) };
        const short = fitTo({ text: made, entities, elastic }, limit);
        expect(codePoints(short.text)).toBeLessThanOrEqual(limit);
        expect(short.text.isWellFormed()).toBe(true);
        expect(fitTo(short, limit)).toBe(short);
        const outer = short.entities.length > 0 && short.entities[0]?.offset === 0;
        for (const { offset, length, id } of short.entities) {
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(short.text.length);
          const kept = short.text.slice(offset, offset + length);
          // Only one that leaves no clean place before it may be cut, and then it is a beginning.
          if (kept !== id && !kept.includes('…'))
            expect(outer || id.length > kept.length).toBe(true);
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
