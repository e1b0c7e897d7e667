/** One question in a conversation: asked until the answer is understood, or the editor goes elsewhere. */
import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { DeskTexts } from '../templates/desk.ts';
import type { BotContext } from './context.ts';

export type Asking = Conversation<BotContext, Context>;

/** An answer that was not understood, and what to say about it. */
export interface Again {
  readonly again: string;
}

/**
 * Waits for an answer. Commands and buttons end the question and go on to their own handlers;
 * `/cancel` says that nothing has changed.
 *
 * @param read what the text means; runs once an answer, and gives plain JSON
 * @returns the meaning, and the context to answer through
 */
export async function answerTo<T extends object>(
  conversation: Asking,
  texts: DeskTexts,
  read: (text: string) => Promise<T | Again>,
): Promise<{ ctx: Context; value: T }> {
  for (;;) {
    const ctx = await conversation.wait();
    const text = ctx.message?.text;
    if (ctx.callbackQuery) return conversation.halt({ next: true });
    if (text === undefined) continue;
    if (text.startsWith('/')) {
      const isCancel = /^\/cancel\b/.test(text);
      if (isCancel) await ctx.reply(texts.nothingChanged);
      return conversation.halt({ next: !isCancel });
    }
    const value = await conversation.external(() => read(text));
    if (!('again' in value)) return { ctx, value: value as T };
    await ctx.reply(value.again);
  }
}
