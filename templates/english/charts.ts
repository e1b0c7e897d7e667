/** The words of the charts, in English. */
import { isolateText } from '../../src/arabic/bidi.ts';
import { type ChartTextWords, chartTexts } from '../charts.ts';
import { readCount } from './messages.ts';
import { dateLine } from './times.ts';

const words: ChartTextWords = {
  readCount,
  dateLine,
  headline: isolateText,
  direction: 'ltr',
  buttons: {
    open: 'Picture',
    day: 'Today',
    week: 'Week',
    channels: 'Channels',
    sources: 'Sources',
    days: 'Days',
    hours: 'Hours',
    shown: (name) => `• ${name}`,
  },
  titles: {
    day: 'Most read today',
    week: 'Most read',
    channels: 'Reads by channel',
    sources: 'Reads by source',
    days: 'Reads by day',
    hours: 'Reads by hour of the day',
  },
  lastWeek: 'Last 7 days',
  noSource: 'No source',
  nothing: 'No reads yet',
  hour: (hour) => `${hour}:00`,
  // A whole name is wider than its column.
  weekday: { locale: 'en-GB', weekday: 'short' },
};

export const { chartButtons, chartCaption, chartWords, hourLabel, hourSpoken, weekdayLabel } =
  chartTexts(words);
