/** What the desk chat is told without asking: reviews, lost answers, refusals, failing sources. */
import type { TitledPost } from '../data/repositories/posts.ts';
import { failureText } from '../templates/failures.ts';
import type { Message } from '../templates/message.ts';
import { channelName, messages } from '../templates/messages.ts';
import { button, messageAddress } from './reply.ts';

/** A post waits for approval; its preview goes before this. */
export const reviewNotice = (post: TitledPost): Message => ({
  text: messages.reviewAsk(channelName(post), post.title),
  entities: [],
  keyboard: {
    inline_keyboard: [
      [
        button(messages.approve, `review:approve:${post.id}`),
        button(messages.reject, `review:reject:${post.id}`),
      ],
    ],
  },
});

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
  const reasons = {
    target: messages.reasonTarget,
    permission: messages.reasonPermission,
    bot: messages.reasonBot,
    content: messages.reasonContent(reason),
  };
  return { text: messages.sendFailed(channelName(post), post.title, reasons[kind]), entities: [] };
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

export const sourceNotice = (name: string, error: unknown): Message => ({
  text: messages.sourceFailing(name, failureText(error)),
  entities: [],
});

export const articleNotice = (url: string, error: unknown): Message => ({
  text: messages.articleFailing(url, failureText(error)),
  entities: [],
  preview: { is_disabled: true },
});
