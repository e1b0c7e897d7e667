import { normalise } from './normalise.ts';

/**
 * Month names as Arab newsrooms write them, one row a month: Egypt and the Gulf, the Levant and
 * Iraq, the Maghreb, Morocco; then English and French, which many Arabic sites' themes print.
 * Taken from CLDR (ar-EG, ar-SY, ar-DZ, ar-MA, en, fr) and frozen here with the spellings in use;
 * 'تشرين1/أكتوير' is how Joomla spells October.
 */
const gregorian: readonly (readonly string[])[] = [
  ['يناير', 'كانون الثاني', 'كانون ثاني', 'كانون2', 'جانفي', 'January', 'Jan', 'janvier'],
  ['فبراير', 'شباط', 'فيفري', 'February', 'Feb', 'février'],
  ['مارس', 'آذار', 'March', 'Mar', 'mars'],
  ['أبريل', 'نيسان', 'أفريل', 'April', 'Apr', 'avril'],
  ['مايو', 'أيار', 'ماي', 'May', 'mai'],
  ['يونيو', 'يونيه', 'حزيران', 'جوان', 'June', 'Jun', 'juin'],
  ['يوليو', 'يوليه', 'تموز', 'جويلية', 'يوليوز', 'July', 'Jul', 'juillet'],
  ['أغسطس', 'آب', 'أوت', 'غشت', 'August', 'Aug', 'août'],
  ['سبتمبر', 'أيلول', 'شتنبر', 'September', 'Sept', 'Sep', 'septembre'],
  ['أكتوبر', 'تشرين الأول', 'تشرين أول', 'تشرين1', 'أكتوير', 'October', 'Oct', 'octobre'],
  ['نوفمبر', 'تشرين الثاني', 'تشرين ثاني', 'تشرين2', 'نونبر', 'November', 'Nov', 'novembre'],
  ['ديسمبر', 'كانون الأول', 'كانون أول', 'كانون1', 'دجنبر', 'December', 'Dec', 'décembre'],
];

const hijri: readonly (readonly string[])[] = [
  ['محرم', 'المحرم'],
  ['صفر'],
  ['ربيع الأول', 'ربيع أول'],
  ['ربيع الآخر', 'ربيع الثاني', 'ربيع ثاني'],
  ['جمادى الأولى', 'جمادى الأول', 'جمادي الأولى'],
  ['جمادى الآخرة', 'جمادى الثانية', 'جمادى الآخر', 'جمادى الثاني'],
  ['رجب'],
  ['شعبان'],
  ['رمضان'],
  ['شوال'],
  ['ذو القعدة', 'ذي القعدة'],
  ['ذو الحجة', 'ذي الحجة'],
];

/** Monday is 1, as in ISO 8601 and Temporal. */
const weekdays: readonly (readonly string[])[] = [
  ['الاثنين', 'الإثنين', 'اثنين', 'Monday', 'Mon'],
  ['الثلاثاء', 'ثلاثاء', 'الثلاثا', 'Tuesday', 'Tue'],
  ['الأربعاء', 'أربعاء', 'الاربعا', 'Wednesday', 'Wed'],
  ['الخميس', 'خميس', 'Thursday', 'Thu'],
  ['الجمعة', 'جمعة', 'Friday', 'Fri'],
  ['السبت', 'سبت', 'Saturday', 'Sat'],
  ['الأحد', 'أحد', 'Sunday', 'Sun'],
];

const gregorianByName = index(gregorian);
const hijriByName = index(hijri);
const weekdayByName = index(weekdays);

const month = alternatives(gregorianByName);
const moon = alternatives(hijriByName);
const before = '(?<![\\p{L}\\p{N}])';
const after = '(?![\\p{L}\\p{N}])';

/** 'نيسان / أبريل', 'أغسطس/آب', 'أبريل (نيسان)': the second name says the same month again. */
const monthTwice = `(${month})${after}(?:\\s*[/(-]\\s*(?:${month})${after}\\s*\\)?)?`;
const gap = '\\s*[،,.\\-/]?\\s*';

const dayMonthYear = new RegExp(
  `${before}(\\d{1,2})(?:st|nd|rd|th)?${gap}(?:من )?(?:شهر )?${monthTwice}(?:${gap}(?:عام |سنه )?(\\d{4})(?!\\d))?`,
  'u',
);
const monthDayYear = new RegExp(
  `${before}${monthTwice}\\s*(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:${gap}(\\d{4})(?!\\d))?`,
  'u',
);
const moonDate = new RegExp(
  `${before}(\\d{1,2})${gap}(?:من )?(?:شهر )?(${moon})${after}${gap}(?:عام |سنه )?(1[345]\\d{2})(?!\\d)`,
  'u',
);
// One mark parts all of a date: in '24/05/2023 - 04/11/1444' the dash stands between two.
const numericYearFirst = /(?<!\d)(\d{4})(\s?[-/.]\s?)(\d{1,2})\2(\d{1,2})(?!\d)/gu;
const numericDayFirst = /(?<!\d)(\d{1,2})(\s?[-/.]\s?)(\d{1,2})\2(\d{4})(?!\d)/gu;
const weekday = new RegExp(`${before}(${alternatives(weekdayByName)})${after}`, 'u');

/** A calendar day as it was written. */
export interface WrittenDay {
  readonly calendar: 'gregorian' | 'hijri';
  /** Null when the text names none. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  /** Digits only, so day and month may stand the other way round. */
  readonly numeric: boolean;
  /** What was read, to be cut out of the text before the time is looked for. */
  readonly matched: string;
}

/**
 * The first calendar day in a text in matching form, Gregorian before Hijri (a page that prints both
 * prints them for the same day).
 */
export function findDay(normalised: string): WrittenDay | null {
  const named = dayMonthYear.exec(normalised);
  if (named) return written(named, named[3], named[2], named[1], false);
  const numeric = [
    ...[...normalised.matchAll(numericYearFirst)].map((m) => written(m, m[1], m[3], m[4], false)),
    ...[...normalised.matchAll(numericDayFirst)].map((m) => written(m, m[4], m[3], m[1], true)),
  ].filter((day) => day !== null);
  const digits = numeric.find(({ calendar }) => calendar === 'gregorian') ?? numeric[0];
  if (digits) return digits;
  const american = monthDayYear.exec(normalised);
  if (american) return written(american, american[3], american[1], american[2], false);
  const lunar = moonDate.exec(normalised);
  if (!lunar) return null;
  return {
    calendar: 'hijri',
    year: Number(lunar[3]),
    month: hijriByName.get(lunar[2] ?? '') ?? 0,
    day: Number(lunar[1]),
    numeric: false,
    matched: lunar[0],
  };
}

/** The weekday named in a text in matching form, Monday 1 to Sunday 7. */
export function findWeekday(normalised: string): { day: number; matched: string } | null {
  const match = weekday.exec(normalised);
  const day = weekdayByName.get(match?.[1] ?? '');
  return match && day !== undefined ? { day, matched: match[0] } : null;
}

/** The day as an ISO date, or null when there is no such day (31 February). */
export function toPlainDate(day: WrittenDay & { year: number }): Temporal.PlainDate | null {
  try {
    const parts = { year: day.year, month: day.month, day: day.day };
    return day.calendar === 'gregorian'
      ? Temporal.PlainDate.from(parts, { overflow: 'reject' })
      : Temporal.PlainDate.from(
          { ...parts, calendar: 'islamic-umalqura' },
          { overflow: 'reject' },
        ).withCalendar('iso8601');
  } catch {
    return null;
  }
}

function written(
  match: RegExpExecArray,
  year: string | undefined,
  monthText: string | undefined,
  day: string | undefined,
  numeric: boolean,
): WrittenDay | null {
  const months = gregorianByName.get(monthText ?? '') ?? Number(monthText);
  const years = year === undefined ? null : Number(year);
  // '16-10-1447' is a Hijri date in digits.
  const lunar = years !== null && years >= 1300 && years < 1600;
  if (years !== null && !lunar && (years < 1900 || years > 2100)) return null;
  return {
    calendar: lunar ? 'hijri' : 'gregorian',
    year: years,
    month: months,
    day: Number(day),
    numeric,
    matched: match[0],
  };
}

function index(rows: readonly (readonly string[])[]): Map<string, number> {
  return new Map(rows.flatMap((row, i) => row.map((name) => [normalise(name), i + 1] as const)));
}

function alternatives(byName: ReadonlyMap<string, number>): string {
  return [...byName.keys()].sort((a, b) => b.length - a.length).join('|');
}
