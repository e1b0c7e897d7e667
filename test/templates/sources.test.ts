import { describe, expect, it } from 'vitest';
import { offersText, type SourceShown, sourcesText } from '../../templates/sources.ts';
import { span } from '../../templates/times.ts';
import { noon } from '../data/made.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('span', () => {
  it.each([
    [0, 'ثانية'],
    [2 * second, 'ثانيتين'],
    [7 * second, '7 ثوانٍ'],
    [59_700, 'دقيقة'],
    [11 * minute, '11 دقيقة'],
    [2 * hour, 'ساعتين'],
    // A moment short of three hours is three hours.
    [3 * hour - second, '3 ساعات'],
    [25 * hour, 'يوم'],
    [12 * day, '12 يومًا'],
    [100 * day, '100 يوم'],
  ])('of %i ms is %s', (ms, text) => expect(span(ms)).toBe(text));
});

describe('the list of sources', () => {
  const source: SourceShown = {
    name: 'News 24',
    kind: 'feed',
    lastSuccessAt: noon - 2 * minute,
    nextPollAt: noon + 5 * minute,
    itemsADay: 12,
    delayMs: 3 * minute,
    failure: null,
    failureFacts: null,
    futureToldAt: null,
  };
  const text = (changes: Partial<SourceShown> = {}) =>
    sourcesText([{ ...source, ...changes }], { count: 9, offset: 6, now: noon });

  it('tells of each how it does', () => {
    expect(text()).toBe(`المصادر (9):

7. \u2068News 24\u2069 · خلاصة
قُرئ قبل دقيقتين · القراءة القادمة بعد 5 دقائق
آخر 24 ساعة: 12 خبرًا
يصلنا الخبر بعد 3 دقائق من نشره`);
  });

  it('tells what is new, overdue, failing, or dated in the future', () => {
    const told = text({
      lastSuccessAt: null,
      nextPollAt: noon,
      itemsADay: 0,
      delayMs: null,
      failure: 'site-without-feed',
      failureFacts: '{"host":"port.example"}',
      futureToldAt: noon,
    });
    expect(told).toContain('لم يُقرأ بعد · القراءة القادمة الآن');
    expect(told).toContain('راجع منطقته الزمنية');
    expect(told).toContain('متعثر: لم نجد في port.example خلاصة');
    // What was written by another version has a text too.
    expect(text({ failure: 'gone-code' })).toContain('متعثر: حدث خطأ غير متوقع');
  });
});

describe('what a site offers', () => {
  it('is told with its headlines, the long ones clipped', () => {
    const told = offersText([
      {
        kind: 'sitemap',
        name: 'مرسى',
        address: 'https://m.example/s.xml',
        headlines: ['خبر '.repeat(50)],
      },
    ]);
    expect(told).toMatch(
      /^وجدنا في الموقع:\n\n1\. خريطة أخبار · \u2068مرسى\u2069\nhttps:\S+\n• خبر .*…\n\n/,
    );
    expect(told.split('\n').every((line) => [...line].length < 130)).toBe(true);
  });
});
