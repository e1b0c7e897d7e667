/** The sources as editors see them: what a site offers, and how each source does. */
import { isolate, isolateWhole } from '../src/arabic/bidi.ts';
import { Failure, type FailureCode, failures } from '../src/errors.ts';
import { failureText } from './failures.ts';
import { itemCount } from './messages.ts';
import { span } from './times.ts';

const kinds = { feed: 'خلاصة', sitemap: 'خريطة أخبار', page: 'صفحة قسم', site: 'موقع' } as const;

type Kind = keyof typeof kinds;

export interface OfferShown {
  readonly kind: Kind;
  readonly name: string;
  readonly address: string;
  readonly headlines: readonly string[];
}

/** What was found on a site, with a few headlines of each, so that an editor sees what they add. */
export function offersText(offers: readonly OfferShown[]): string {
  const found = offers.map(({ kind, name, address, headlines }, index) =>
    [
      `${index + 1}. ${kinds[kind]} · ${isolateWhole(name)}`,
      address,
      ...headlines.map((headline) => `• ${isolate(clip(headline))}`),
    ].join('\n'),
  );
  return ['وجدنا في الموقع:', ...found, 'اختر ما نتابعه، ولن يُنشر إلا ما يستجد فيه.'].join('\n\n');
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

/** A page of the list. `offset` is the place of its first source, from 0. */
export function sourcesText(
  sources: readonly SourceShown[],
  { count, offset, now }: { count: number; offset: number; now: number },
): string {
  const lines = sources.map((source, index) =>
    [
      `${offset + index + 1}. ${isolateWhole(source.name)} · ${kinds[source.kind]}`,
      lastRead(source, now),
      `آخر 24 ساعة: ${itemCount(source.itemsADay)}`,
      ...(source.delayMs === null ? [] : [`يصلنا الخبر بعد ${span(source.delayMs)} من نشره`]),
      ...(source.futureToldAt === null ? [] : ['تواريخه في المستقبل: راجع منطقته الزمنية']),
      ...(source.failure === null
        ? []
        : [`متعثر: ${failureText(failureOf(source.failure, source.failureFacts))}`]),
    ].join('\n'),
  );
  return [`المصادر (${count}):`, ...lines].join('\n\n');
}

function lastRead({ lastSuccessAt, nextPollAt }: SourceShown, now: number): string {
  const next = nextPollAt > now ? `بعد ${span(nextPollAt - now)}` : 'الآن';
  const last = lastSuccessAt === null ? 'لم يُقرأ بعد' : `قُرئ قبل ${span(now - lastSuccessAt)}`;
  return `${last} · القراءة القادمة ${next}`;
}

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
