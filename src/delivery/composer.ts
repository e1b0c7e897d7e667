/** Lays out a post of the database for sending: article, channel and newsroom, with its links made. */
import { isOwn, type StoredArticle } from '../../data/repositories/articles.ts';
import type { Channel } from '../../data/repositories/channels.ts';
import { shownOf } from '../../data/repositories/posts.ts';
import type { AmendedPart } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import { correctionLine } from '../../templates/correction.ts';
import { type FollowNetwork, followNetworks } from '../../templates/follow.ts';
import { type Layout, ownWords } from '../../templates/layout.ts';
import type { Message } from '../../templates/message.ts';
import { composePost, type PostedArticle, restoreMasked } from '../../templates/post.ts';
import { composeMostRead } from './digests.ts';
import { layoutOf } from './layouts.ts';
import { isWorthShowing } from './picture.ts';
import { relatedButton, relatedOn } from './related.ts';

export interface ComposerOptions {
  readonly store: Store;
  /** Base of short links, without a slash at its end. */
  readonly publicUrl: string;
  readonly newSlug: () => string;
  /** Whether a channel's quiet hours take the sound away at a time, in milliseconds UTC. */
  readonly isHushed: (channel: Channel, at: number) => boolean;
  readonly now: () => number;
  readonly log: { info(facts: object, text: string): void };
}

/**
 * Makes the function that lays out a post in its channel's template, in its editors' words where they
 * gave some. The first time it makes the post's links; again it finds them, so the text is the same however often a send is
 * tried. Of a post that is out, a last line says which number is not the one that readers first saw.
 */
export function createComposer(options: ComposerOptions) {
  const { store, publicUrl, newSlug, isHushed, now, log } = options;
  return async (postId: number): Promise<Message> => {
    const { post, article, channel } = await partsOf(store, postId);
    const masthead = await store.newsroom.masthead();
    const manner = {
      silent: channel.silent === 1 || (post.breaking === 0 && isHushed(channel, now())),
      protect: channel.protect === 1,
      paid: masthead?.paidBroadcast ?? false,
    };
    const digest = await store.digests.ofPost(postId);
    if (digest) {
      const titleOf = (told: StoredArticle) => printedOn(channel, told).printed.title;
      const options = { publicUrl, newSlug, now: now(), titleOf };
      const mostRead = await composeMostRead(store, { digest, channel, postId }, options);
      return { ...mostRead, ...manner };
    }
    const related = await relatedOn(store, { post, article, channel }, now());
    const follow: Partial<Record<FollowNetwork, string>> = masthead?.follow ?? {};
    const targets = [
      ...(isOwn(article) ? [] : [{ button: 'read', target: article.canonicalUrl }]),
      ...followNetworks(follow).map((network) => ({
        button: `follow:${network}`,
        target: follow[network] ?? '',
      })),
      ...related.map(({ id, canonicalUrl }) => ({
        button: relatedButton(id),
        target: canonicalUrl,
      })),
    ];
    const slugs = await store.transaction((tx) =>
      tx.links.ensure(post, targets, { now: now(), newSlug }),
    );
    const words = await store.amendments.of(post);
    const amended = withWords(article, words);
    const { printed, changes } = printedOn(channel, amended);
    if (changes.length > 0) log.info({ post: postId, changes }, 'masked words restored');
    const layout = await layoutOf(store, channel);
    if (!layout)
      log.info(
        { post: postId, template: channel.template },
        'no such template: the standard one is used',
      );
    const look = {
      layout,
      numerals: channel.numerals,
      breaking: post.breaking === 1,
      preview: channel.preview,
      follow,
      related: related.map((other) => ({
        title: printedOn(channel, other).printed.title,
        button: relatedButton(other.id),
        target: other.canonicalUrl,
      })),
      reads: channel.readCount ? await store.shownCounts.of(postId) : undefined,
      address: (button: string) => `${publicUrl}/${slugs.get(button)}`,
    };
    const message = composePost(printed, look);
    const shown = shownOf(post);
    // Numbers of the template are no news, though it may have had others when the post went out.
    const before = shown && `${shown.first}\n${layout ? ownWords(layout) : ''}`;
    const correction = before && correctionLine(before, message.text, channel.numerals);
    const said = correction ? composePost(printed, { ...look, correction }) : message;
    return { ...withMedia(said, article, channel, { breaking: look.breaking, words }), ...manner };
  };
}

/**
 * Lays out an article as it would look on a channel, its buttons leading straight to their targets:
 * nothing is stored, and no tap on a preview is counted.
 *
 * @param breaking as breaking news or not, whatever the article is
 * @param words an editor's, in place of the article's
 * @param layout a template that is not saved yet, in place of the channel's
 */
export async function composePreview(
  store: Store,
  articleId: number,
  channelId: number,
  { breaking, words = {}, layout }: { breaking?: boolean; words?: Words; layout?: Layout } = {},
): Promise<Message> {
  const article = await store.articles.find(articleId);
  const channel = await store.channels.find(channelId);
  if (!article) throw new Error(`no article ${articleId}`);
  const isBreaking = breaking ?? article.breaking === 1;
  const message = composePost(printedOn(channel, withWords(article, words)).printed, {
    numerals: channel?.numerals ?? 'western',
    breaking: isBreaking,
    preview: channel?.preview ?? 'large',
    follow: (await store.newsroom.masthead())?.follow ?? {},
    address: (_button, target) => target,
    layout: layout ?? (channel && (await layoutOf(store, channel))),
  });
  return channel ? withMedia(message, article, channel, { breaking: isBreaking, words }) : message;
}

/** How a post would look with words of an editor's, on top of those that it has. */
export async function composeAmended(store: Store, postId: number, words: Words): Promise<Message> {
  const { post, article, channel } = await partsOf(store, postId);
  const amended = { ...(await store.amendments.of(post)), ...words };
  const breaking = post.breaking === 1;
  return composePreview(store, article.id, channel.id, { breaking, words: amended });
}

/** The headline and summary of a post, its editors' words in place of the source's. */
export async function wordsOf(
  store: Store,
  postId: number,
): Promise<{ headline: string; summary: string }> {
  const { post, article } = await partsOf(store, postId);
  const { title, summary } = withWords(article, await store.amendments.of(post));
  return { headline: title, summary };
}

/** The same as the post prints them, masked words restored where its channel wants it. */
export async function printedWords(
  store: Store,
  postId: number,
): Promise<{ headline: string; summary: string }> {
  const { post, article, channel } = await partsOf(store, postId);
  const amended = withWords(article, await store.amendments.of(post));
  const { title, summary } = printedOn(channel, amended).printed;
  return { headline: title, summary };
}

type Words = Partial<Record<AmendedPart, string>>;

const withWords = (article: StoredArticle, { headline, summary }: Words) => ({
  ...article,
  canonicalUrl: isOwn(article) ? null : article.canonicalUrl,
  title: headline ?? article.title,
  summary: summary ?? article.summary,
});

/**
 * Puts the article's picture above the post, or those that an editor has chosen. Breaking news goes
 * as text, at once: with a picture Telegram would fetch it first, and the link preview shows one a
 * moment later.
 */
function withMedia(
  message: Message,
  article: StoredArticle,
  channel: Pick<Channel, 'id' | 'media'>,
  { breaking, words }: { breaking: boolean; words: Words },
): Message {
  if (words.pictures !== undefined) {
    const chosen: string[] = JSON.parse(words.pictures);
    const pictures = chosen.map((url) => ({ url }));
    if (pictures.length === 0) return message;
    return { ...message, media: { pictures, articleId: article.id, channelId: channel.id } };
  }
  // A card of what is all said below it would only cut it short.
  if (channel.media === 0 || breaking || isOwn(article)) return message;
  const { imageUrl: url, imageWidth: width, imageHeight: height } = article;
  const pictures = url && isWorthShowing({ url, width, height }) ? [{ url }] : [];
  return { ...message, media: { pictures, articleId: article.id, channelId: channel.id } };
}

/** The article as a channel prints it: masked words as restored, or as the source wrote them. */
export function printedOn<A extends PostedArticle>(
  channel: { dotted: 'restore' | 'keep' } | undefined,
  article: A,
) {
  if (channel?.dotted === 'keep') return { printed: article, changes: [] };
  const { article: printed, changes } = restoreMasked(article);
  return { printed, changes };
}

async function partsOf(store: Store, postId: number) {
  const post = await store.posts.find(postId);
  const article = post && (await store.articles.find(post.articleId));
  const channel = post && (await store.channels.find(post.channelId));
  if (!post || !article || !channel) throw new Error(`post ${postId} is not whole`);
  return { post, article, channel };
}
