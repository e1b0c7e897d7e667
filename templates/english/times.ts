/** Times in English: «today 20:30», «Thu 26 Nov 08:00», «2 minutes». */
import { type TimeWords, timeTexts } from '../times.ts';
import { counted } from './plurals.ts';

const words: TimeWords = {
  locale: 'en-GB',
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  date: { weekday: 'short', day: 'numeric', month: 'short' },
  days: (count) => counted(count, 'day'),
  hours: (count) => counted(count, 'hour'),
  minutes: (count) => counted(count, 'minute'),
  seconds: (count) => counted(count, 'second'),
};

export const { dateLine, moment, span } = timeTexts(words);
