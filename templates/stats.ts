/** /stats as text: what was read, by time, channel, source and post, and the names of its buttons. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { networkName } from './follow.ts';
import { channelName, readCount } from './messages.ts';
import { moment } from './times.ts';

interface Reads {
  readonly clicks: number;
  /** Estimated. */
  readonly uniques: number;
  readonly excluded: Readonly<Record<string, number>>;
}

interface Named {
  readonly channel: string;
  readonly chat: string;
}

/** How far back a list looks. */
export type Period = 'day' | 'week';

export interface StatsShown {
  readonly today: Reads;
  readonly week: Reads;
  readonly allTime: Reads;
  readonly dropped: number;
  readonly period: Period;
  /** The most read of the period. */
  readonly top: readonly (Named & { readonly title: string; readonly clicks: number })[];
}

/** Where subscribers came from, and the address that brings more of them. */
export interface Origin {
  readonly subscribers: number;
  readonly address: string;
}

export const statsButtons = {
  day: 'اليوم',
  week: 'آخر 7 أيام',
  channels: 'القنوات',
  sources: 'المصادر',
  csv: 'جدول CSV',
  back: 'رجوع',
  /** What is shown stands under a mark. */
  shown: (name: string) => `• ${name}`,
};

/** The first line of the CSV file, by column. */
export const csvHeads = {
  day: 'اليوم',
  post: 'رقم المنشور',
  channel: 'القناة',
  title: 'العنوان',
  publishedAt: 'وقت النشر',
  clicks: 'القراءات',
  uniques: 'الزوار (تقريبًا)',
  head: 'فحص رابط',
  crawler: 'معاينات وبرامج آلية',
  agentless: 'بلا متصفح',
  prefetch: 'تحميل مسبق',
  flood: 'نقر متكرر',
};

export const csvCaption = (days: number): string => `القراءات لكل منشور ويوم، آخر ${days} يومًا.`;

const topNames: Readonly<Record<Period, string>> = {
  day: 'الأكثر قراءة اليوم:',
  week: 'الأكثر قراءة في 7 أيام:',
};

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

const reads = ({ clicks, uniques }: Reads) => `${readCount(clicks)}${visitors(uniques)}`;

const line = (name: string, counts: Reads) => `${name}: ${reads(counts)}`;

const periods = ({ today, week, allTime }: Pick<StatsShown, 'today' | 'week' | 'allTime'>) => [
  line('اليوم', today),
  line('آخر 7 أيام', week),
  line('منذ البداية', allTime),
];

const paragraphs = (...parts: readonly (readonly string[])[]) =>
  parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');

/** What was not counted, each reason by its name; nothing when all was. */
function excludedLine(excluded: Readonly<Record<string, number>>): string[] {
  const told = Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${csvHeads[reason as keyof typeof csvHeads]} ${count}`);
  return told.length > 0 ? [`لم يُحسب: ${told.join('، ')}`] : [];
}

/** The whole answer; what was left out and what was lost is told only where there is any. */
export function statsText({ dropped, period, top, ...counts }: StatsShown): string {
  const most = top.map(
    (post, index) =>
      `${index + 1}. ${isolate(post.title)}\n${readCount(post.clicks)} · ${isolateWhole(channelName(post))}`,
  );
  return paragraphs(
    [
      'القراءات',
      ...periods(counts),
      ...excludedLine(counts.allTime.excluded),
      ...(dropped > 0 ? [`نقرات لم تُسجَّل: ${dropped} (راجع مساحة القرص)`] : []),
    ],
    most.length > 0 ? [topNames[period], ...most] : [],
  );
}

/** The channels of the last week, most read first. */
export function channelsText(channels: readonly (Named & Reads)[]): string {
  const rows = channels.map(
    (channel, index) => `${index + 1}. ${reads(channel)} · ${isolateWhole(channelName(channel))}`,
  );
  return paragraphs(['القنوات في آخر 7 أيام:', ...(rows.length > 0 ? rows : ['لا قراءات بعد.'])]);
}

/** The sources of the last week, most read first; the name is null for articles that name none. */
export function sourcesText(
  sources: readonly { readonly key: string | null; readonly clicks: number }[],
): string {
  const rows = sources.map(
    ({ key, clicks }, index) =>
      `${index + 1}. ${key === null ? 'بلا مصدر' : isolate(key)}: ${readCount(clicks)}`,
  );
  return paragraphs(['المصادر في آخر 7 أيام:', ...(rows.length > 0 ? rows : ['لا قراءات بعد.'])]);
}

const originLines = ({ subscribers, address }: Origin) => [
  `مشتركون جاؤوا من هنا: ${subscribers}`,
  'رابط اشتراك يُعرف به من جاء من هنا:',
  address,
];

const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;

/** One channel; without enough data the best hours are said to be unknown, not guessed. */
export function channelText(
  shown: Named &
    Pick<StatsShown, 'today' | 'week' | 'allTime'> & {
      readonly bestHours: readonly { readonly hour: number; readonly share: number }[] | undefined;
      readonly origin: Origin;
    },
): string {
  const hours = shown.bestHours?.map(
    ({ hour, share }) =>
      `• من ${clock(hour)} إلى ${clock(hour + 1)}: ${Math.round(share * 100)}% من قراءات اليوم`,
  );
  return paragraphs(
    [
      `قناة ${isolateWhole(channelName(shown))}`,
      ...periods(shown),
      ...excludedLine(shown.allTime.excluded),
    ],
    hours
      ? ['أكثر ساعات القراءة (آخر 4 أسابيع):', ...hours]
      : ['أكثر ساعات القراءة: لا تكفي القراءات بعد لمعرفتها، فهي تحتاج إلى أسبوع و200 قراءة.'],
    originLines(shown.origin),
  );
}

/** What a button is called in the counts of a post. */
function buttonName(button: string): string {
  const [kind = '', of = ''] = button.split(':');
  if (kind === 'follow') return networkName(of);
  if (kind === 'related') return 'اقرأ أيضًا';
  return kind === 'digest' ? 'من قائمة الأكثر قراءة' : 'التفاصيل';
}

/** The posts of one article, to choose one of. */
export const articlePostsText = (title: string, posts: readonly Named[]): string =>
  paragraphs([
    'منشورات الخبر:',
    isolate(title),
    ...posts.map((post, index) => `${index + 1}. في ${isolateWhole(channelName(post))}`),
  ]);

/** One post: its clicks by button, its busiest hour, what was not counted. */
export function postStatsText(
  shown: Named &
    Reads & {
      readonly title: string;
      readonly publishedAt: number | null;
      readonly buttons: Readonly<Record<string, number>>;
      /** Undefined when nobody has read it yet, or when its hours are kept no more. */
      readonly busiest: { readonly at: number; readonly clicks: number } | undefined;
      readonly origin: Origin;
    },
  { now, zone }: { readonly now: number; readonly zone: string },
): string {
  const { busiest, publishedAt } = shown;
  const pressed = new Map<string, number>();
  for (const [button, count] of Object.entries(shown.buttons)) {
    const name = buttonName(button);
    if (count > 0) pressed.set(name, (pressed.get(name) ?? 0) + count);
  }
  return paragraphs(
    [
      'قراءات المنشور:',
      isolate(shown.title),
      ...(publishedAt === null ? [] : [`نُشر ${moment(publishedAt, now, zone)}`]),
      `في ${isolateWhole(channelName(shown))}`,
    ],
    [
      line('القراءات', shown),
      ...[...pressed].map(([name, count]) => `• ${name}: ${count}`),
      ...(busiest
        ? [`أكثر ساعة: ${moment(busiest.at, now, zone)} (${readCount(busiest.clicks)})`]
        : []),
      ...excludedLine(shown.excluded),
    ],
    originLines(shown.origin),
  );
}
