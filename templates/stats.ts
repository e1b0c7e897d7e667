/** /stats as text: what was read, by time, channel, source and post, and the names of its buttons. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { plural } from '../src/arabic/plurals.ts';
import { networkName } from './follow.ts';
import { channelName, listed, readCount } from './messages.ts';
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

const arabic = {
  readCount,
  moment,
  networkName,
  headline: isolate,
  buttons: {
    day: 'اليوم',
    week: 'آخر 7 أيام',
    channels: 'القنوات',
    sources: 'المصادر',
    csv: 'جدول CSV',
    back: 'رجوع',
    /** What is shown stands under a mark. */
    shown: (name: string) => `• ${name}`,
  },
  /** The first line of the CSV file, by column. */
  csvHeads: {
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
  },
  csvCaption: (days: number) => `القراءات لكل منشور ويوم، آخر ${days} يومًا.`,
  topNames: { day: 'الأكثر قراءة اليوم:', week: 'الأكثر قراءة في 7 أيام:' },
  visitors: (count: number) =>
    plural(count, {
      one: 'زائر واحد تقريبًا',
      two: 'زائران تقريبًا',
      few: `نحو ${count} زوار`,
      many: `نحو ${count} زائرًا`,
      other: `نحو ${count} زائر`,
    }),
  today: 'اليوم',
  lastWeek: 'آخر 7 أيام',
  allTime: 'منذ البداية',
  reads: 'القراءات',
  excluded: (reasons: readonly string[]) => `لم يُحسب: ${listed(reasons)}`,
  dropped: (count: number) => `نقرات لم تُسجَّل: ${count} (راجع مساحة القرص)`,
  channels: 'القنوات في آخر 7 أيام:',
  sources: 'المصادر في آخر 7 أيام:',
  noReads: 'لا قراءات بعد.',
  noSource: 'بلا مصدر',
  cameFrom: (subscribers: number) => `مشتركون جاؤوا من هنا: ${subscribers}`,
  originAddress: 'رابط اشتراك يُعرف به من جاء من هنا:',
  channel: (name: string) => `قناة ${name}`,
  inChannel: (name: string) => `في ${name}`,
  bestHour: (from: string, to: string, percent: number) =>
    `• من ${from} إلى ${to}: ${percent}% من قراءات اليوم`,
  bestHours: 'أكثر ساعات القراءة (آخر 4 أسابيع):',
  noBestHours: 'أكثر ساعات القراءة: لا تكفي القراءات بعد لمعرفتها، فهي تحتاج إلى أسبوع و200 قراءة.',
  related: 'اقرأ أيضًا',
  digest: 'من قائمة الأكثر قراءة',
  details: 'التفاصيل',
  articlePosts: 'منشورات الخبر:',
  post: 'قراءات المنشور:',
  publishedAt: (when: string) => `نُشر ${when}`,
  total: 'القراءات',
  busiest: (when: string, reads: string) => `أكثر ساعة: ${when} (${reads})`,
};

export type StatsWords = typeof arabic;

const paragraphs = (...parts: readonly (readonly string[])[]) =>
  parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');

const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;

/** /stats in a language. */
export const statsTexts = (words: StatsWords) => {
  const reads = ({ clicks, uniques }: Reads) =>
    `${words.readCount(clicks)}${uniques === 0 ? '' : ` (${words.visitors(uniques)})`}`;

  const line = (name: string, counts: Reads) => `${name}: ${reads(counts)}`;

  const periods = ({ today, week, allTime }: Pick<StatsShown, 'today' | 'week' | 'allTime'>) => [
    line(words.today, today),
    line(words.lastWeek, week),
    line(words.allTime, allTime),
  ];

  /** What was not counted, each reason by its name; nothing when all was. */
  const excludedLine = (excluded: Readonly<Record<string, number>>): string[] => {
    const told = Object.entries(excluded)
      .filter(([, count]) => count > 0)
      .map(
        ([reason, count]) => `${words.csvHeads[reason as keyof StatsWords['csvHeads']]} ${count}`,
      );
    return told.length > 0 ? [words.excluded(told)] : [];
  };

  const originLines = ({ subscribers, address }: Origin) => [
    words.cameFrom(subscribers),
    words.originAddress,
    address,
  ];

  /** What a button is called in the counts of a post. */
  const buttonName = (button: string): string => {
    const [kind = '', of = ''] = button.split(':');
    if (kind === 'follow') return words.networkName(of);
    if (kind === 'related') return words.related;
    return kind === 'digest' ? words.digest : words.details;
  };

  return {
    statsButtons: words.buttons,
    csvHeads: words.csvHeads,
    csvCaption: words.csvCaption,

    /** The whole answer; what was left out and what was lost is told only where there is any. */
    statsText({ dropped, period, top, ...counts }: StatsShown): string {
      const most = top.map(
        (post, index) =>
          `${index + 1}. ${words.headline(post.title)}\n${words.readCount(post.clicks)} · ${isolateWhole(channelName(post))}`,
      );
      return paragraphs(
        [
          words.reads,
          ...periods(counts),
          ...excludedLine(counts.allTime.excluded),
          ...(dropped > 0 ? [words.dropped(dropped)] : []),
        ],
        most.length > 0 ? [words.topNames[period], ...most] : [],
      );
    },

    /** The channels of the last week, most read first. */
    channelsText(channels: readonly (Named & Reads)[]): string {
      const rows = channels.map(
        (channel, index) =>
          `${index + 1}. ${reads(channel)} · ${isolateWhole(channelName(channel))}`,
      );
      return paragraphs([words.channels, ...(rows.length > 0 ? rows : [words.noReads])]);
    },

    /** The sources of the last week, most read first; the name is null for articles that name none. */
    sourcesText(
      sources: readonly { readonly key: string | null; readonly clicks: number }[],
    ): string {
      const rows = sources.map(
        ({ key, clicks }, index) =>
          `${index + 1}. ${key === null ? words.noSource : words.headline(key)}: ${words.readCount(clicks)}`,
      );
      return paragraphs([words.sources, ...(rows.length > 0 ? rows : [words.noReads])]);
    },

    /** One channel; without enough data the best hours are said to be unknown, not guessed. */
    channelText(
      shown: Named &
        Pick<StatsShown, 'today' | 'week' | 'allTime'> & {
          readonly bestHours:
            | readonly { readonly hour: number; readonly share: number }[]
            | undefined;
          readonly origin: Origin;
        },
    ): string {
      const hours = shown.bestHours?.map(({ hour, share }) =>
        words.bestHour(clock(hour), clock(hour + 1), Math.round(share * 100)),
      );
      return paragraphs(
        [
          words.channel(isolateWhole(channelName(shown))),
          ...periods(shown),
          ...excludedLine(shown.allTime.excluded),
        ],
        hours ? [words.bestHours, ...hours] : [words.noBestHours],
        originLines(shown.origin),
      );
    },

    /** The posts of one article, to choose one of. */
    articlePostsText: (title: string, posts: readonly Named[]): string =>
      paragraphs([
        words.articlePosts,
        words.headline(title),
        ...posts.map(
          (post, index) => `${index + 1}. ${words.inChannel(isolateWhole(channelName(post)))}`,
        ),
      ]),

    /** One post: its clicks by button, its busiest hour, what was not counted. */
    postStatsText(
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
      const when = (at: number) => words.moment(at, now, zone);
      return paragraphs(
        [
          words.post,
          words.headline(shown.title),
          ...(publishedAt === null ? [] : [words.publishedAt(when(publishedAt))]),
          words.inChannel(isolateWhole(channelName(shown))),
        ],
        [
          line(words.total, shown),
          ...[...pressed].map(([name, count]) => `• ${name}: ${count}`),
          ...(busiest ? [words.busiest(when(busiest.at), words.readCount(busiest.clicks))] : []),
          ...excludedLine(shown.excluded),
        ],
        originLines(shown.origin),
      );
    },
  };
};

export const {
  articlePostsText,
  channelsText,
  channelText,
  csvCaption,
  csvHeads,
  postStatsText,
  sourcesText,
  statsButtons,
  statsText,
} = statsTexts(arabic);
