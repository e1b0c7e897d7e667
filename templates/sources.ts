/** The sources as editors see them: what a site offers, and how each source does. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { Failure, type FailureCode, failures } from '../src/errors.ts';
import { failureText } from './failures.ts';
import { itemCount } from './messages.ts';
import { span } from './times.ts';

const arabic = {
  span,
  itemCount,
  failureText,
  headline: isolate,
  kinds: { feed: 'خلاصة', sitemap: 'خريطة أخبار', page: 'صفحة قسم', site: 'موقع' },
  found: 'وجدنا في الموقع:',
  choose: 'اختر ما نتابعه، ولن يُنشر إلا ما يستجد فيه.',
  title: (count: number) => `المصادر (${count}):`,
  lastDay: (items: string) => `آخر 24 ساعة: ${items}`,
  delay: (after: string) => `يصلنا الخبر بعد ${after} من نشره`,
  inFuture: 'تواريخه في المستقبل: راجع منطقته الزمنية',
  failing: (why: string) => `متعثر: ${why}`,
  unread: 'لم يُقرأ بعد',
  read: (before: string) => `قُرئ قبل ${before}`,
  next: (after: string) => `القراءة القادمة بعد ${after}`,
  nextNow: 'القراءة القادمة الآن',
};

export type SourceWords = typeof arabic;

type Kind = keyof SourceWords['kinds'];

export interface OfferShown {
  readonly kind: Kind;
  readonly name: string;
  readonly address: string;
  readonly headlines: readonly string[];
}

export interface SourceShown {
  readonly name: string;
  readonly kind: Kind;
  readonly lastSuccessAt: number | null;
  readonly nextPollAt: number;
  readonly itemsADay: number;
  /** Median, from published to taken in. */
  readonly delayMs: number | null;
  readonly failure: string | null;
  /** JSON. */
  readonly failureFacts: string | null;
  readonly futureToldAt: number | null;
}

/** The sources in a language. */
export const sourceTexts = (words: SourceWords) => {
  const lastRead = ({ lastSuccessAt, nextPollAt }: SourceShown, now: number): string => {
    const next = nextPollAt > now ? words.next(words.span(nextPollAt - now)) : words.nextNow;
    const last =
      lastSuccessAt === null ? words.unread : words.read(words.span(now - lastSuccessAt));
    return `${last} · ${next}`;
  };

  return {
    /** What was found on a site, with a few headlines of each, so that an editor sees what they add. */
    offersText(offers: readonly OfferShown[]): string {
      const found = offers.map(({ kind, name, address, headlines }, index) =>
        [
          `${index + 1}. ${words.kinds[kind]} · ${isolateWhole(name)}`,
          address,
          ...headlines.map((headline) => `• ${words.headline(clip(headline))}`),
        ].join('\n'),
      );
      return [words.found, ...found, words.choose].join('\n\n');
    },

    /** A page of the list. `offset` is the place of its first source, from 0. */
    sourcesText(
      sources: readonly SourceShown[],
      { count, offset, now }: { count: number; offset: number; now: number },
    ): string {
      const lines = sources.map((source, index) =>
        [
          `${offset + index + 1}. ${isolateWhole(source.name)} · ${words.kinds[source.kind]}`,
          lastRead(source, now),
          words.lastDay(words.itemCount(source.itemsADay)),
          ...(source.delayMs === null ? [] : [words.delay(words.span(source.delayMs))]),
          ...(source.futureToldAt === null ? [] : [words.inFuture]),
          ...(source.failure === null
            ? []
            : [words.failing(words.failureText(failureOf(source.failure, source.failureFacts)))]),
        ].join('\n'),
      );
      return [words.title(count), ...lines].join('\n\n');
    },
  };
};

function failureOf(code: string, facts: string | null): unknown {
  return code in failures
    ? new Failure(code as FailureCode, facts === null ? {} : JSON.parse(facts))
    : undefined;
}

const longestHeadline = 120;

const clip = (text: string) => {
  const points = [...text];
  return points.length > longestHeadline ? `${points.slice(0, longestHeadline).join('')}…` : text;
};

export const { offersText, sourcesText } = sourceTexts(arabic);
