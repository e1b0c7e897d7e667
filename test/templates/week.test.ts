import { describe, expect, it } from 'vitest';
import { type WeekOf, weekText } from '../../templates/week.ts';

const noon = Date.UTC(2026, 10, 24, 9);
const hour = 60 * 60_000;

const textOf = (changes: Partial<WeekOf['channel']> = {}, next: number[] = []) =>
  weekText(
    {
      channel: {
        key: 'main',
        chat: '@marsad_test',
        slots: [],
        quiet: null,
        quietMode: 'wait',
        gapMs: null,
        perHour: null,
        ...changes,
      },
      next,
    },
    noon,
    'Asia/Aden',
  ).split('\n');

describe('a week in words', () => {
  it('says when nothing is ruled', () => {
    expect(textOf()).toEqual(['\u2068@marsad_test\u2069', 'المواعيد: في الحال', 'الهدوء: بلا']);
    expect(textOf({ chat: '-1001' })[0]).toContain('main');
  });

  it('counts the slots that it has no room for', () => {
    const slots = Array.from({ length: 288 }, (_, index) => {
      const minutes = (index % 12) * 5;
      return `${String(Math.floor(index / 12)).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    });
    const lines = textOf({ slots, quiet: '23:00-06:30' });
    expect(lines[1]).toMatch(/^المواعيد: كل يوم 00:00، 00:05، .*؛ وغيرها \(238\)$/);
    expect(lines[3]).toMatch(/…/);
    // Five of them in one message.
    expect(lines.join('\n').length).toBeLessThan(800);
  });

  it('tells slots by their days, and the next times', () => {
    const slots = ['07:30', '13:00', 'sun-thu 12:00', 'fri,sat 15:00', 'sun 18:00'];
    expect(textOf({ slots }, [noon + hour, noon + 24 * hour])).toEqual([
      expect.any(String),
      'المواعيد: كل يوم 07:30، 13:00؛ من الأحد إلى الخميس 12:00؛ الجمعة والسبت 15:00؛ الأحد 18:00',
      'الهدوء: بلا',
      'القادم: اليوم 13:00، غدًا 12:00',
    ]);
  });

  it('tells what quiet hours do, and which slots they swallow', () => {
    const slots = ['00:00', '06:30', '22:59', 'fri 23:59'];
    expect(textOf({ slots, quiet: '23:00-06:30' }).slice(2)).toEqual([
      'الهدوء: من 23:00 إلى 06:30، تنتظر فيها المنشورات',
      'تنبيه: لا نشر في 00:00، 23:59 لوقوعها في ساعات الهدوء',
    ]);
    expect(textOf({ slots, quiet: '23:00-06:30', quietMode: 'silent' }).slice(2)).toEqual([
      'الهدوء: من 23:00 إلى 06:30، تُرسل فيها بلا صوت',
    ]);
    expect(textOf({ slots: ['13:00'], quiet: '13:00-14:00' }).at(-1)).toMatch(/13:00 لوقوعها/);
  });

  it.each([
    [30_000, 1, '30 ثانية على الأقل بين منشورين، منشور واحد في الساعة على الأكثر'],
    [60_000, 2, 'دقيقة على الأقل بين منشورين، منشوران في الساعة على الأكثر'],
    [120_000, 3, 'دقيقتان على الأقل بين منشورين، 3 منشورات في الساعة على الأكثر'],
    [600_000, 11, '10 دقائق على الأقل بين منشورين، 11 منشورًا في الساعة على الأكثر'],
    [900_000, 100, '15 دقيقة على الأقل بين منشورين، 100 منشور في الساعة على الأكثر'],
  ])('tells the distance %i and %i an hour in the right forms', (gapMs, perHour, expected) => {
    expect(textOf({ gapMs, perHour }).at(-1)).toBe(`التباعد: ${expected}`);
  });
});
