/** The most-read digest: rank, title, source and count, as a news site lists them. */
import { FormattedString } from '@grammyjs/parse-mode';
import { type Numerals, numerals } from '../src/arabic/digits.ts';
import { type FollowNetwork, followLine, followNetworks } from './follow.ts';
import type { Message } from './message.ts';
import { readCount } from './messages.ts';
import { printedLine, withoutBreakingTag } from './post.ts';

/** What a digest is headed with. */
export const digestTitle = (days: number): string =>
  days > 1 ? 'الأكثر قراءة هذا الأسبوع' : 'الأكثر قراءة في آخر 24 ساعة';

export interface DigestLine {
  readonly title: string;
  readonly source: string | null;
  readonly reads: number;
  /** Where the title leads: a short link. */
  readonly address: string;
}

const titleLimit = 160;

/** Lays out a digest for a channel; ten lines are far within Telegram's 4,096. */
export function composeDigest(
  lines: readonly DigestLine[],
  look: {
    readonly days: number;
    readonly numerals: Numerals;
    readonly follow: Readonly<Partial<Record<FollowNetwork, string>>>;
    readonly followAddress: (network: FollowNetwork) => string;
  },
): Message {
  const told = lines.map((line, index) => {
    const title = printedLine(clip(withoutBreakingTag(line.title)), look.numerals);
    const source = line.source ? `${printedLine(line.source, look.numerals)} · ` : '';
    return FormattedString.join([
      new FormattedString(`${numerals(String(index + 1), look.numerals)}. `),
      FormattedString.link(title, line.address),
      new FormattedString(`\n${source}${numerals(readCount(line.reads), look.numerals)}`),
    ]);
  });
  const follow = followLine(followNetworks(look.follow), look.followAddress);
  const parts = [
    FormattedString.bold(numerals(digestTitle(look.days), look.numerals)),
    ...told,
    ...(follow ? [follow] : []),
  ];
  const { text, entities } = FormattedString.join(parts, '\n\n');
  return { text, entities, preview: { is_disabled: true } };
}

function clip(title: string): string {
  const points = [...title];
  if (points.length <= titleLimit) return title;
  return `${points
    .slice(0, titleLimit)
    .join('')
    .replace(/\s+\S*$/u, '')}…`;
}
