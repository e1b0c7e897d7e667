/** Times as an Arabic newsroom writes them, in its own zone, with Western digits. */
import { plural } from '../src/arabic/plurals.ts';

const zoned = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The day as newspapers head their pages with it: «الثلاثاء 24 نوفمبر 2026». */
export function dateLine(at: number, zone: string): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const date = new Intl.DateTimeFormat('ar-EG-u-nu-latn', { ...parts, timeZone: zone }).format(at);
  return date.replace('،', '');
}

/**
 * A moment for people: «اليوم 20:30», «غدًا 08:00», «الخميس 26 نوفمبر 08:00».
 *
 * @param at milliseconds UTC
 * @param zone IANA name
 */
export function moment(at: number, now: number, zone: string): string {
  const time = zoned(at, zone);
  const days = zoned(now, zone)
    .toPlainDate()
    .until(time.toPlainDate(), { largestUnit: 'day' }).days;
  const clock = `${pad(time.hour)}:${pad(time.minute)}`;
  if (days === 0) return `اليوم ${clock}`;
  if (days === 1) return `غدًا ${clock}`;
  if (days === -1) return `أمس ${clock}`;
  const date = new Intl.DateTimeFormat('ar-EG-u-nu-latn', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  }).format(at);
  return `${date.replace('،', '')} ${clock}`;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
  { ms: day, one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' },
  { ms: hour, one: 'ساعة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' },
  { ms: minute, one: 'دقيقة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' },
  { ms: second, one: 'ثانية', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' },
] as const;

/**
 * How long, in its largest unit, as it stands behind «قبل» or «بعد»: «دقيقتين», «3 ساعات», «11 يومًا».
 *
 * @param ms less than a second counts as one
 */
export function span(ms: number): string {
  const exact = ms < hour ? second : minute;
  const whole = Math.round(ms / exact) * exact;
  const unit = units.find((candidate) => whole >= candidate.ms) ?? units[3];
  const count = Math.max(1, Math.floor(whole / unit.ms));
  const noun = plural(count, unit);
  return count <= 2 ? noun : `${count} ${noun}`;
}

const pad = (value: number) => String(value).padStart(2, '0');
