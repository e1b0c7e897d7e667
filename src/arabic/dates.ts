import { findDay, findWeekday, toPlainDate, type WrittenDay } from './calendar.ts';
import { findTime, toOffset, type WrittenTime } from './clock.ts';
import { arabicOfEnglish } from './english-times.ts';
import { normalise } from './normalise.ts';
import { readSpan } from './spans.ts';

/** What a date is read against. */
export interface DateContext {
  /** Epoch milliseconds: relative words and days without a year are taken from here. */
  readonly now: number;
  /** IANA name, for what the text gives no zone to. */
  readonly zone: string;
}

export interface ParsedDate {
  /** Epoch milliseconds. */
  readonly at: number;
  /** ISO 8601 with the text's own offset, else the context zone's: '2025-10-16T22:20:00+03:00'. */
  readonly iso: string;
  /** False: only the day was said, and `at` is its first moment. */
  readonly hasTime: boolean;
  /** Whether the weekday in the text is that day's; null when none is named. */
  readonly weekdayAgrees: boolean | null;
}

const isoDate =
  /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?(?![\d:])/iu;

/**
 * Reads a date as Arabic news sites print it: ISO 8601 and RFC 2822; day and month names of every
 * Arab country, double names, all three digit sets, ص/م and their words, Hijri dates with a year,
 * and relative words ('منذ ساعتين', 'أمس 10:20 مساءً'). Meant for a short text that holds a date, not
 * for prose. A zone in the text is kept; without one the context's zone holds, never UTC.
 *
 * @returns null when no day can be told.
 */
export function parseArabicDate(text: string, context: DateContext): ParsedDate | null {
  const plain = normalise(text);
  return (
    parseIso(plain, context) ??
    parseWritten(plain, context) ??
    parseRelative(plain, context) ??
    null
  );
}

function parseIso(plain: string, context: DateContext): ParsedDate | null {
  const match = isoDate.exec(plain.toUpperCase());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', offset] = match;
  const date = plainDate(Number(year), Number(month), Number(day));
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  if (!date || clock.hour > 23 || clock.minute > 59 || clock.second > 59) return null;
  return parsed(date, clock, (offset && offsetOf(offset)) || context.zone, null);
}

function offsetOf(text: string): string | null {
  if (/^(?:Z|UTC)$/u.test(text)) return '+00:00';
  return toOffset(text.slice(0, 3), text.slice(3).replace(':', '') || '00');
}

function parseWritten(plain: string, context: DateContext): ParsedDate | null {
  const day = findDay(plain);
  if (!day) return null;
  const named = findWeekday(plain)?.day ?? null;
  const date = resolve(day, named, today(context));
  if (!date) return null;
  const time = findTime(plain.replace(day.matched, ' '));
  return parsed(date, time, time?.zone ?? context.zone, named);
}

/** Puts a year to a day without one, and turns a numeric date round when its weekday asks for it. */
function resolve(
  day: WrittenDay,
  weekday: number | null,
  reference: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (day.year === null) return resolveYear(day, weekday, reference);
  const straight = toPlainDate({ ...day, year: day.year });
  if (!day.numeric || straight?.dayOfWeek === weekday) return straight;
  const turned = toPlainDate({ ...day, year: day.year, day: day.month, month: day.day });
  return straight === null || (weekday !== null && turned?.dayOfWeek === weekday)
    ? turned
    : straight;
}

/** News looks back: the latest year whose day is not after tomorrow, or whose weekday agrees. */
function resolveYear(
  day: WrittenDay,
  weekday: number | null,
  reference: Temporal.PlainDate,
): Temporal.PlainDate | null {
  const latest = reference.add({ days: 1 });
  const past = [0, 1, 2, 3, 4, 5, 6]
    .map((back) => toPlainDate({ ...day, year: latest.year - back }))
    .filter((date) => date !== null)
    .filter((date) => Temporal.PlainDate.compare(date, latest) <= 0);
  return past.find((date) => weekday === null || date.dayOfWeek === weekday) ?? past[0] ?? null;
}

const labels =
  '(?:(?:تم )?(?:النشر|نشر|نشرت|تاريخ النشر|اخر تحديث|تحديث|منشور)\\s*:?\\s*(?:في )?)?';
const agoPattern = /(?:منذ|قبل)\s+(.+)$/u;
const relativeDay = new RegExp(
  `^${labels}(اليوم|البارحه|امس الاول|اول امس|امس)(?![\\p{L}\\p{N}])(.*)$`,
  'u',
);
const daysBack: Readonly<Record<string, number>> = {
  اليوم: 0,
  امس: 1,
  البارحه: 1,
  'امس الاول': 2,
  'اول امس': 2,
};

function parseRelative(plain: string, context: DateContext): ParsedDate | null {
  const ago = agoPattern.exec(plain)?.[1];
  const span = ago === undefined ? null : readSpan(ago);
  if (span) {
    const { hours, minutes, seconds } = span.duration;
    const moment = zoned(context).subtract(span.duration);
    const told = hours + minutes + seconds > 0 ? moment.toPlainTime() : null;
    return parsed(moment.toPlainDate(), told, context.zone, null);
  }
  const match = relativeDay.exec(plain);
  const back = daysBack[match?.[1] ?? ''];
  if (!match || back === undefined) return null;
  const rest = match[2] ?? '';
  const time = findTime(rest);
  // 'اليوم' also begins sentences and newspapers' names: alone, or with a time, or not at all.
  if (!time && /[\p{L}\p{N}]/u.test(rest)) return null;
  return parsed(today(context).subtract({ days: back }), time, time?.zone ?? context.zone, null);
}

function parsed(
  date: Temporal.PlainDate,
  time: Pick<WrittenTime, 'hour' | 'minute' | 'second'> | null,
  zone: string,
  weekday: number | null,
): ParsedDate {
  const moment = date.toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from({
      hour: time?.hour ?? 0,
      minute: time?.minute ?? 0,
      second: time?.second ?? 0,
    }),
  });
  return {
    at: moment.epochMilliseconds,
    iso: isoOf(moment),
    hasTime: time !== null,
    weekdayAgrees: weekday === null ? null : date.dayOfWeek === weekday,
  };
}

function isoOf(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', fractionalSecondDigits: 0 });
}

function zoned(context: DateContext): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(context.now).toZonedDateTimeISO(context.zone);
}

function today(context: DateContext): Temporal.PlainDate {
  return zoned(context).toPlainDate();
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  return toPlainDate({
    calendar: 'gregorian',
    year,
    month,
    day,
    numeric: false,
    matched: '',
  });
}

const namedDays: readonly (readonly [RegExp, number])[] = [
  [/بعد (?:ال)?غد(?:ا)?(?![\p{L}\p{N}])/u, 2],
  [/(?<![\p{L}\p{N}])(?:غدا|غد|بكره)(?![\p{L}\p{N}])/u, 1],
  [/(?<![\p{L}\p{N}])(?:اليوم|الليله)(?![\p{L}\p{N}])/u, 0],
  [/(?<![\p{L}\p{N}])(?:اول امس|امس الاول)(?![\p{L}\p{N}])/u, -2],
  [/(?<![\p{L}\p{N}])(?:امس|البارحه)(?![\p{L}\p{N}])/u, -1],
];
const dayAndMonth = /(?<![\d:])(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d:/-])/u;
const joining = /(?:^|\s)(?:يوم|الساعه|في|عند|تمام|القادم|المقبل|و|ان شاء الله)(?=\s|$)/gu;

/**
 * Reads the time an editor types for a post: '20:30', '٨:٣٠', '8 مساءً', 'غداً ٨ مساءً',
 * 'الخميس 14:00', '2026-11-25 20:30', '25/11 20:30', 'بعد ساعتين', 'الآن'. A clock time alone is
 * today's, even when it has passed, as 'أمس 8 مساءً' has: the caller says so. A weekday is the next
 * such day, today included while the time is ahead; a day without a year is the next such day. The
 * same in English: 'tomorrow 8pm', 'today 20:30', 'on Thursday at 14:00', 'in 2 hours', 'now'.
 *
 * @returns epoch milliseconds, or null when any part of the text is not understood.
 */
export function parseWhen(text: string, context: DateContext): number | null {
  const plain = normalise(text);
  // English comes second, so that no word of it changes what Arabic says.
  return readWhen(plain, context) ?? readEnglish(plain, context);
}

/** '8:30 tonight' may have been meant for the evening: only what says so is understood. */
function readEnglish(plain: string, context: DateContext): number | null {
  const at = readWhen(arabicOfEnglish(plain), context);
  if (at === null || !/(?<!\p{L})tonight(?!\p{L})/u.test(plain)) return at;
  return zoned({ ...context, now: at }).hour >= 17 ? at : null;
}

function readWhen(plain: string, context: DateContext): number | null {
  if (plain === 'الان') return context.now;
  const later = /^بعد (.+)$/u.exec(plain)?.[1];
  const span = later === undefined ? null : readSpan(later);
  if (span) return span.rest === '' ? zoned(context).add(span.duration).epochMilliseconds : null;

  const day = whichDay(plain, context);
  const time = findTime(day.rest);
  if (!time) return null;
  const left = day.rest.replace(time.matched, ' ').replace(joining, ' ').replace(joining, ' ');
  if (/[\p{L}\p{N}]/u.test(left)) return null;
  if (!day.date) return null;
  const zone = time.zone ?? context.zone;
  const at = parsed(day.date, time, zone, null).at;
  return day.weekly && at <= context.now
    ? parsed(day.date.add({ weeks: 1 }), time, zone, null).at
    : at;
}

interface Day {
  date: Temporal.PlainDate | null;
  weekly: boolean;
  rest: string;
}

function whichDay(plain: string, context: DateContext): Day {
  const reference = today(context);
  const named = findWeekday(plain);
  const written = findDay(plain) ?? shortDay(plain);
  if (written) {
    const rest = plain.replace(written.matched, ' ').replace(named?.matched ?? '', ' ');
    return { date: nextSuchDay(written, reference), weekly: false, rest };
  }
  for (const [pattern, days] of namedDays) {
    if (pattern.test(plain))
      return {
        date: reference.add({ days }),
        weekly: false,
        rest: plain.replace(pattern, ' ').replace(named?.matched ?? '', ' '),
      };
  }
  if (!named) return { date: reference, weekly: false, rest: plain };
  return {
    date: reference.add({ days: (named.day - reference.dayOfWeek + 7) % 7 }),
    weekly: true,
    rest: plain.replace(named.matched, ' '),
  };
}

function shortDay(plain: string): WrittenDay | null {
  const match = dayAndMonth.exec(plain);
  if (!match) return null;
  return {
    calendar: 'gregorian',
    year: null,
    month: Number(match[2]),
    day: Number(match[1]),
    numeric: true,
    matched: match[0],
  };
}

function nextSuchDay(day: WrittenDay, reference: Temporal.PlainDate): Temporal.PlainDate | null {
  if (day.year !== null) return toPlainDate({ ...day, year: day.year });
  const thisYear = toPlainDate({ ...day, year: reference.year });
  return thisYear && Temporal.PlainDate.compare(thisYear, reference) >= 0
    ? thisYear
    : toPlainDate({ ...day, year: reference.year + 1 });
}
