/** Times as a newsroom writes them, in its own zone, with Western digits. */
import { plural } from '../src/arabic/plurals.ts';

const zoned = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

const dateIn = (locale: string, parts: Intl.DateTimeFormatOptions, at: number, zone: string) =>
  new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone }).format(at).replace(/[،,]/gu, '');

const wholeDate = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
  { ms: day, name: 'days' },
  { ms: hour, name: 'hours' },
  { ms: minute, name: 'minutes' },
  { ms: second, name: 'seconds' },
] as const;

type Forms = Parameters<typeof plural>[1];

const said = (count: number, forms: Forms) =>
  count <= 2 ? plural(count, forms) : `${count} ${plural(count, forms)}`;

const arabic = {
  locale: 'ar-EG-u-nu-latn',
  today: 'اليوم',
  tomorrow: 'غدًا',
  yesterday: 'أمس',
  /** The day of a moment that is farther away. */
  date: { weekday: 'long', day: 'numeric', month: 'long' } as Intl.DateTimeFormatOptions,
  // As they stand behind «قبل» or «بعد».
  days: (count: number) =>
    said(count, { one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' }),
  hours: (count: number) =>
    said(count, { one: 'ساعة', two: 'ساعتين', few: 'ساعات', other: 'ساعة' }),
  minutes: (count: number) =>
    said(count, { one: 'دقيقة', two: 'دقيقتين', few: 'دقائق', other: 'دقيقة' }),
  seconds: (count: number) =>
    said(count, { one: 'ثانية', two: 'ثانيتين', few: 'ثوانٍ', other: 'ثانية' }),
};

export type TimeWords = typeof arabic;

/** How times are told in a language. */
export const timeTexts = (words: TimeWords) => ({
  /** The day as newspapers head their pages with it: «الثلاثاء 24 نوفمبر 2026». */
  dateLine: (at: number, zone: string): string => dateIn(words.locale, wholeDate, at, zone),

  /**
   * A moment for people: «اليوم 20:30», «غدًا 08:00», «الخميس 26 نوفمبر 08:00», and with its year
   * when it is another than now.
   *
   * @param at milliseconds UTC
   * @param zone IANA name
   */
  moment(at: number, now: number, zone: string): string {
    const time = zoned(at, zone);
    const today = zoned(now, zone);
    const { days } = today.toPlainDate().until(time.toPlainDate(), { largestUnit: 'day' });
    const near = { '-1': words.yesterday, 0: words.today, 1: words.tomorrow }[String(days)];
    const clock = `${pad(time.hour)}:${pad(time.minute)}`;
    const isThisYear = time.year === today.year;
    const parts = isThisYear ? words.date : { ...words.date, year: 'numeric' as const };
    return `${near ?? dateIn(words.locale, parts, at, zone)} ${clock}`;
  },

  /**
   * How long, in its largest unit, as it stands behind «قبل» or «بعد»: «دقيقتين», «3 ساعات», «11 يومًا».
   *
   * @param ms less than a second counts as one
   */
  span(ms: number): string {
    const exact = ms < hour ? second : minute;
    const whole = Math.round(ms / exact) * exact;
    const unit = units.find((candidate) => whole >= candidate.ms) ?? units[3];
    return words[unit.name](Math.max(1, Math.floor(whole / unit.ms)));
  },
});

const pad = (value: number) => String(value).padStart(2, '0');

export const { dateLine, moment, span } = timeTexts(arabic);
