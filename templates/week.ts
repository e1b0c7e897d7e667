/** A channel's week in words: slots, quiet hours, distance, and the next times. */
import { isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { thoseThatFit } from './fit.ts';
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

// Code points: the weeks of a page of /schedule stand in one message.
const slotsRoom = 350;
const swallowedRoom = 100;

type Forms = Parameters<typeof plural>[1];

const said = (count: number, forms: Forms) =>
  count === 1 || count === 2 ? plural(count, forms) : `${count} ${plural(count, forms)}`;

const arabic = {
  moment,
  and: ' و',
  comma: '، ',
  semicolon: '؛ ',
  days: {
    sun: 'الأحد',
    mon: 'الاثنين',
    tue: 'الثلاثاء',
    wed: 'الأربعاء',
    thu: 'الخميس',
    fri: 'الجمعة',
    sat: 'السبت',
  } as Readonly<Record<string, string>>,
  everyDay: 'كل يوم',
  through: (from: string, to: string) => `من ${from} إلى ${to}`,
  slots: (slots: string) => `المواعيد: ${slots}`,
  andOthers: (count: number) => `وغيرها (${count})`,
  atOnce: 'في الحال',
  quiet: (quiet: string) => `الهدوء: ${quiet}`,
  noQuiet: 'بلا',
  quietMode: { wait: 'تنتظر فيها المنشورات', silent: 'تُرسل فيها بلا صوت' },
  swallowed: (clocks: string) => `تنبيه: لا نشر في ${clocks} لوقوعها في ساعات الهدوء`,
  spacing: (rules: string) => `التباعد: ${rules}`,
  gap: (duration: string) => `${duration} على الأقل بين منشورين`,
  seconds: (count: number) =>
    said(count, { one: 'ثانية', two: 'ثانيتان', few: 'ثوانٍ', other: 'ثانية' }),
  minutes: (count: number) =>
    said(count, { one: 'دقيقة', two: 'دقيقتان', few: 'دقائق', other: 'دقيقة' }),
  perHour: (count: number) => {
    const forms = { one: 'منشور واحد', two: 'منشوران', few: 'منشورات', many: 'منشورًا' };
    return `${said(count, { ...forms, other: 'منشور' })} في الساعة على الأكثر`;
  },
  next: (times: string) => `القادم: ${times}`,
};

export type WeekWords = typeof arabic;

/** The week of a channel in a language. */
export const weekTexts = (words: WeekWords) => {
  /** «كل يوم 07:30، 13:00؛ من الأحد إلى الخميس 12:00» */
  const slotsText = (slots: readonly string[]): string => {
    const shown = thoseThatFit(slots, slotsRoom);
    const byDays = Map.groupBy(shown, (slot) => slot.split(/\s+/).slice(0, -1).join(' '));
    const told = [...byDays].map(([days, same]) => {
      const clocks = same.map((slot) => slot.split(/\s+/).at(-1)).join(words.comma);
      return `${days ? daysText(days) : words.everyDay} ${clocks}`;
    });
    const left = slots.length - shown.length;
    return [...told, ...(left > 0 ? [words.andOthers(left)] : [])].join(words.semicolon);
  };

  const daysText = (days: string) =>
    days
      .split(',')
      .map((range) => {
        const [from = '', to] = range.split('-').map((name) => words.days[name] ?? name);
        return to ? words.through(from, to) : from;
      })
      .join(words.and);

  const quietText = (quiet: string, mode: 'wait' | 'silent'): string => {
    const [from = '', to = ''] = quiet.split('-');
    return `${words.through(from, to)}${words.comma}${words.quietMode[mode]}`;
  };

  /** A slot in quiet hours is one that never comes; its editor should know. */
  const swallowedLine = (slots: readonly string[], quiet: string): string[] => {
    const [from = '', to = ''] = quiet.split('-');
    const isQuiet = (clock: string) =>
      from < to ? clock >= from && clock < to : clock >= from || clock < to;
    const clocks = slots.map((slot) => slot.split(/\s+/).at(-1) ?? '').filter(isQuiet);
    if (clocks.length === 0) return [];
    const each = [...new Set(clocks)];
    const shown = thoseThatFit(each, swallowedRoom);
    const others = shown.length < each.length ? ['…'] : [];
    return [words.swallowed([...shown, ...others].join(words.comma))];
  };

  const durationText = (ms: number): string =>
    ms < 60_000 ? words.seconds(ms / 1_000) : words.minutes(ms / 60_000);

  /**
   * The whole week of a channel, a line for each of its rules.
   *
   * @param zone IANA name
   */
  const weekText = ({ channel, next }: WeekOf, now: number, zone: string): string => {
    const { key, chat, slots, quiet, quietMode, gapMs, perHour } = channel;
    const spacing = [
      ...(gapMs === null ? [] : [words.gap(durationText(gapMs))]),
      ...(perHour === null ? [] : [words.perHour(perHour)]),
    ];
    const times = next.map((at) => words.moment(at, now, zone));
    return [
      isolateWhole(channelName({ channel: key, chat })),
      words.slots(slots.length > 0 ? slotsText(slots) : words.atOnce),
      words.quiet(quiet ? quietText(quiet, quietMode) : words.noQuiet),
      ...(quiet && quietMode === 'wait' ? swallowedLine(slots, quiet) : []),
      ...(spacing.length > 0 ? [words.spacing(spacing.join(words.comma))] : []),
      ...(times.length > 0 ? [words.next(times.join(words.comma))] : []),
    ].join('\n');
  };

  return { weekText };
};

export const { weekText } = weekTexts(arabic);
