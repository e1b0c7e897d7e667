/** /broadcast: an editor's words to all subscribers, after a look and a yes; how far it is, and a stop. */
import { type Api, Composer } from 'grammy';
import type { MessageEntity } from 'grammy/types';
import { authorise } from '../src/desk/authorise.ts';
import type { BroadcastDesk } from '../src/readers/broadcasts.ts';
import type { DeskTexts } from '../templates/desk.ts';
import type { Message } from '../templates/message.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, replyMessage, unlessUnchanged } from './reply.ts';
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
      await ctx.answerCallbackQuery(stopped ? deps.texts.noticeStopped : deps.texts.noticeOver);
      return void (await ctx.editMessageReplyMarkup().catch(unlessUnchanged));
    }
    const total = await deps.broadcasts.send(id, by);
    await ctx.answerCallbackQuery(
      total === undefined ? deps.texts.noticeOver : deps.texts.noticeGoes,
    );
    if (total === undefined) return;
    await deps.broadcasts.tellAt(id, ctx.msgId ?? 0);
    await ctx
      .editMessageText(deps.texts.noticeProgress(0, total), stopButton(id, deps.texts))
      .catch(unlessUnchanged);
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
 * Brings the messages up to date that tell editors how far their notices are. A message that an
 * editor has deleted is no failure: the notice goes on.
 */
export async function tellProgress(
  api: Pick<Api, 'editMessageText'>,
  broadcasts: Pick<BroadcastDesk, 'underway'>,
  texts: DeskTexts,
): Promise<void> {
  for (const { broadcast: one, sent, left } of await broadcasts.underway()) {
    if (one.createdBy === null || one.progressMessageId === null) continue;
    const text = left > 0 ? texts.noticeProgress(sent, one.total) : texts.noticeDone(sent);
    await api
      .editMessageText(
        one.createdBy,
        one.progressMessageId,
        text,
        left > 0 ? stopButton(one.id, texts) : {},
      )
      .catch(() => {});
  }
}
