/** A time of day as it was written. */
export interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** An IANA name or an offset ('+03:00') when the text names one. */
  readonly zone: string | null;
  readonly matched: string;
}

const periods =
  'صباحا|صباح|مساءا|مساء|ظهرا|عصرا|فجرا|ليلا|بعد الظهر|قبل الظهر|a\\.m\\.?|p\\.m\\.?|am|pm|ص|م';

const clock = new RegExp(
  `(?<![\\d:])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?:\\s*(${periods})(?![\\p{L}\\p{N}]))?(?![\\d:])`,
  'u',
);
const dotted = new RegExp(
  `(?<![\\d.])(\\d{1,2})\\.(\\d{2})()\\s*(${periods})(?![\\p{L}\\p{N}])`,
  'u',
);
const bare = new RegExp(`(?<![\\d:./-])(\\d{1,2})()()\\s*(${periods})(?![\\p{L}\\p{N}])`, 'u');
const saidHour = new RegExp(
  `الساعه\\s+(\\d{1,2})()()(?:\\s*(${periods})(?![\\p{L}\\p{N}]))?(?![\\d:])`,
  'u',
);

const hourWords: Readonly<Record<string, number>> = {
  الواحده: 1,
  الثانيه: 2,
  الثالثه: 3,
  الرابعه: 4,
  الخامسه: 5,
  السادسه: 6,
  السابعه: 7,
  الثامنه: 8,
  التاسعه: 9,
  العاشره: 10,
  'الحاديه عشره': 11,
  'الثانيه عشره': 12,
};
const partMinutes: Readonly<Record<string, number>> = {
  والنصف: 30,
  والربع: 15,
  والثلث: 20,
  'الا ربعا': -15,
  'الا ربع': -15,
  'الا ثلثا': -20,
};
/** 'الثامنه' also counts things, so it is an hour only beside 'الساعه' or a part of the day. */
const spoken = new RegExp(
  `(?<![\\p{L}])(الساعه )?(${longestFirst(hourWords)})(?: (${longestFirst(partMinutes)}))?(?: (${periods}))?(?![\\p{L}\\p{N}])`,
  'u',
);

const zoneAfter =
  /^\s*\(?\s*(?:بتوقيت\s+)?(?:(غرينتش|جرينتش|غرينيتش|gmt|utc|ut|z)(?![\p{L}\d])\s*)?(?:\+?([+-]\d{1,2}):?(\d{2})?(?!\d))?/u;

/** 'بتوقيت …' with the city or country that newsrooms name. */
const namedZones: readonly (readonly [RegExp, string])[] = [
  [/^\s*\(?\s*بتوقيت (?:مكه|السعوديه|الرياض)/u, 'Asia/Riyadh'],
  [/^\s*\(?\s*بتوقيت (?:القاهره|مصر)/u, 'Africa/Cairo'],
  [/^\s*\(?\s*بتوقيت (?:الامارات|ابوظبي|ابو ظبي|دبي)/u, 'Asia/Dubai'],
  [/^\s*\(?\s*بتوقيت (?:اليمن|صنعاء|عدن)/u, 'Asia/Aden'],
  [/^\s*\(?\s*بتوقيت (?:بغداد|العراق)/u, 'Asia/Baghdad'],
  [/^\s*\(?\s*بتوقيت (?:دمشق|سوريا)/u, 'Asia/Damascus'],
  [/^\s*\(?\s*بتوقيت (?:بيروت|لبنان)/u, 'Asia/Beirut'],
  [/^\s*\(?\s*بتوقيت (?:القدس|فلسطين)/u, 'Asia/Jerusalem'],
  [/^\s*\(?\s*بتوقيت (?:المغرب|الرباط)/u, 'Africa/Casablanca'],
  [/^\s*\(?\s*بتوقيت (?:تونس)/u, 'Africa/Tunis'],
  [/^\s*\(?\s*بتوقيت (?:الجزائر|الجزاير)/u, 'Africa/Algiers'],
  [/^\s*\(?\s*بتوقيت (?:ليبيا|طرابلس)/u, 'Africa/Tripoli'],
  [/^\s*\(?\s*بتوقيت (?:السودان|الخرطوم)/u, 'Africa/Khartoum'],
];

/**
 * The first time of day in a text in matching form: '20:30', '8 مساء', 'الساعه 8', '12:09 م',
 * 'الثامنه والنصف مساء'.
 * A bare number is none: 'م' after a year means the calendar, so the day must be cut out before.
 */
export function findTime(normalised: string): WrittenTime | null {
  for (const pattern of [clock, dotted, saidHour, bare]) {
    const match = pattern.exec(normalised);
    if (!match) continue;
    const hour = onTwentyFour(Number(match[1]), match[4] ?? '');
    const minute = Number(match[2] || 0);
    const second = Number(match[3] || 0);
    if (hour > 23 || minute > 59 || second > 59) continue;
    const rest = normalised.slice(match.index + match[0].length);
    const zone = zoneOf(rest);
    return { hour, minute, second, zone: zone.name, matched: match[0] + zone.matched };
  }
  return findSpoken(normalised);
}

function findSpoken(normalised: string): WrittenTime | null {
  const match = spoken.exec(normalised);
  if (!match || !(match[1] || match[4])) return null;
  const minutes =
    onTwentyFour(hourWords[match[2] ?? ''] ?? 0, match[4] ?? '') * 60 +
    (partMinutes[match[3] ?? ''] ?? 0);
  return {
    hour: Math.floor(minutes / 60),
    minute: minutes % 60,
    second: 0,
    zone: null,
    matched: match[0],
  };
}

function longestFirst(table: Readonly<Record<string, number>>): string {
  return Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .join('|');
}

function onTwentyFour(hour: number, period: string): number {
  if (hour > 12 || period === '') return hour;
  const of12 = hour % 12;
  if (/^(?:ص|صباحا?|فجرا|قبل الظهر|am|a\.m\.?)$/u.test(period)) return of12;
  // Noon is told as 11, 12 or 1 'ظهرا'; night as 9 to 12 or as 1 to 4 'ليلا'.
  if (period === 'ظهرا') return hour === 11 || hour === 10 ? hour : of12 + 12;
  if (period === 'ليلا') return of12 < 5 ? of12 : of12 + 12;
  return of12 + 12;
}

/** '+3' and '30' as '+03:30'; null beyond the offsets in use (-12:00 to +14:00). */
export function toOffset(hours: string, minutes: string): string | null {
  const count = Math.abs(Number(hours));
  if (count > 14 || Number(minutes) > 59) return null;
  return `${hours.startsWith('-') ? '-' : '+'}${String(count).padStart(2, '0')}:${minutes}`;
}

function zoneOf(rest: string): { name: string | null; matched: string } {
  const match = zoneAfter.exec(rest);
  const [matched = '', universal, hours, minutes] = match ?? [];
  const offset = hours ? toOffset(hours, minutes ?? '00') : null;
  if (offset) return { name: offset, matched };
  if (universal) return { name: '+00:00', matched };
  for (const [pattern, name] of namedZones) {
    const place = pattern.exec(rest)?.[0];
    if (place !== undefined) return { name, matched: place };
  }
  return { name: null, matched: '' };
}
