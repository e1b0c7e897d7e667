/**
 * /retract [link]: takes a post back on the channels that the editor chooses, after they confirmed.
 * A reason is optional. The trap of conversations is told at the top of talk.ts.
 */
import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { stripBidi } from '../src/arabic/bidi.ts';
import { authorise } from '../src/desk/authorise.ts';
import { isRetractable } from '../src/desk/retractions.ts';
import { clip } from '../templates/fit.ts';
import { type Chosen, type ChosenArticle, openPosts } from './choose-post.ts';
import type { BotContext, BotDeps } from './context.ts';
import { retractionText } from './notices.ts';
import { button } from './reply.ts';
import { asked, type Talk } from './talk.ts';

const prefix = 'retract:';

export function retract(deps: BotDeps) {
  return async (
    conversation: Conversation<BotContext, Context>,
    ctx: Context,
    given: string,
  ): Promise<void> => {
    const editorId = ctx.from?.id;
    if (editorId === undefined) return;
    const opened = await openPosts(conversation, ctx, deps, given, {
      prefix,
      ours: /^retract:/,
      ask: deps.texts.askRetract,
      stopped: deps.texts.retractStopped,
      suits: isRetractable,
    });
    if (!opened) return;
    const { talk, article, posts } = opened;
    const wish = await confirm(talk, article, posts);
    if (!wish) return void (await talk.ctx().reply(deps.texts.retractStopped));
    const chat = String(talk.ctx().chat?.id ?? editorId);
    const outcome = await conversation.external(async () => {
      const by = await authorise(deps.people, editorId, 'correct');
      if (!by) return deps.texts.editorsOnly;
      const wanted = { posts: posts.map(({ id }) => id), reason: wish.reason, chat };
      const taken = await deps.desk.retract(article.id, wanted, by);
      return taken.length > 0 ? retractionText(taken, deps.texts) : deps.texts.postGone;
    });
    await talk.ctx().reply(outcome);
  };
}

/** @returns undefined after «إلغاء» */
async function confirm(
  talk: Talk,
  { id, title }: ChosenArticle,
  posts: readonly Chosen[],
): Promise<{ reason: string | null } | undefined> {
  let reason: string | null = null;
  for (;;) {
    const channels = posts.map(({ channel }) => talk.texts.channelLine(channel));
    const why =
      reason === null ? asked(talk, talk.texts.retractAsk) : talk.texts.retractReason(reason);
    await talk.ctx().reply([talk.texts.retractConfirm(title), ...channels, why].join('\n'), {
      reply_markup: {
        inline_keyboard: [
          [button(talk.texts.retractNow, `${prefix}${id}:yes`)],
          [button(talk.texts.cancel, `${prefix}${id}:no`)],
        ],
      },
    });
    const { message, callbackQuery } = await talk.next();
    if (callbackQuery) {
      const isOurs = callbackQuery.data?.startsWith(`${prefix}${id}:`);
      await talk.ctx().answerCallbackQuery(isOurs ? undefined : talk.texts.staleButton);
      if (!isOurs) continue;
      await talk.ctx().editMessageReplyMarkup();
      return callbackQuery.data?.endsWith(':yes') ? { reason } : undefined;
    }
    if (message?.text) {
      reason = clip(stripBidi(message.text).replace(/\s+/g, ' ').trim(), reasonLimit);
    }
  }
}

/** Code points: with the notice's own words far below a caption. */
const reasonLimit = 500;
