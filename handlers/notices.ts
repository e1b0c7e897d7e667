/** What the desk chat is told without asking: reviews, lost answers, refusals, failing sources. */
import type { Post, TitledPost } from '../data/repositories/posts.ts';
import type { Announcement } from '../src/desk/announcing.ts';
import { messageAddress } from '../src/desk/message-address.ts';
import { type Review, reviewOf } from '../src/desk/pieces.ts';
import type { Trouble } from '../src/intake/intake.ts';
import type { DeskTexts } from '../templates/desk.ts';
import type { Message } from '../templates/message.ts';
import { channelName } from '../templates/messages.ts';
import { button } from './reply.ts';
import { type PieceDeps, pieceMessages } from './show-piece.ts';

/** More pieces than these are told of in one line; each has its notice when it is asked for. */
const announcedAtOnce = 3;

/**
 * What an editor is shown of a piece in review: the post as its first channel would show it, and the
 * card.
 *
 * @returns undefined when it waits no more
 */
export async function reviewNotice(
  piece: Review,
  deps: PieceDeps,
  { mayPublish }: { mayPublish: boolean },
): Promise<{ messages: Message[]; revision: number } | undefined> {
  const onDesk = await deps.desk.piece(piece);
  if (!onDesk) return undefined;
  const { card, preview } = await pieceMessages(deps, onDesk, { mayPublish });
  // What is held comes in numbers: its headline and its reason are enough.
  const messages = onDesk.posts[0]?.hold ? [card] : [preview, card];
  return { messages, revision: onDesk.revision };
}

/**
 * What the desk is told of posts that wait for an editor's word: each piece by itself, or how many
 * there are.
 *
 * @param deps.onError a piece that can't be laid out, and keeps no other one back
 */
export async function reviewNotices(
  posts: readonly Post[],
  deps: PieceDeps & { readonly onError: (error: unknown, piece: Review) => void },
): Promise<Announcement[]> {
  const pieces = reviewsOf(posts);
  if (pieces.length > announcedAtOnce) {
    const text = deps.texts.reviewMany(posts.length);
    const show = button(deps.texts.reviewShow, 'queue:review:0');
    const keyboard = { inline_keyboard: [[show]] };
    const messages = [{ text, entities: [], keyboard }];
    return [{ pieces: pieces.map((piece) => ({ piece })), messages }];
  }
  const announcements: Announcement[] = [];
  for (const piece of pieces) {
    try {
      const notice = await reviewNotice(piece, deps, { mayPublish: true });
      if (!notice) continue;
      const { messages, revision } = notice;
      announcements.push({ pieces: [{ piece, revision }], messages });
    } catch (error) {
      deps.onError(error, piece);
    }
  }
  return announcements;
}

/** The pieces that posts in review make up, in the order of their first ones. */
export const reviewsOf = (posts: readonly Post[]): Review[] => {
  const keyed = posts.map(
    (post) => [`${post.articleId}:${post.createdBy}`, reviewOf(post)] as const,
  );
  return [...new Map(keyed).values()];
};

/** Why a send ended without success, as src/delivery/verdict.ts names it. */
export interface SendTrouble {
  readonly kind: 'unknown' | 'content' | 'target' | 'permission' | 'bot';
  readonly reason: string;
}

export function sendNotice(
  post: TitledPost,
  { kind, reason }: SendTrouble,
  texts: DeskTexts,
): Message {
  if (kind === 'unknown') {
    return {
      text: texts.sendUnknown(channelName(post), post.title),
      entities: [],
      keyboard: {
        inline_keyboard: [
          [
            button(texts.arrived, `unknown:arrived:${post.id}`),
            button(texts.sendAgain, `unknown:again:${post.id}`),
          ],
        ],
      },
    };
  }
  if (kind === 'target' || kind === 'permission') {
    return {
      text: texts.channelHeld(channelName(post), reasonText({ kind, reason }, texts)),
      entities: [],
      keyboard: { inline_keyboard: [[button(texts.resume, `held:${post.id}`)]] },
    };
  }
  return {
    text: texts.sendFailed(channelName(post), post.title, reasonText({ kind, reason }, texts)),
    entities: [],
  };
}

const reasonText = ({ kind, reason }: SendTrouble, texts: DeskTexts): string =>
  ({
    target: texts.reasonTarget,
    permission: texts.reasonPermission,
    bot: texts.reasonBot,
    content: texts.reasonContent(reason),
    unknown: texts.reasonContent(reason),
  })[kind];

/** What intake has to tell of its sources and articles. */
export function intakeNotice(trouble: Trouble, texts: DeskTexts): Message {
  switch (trouble.kind) {
    case 'source':
      return told(texts.sourceFailing(trouble.name, texts.failureText(trouble.error)));
    case 'recovered':
      return told(
        trouble.held > 0
          ? texts.sourceHeld(trouble.name, trouble.held)
          : texts.sourceRecovered(trouble.name),
      );
    case 'future':
      return told(texts.sourceInFuture(trouble.name, texts.span(trouble.aheadMs)));
    case 'article':
      return told(texts.articleFailing(trouble.url, texts.failureText(trouble.error)));
  }
}

/** A post that is out and can't be changed, or the outcome of a retraction. */
export type ChangeNews =
  | { readonly kind: 'lost' | 'refused'; readonly post: TitledPost; readonly reason: string }
  | { readonly kind: 'retracted'; readonly posts: readonly TitledPost[] };

export function changeNotice(news: ChangeNews, texts: DeskTexts): Message {
  if (news.kind === 'retracted') return { text: retractionText(news.posts, texts), entities: [] };
  const { post, reason } = news;
  const text =
    news.kind === 'lost'
      ? texts.postLost(channelName(post), post.title)
      : texts.editRefused(channelName(post), post.title, reason);
  const address = post.messageId === null ? undefined : messageAddress(post.chat, post.messageId);
  if (!address || news.kind === 'lost') return { text, entities: [] };
  const open = { text: texts.open(channelName(post)), url: address };
  return { text, entities: [], keyboard: { inline_keyboard: [[open]] } };
}

/** What became of each post of a retraction, a line a channel. */
export function retractionText(posts: readonly TitledPost[], texts: DeskTexts): string {
  const lines = posts.map((post) => {
    const channel = channelName(post);
    switch (post.retraction) {
      case 'withdrawn':
        return texts.retractWithdrawn(channel);
      case 'deleted':
        return texts.retractDeleted(channel);
      case 'corrected':
        return post.failure === null
          ? texts.retractCorrected(channel)
          : texts.retractPicturesStand(channel);
      case 'impossible':
        return texts.retractImpossible(channel, post.failure ?? '');
      default:
        return post.state === 'unknown'
          ? texts.retractUnknown(channel)
          : texts.retractUnderWay(channel);
    }
  });
  return [texts.retractOutcome(posts[0]?.title ?? ''), ...lines].join('\n');
}

const told = (text: string): Message => ({ text, entities: [], preview: { is_disabled: true } });
