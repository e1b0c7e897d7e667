/** The words of the charts, and the same figures as a caption for those who don't see the picture. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { readCount } from './messages.ts';
import { dateLine } from './times.ts';

export const chartButtons = {
  open: 'صورة',
  day: 'اليوم',
  week: 'الأسبوع',
  channels: 'القنوات',
  sources: 'المصادر',
  days: 'الأيام',
  hours: 'الساعات',
  shown: (name: string) => `• ${name}`,
};

/** What a chart can show. */
export const chartViews = ['day', 'week', 'channels', 'sources', 'days', 'hours'] as const;
export type ChartView = (typeof chartViews)[number];

const titles: Readonly<Record<ChartView, string>> = {
  day: 'الأكثر قراءة اليوم',
  week: 'الأكثر قراءة',
  channels: 'القراءات حسب القناة',
  sources: 'القراءات حسب المصدر',
  days: 'القراءات حسب اليوم',
  hours: 'القراءات حسب ساعات اليوم',
};

interface Counted {
  /** Null: an article that names no source. */
  readonly name: string | null;
  readonly clicks: number;
}

const lastWeek = 'آخر 7 أيام';
const mostLines = 8;
/** Telegram's limit for a caption, in code points, with room for its first lines. */
const captionLimit = 900;

/** What stands on the chart of a view; `rows` are names with their counts, in the order of the chart. */
export function chartWords(
  view: ChartView,
  rows: readonly Counted[],
  { now, zone }: { readonly now: number; readonly zone: string },
) {
  const bars = rows.map(({ name, clicks }) => ({
    label: name ?? 'بلا مصدر',
    value: clicks,
    shown: readCount(clicks),
  }));
  return {
    title: titles[view],
    subtitle: view === 'day' ? dateLine(now, zone) : lastWeek,
    nothing: 'لا قراءات بعد',
    body:
      view === 'days' || view === 'hours'
        ? { kind: 'hours' as const, columns: bars }
        : { kind: 'bars' as const, bars: bars.slice(0, mostLines) },
  };
}

/** The figures of a chart as text; of columns only those with reads. */
export function chartCaption(
  view: ChartView,
  rows: readonly (Counted & { readonly spoken?: string })[],
): string {
  const head = view === 'day' ? titles.day : `${titles[view]} · ${lastWeek}`;
  const named = (text: string) => (view === 'channels' ? isolateWhole(text) : isolate(text));
  const lines = rows
    .filter(({ clicks }) => clicks > 0)
    .slice(0, view === 'hours' ? 24 : mostLines)
    .map(({ name, spoken, clicks }) => {
      const told = [...(spoken ?? name ?? 'بلا مصدر')];
      const short = told.length > 80 ? `${told.slice(0, 79).join('')}…` : told.join('');
      return `• ${named(short)}: ${readCount(clicks)}`;
    });
  if (lines.length === 0) return `${head}\nلا قراءات بعد.`;
  let text = head;
  for (const line of lines) {
    if ([...text].length + [...line].length > captionLimit) break;
    text += `\n${line}`;
  }
  return text;
}

/** Under a column of the hours: every third, for all would run into one another. */
export const hourLabel = (hour: number): string => (hour % 3 === 0 ? String(hour) : '');
export const hourSpoken = (hour: number): string => `الساعة ${String(hour).padStart(2, '0')}`;

/** «الأحد». */
export const weekdayLabel = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('ar', { weekday: 'long', timeZone: zone }).format(at);
