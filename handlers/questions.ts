/**
 * Questions to an editor that their next message answers. They are rows, so that neither a restart
 * nor a new version forgets what was asked. A command or a button drops the question: whoever uses
 * one has gone elsewhere.
 */
import { Composer, type Context, type Filter } from 'grammy';
import type { MessageEntity } from 'grammy/types';
import type { Question, Questions } from '../data/repositories/questions.ts';
import type { BotContext, BotDeps } from './context.ts';
import { isGroup, repliesToBot } from './reply.ts';

export type Answering = Filter<BotContext, 'message'>;

/**
 * Hears the answer to a question of one kind.
 *
 * @param subject what the question was about, as it was asked
 * @returns `again` when the answer was not understood, which was said: the question stays; `pass` when
 *   the message is no answer: it goes on to its own handler
 */
export type Hear = (ctx: Answering, subject: unknown) => Promise<'again' | 'pass' | undefined>;

/** What somebody writes after half a day answers nothing that they were asked before. */
export const patienceMs = 12 * 3_600_000;

/**
 * Says a question and waits for the answer of whoever the update is from.
 *
 * @param entities of the text
 */
export async function ask(
  ctx: Pick<Context, 'chat' | 'from' | 'reply'>,
  deps: { readonly questions: Pick<Questions, 'ask'>; readonly now: () => number },
  text: string,
  question: Question,
  entities: MessageEntity[] = [],
): Promise<void> {
  if (!ctx.chat || !ctx.from) return;
  await deps.questions.ask({ chatId: ctx.chat.id, userId: ctx.from.id }, question, deps.now());
  // In a group a bot hears only what is said to it.
  await ctx.reply(text, {
    entities,
    ...(isGroup(ctx) ? { reply_markup: { force_reply: true } } : {}),
  });
}

/** Says why an answer was not understood; its question stays. */
export async function again(ctx: Pick<Context, 'reply'>, text: string): Promise<'again'> {
  await ctx.reply(text);
  return 'again';
}

/** @param hearers who hears the answers, by the kind of their question */
export function questions(
  deps: BotDeps,
  hearers: Readonly<Record<string, Hear>>,
): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.on('message', async (ctx, next) => {
    // In a group editors talk to each other too: an answer is what replies to the bot.
    if (isGroup(ctx) && !repliesToBot(ctx)) return next();
    const asked = { chatId: ctx.chat.id, userId: ctx.from.id };
    const question = await deps.questions.find(asked, deps.now() - patienceMs);
    const hear = question && hearers[question.kind];
    if (!hear) return next();
    const command = /^\/(\w+)/.exec(ctx.message.text ?? '')?.[1];
    if (command === undefined) {
      const heard = await hear(ctx, question.subject);
      if (heard !== 'again') await deps.questions.drop(asked);
      return heard === 'pass' ? next() : undefined;
    }
    await deps.questions.drop(asked);
    if (command === 'cancel') await ctx.reply(deps.texts.nothingChanged);
    else await next();
  });

  composer.on('callback_query', async (ctx, next) => {
    if (ctx.chat) await deps.questions.drop({ chatId: ctx.chat.id, userId: ctx.from.id });
    await next();
  });

  return composer;
}
