/** /broadcast: an editor's words to all subscribers, after a look and a yes; how far it is, and a stop. */
import { type Api, Composer, GrammyError } from 'grammy';
import type { MessageEntity } from 'grammy/types';
import { authorise } from '../src/desk/authorise.ts';
import type { BroadcastDesk } from '../src/readers/broadcasts.ts';
import type { DeskTexts } from '../templates/desk.ts';
import type { Message } from '../templates/message.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, replyMessage } from './reply.ts';
import { welcomeReader } from './start.ts';

/** Telegram's bound, in code points. */
const longestNotice = 4_096;

export function broadcast(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.chatType('private').command('broadcast', async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'broadcast');
    if (!by) return welcomeReader(ctx, deps);
    const { text = '', entities = [] } = ctx.message;
    const notice = noticeOf(text, entities);
    if (notice.text === '') return void (await ctx.reply(deps.texts.askNotice));
    if ([...notice.text].length > longestNotice)
      return void (await ctx.reply(deps.texts.noticeLong));
    await replyMessage(ctx, notice);
    const { id, readers } = await deps.broadcasts.draft(notice, by);
    await ctx.reply(deps.texts.noticeAsk(readers), {
      reply_markup: {
        inline_keyboard: [
          [
            button(deps.texts.noticeSend, `broadcast:send:${id}`),
            button(deps.texts.cancel, `broadcast:cancel:${id}`),
          ],
        ],
      },
    });
  });

  composer.callbackQuery(/^broadcast:(send|cancel):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'broadcast');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const id = Number(ctx.match[2]);
    if (ctx.match[1] === 'cancel') {
      const stopped = await deps.broadcasts.cancel(id, by);
      if (!stopped) return void (await ctx.answerCallbackQuery(deps.texts.noticeOver));
      const { reached } = stopped;
      const told = reached === null ? deps.texts.noticeDropped : deps.texts.noticeStopped(reached);
      await ctx.answerCallbackQuery(told);
      return void (await ctx.editMessageText(told));
    }
    const sent = await deps.broadcasts.send(id, by, ctx.msgId ?? 0);
    await ctx.answerCallbackQuery(sent ? deps.texts.noticeGoes : deps.texts.noticeOver);
    // The words are tellProgress's alone: written here too, «0 of 3» could come after its last one.
    if (sent) await ctx.editMessageReplyMarkup(stopButton(id, deps.texts));
  });

  return composer;
}

/** What stands behind the command, with the entities that lie in it. */
function noticeOf(text: string, entities: readonly MessageEntity[]): Message {
  const start = /^\/\S+\s*/.exec(text)?.[0].length ?? 0;
  return {
    text: text.slice(start),
    entities: entities
      .filter(({ offset }) => offset >= start)
      .map((entity) => ({ ...entity, offset: entity.offset - start })),
  };
}

const stopButton = (id: number, texts: DeskTexts) => ({
  reply_markup: { inline_keyboard: [[button(texts.noticeStop, `broadcast:cancel:${id}`)]] },
});

/**
 * Brings the messages up to date that tell editors how far their notices are, and finishes what is
 * through. A message that an editor has deleted is no failure: the notice goes on. A last word that
 * could not be brought, as after a 429, is told by the next tick.
 */
export async function tellProgress(
  api: Pick<Api, 'editMessageText'>,
  broadcasts: Pick<BroadcastDesk, 'underway' | 'finish'>,
  texts: DeskTexts,
): Promise<void> {
  for (const { broadcast: one, sent, left } of await broadcasts.underway()) {
    if (one.createdBy !== null && one.progressMessageId !== null) {
      const text = left > 0 ? texts.noticeProgress(sent, one.total) : texts.noticeDone(sent);
      const markup = left > 0 ? stopButton(one.id, texts) : {};
      try {
        await api.editMessageText(one.createdBy, one.progressMessageId, text, markup);
      } catch (error) {
        if (!isRefused(error)) continue;
      }
    }
    if (left === 0) await broadcasts.finish(one.id);
  }
}

/** Whether Telegram will say the same however often it is asked. */
const isRefused = (error: unknown): boolean =>
  error instanceof GrammyError && [400, 403].includes(error.error_code);
