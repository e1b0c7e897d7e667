/** The post: an article in a channel's template, and two buttons. */
import { FormattedString } from '@grammyjs/parse-mode';
import type { LinkPreviewOptions } from 'grammy/types';
import { isolate, startRightToLeft, stripBidi } from '../src/arabic/bidi.ts';
import { type Numerals, numerals } from '../src/arabic/digits.ts';
import { type Restoration, restoreDotted } from '../src/arabic/dotted.ts';
import { hashtag } from '../src/arabic/hashtags.ts';
import { normalise } from '../src/arabic/normalise.ts';
import { topics } from '../src/arabic/topics.ts';
import { typeset } from '../src/arabic/typography.ts';
import { type Elastic, fitTo, type Span, textLimit } from './fit.ts';
import { type FollowNetwork, followLine, followNetworks } from './follow.ts';
import { type Hole, holds, type Layout } from './layout.ts';
import { printLayout } from './layout-print.ts';
import type { Message } from './message.ts';
import { readCount } from './messages.ts';
import type { Placeholder } from './placeholders.ts';
import { standardLayout } from './ready.ts';

export interface PostedArticle {
  readonly title: string;
  readonly summary: string;
  readonly dateline: string | null;
  readonly source: string | null;
  /** For the hashtags: places and names are looked for in them. */
  readonly paragraphs: readonly string[];
  readonly tags: readonly string[];
  /** Null: the newsroom's own words, which no link can open. */
  readonly canonicalUrl: string | null;
}

export interface PostLook {
  readonly numerals: Numerals;
  readonly breaking: boolean;
  /** How the page behind «التفاصيل» is shown under the post. */
  readonly preview: 'large' | 'small' | 'none';
  readonly follow: Readonly<Partial<Record<FollowNetwork, string>>>;
  /** What the button shows beside its name; absent: nothing. */
  readonly reads?: number | undefined;
  /** Older articles of ours that tell more, each with the name of its link. */
  readonly related?:
    | readonly { readonly title: string; readonly button: string; readonly target: string }[]
    | undefined;
  /** The address behind a button: a short link, or in previews the target itself. */
  readonly address: (button: string, target: string) => string;
  /** Stands at the end; see templates/correction.ts. */
  readonly correction?: string | undefined;
  /** The channel's template; absent: the standard one. */
  readonly layout?: Layout | undefined;
}

/**
 * What each part may take, in code points, so that the whole always fits Telegram's 4,096: isolates
 * can at worst double the length of a printed line.
 */
export const partLimits = { headline: 400, summary: 1_200 } as const;
/** Of the newsroom's own words, which stand for the article too; what is over 4,096 then gives way. */
export const ownLimits = { headline: 400, summary: 3_000 } as const;
const attributionLimit = 150;
const relatedLimit = 90;
const tagLimit = 40;
const mostTags = 4;
const parting = '\n\n';

/**
 * An article with its masked words ('حو.ثية') restored in all that is printed, for channels that
 * want them so.
 *
 * @returns each change too, to be logged
 */
export function restoreMasked<A extends PostedArticle>(
  article: A,
): { article: A; changes: Restoration[] } {
  const changes: Restoration[] = [];
  const restore = (text: string) => {
    const restored = restoreDotted(text);
    changes.push(...restored.changes);
    return restored.text;
  };
  const { title, summary, dateline } = article;
  return {
    article: {
      ...article,
      title: restore(title),
      summary: restore(summary),
      dateline: dateline && restore(dateline),
    },
    changes,
  };
}

/**
 * Lays out the post of an article for a channel. Related articles that the template has no place for
 * follow it; a correction always comes last.
 *
 * @returns text of at most 4,096 code points, its entities in UTF-16 units, and the buttons
 */
export function composePost(article: PostedArticle, look: PostLook): Message {
  const { layout = standardLayout } = look;
  const { canonicalUrl } = article;
  const read = canonicalUrl === null ? undefined : look.address('read', canonicalUrl);
  const values = valuesOf(article, look);
  const linked = ({ words }: Hole) =>
    read === undefined ? undefined : FormattedString.link(words ?? readWord, read);
  const related = holds(layout, 'related') ? undefined : values.related;
  const lay = (gone?: Placeholder) => {
    const laid = printLayout(layout, (hole) => {
      if (hole.placeholder === gone) return undefined;
      return hole.placeholder === 'link' ? linked(hole) : values[hole.placeholder];
    });
    const printed = new FormattedString(laid.text, [...laid.entities]);
    const parts = [printed, related, text(look.correction ?? '')].filter(
      (part) => part !== undefined && part.text !== '',
    ) as FormattedString[];
    const { text: body, entities } = FormattedString.join(parts, parting);
    return { text: body, entities, places: laid.places };
  };
  const { text: body, entities, places } = lay();
  const summary = places.get('summary');
  const message: Message = {
    text: body,
    entities,
    ...(summary ? { elastic: elasticOf(summary, body, lay('summary').text) } : {}),
    ...(canonicalUrl === null || read === undefined
      ? { preview: { is_disabled: true } }
      : {
          keyboard: {
            inline_keyboard: [
              [
                { text: readLabel(look), url: read },
                { text: 'مشاركة', url: shareAddress(canonicalUrl, article.title) },
              ],
            ],
          },
          preview: previewOf(look.preview, read),
        }),
  };
  return fitTo(message, textLimit);
}

/** What fills each place of a template; the link is called as its place says. */
function valuesOf(
  article: PostedArticle,
  look: PostLook,
): Record<Exclude<Placeholder, 'link'>, FormattedString | undefined> {
  const print = (words: string) => printedLine(words, look.numerals);
  const title = look.breaking ? withoutBreakingTag(article.title) : article.title;
  const headline = print(clip(title, partLimits.headline));
  const limits = article.canonicalUrl === null ? ownLimits : partLimits;
  // What editors write has lines of its own.
  const summary = clipSentences(article.summary, limits.summary).split('\n').map(print).join('\n');
  return {
    headline: text(look.breaking ? `عاجل | ${headline}` : headline),
    summary: text(summary),
    attribution: text(print(clip(attribution(article), attributionLimit))),
    source: text(print(clip(article.source ?? '', attributionLimit))),
    related: relatedLines(look),
    tags: text(tagLine(article)),
    follow: followLine(followNetworks(look.follow), (network) =>
      look.address(`follow:${network}`, look.follow[network] ?? ''),
    ),
  };
}

/**
 * The summary, and what goes with it when there is no room for any of it: what the template leaves
 * out of a post without one.
 */
function elasticOf(summary: Span, whole: string, without: string): Elastic {
  const length = whole.length - without.length;
  const latest = summary.offset;
  for (let from = Math.max(0, latest + summary.length - length); from <= latest; from++) {
    if (whole.slice(0, from) + whole.slice(from + length) === without) {
      return { ...summary, around: { offset: from, length } };
    }
  }
  return summary;
}

const previewOf = (size: PostLook['preview'], url: string): LinkPreviewOptions =>
  size === 'none'
    ? { is_disabled: true }
    : { url, [size === 'large' ? 'prefer_large_media' : 'prefer_small_media']: true };
const readWord = 'التفاصيل';
/** «التفاصيل · 69 قراءة». */
const readLabel = ({ reads, numerals: system }: PostLook): string =>
  reads === undefined ? readWord : `${readWord} · ${numerals(readCount(reads), system)}`;

/** «اقرأ أيضًا» and a line for each article, its title linked. */
function relatedLines({ related = [], numerals: system, address }: PostLook) {
  if (related.length === 0) return undefined;
  const lines = related.map(({ title, button, target }) => {
    const line = printedLine(clip(withoutBreakingTag(title), relatedLimit), system);
    return FormattedString.join([
      new FormattedString('• '),
      FormattedString.link(line, address(button, target)),
    ]);
  });
  return FormattedString.join([new FormattedString('اقرأ أيضًا:'), ...lines], '\n');
}

/** A line of a source as it is printed: its own marks of direction gone, ours in place. */
export function printedLine(text: string, system: Numerals): string {
  const line = typeset(stripBidi(text).replace(/\s+/g, ' ').trim());
  return startRightToLeft(isolate(numerals(line, system)));
}

/** The newsroom's own «عاجل:» goes: the template sets one, and two would stand there; «عاجلًا» stays. */
export const withoutBreakingTag = (title: string) =>
  title.replace(/^[^\p{L}\p{N}]*عاجل(?![\p{L}\p{M}])\s*[:|\-–—!.،]*\s*/u, '') || title;

const text = (plain: string) => new FormattedString(plain);

/** «العاصفة نيوز/ متابعات» names the source by itself; else the source follows the dateline. */
function attribution({ dateline, source }: PostedArticle): string {
  const place = dateline?.replace(/[\s:،.]+$/u, '') ?? '';
  if (!source) return place;
  if (normalise(place).includes(normalise(source))) return place;
  return place ? `${place} · المصدر: ${source}` : `المصدر: ${source}`;
}

/** Tags of what the article is about; masked words are searched as readers would search them. */
function tagLine({ title, paragraphs, tags }: PostedArticle): string {
  const about = topics({
    title: restoreDotted(title).text,
    paragraphs: paragraphs.map((paragraph) => restoreDotted(paragraph).text),
    tags: tags.map((tag) => restoreDotted(tag).text),
    limit: mostTags,
  });
  const made = about.map(hashtag).filter((tag) => tag !== null && [...tag].length <= tagLimit);
  return [...new Set(made)].join(' ');
}

/** Telegram's own share sheet; the one address that is neither short nor counted. */
function shareAddress(url: string, title: string): string {
  const query = new URLSearchParams({ url, text: clip(stripBidi(title), 200) });
  return `https://t.me/share/url?${query}`;
}

const clipSentences = (words: string, limit: number): string =>
  fitTo({ text: words, entities: [], elastic: { offset: 0, length: words.length } }, limit).text;

/** Cuts at a word's end, by code points, and says so with an ellipsis. */
function clip(words: string, limit: number): string {
  const points = [...words];
  if (points.length <= limit) return words;
  const cut = points.slice(0, limit - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '').trimEnd()}…`;
}
