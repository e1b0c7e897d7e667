/** Times as an Arabic newsroom writes them, in its own zone, with Western digits. */
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

const pad = (value: number) => String(value).padStart(2, '0');
