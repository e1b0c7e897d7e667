import { describe, expect, it } from 'vitest';
import { parseQuiet, parseSlots } from '../../src/arabic/week.ts';

describe('parseSlots', () => {
  it.each([
    ['07:30، 12:00 الأحد-الخميس', ['07:30', 'sun-thu 12:00']],
    ['٠٧:٣٠، ١٢:٠٠ الأحد–الخميس', ['07:30', 'sun-thu 12:00']],
    ['۰۷:۳۰', ['07:30']],
    ['7:30, 12:00 Sun-Thu', ['07:30', 'sun-thu 12:00']],
    ['8 صباحًا و8 مساءً', ['08:00', '20:00']],
    ['٨ مساءً كل يوم', ['20:00']],
    ['8', ['08:00']],
    ['8، 12، 18', ['08:00', '12:00', '18:00']],
    ['8pm, 9 a.m.', ['09:00', '20:00']],
    ['الساعة 8 مساءً', ['20:00']],
    ['الثامنة والنصف مساءً', ['20:30']],
    ['24:00', ['00:00']],
    ['منتصف الليل، 23:59', ['00:00', '23:59']],
    ['الأحد 9:00، 12:00', ['sun 09:00', 'sun 12:00']],
    ['الأحد، الثلاثاء 12:00', ['sun,tue 12:00']],
    ['12:00 الأحد، الثلاثاء', ['sun,tue 12:00']],
    ['12:00 الأحد والثلاثاء', ['sun,tue 12:00']],
    ['من الخميس إلى الأحد 18:00', ['thu-sun 18:00']],
    ['الجمعة 13:30\n09:00', ['09:00', 'fri 13:30']],
    ['friday 1:30pm; daily 9:00', ['09:00', 'fri 13:30']],
    ['tuesdays and thurs 10.15', ['tue,thu 10:15']],
    ['12:00, 12:00', ['12:00']],
    ['الأحد 12:00؛ 12:00 الاثنين', ['sun,mon 12:00']],
    ['في الحال', []],
    ['بلا', []],
    ['12:00 Sunday–Thursday', ['sun-thu 12:00']],
    ['sun-thu 12:00', ['sun-thu 12:00']],
    ['Sundays and Tuesdays at 8pm', ['sun,tue 20:00']],
    ['from Sunday to Thursday at 18:00', ['sun-thu 18:00']],
    ['every day at 8 pm', ['20:00']],
    ['every Sunday noon', ['sun 12:00']],
    ['12 midnight', ['00:00']],
    ['none', []],
    ['No slots.', []],
    ['“at once”', []],
    ['«في الحال»', []],
    ['immediately', []],
  ])('%s', (text, slots) => {
    expect(parseSlots(text)).toEqual(slots);
  });

  it.each([
    ['25:00', '25:00'],
    ['٢٥:٠٠', '٢٥:٠٠'],
    ['07:60', '07:60'],
    ['قريبًا 12:00', 'قريبًا'],
    ['12:00 غدًا', 'غدًا'],
    ['الأحد', 'الأحد'],
    ['', ''],
    ['12:00:30', '12'],
    ['monthly 12:00', 'monthly'],
    ['sunset 12:00', 'sunset'],
    ['every 2 hours', 'hours'],
  ])('%s is not understood, and it says what', (text, unknown) => {
    expect(parseSlots(text)).toEqual({ unknown: expect.stringContaining(unknown) });
  });
});

describe('parseQuiet', () => {
  it.each([
    ['23:00-06:30', '23:00-06:30'],
    ['٢٣:٠٠ - ٦:٣٠', '23:00-06:30'],
    ['من 11 مساءً إلى 6:30 صباحًا', '23:00-06:30'],
    ['من ١١ ليلاً حتى ٦', '23:00-06:00'],
    ['23 to 6', '23:00-06:00'],
    ['11pm-6am', '23:00-06:00'],
    ['منتصف الليل إلى 5 فجرًا', '00:00-05:00'],
    ['بلا', null],
    ['بدون هدوء', null],
    ['off', null],
    ['none', null],
    ['no quiet hours', null],
    ['“none”', null],
    ['between 11 pm and 6:30 am', '23:00-06:30'],
    ['quiet hours from midnight till 5am', '00:00-05:00'],
  ])('%s', (text, quiet) => {
    expect(parseQuiet(text)).toBe(quiet);
  });

  it.each(['23:00', '23:00-23:00', '23:00-06:30-07:00', 'الليل', 'الجمعة 10-12', '26-30'])(
    '%s is not understood',
    (text) => {
      expect(parseQuiet(text)).toEqual({ unknown: expect.any(String) });
    },
  );
});
