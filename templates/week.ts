/** A channel's week in words: slots, quiet hours, distance, and the next times. */
import { isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { channelName } from './messages.ts';
import { moment } from './times.ts';

export interface WeekOf {
  readonly channel: {
    readonly key: string;
    readonly chat: string;
    readonly slots: readonly string[];
    readonly quiet: string | null;
    readonly quietMode: 'wait' | 'silent';
    readonly gapMs: number | null;
    readonly perHour: number | null;
  };
  /** Milliseconds UTC. */
  readonly next: readonly number[];
}

const dayNames: Readonly<Record<string, string>> = {
  sun: 'الأحد',
  mon: 'الاثنين',
  tue: 'الثلاثاء',
  wed: 'الأربعاء',
  thu: 'الخميس',
  fri: 'الجمعة',
  sat: 'السبت',
};

/**
 * The whole week of a channel, a line for each of its rules.
 *
 * @param zone IANA name
 */
export function weekText({ channel, next }: WeekOf, now: number, zone: string): string {
  const { key, chat, slots, quiet, quietMode, gapMs, perHour } = channel;
  const spacing = [
    ...(gapMs === null ? [] : [`${durationText(gapMs)} على الأقل بين منشورين`]),
    ...(perHour === null ? [] : [`${postsText(perHour)} في الساعة على الأكثر`]),
  ];
  return [
    isolateWhole(channelName({ channel: key, chat })),
    `المواعيد: ${slots.length > 0 ? slotsText(slots) : 'في الحال'}`,
    `الهدوء: ${quiet ? quietText(quiet, quietMode) : 'بلا'}`,
    ...(quiet && quietMode === 'wait' ? swallowedLine(slots, quiet) : []),
    ...(spacing.length > 0 ? [`التباعد: ${spacing.join('، ')}`] : []),
    ...(next.length > 0 ? [`القادم: ${next.map((at) => moment(at, now, zone)).join('، ')}`] : []),
  ].join('\n');
}

/** «كل يوم 07:30، 13:00؛ من الأحد إلى الخميس 12:00» */
function slotsText(slots: readonly string[]): string {
  const byDays = Map.groupBy(slots, (slot) => slot.split(/\s+/).slice(0, -1).join(' '));
  return [...byDays]
    .map(([days, same]) => {
      const clocks = same.map((slot) => slot.split(/\s+/).at(-1)).join('، ');
      return `${days ? daysText(days) : 'كل يوم'} ${clocks}`;
    })
    .join('؛ ');
}

const daysText = (days: string) =>
  days
    .split(',')
    .map((range) => {
      const [from, to] = range.split('-').map((name) => dayNames[name] ?? name);
      return to ? `من ${from} إلى ${to}` : from;
    })
    .join(' و');

function quietText(quiet: string, mode: 'wait' | 'silent'): string {
  const [from, to] = quiet.split('-');
  return `من ${from} إلى ${to}، ${mode === 'wait' ? 'تنتظر فيها المنشورات' : 'تُرسل فيها بلا صوت'}`;
}

/** A slot in quiet hours is one that never comes; its editor should know. */
function swallowedLine(slots: readonly string[], quiet: string): string[] {
  const [from = '', to = ''] = quiet.split('-');
  const isQuiet = (clock: string) =>
    from < to ? clock >= from && clock < to : clock >= from || clock < to;
  const clocks = slots.map((slot) => slot.split(/\s+/).at(-1) ?? '').filter(isQuiet);
  return clocks.length > 0
    ? [`تنبيه: لا نشر في ${[...new Set(clocks)].join('، ')} لوقوعها في ساعات الهدوء`]
    : [];
}

function durationText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${ms / 1_000} ثانية`;
  return plural(minutes, {
    one: 'دقيقة',
    two: 'دقيقتان',
    few: `${minutes} دقائق`,
    many: `${minutes} دقيقة`,
    other: `${minutes} دقيقة`,
  });
}

const postsText = (count: number) =>
  plural(count, {
    one: 'منشور واحد',
    two: 'منشوران',
    few: `${count} منشورات`,
    many: `${count} منشورًا`,
    other: `${count} منشور`,
  });
