/** The words of a news card. */
import { type Numerals, numerals } from '../src/arabic/digits.ts';
import { typeset } from '../src/arabic/typography.ts';
import { type PostedArticle, withoutBreakingTag } from './post.ts';
import { dateLine } from './times.ts';

export interface CardWords {
  readonly headline: string;
  readonly source: string;
  readonly date: string;
  readonly badge?: string;
}

/**
 * What a card says of an article.
 *
 * @param look.at when it was published, milliseconds UTC
 * @param look.zone IANA name of the newsroom's time zone
 */
export function cardWords(
  { title, source }: Pick<PostedArticle, 'title' | 'source'>,
  look: {
    readonly at: number;
    readonly zone: string;
    readonly numerals: Numerals;
    readonly breaking: boolean;
  },
): CardWords {
  const headline = look.breaking ? withoutBreakingTag(title) : title;
  return {
    headline: numerals(typeset(headline), look.numerals),
    source: source ?? '',
    date: numerals(dateLine(look.at, look.zone), look.numerals),
    ...(look.breaking ? { badge: 'عاجل' } : {}),
  };
}
