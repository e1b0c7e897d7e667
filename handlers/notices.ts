/** What the desk chat is told without asking: reviews, lost answers, refusals, failing sources. */
import type { TitledPost } from '../data/repositories/posts.ts';
import { failureText } from '../templates/failures.ts';
import type { Message } from '../templates/message.ts';
import { channelName, messages } from '../templates/messages.ts';
import { button } from './reply.ts';

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
  if (kind === 'target' || kind === 'permission') {
    const why = kind === 'target' ? messages.reasonTarget : messages.reasonPermission;
    return {
      text: messages.channelHeld(channelName(post), why),
      entities: [],
      keyboard: { inline_keyboard: [[button(messages.resume, `held:${post.id}`)]] },
    };
  }
  const reasons = { bot: messages.reasonBot, content: messages.reasonContent(reason) };
  return { text: messages.sendFailed(channelName(post), post.title, reasons[kind]), entities: [] };
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
