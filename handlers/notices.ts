/** What the desk chat is told without asking: reviews, lost answers, refusals, failing sources. */
import type { TitledPost } from '../data/repositories/posts.ts';
import type { Hold } from '../data/schema.ts';
import { isolateWhole } from '../src/arabic/bidi.ts';
import type { Trouble } from '../src/intake/intake.ts';
import { failureText } from '../templates/failures.ts';
import type { Message } from '../templates/message.ts';
import { channelName, messages } from '../templates/messages.ts';
import { moment, span } from '../templates/times.ts';
import { button, messageAddress } from './reply.ts';

/** More articles than these are told of in one line; each has its notice when it is asked for. */
const announcedAtOnce = 3;

interface Announcing {
  readonly preview: (articleId: number, channelId: number) => Promise<Message>;
  readonly notify: (message: Message) => Promise<unknown>;
  readonly now: number;
  /** IANA zone in which editors are told times. */
  readonly zone: string;
}

/** Tells of posts that wait for an editor's word: each article with its preview, or how many. */
export async function announceReview(
  posts: readonly TitledPost[],
  { preview, notify, now, zone }: Announcing,
): Promise<void> {
  const byArticle = Map.groupBy(posts, ({ articleId }) => articleId);
  if (byArticle.size > announcedAtOnce) {
    await notify({
      text: messages.reviewMany(posts.length),
      entities: [],
      keyboard: { inline_keyboard: [[button(messages.reviewShow, 'queue:review')]] },
    });
    return;
  }
  for (const [articleId, [first, ...others]] of byArticle) {
    if (!first) continue;
    // What is held comes in numbers: its headline and its reason are enough.
    if (!first.hold) await notify(await preview(articleId, first.channelId));
    await notify(reviewNotice([first, ...others], { now, zone }));
  }
}

/** Posts of one article wait for approval; their preview goes before this. */
export function reviewNotice(
  [first, ...others]: readonly [TitledPost, ...TitledPost[]],
  { now, zone }: { now: number; zone: string },
): Message {
  const channels = [first, ...others].map((post) => isolateWhole(channelName(post))).join('، ');
  const subject = others.length > 0 ? `all:${first.articleId}` : first.id;
  const when = (at: number | null) => moment(at ?? now, now, zone);
  const reasons: Readonly<Record<Hold, () => string>> = {
    late: () => messages.heldLate(channels, when(first.promisedAt), first.title),
    stale: () => messages.heldStale(channels, when(first.articlePublishedAt), first.title),
    old: () => `${messages.reviewAsk(channels, first.title)}\n${messages.heldOld}`,
    many: () => `${messages.reviewAsk(channels, first.title)}\n${messages.heldMany}`,
  };
  const text = first.hold ? reasons[first.hold]() : messages.reviewAsk(channels, first.title);
  return {
    text,
    entities: [],
    keyboard: {
      inline_keyboard: [
        [
          button(messages.approve, `review:approve:${subject}`),
          button(messages.reject, `review:reject:${subject}`),
        ],
      ],
    },
  };
}

/** Why a send ended without success, as src/delivery/verdict.ts names it. */
export interface SendTrouble {
  readonly kind: 'unknown' | 'content' | 'target' | 'permission' | 'bot';
  readonly reason: string;
}

export function sendNotice(post: TitledPost, { kind, reason }: SendTrouble): Message {
  if (kind === 'unknown') {
    return {
      text: messages.sendUnknown(channelName(post), post.title),
      entities: [],
      keyboard: {
        inline_keyboard: [
          [
            button(messages.arrived, `unknown:arrived:${post.id}`),
            button(messages.sendAgain, `unknown:again:${post.id}`),
          ],
        ],
      },
    };
  }
  if (kind === 'target' || kind === 'permission') {
    return {
      text: messages.channelHeld(channelName(post), reasonText({ kind, reason })),
      entities: [],
      keyboard: { inline_keyboard: [[button(messages.resume, `held:${post.id}`)]] },
    };
  }
  return {
    text: messages.sendFailed(channelName(post), post.title, reasonText({ kind, reason })),
    entities: [],
  };
}

const reasonText = ({ kind, reason }: SendTrouble): string =>
  ({
    target: messages.reasonTarget,
    permission: messages.reasonPermission,
    bot: messages.reasonBot,
    content: messages.reasonContent(reason),
    unknown: messages.reasonContent(reason),
  })[kind];

/** What intake has to tell of its sources and articles. */
export function intakeNotice(trouble: Trouble): Message {
  switch (trouble.kind) {
    case 'source':
      return told(messages.sourceFailing(trouble.name, failureText(trouble.error)));
    case 'recovered':
      return told(
        trouble.held > 0
          ? messages.sourceHeld(trouble.name, trouble.held)
          : messages.sourceRecovered(trouble.name),
      );
    case 'future':
      return told(messages.sourceInFuture(trouble.name, span(trouble.aheadMs)));
    case 'article':
      return told(messages.articleFailing(trouble.url, failureText(trouble.error)));
  }
}

/** A post that is out and can't be changed, or the outcome of a retraction. */
export type ChangeNews =
  | { readonly kind: 'lost' | 'refused'; readonly post: TitledPost; readonly reason: string }
  | { readonly kind: 'retracted'; readonly posts: readonly TitledPost[] };

export function changeNotice(news: ChangeNews): Message {
  if (news.kind === 'retracted') return { text: retractionText(news.posts), entities: [] };
  const { post, reason } = news;
  const text =
    news.kind === 'lost'
      ? messages.postLost(channelName(post), post.title)
      : messages.editRefused(channelName(post), post.title, reason);
  const address = post.messageId === null ? undefined : messageAddress(post.chat, post.messageId);
  if (!address || news.kind === 'lost') return { text, entities: [] };
  const open = { text: messages.open(channelName(post)), url: address };
  return { text, entities: [], keyboard: { inline_keyboard: [[open]] } };
}

/** What became of each post of a retraction, a line a channel. */
export function retractionText(posts: readonly TitledPost[]): string {
  const lines = posts.map((post) => {
    const channel = channelName(post);
    switch (post.retraction) {
      case 'withdrawn':
        return messages.retractWithdrawn(channel);
      case 'deleted':
        return messages.retractDeleted(channel);
      case 'corrected':
        return messages.retractCorrected(channel);
      case 'impossible':
        return messages.retractImpossible(channel, post.failure ?? '');
      default:
        return post.state === 'unknown'
          ? messages.retractUnknown(channel)
          : messages.retractUnderWay(channel);
    }
  });
  return [messages.retractOutcome(posts[0]?.title ?? ''), ...lines].join('\n');
}

const told = (text: string): Message => ({ text, entities: [], preview: { is_disabled: true } });
