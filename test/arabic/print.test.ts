import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolate, startRightToLeft, stripBidi } from '../../src/arabic/bidi.ts';
import { numerals, toWestern } from '../../src/arabic/digits.ts';
import { hashtag } from '../../src/arabic/hashtags.ts';
import { plural } from '../../src/arabic/plurals.ts';

describe('numerals', () => {
  it('converts digits with their separators and keeps the length', () => {
    expect(toWestern('٢٠٢٥ و۳٫۵٪ و١٬٢٠٠')).toBe('2025 و3.5% و1,200');
    expect(numerals('بلغت 3.5% من 1,200 عام 2025.', 'arabic')).toBe('بلغت ٣٫٥٪ من ١٬٢٠٠ عام ٢٠٢٥.');
    expect(numerals('في 16.10.2025', 'arabic')).toBe('في ١٦.١٠.٢٠٢٥');
    expect(numerals('٢٠٢٥', 'keep')).toBe('٢٠٢٥');
  });

  it('spares addresses, names, tags and Latin words', () => {
    const text = 'طائرة F-16 على https://m.example/n/15?p=2 #خبر_24 @marsa24 و20 طائرة';
    expect(numerals(text, 'arabic')).toBe(text.replace('و20', 'و٢٠'));
  });

  it('never moves an entity', () => {
    const unit = fc.constantFrom(...'ابA1٢.,٫٬%٪#@ /:-😀');
    fc.assert(
      fc.property(fc.string({ unit }), fc.constantFrom('western', 'arabic'), (text, system) => {
        expect(numerals(text, system as 'western' | 'arabic')).toHaveLength(text.length);
      }),
    );
  });
});

describe('bidi', () => {
  it('isolates Latin words and signed or joined numbers, once', () => {
    const text = 'نقلت Middle East Eye أن النتيجة 2-1 والتغير -3.5% عبر bbc.com.';
    const isolated =
      'نقلت \u2066Middle East Eye\u2069 أن النتيجة \u20662-1\u2069 والتغير \u2066-3.5%\u2069 عبر \u2066bbc.com\u2069.';
    expect(isolate(text)).toBe(isolated);
    expect(isolate(isolated)).toBe(isolated);
    // A sign behind a number joins on to it, before the isolate as behind it.
    expect(isolate(isolate('-1+1ا'))).toBe(isolate('-1+1ا'));
  });

  it('leaves addresses, tags, names, plain numbers and other languages alone', () => {
    for (const text of [
      'رابط https://m.example/a-1 هنا',
      'وسم #News_1 و@marsa',
      'عام 2025',
      'English only 2-1',
    ])
      expect(isolate(text)).toBe(text);
  });

  it('isolates only what it adds', () => {
    const unit = fc.constantFrom(...'اب Az19.,-%+:/\n«»');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const isolated = isolate(text);
        expect(stripBidi(isolated)).toBe(text);
        expect(isolate(isolated)).toBe(isolated);
        for (const run of isolated.match(/\u2066[^\u2069]*(?:\u2069|$)/gu) ?? [])
          expect(run).toMatch(/^\u2066[^\n]+\u2069$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('starts a post right to left when its first strong character does not', () => {
    expect(startRightToLeft('BBC: خبر')).toBe('\u200fBBC: خبر');
    expect(startRightToLeft('🔴 عاجل')).toBe('🔴 عاجل');
    expect(startRightToLeft('\u200fBBC: خبر')).toBe('\u200fBBC: خبر');
    expect(startRightToLeft('Port opens')).toBe('Port opens');
  });
});

describe('hashtag', () => {
  it.each([
    ['الأزمة اليمنية', '#الأزمة_اليمنية'],
    ['الحُدَيِّدة', '#الحديدة'],
    ['حو.ثية', '#حوثية'],
    ['كأس العالم 2026', '#كأس_العالم_2026'],
    ['«سبأ» - وكالة', '#سبأ_وكالة'],
    ['القـــدس', '#القدس'],
  ])('%s', (words, tag) => {
    expect(hashtag(words)).toBe(tag);
  });

  it('refuses what Telegram would not link', () => {
    expect(hashtag('2026')).toBeNull();
    expect(hashtag('،؛')).toBeNull();
    expect(hashtag('ا'.repeat(257))).toBeNull();
  });
});

describe('plural', () => {
  it('takes the Arabic form of a number', () => {
    const forms = {
      zero: 'لا أخبار',
      one: 'خبر',
      two: 'خبران',
      few: 'أخبار',
      many: 'خبرًا',
      other: 'خبر',
    };
    expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map((n) => plural(n, forms))).toEqual([
      'لا أخبار',
      'خبر',
      'خبران',
      'أخبار',
      'أخبار',
      'خبرًا',
      'خبرًا',
      'خبر',
      'أخبار',
    ]);
  });
});
