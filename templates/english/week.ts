/** A channel's week in English. */
import { type WeekWords, weekTexts } from '../week.ts';
import { counted } from './plurals.ts';
import { moment } from './times.ts';

const words: WeekWords = {
  moment,
  and: ', ',
  comma: ', ',
  semicolon: '; ',
  days: {
    sun: 'Sunday',
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
  },
  everyDay: 'every day',
  through: (from, to) => `${from}–${to}`,
  slots: (slots) => `Slots: ${slots}`,
  andOthers: (count) => `and others (${count})`,
  atOnce: 'none, posts go out at once',
  quiet: (quiet) => `Quiet hours: ${quiet}`,
  noQuiet: 'none',
  quietMode: { wait: 'posts wait', silent: 'posts go out without sound' },
  swallowed: (clocks) => `Note: nothing goes out at ${clocks}, which lies in the quiet hours`,
  spacing: (rules) => `Spacing: ${rules}`,
  gap: (duration) => `at least ${duration} between posts`,
  seconds: (count) => counted(count, 'second'),
  minutes: (count) => counted(count, 'minute'),
  perHour: (count) => `at most ${counted(count, 'post')} an hour`,
  next: (times) => `Next: ${times}`,
};

export const { weekText } = weekTexts(words);
