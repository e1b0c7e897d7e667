import { findDay, findWeekday } from './calendar.ts';
import { findTime } from './clock.ts';
import { normalise } from './normalise.ts';
import { readSpan } from './spans.ts';

/** Words that stand beside a date without saying anything else. */
const label =
  /(?<![\p{L}\p{N}])(?:تم|النشر|نشر|نشرت|منشور|تاريخ|التاريخ|تحديث|التحديث|اخر|محدث|في|يوم|بتاريخ|الساعه|الموافق|الموافقه|ميلادي|هجري|ميلاديه|هجريه|م|ه|هـ|ص|بتوقيت|توقيت|ل|العدد|الخبر|ت|gst|ast|ksa|غرينتش|جرينتش|gmt|utc|مكه|المكرمه|القاهره|منذ|قبل|posted|published|updated|on|at|last)(?![\p{L}\p{N}])/gu;

/** Whether a line is a date and nothing else: '16 أكتوبر، 2025 ( 10:20 مساءً )', 'نُشر: منذ 3 ساعات'. */
export function isDateLine(text: string): boolean {
  let rest = normalise(text);
  let dated = false;
  for (let day = findDay(rest); day; day = findDay(rest)) {
    rest = rest.replace(day.matched, ' ');
    dated = true;
  }
  const time = findTime(rest);
  if (time) rest = rest.replace(time.matched, ' ');
  const weekday = findWeekday(rest);
  if (weekday) rest = rest.replace(weekday.matched, ' ');
  const ago = /(?:منذ|قبل)\s+(.+)$/u.exec(rest)?.[1];
  const span = ago === undefined ? null : readSpan(ago);
  if (ago !== undefined && span) {
    rest = rest.replace(ago, span.rest);
    dated = true;
  }
  return (dated || time !== null) && !/[\p{L}\p{N}]/u.test(rest.replace(label, ' '));
}
