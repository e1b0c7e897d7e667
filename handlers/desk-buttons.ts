/** The buttons of the desk chat's notices: posts of unknown outcome, channels that refuse us. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { BotContext, BotDeps } from './context.ts';

export function deskButtons(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.callbackQuery(/^unknown:(arrived|again):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const found = ctx.match[1] === 'arrived' ? 'arrived' : 'again';
    const resolved = await deps.desk.resolve(Number(ctx.match[2]), found, by);
    const done = found === 'arrived' ? deps.texts.arrivedNoted : deps.texts.sendingAgain;
    await ctx.answerCallbackQuery(resolved ? done : deps.texts.decidedBefore);
    await ctx.editMessageReplyMarkup();
  });

  composer.callbackQuery(/^held:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const resumed = await deps.desk.resume(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(resumed ? deps.texts.resumed : deps.texts.decidedBefore);
    await ctx.editMessageReplyMarkup();
  });

  return composer;
}
