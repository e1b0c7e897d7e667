/** The words of the charts, and the same figures as a caption for those who don't see the picture. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { readCount } from './messages.ts';
import { dateLine } from './times.ts';

/** What a chart can show. */
export const chartViews = ['day', 'week', 'channels', 'sources', 'days', 'hours'] as const;
export type ChartView = (typeof chartViews)[number];

const arabic = {
  readCount,
  dateLine,
  headline: isolate,
  direction: 'rtl' as 'rtl' | 'ltr',
  buttons: {
    open: 'صورة',
    day: 'اليوم',
    week: 'الأسبوع',
    channels: 'القنوات',
    sources: 'المصادر',
    days: 'الأيام',
    hours: 'الساعات',
    shown: (name: string) => `• ${name}`,
  },
  titles: {
    day: 'الأكثر قراءة اليوم',
    week: 'الأكثر قراءة',
    channels: 'القراءات حسب القناة',
    sources: 'القراءات حسب المصدر',
    days: 'القراءات حسب اليوم',
    hours: 'القراءات حسب ساعات اليوم',
  },
  lastWeek: 'آخر 7 أيام',
  noSource: 'بلا مصدر',
  nothing: 'لا قراءات بعد',
  hour: (hour: string) => `الساعة ${hour}`,
  weekday: { locale: 'ar', weekday: 'long' as 'long' | 'short' },
};

export type ChartTextWords = typeof arabic;

interface Counted {
  /** Null: an article that names no source. */
  readonly name: string | null;
  readonly clicks: number;
}

const mostLines = 8;
/** Telegram's limit for a caption, in code points, with room for its first lines. */
const captionLimit = 900;

/** The charts in a language. */
export const chartTexts = (words: ChartTextWords) => ({
  chartButtons: words.buttons,

  /** What stands on the chart of a view; `rows` are names with their counts, in the order of the chart. */
  chartWords(
    view: ChartView,
    rows: readonly Counted[],
    { now, zone }: { readonly now: number; readonly zone: string },
  ) {
    const bars = rows.map(({ name, clicks }) => ({
      label: name ?? words.noSource,
      value: clicks,
      shown: words.readCount(clicks),
    }));
    return {
      title: words.titles[view],
      subtitle: view === 'day' ? words.dateLine(now, zone) : words.lastWeek,
      direction: words.direction,
      nothing: words.nothing,
      body:
        view === 'days' || view === 'hours'
          ? { kind: 'hours' as const, columns: bars }
          : { kind: 'bars' as const, bars: bars.slice(0, mostLines) },
    };
  },

  /** The figures of a chart as text; of columns only those with reads. */
  chartCaption(view: ChartView, rows: readonly (Counted & { readonly spoken?: string })[]): string {
    const head = view === 'day' ? words.titles.day : `${words.titles[view]} · ${words.lastWeek}`;
    const named = (text: string) =>
      view === 'channels' ? isolateWhole(text) : words.headline(text);
    const lines = rows
      .filter(({ clicks }) => clicks > 0)
      .slice(0, view === 'hours' ? 24 : mostLines)
      .map(({ name, spoken, clicks }) => {
        const told = [...(spoken ?? name ?? words.noSource)];
        const short = told.length > 80 ? `${told.slice(0, 79).join('')}…` : told.join('');
        return `• ${named(short)}: ${words.readCount(clicks)}`;
      });
    if (lines.length === 0) return `${head}\n${words.nothing}.`;
    let text = head;
    for (const line of lines) {
      if ([...text].length + [...line].length > captionLimit) break;
      text += `\n${line}`;
    }
    return text;
  },

  /** Under a column of the hours: every third, for all would run into one another. */
  hourLabel: (hour: number): string => (hour % 3 === 0 ? String(hour) : ''),
  hourSpoken: (hour: number): string => words.hour(String(hour).padStart(2, '0')),

  /** «الأحد». */
  weekdayLabel: (at: number, zone: string): string =>
    new Intl.DateTimeFormat(words.weekday.locale, {
      weekday: words.weekday.weekday,
      timeZone: zone,
    }).format(at),
});

export const { chartButtons, chartCaption, chartWords, hourLabel, hourSpoken, weekdayLabel } =
  chartTexts(arabic);
