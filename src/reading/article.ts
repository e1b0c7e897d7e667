/** A page read clean. Plain text throughout: no HTML, no bidi controls, white space collapsed. */
export interface Article {
  /** Without the site's name; never empty, for a page without a title is no article. */
  title: string;
  /** The line before the news as printed: 'العاصفة نيوز/ متابعات:'. Not among the paragraphs. */
  dateline: string | null;
  /** The outlet whose news it is, as a reader would name it. */
  source: string | null;
  /** A person's name: never a developer, an address, a handle or a section. */
  author: string | null;
  section: string | null;
  image: { url: string; width: number | null; height: number | null } | null;
  /** ISO 8601 with the page's own offset, else the source zone's; null when the page has no date. */
  publishedAt: string | null;
  /** Where the date came from: 'json-ld', 'meta', 'time', 'visible' or 'address'. */
  publishedFrom: PublishedFrom | null;
  /** Absolute, without tracking parameters. */
  canonicalUrl: string | null;
  /** BCP 47: 'ar', 'en', … from the text itself first, else from the page's markup. */
  language: string | null;
  /** The body in order, subheadings among them. */
  paragraphs: string[];
  /** The page's own keywords, as written. */
  tags: string[];
  /** What whoever uses the article should know. */
  warnings: Warning[];
}

export type PublishedFrom = 'json-ld' | 'meta' | 'time' | 'visible' | 'address';

/**
 * 'short': under 25 words. 'paywall': the page says that only subscribers read on. 'not-arabic': most
 * letters are of another script. 'nested-deep': the markup was cut at a depth. 'encoding-guessed':
 * nothing told it. 'date-weekday-disagrees': the date is printed with another day's name.
 */
export type Warning =
  | 'short'
  | 'paywall'
  | 'not-arabic'
  | 'nested-deep'
  | 'encoding-guessed'
  | 'date-weekday-disagrees';
