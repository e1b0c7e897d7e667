/** The post: headline, summary, dateline and source, hashtags, follow-us line, two buttons. */
import { FormattedString } from '@grammyjs/parse-mode';
import { isolate, startRightToLeft, stripBidi } from '../src/arabic/bidi.ts';
import { type Numerals, numerals } from '../src/arabic/digits.ts';
import { hashtag } from '../src/arabic/hashtags.ts';
import { normalise } from '../src/arabic/normalise.ts';
import { type FollowNetwork, followLine, followNetworks } from './follow.ts';
import type { Message } from './message.ts';

export interface PostedArticle {
  readonly title: string;
  readonly summary: string;
  readonly dateline: string | null;
  readonly source: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly canonicalUrl: string;
}

export interface PostLook {
  readonly numerals: Numerals;
  readonly breaking: boolean;
  readonly follow: Readonly<Partial<Record<FollowNetwork, string>>>;
  /** The address behind a button: a short link, or in previews the target itself. */
  readonly address: (button: string, target: string) => string;
}

/** What each part may take of Telegram's 4,096 code points, so that the whole always fits. */
const headlineLimit = 500;
const summaryLimit = 1_200;
const mostTags = 4;

/**
 * Lays out the post of an article for a channel.
 *
 * @returns text of at most 4,096 code points, its entities in UTF-16 units, and the buttons
 */
export function composePost(article: PostedArticle, look: PostLook): Message {
  const print = (text: string) =>
    startRightToLeft(isolate(numerals(stripBidi(text).replace(/\s+/g, ' ').trim(), look.numerals)));
  const title = look.breaking ? withoutBreakingTag(article.title) : article.title;
  const headline = print(clip(title, headlineLimit));
  const read = look.address('read', article.canonicalUrl);
  const follow = followLine(followNetworks(look.follow), (network) =>
    look.address(`follow:${network}`, look.follow[network] ?? ''),
  );
  const parts = [
    FormattedString.bold(look.breaking ? `عاجل | ${headline}` : headline),
    text(print(clip(article.summary, summaryLimit))),
    text(print(attribution(article))),
    text(tagLine(article)),
    follow,
  ].filter((part) => part !== undefined && part.text !== '') as FormattedString[];
  const { text: body, entities } = FormattedString.join(parts, '\n\n');
  return {
    text: body,
    entities,
    keyboard: {
      inline_keyboard: [
        [
          { text: 'التفاصيل', url: read },
          { text: 'مشاركة', url: shareAddress(article) },
        ],
      ],
    },
    preview: { url: read, prefer_large_media: true },
  };
}

/** The newsroom's own «عاجل:» goes: the template sets one, and two would stand there. */
const withoutBreakingTag = (title: string) =>
  title.replace(/^[^\p{L}\p{N}]*عاجل\s*[:|\-–—!.،]*\s*/u, '') || title;

const text = (plain: string) => new FormattedString(plain);

/** «العاصفة نيوز/ متابعات» names the source by itself; else the source follows the dateline. */
function attribution({ dateline, source }: PostedArticle): string {
  const place = dateline?.replace(/[\s:،.]+$/u, '') ?? '';
  if (!source) return place;
  if (normalise(place).includes(normalise(source))) return place;
  return place ? `${place} · المصدر: ${source}` : `المصدر: ${source}`;
}

function tagLine({ section, tags }: PostedArticle): string {
  const made = [section, ...tags].flatMap((words) => (words && hashtag(words)) || []);
  return [...new Set(made)].slice(0, mostTags).join(' ');
}

/** Telegram's own share sheet; the one address that is neither short nor counted. */
function shareAddress({ canonicalUrl, title }: PostedArticle): string {
  const query = new URLSearchParams({ url: canonicalUrl, text: clip(stripBidi(title), 200) });
  return `https://t.me/share/url?${query}`;
}

/** Cuts at a word's end, by code points, and says so with an ellipsis. */
function clip(words: string, limit: number): string {
  const points = [...words];
  if (points.length <= limit) return words;
  const cut = points.slice(0, limit - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '').trimEnd()}…`;
}
