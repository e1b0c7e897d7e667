/** A page read clean. Plain text throughout: no HTML, no bidi controls, white space collapsed. */
export interface Article {
  /** Without the site's name; '' only never: a page without a title is no article. */
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
  /** Codes of what a reader of the article should know: 'encoding-guessed', 'short', … */
  warnings: string[];
}

export type PublishedFrom = 'json-ld' | 'meta' | 'time' | 'visible' | 'address';
