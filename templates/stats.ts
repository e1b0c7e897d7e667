/** /stats as text: what was read today, this week and in all, and the day's most read. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { channelName, readCount } from './messages.ts';

interface Reads {
  readonly clicks: number;
  /** Estimated. */
  readonly uniques: number;
  readonly excluded: Readonly<Record<string, number>>;
}

export interface StatsShown {
  readonly today: Reads;
  readonly week: Reads;
  readonly allTime: Reads;
  readonly dropped: number;
  readonly top: readonly {
    readonly title: string;
    readonly channel: string;
    readonly chat: string;
    readonly clicks: number;
  }[];
}

const visitors = (count: number) =>
  count === 0
    ? ''
    : ` (${plural(count, {
        one: 'زائر واحد تقريبًا',
        two: 'زائران تقريبًا',
        few: `نحو ${count} زوار`,
        many: `نحو ${count} زائرًا`,
        other: `نحو ${count} زائر`,
      })})`;

const line = (name: string, { clicks, uniques }: Reads) =>
  `${name}: ${readCount(clicks)}${visitors(uniques)}`;

/** The whole answer; what was left out and what was lost is told only where there is any. */
export function statsText({ today, week, allTime, dropped, top }: StatsShown): string {
  const excluded = Object.values(allTime.excluded).reduce((sum, count) => sum + count, 0);
  const counts = [
    line('اليوم', today),
    line('آخر 7 أيام', week),
    line('منذ البداية', allTime),
    ...(excluded > 0 ? [`لم يُحسب: ${excluded} (معاينات وبرامج آلية)`] : []),
    ...(dropped > 0 ? [`نقرات لم تُسجَّل: ${dropped} (راجع مساحة القرص)`] : []),
  ];
  const most = top.map(
    (post, index) =>
      `${index + 1}. ${isolate(post.title)}\n${readCount(post.clicks)} · ${isolateWhole(channelName(post))}`,
  );
  return [
    ['القراءات', ...counts].join('\n'),
    ...(most.length > 0 ? [['الأكثر قراءة اليوم:', ...most].join('\n')] : []),
  ].join('\n\n');
}
