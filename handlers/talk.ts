/**
 * Questions and answers inside a conversation: the next text, the next button of ours.
 *
 * The trap of conversations: all of one runs again from the top on each update. What reads a clock, the
 * database or the network goes through `conversation.external`, whose result is kept and must be plain
 * JSON; `ctx.reply` and its like are kept by the plugin itself.
 */
import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { DeskTexts } from '../templates/desk.ts';
import type { BotContext } from './context.ts';
import { patienceMs } from './questions.ts';
import { isGroup, repliesToBot } from './reply.ts';

export interface TalkOptions {
  /** Buttons of this conversation; all others go on to their own handlers. */
  readonly ours: RegExp;
  /** Said after /cancel. */
  readonly cancelled: string;
  /** Said when another command ends the conversation. */
  readonly leftOff: string;
  readonly texts: DeskTexts;
}

const commandOf = ({ message }: Context): string | undefined =>
  /^\/(\w+)/.exec(message?.text ?? '')?.[1];

export type Talk = ReturnType<typeof createTalk>;

/** A question under which buttons stand: in a group only what replies to it reaches a bot. */
export const asked = (talk: Talk, question: string): string =>
  isGroup(talk.ctx()) ? `${question}\n${talk.texts.byReply}` : question;

/** Waits for the editor's next word, and keeps the context to answer through. */
export function createTalk(
  conversation: Conversation<BotContext, Context>,
  first: Context,
  { ours, cancelled, leftOff, texts }: TalkOptions,
) {
  let latest = first;

  const isHeard = (ctx: Context): boolean => {
    const data = ctx.callbackQuery?.data;
    if (data !== undefined) return ours.test(data);
    // Neither said nor pressed: an edited message is for what became of it.
    if (!ctx.message) return false;
    // In a group editors talk to each other too: an answer is a command, or replies to the bot.
    return !isGroup(ctx) || commandOf(ctx) !== undefined || repliesToBot(ctx);
  };

  const next = async (): Promise<Context> => {
    latest = await conversation.wait({ maxMilliseconds: patienceMs });
    if (!isHeard(latest)) return conversation.skip({ next: true });
    const command = commandOf(latest);
    if (command === undefined) return latest;
    await latest.reply(command === 'cancel' ? cancelled : leftOff);
    // Any other command goes on to its own handler.
    return conversation.halt({ next: command !== 'cancel' });
  };

  return {
    conversation,
    texts,
    ctx: () => latest,
    next,

    /** The next text; what is no text is told that one is waited for, old buttons that they are. */
    async text(): Promise<string> {
      for (;;) {
        const { message, callbackQuery } = await next();
        if (message?.text) return message.text;
        if (callbackQuery) await latest.answerCallbackQuery(texts.staleButton);
        else await latest.reply(texts.onlyText);
      }
    },

    /**
     * The next button of ours, by what stands behind its prefix; old buttons say that they are, and
     * what is written instead is told that a button is waited for.
     */
    async pressed(prefix: string): Promise<string> {
      for (;;) {
        const data = (await next()).callbackQuery?.data;
        if (data === undefined) {
          await latest.reply(texts.pressOrCancel);
          continue;
        }
        if (data.startsWith(prefix)) return data.slice(prefix.length);
        await latest.answerCallbackQuery(texts.staleButton);
      }
    },
  };
}
