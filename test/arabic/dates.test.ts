import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDateLine } from '../../src/arabic/date-line.ts';
import { parseArabicDate, parseWhen } from '../../src/arabic/dates.ts';
import { arabicOfEnglish } from '../../src/arabic/english-times.ts';
import { normalise } from '../../src/arabic/normalise.ts';

/** A Friday noon in Aden. */
const now = Date.parse('2025-10-17T12:00:00+03:00');
const context = { now, zone: 'Asia/Aden' };

describe('parseArabicDate', () => {
  it.each([
    ['16 أكتوبر، 2025 ( 10:20 مساءً )', '2025-10-16T22:20:00+03:00'],
    ['24 نيسان / أبريل 2020 09:22 مساءً', '2020-04-24T21:22:00+03:00'],
    ['5 أغسطس/آب 2024', '2024-08-05T00:00:00+03:00'],
    ['الأربعاء، 07 أكتوبر 2020 - 12:09 م', '2020-10-07T12:09:00+03:00'],
    ['12:30 ص 7 أكتوبر 2020', '2020-10-07T00:30:00+03:00'],
    ['الجمعة 8 فيفري 2019', '2019-02-08T00:00:00+03:00'],
    ['20 غشت 2024', '2024-08-20T00:00:00+03:00'],
    ['3 جويلية 2023', '2023-07-03T00:00:00+03:00'],
    ['10 تشرين الأول 2025 الساعة 8 مساءً', '2025-10-10T20:00:00+03:00'],
    ['05 تشرين1/أكتوير 2025', '2025-10-05T00:00:00+03:00'],
    ['١٦ أكتوبر ٢٠٢٥', '2025-10-16T00:00:00+03:00'],
    ['۲۰۲۵/۱۰/۱۶ ۰۹:۳۰ ص', '2025-10-16T09:30:00+03:00'],
    ['16 أكتوبر 2025م', '2025-10-16T00:00:00+03:00'],
    ['24 ربيع الآخر 1447 هـ', '2025-10-16T00:00:00+03:00'],
    ['24/05/2023 - 04/11/1444هـ', '2023-05-24T00:00:00+03:00'],
    ['04/11/1444هـ - 24/05/2023', '2023-05-24T00:00:00+03:00'],
    ['الخميس 24 ربيع الآخر 1447 هـ الموافق 16 أكتوبر 2025 م', '2025-10-16T00:00:00+03:00'],
    ['November 9, 2020', '2020-11-09T00:00:00+03:00'],
    ['Tue, 01 Dec 2020 02:00:00 GMT', '2020-12-01T02:00:00+00:00'],
    ['2020-06-03T03:01+0400', '2020-06-03T03:01:00+04:00'],
    ['2020-12-01 02:00:00', '2020-12-01T02:00:00+03:00'],
    ['16.10.2025 في 20:00 بتوقيت غرينتش', '2025-10-16T20:00:00+00:00'],
    ['16/10/2025 20:00 بتوقيت القاهرة', '2025-10-16T20:00:00+03:00'],
    ['منذ 3 ساعات', '2025-10-17T09:00:00+03:00'],
    ['قبل ساعتين', '2025-10-17T10:00:00+03:00'],
    ['منذ يومين', '2025-10-15T00:00:00+03:00'],
    ['أمس 10:20 م', '2025-10-16T22:20:00+03:00'],
    ['ديسمبر 25', '2024-12-25T00:00:00+03:00'],
  ])('%s', (text, iso) => {
    const parsed = parseArabicDate(text, context);
    expect(parsed?.iso).toBe(iso);
    expect(parsed?.at).toBe(Date.parse(iso));
  });

  it.each(['', 'غشت', '31 فبراير 2024', 'اليوم السابع', 'نوفمبر 2020', 'قريبًا', '25:61'])(
    'finds no day in %j',
    (text) => {
      expect(parseArabicDate(text, context)).toBeNull();
    },
  );

  it('turns a numeric date round when its weekday asks for it', () => {
    expect(parseArabicDate('الجمعة 10/12/2021', context)?.iso).toBe('2021-12-10T00:00:00+03:00');
    expect(parseArabicDate('الثلاثاء 10/12/2021', context)?.iso).toBe('2021-10-12T00:00:00+03:00');
  });

  it('tells whether the weekday agrees and whether there is a time', () => {
    expect(parseArabicDate('الخميس 16 أكتوبر 2025', context)).toMatchObject({
      weekdayAgrees: true,
      hasTime: false,
    });
    expect(parseArabicDate('الأحد 16 أكتوبر 2025 10:00', context)).toMatchObject({
      weekdayAgrees: false,
      hasTime: true,
    });
    expect(parseArabicDate('16 أكتوبر 2025', context)?.weekdayAgrees).toBeNull();
  });

  it('follows the zone over a change of clocks', () => {
    const cairo = { now, zone: 'Africa/Cairo' };
    expect(parseArabicDate('1 يناير 2025 10:00', cairo)?.iso).toBe('2025-01-01T10:00:00+02:00');
    expect(parseArabicDate('1 يوليو 2025 10:00', cairo)?.iso).toBe('2025-07-01T10:00:00+03:00');
  });

  it('never throws', () => {
    const unit = fc.constantFrom(
      ...'0123456789٠١٢ :/-.أكتوبرصمهـ',
      'أكتوبر',
      'رمضان',
      'منذ',
      'ساعة',
      'GMT+',
      'T',
      'Z',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const parsed = parseArabicDate(text, context);
        expect(parsed === null || Number.isFinite(parsed.at)).toBe(true);
        parseWhen(text, context);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isDateLine', () => {
  it.each([
    '16 أكتوبر، 2025 ( 10:20 مساءً )',
    'نُشر في: 5 أغسطس/آب 2024',
    'منذ 3 ساعات',
    '05:02 م 11/03/2026',
    'آخر تحديث: 21 نوفمبر 2024 الساعة 06:38 مساءاً',
    'الجمعة - 22 ديسمبر 2023 - الساعة 11:00 م بتوقيت اليمن ،،،',
  ])('takes %s', (line) => {
    expect(isDateLine(line)).toBe(true);
  });

  it.each(['افتتح الميناء في 16 أكتوبر 2025', 'منذ ساعات والسفن تنتظر', 'الخميس', 'ثلاث سفن'])(
    'leaves %s',
    (line) => {
      expect(isDateLine(line)).toBe(false);
    },
  );
});

describe('parseWhen', () => {
  it.each([
    ['20:30', '2025-10-17T20:30:00+03:00'],
    ['٨:٣٠', '2025-10-17T08:30:00+03:00'],
    ['8 مساءً', '2025-10-17T20:00:00+03:00'],
    ['الثامنة والنصف مساءً', '2025-10-17T20:30:00+03:00'],
    ['غداً الساعة الثانية عشرة إلا ربعاً ظهراً', '2025-10-18T11:45:00+03:00'],
    ['غداً ٨ مساءً', '2025-10-18T20:00:00+03:00'],
    ['بعد غد 9 ص', '2025-10-19T09:00:00+03:00'],
    ['الخميس 14:00', '2025-10-23T14:00:00+03:00'],
    ['الجمعة 14:00', '2025-10-17T14:00:00+03:00'],
    ['الجمعة 10:00', '2025-10-24T10:00:00+03:00'],
    ['يوم السبت الساعة 10', '2025-10-18T10:00:00+03:00'],
    ['2026-11-25 20:30', '2026-11-25T20:30:00+03:00'],
    ['25/11 20:30', '2025-11-25T20:30:00+03:00'],
    ['1/1 10:00', '2026-01-01T10:00:00+03:00'],
    ['25 نوفمبر 8 م', '2025-11-25T20:00:00+03:00'],
    ['بعد ساعتين', '2025-10-17T14:00:00+03:00'],
    ['بعد نصف ساعة', '2025-10-17T12:30:00+03:00'],
    ['بعد ساعة ونصف', '2025-10-17T13:30:00+03:00'],
    ['بعد ١٠ دقائق', '2025-10-17T12:10:00+03:00'],
    ['الآن', '2025-10-17T12:00:00+03:00'],
  ])('%s', (text, iso) => {
    expect(parseWhen(text, context)).toBe(Date.parse(iso));
  });

  it('gives today’s instant for a clock time that has passed', () => {
    expect(parseWhen('9:00', context)).toBe(Date.parse('2025-10-17T09:00:00+03:00'));
  });

  it.each([
    ['أمس ٨ مساءً', '2025-10-16T20:00:00+03:00'],
    ['أول أمس 10:00', '2025-10-15T10:00:00+03:00'],
    ['yesterday at 8pm', '2025-10-16T20:00:00+03:00'],
  ])('understands that %j has passed', (text, iso) => {
    expect(parseWhen(text, context)).toBe(Date.parse(iso));
  });

  it.each(['', 'غداً', '8', '25:00', 'مرحبا 20:30', 'بعد غد', 'بعد ساعتين أو ثلاث', '31/2 10:00'])(
    'does not understand %j',
    (text) => {
      expect(parseWhen(text, context)).toBeNull();
    },
  );
});

describe('parseWhen in English', () => {
  it.each([
    ['8:30 pm', '2025-10-17T20:30:00+03:00'],
    ['today 20:30', '2025-10-17T20:30:00+03:00'],
    ['tomorrow 8pm', '2025-10-18T20:00:00+03:00'],
    ['Tomorrow at 8 p.m.', '2025-10-18T20:00:00+03:00'],
    ['8.30pm tomorrow', '2025-10-18T20:30:00+03:00'],
    ['the day after tomorrow at 9 am', '2025-10-19T09:00:00+03:00'],
    ['tomorrow noon', '2025-10-18T12:00:00+03:00'],
    ['tonight at 8:30pm', '2025-10-17T20:30:00+03:00'],
    ['8 in the evening', '2025-10-17T20:00:00+03:00'],
    ['Thursday 14:00', '2025-10-23T14:00:00+03:00'],
    ['on Thurs at 2 pm', '2025-10-23T14:00:00+03:00'],
    ['8:30 pm on Tues', '2025-10-21T20:30:00+03:00'],
    ['this Friday 14:00', '2025-10-17T14:00:00+03:00'],
    ['friday 10:00', '2025-10-24T10:00:00+03:00'],
    ['25 November at 20:30', '2025-11-25T20:30:00+03:00'],
    ['the 25th of November, 8pm', '2025-11-25T20:00:00+03:00'],
    ['Nov 25 8pm', '2025-11-25T20:00:00+03:00'],
    ['in 2 hours', '2025-10-17T14:00:00+03:00'],
    ['in two hours', '2025-10-17T14:00:00+03:00'],
    ['in an hour', '2025-10-17T13:00:00+03:00'],
    ['in half an hour', '2025-10-17T12:30:00+03:00'],
    ['in an hour and a half', '2025-10-17T13:30:00+03:00'],
    ['in 30min', '2025-10-17T12:30:00+03:00'],
    ['now', '2025-10-17T12:00:00+03:00'],
    ['غدًا at 8pm', '2025-10-18T20:00:00+03:00'],
  ])('%s', (text, iso) => {
    expect(parseWhen(text, context)).toBe(Date.parse(iso));
  });

  it.each([
    'tomorrow',
    'tomorrow 8',
    'tonight 8:30',
    'next Thursday 8pm',
    'tomorrow midnight',
    '11/25 8pm',
    'hello 8pm',
    'now 8pm',
    'in 2 hours or three',
    'in 2 hours tomorrow',
  ])('asks again for %j, which can be read two ways or holds more', (text) => {
    expect(parseWhen(text, context)).toBeNull();
  });

  const days = [
    ['', ''],
    ['today', 'اليوم'],
    ['tomorrow', 'غدًا'],
    ['the day after tomorrow', 'بعد غد'],
    ['on Monday', 'الاثنين'],
    ['on Tuesday', 'الثلاثاء'],
    ['on Wednesday', 'الأربعاء'],
    ['Thurs', 'الخميس'],
    ['this Friday', 'الجمعة'],
    ['sat', 'السبت'],
    ['Sun', 'الأحد'],
    ['25 November', '25 نوفمبر'],
    ['1 Jan', '1 يناير'],
  ] as const;
  const clocks = [
    ['at 20:30', 'الساعة 20:30'],
    ['8pm', '8 مساءً'],
    ['8:30 a.m.', '8:30 صباحًا'],
    ['12 am', '12 ص'],
    ['noon', '12:00'],
    ['9 in the morning', '9 صباحًا'],
  ] as const;
  const both = fc.tuple(fc.constantFrom(...days), fc.constantFrom(...clocks));

  it('says what the Arabic says, the day before or behind the time', () => {
    fc.assert(
      fc.property(both, ([[day, arabicDay], [clock, arabicClock]]) => {
        const arabic = parseWhen(`${arabicDay} ${arabicClock}`, context);
        expect(arabic).not.toBeNull();
        expect(parseWhen(`${day} ${clock}`, context)).toBe(arabic);
        expect(parseWhen(`${clock} ${day}`, context)).toBe(arabic);
      }),
    );
  });

  it('is not understood by halves: a word more and it asks again', () => {
    const strange = fc.constantFrom('maybe', 'not', 'week', 'ربما', 'soon', '7');
    fc.assert(
      fc.property(both, strange, fc.boolean(), ([[day], [clock]], word, before) => {
        const said = `${day} ${clock}`;
        expect(parseWhen(before ? `${word} ${said}` : `${said} ${word}`, context)).toBeNull();
      }),
    );
  });

  it('changes nothing of a text without Latin letters', () => {
    const unit = fc.constantFrom(...'0123456789٠١٢ :/-.،', 'غدًا', 'بعد', 'ساعة', 'م', 'الخميس');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
        expect(arabicOfEnglish(normalise(text))).toBe(normalise(text));
      }),
    );
  });
});
