/** Times as the reader's own clock shows them. All parameters are seconds since the epoch. */

const locale = 'ar-u-nu-latn-ca-gregory';
const clock = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' });
const full = new Intl.DateTimeFormat(locale, {
  dateStyle: 'full',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** `21:05` @param {number} seconds */
export const timeOf = (seconds) => clock.format(seconds * 1000);

/** @param {number} seconds */
export const fullDate = (seconds) => full.format(seconds * 1000);

/** A key that all times of one day share. @param {number} seconds */
export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

/** How many midnights lie between then and now. @param {number} seconds @param {number} now */
function daysAgo(seconds, now) {
  const midnight = (/** @type {number} */ at) => new Date(at * 1000).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(seconds)) / 86_400_000);
}

/** «اليوم», «أمس», «22 نوفمبر». @param {number} seconds @param {number} now */
export function dayLabel(seconds, now) {
  const ago = daysAgo(seconds, now);
  if (ago === 0) return 'اليوم';
  if (ago === 1) return 'أمس';
  const sameYear = new Date(seconds * 1000).getFullYear() === new Date(now * 1000).getFullYear();
  return (sameYear ? day : dayOfYear).format(seconds * 1000);
}

/** For the list of chats: the time today, then the day's name, then the date. @param {number} seconds @param {number} now */
export function listTime(seconds, now) {
  const ago = daysAgo(seconds, now);
  if (ago <= 0) return timeOf(seconds);
  return (ago < 7 ? weekday : shortDay).format(seconds * 1000);
}
