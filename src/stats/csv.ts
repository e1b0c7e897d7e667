/** Clicks per post and day as CSV (RFC 4180), for spreadsheets. */
import type { Clicks } from '../../data/repositories/clicks.ts';
import { isoOf, lastDays } from './days.ts';
import { figuresOf, reasons } from './figures.ts';

/** The columns, in their order. */
export const csvColumns = [
  'day',
  'post',
  'channel',
  'title',
  'publishedAt',
  'clicks',
  'uniques',
  ...reasons,
] as const;

export type CsvColumn = (typeof csvColumns)[number];

/** Without it Excel takes UTF-8 for something else, and Arabic falls apart. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Gives the file line by line, day after day: however many there are, few are in memory.
 *
 * @param zone IANA name: whose days
 * @param days how many, today included; absent: all since the first click
 * @param heads the columns' names in the first line
 */
export async function* clicksCsv(
  clicks: Pick<Clicks, 'firstHour' | 'byPostNamed'>,
  {
    now,
    zone,
    days,
    heads,
  }: {
    readonly now: number;
    readonly zone: string;
    readonly days?: number;
    readonly heads: Readonly<Record<CsvColumn, string>>;
  },
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + lineOf(csvColumns.map((column) => heads[column]));
  const first = await clicks.firstHour();
  if (first === undefined) return;
  const from = days === undefined ? first : Math.max(first, lastDays(now, zone, days).from);
  const { from: start } = lastDays(from, zone, 1);
  for (let at = start; at <= now; ) {
    const range = lastDays(at, zone, 1);
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
    const tallies = await clicks.byPostNamed(range);
    for (const ofPost of Map.groupBy(tallies, ({ key }) => key).values()) {
      const [post] = ofPost;
      if (!post) continue;
      const { clicks: people, uniques, excluded } = figuresOf(ofPost);
      yield lineOf([
        day.toString(),
        post.key,
        post.channel,
        post.title,
        isoOf(post.publishedAt, zone) ?? '',
        people,
        uniques,
        ...reasons.map((reason) => excluded[reason]),
      ]);
    }
    at = range.to;
    // A month of days in one go would keep readers' clicks waiting.
    await new Promise(setImmediate);
  }
}

const lineOf = (fields: readonly (string | number)[]) => `${fields.map(field).join(',')}\r\n`;

/** A title that begins like a formula would be run as one by the spreadsheet. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
