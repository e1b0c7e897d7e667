/** /addsource ADDRESS: finds what can be watched on a site, shows a sample, adds on a tap, undoes. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button } from './reply.ts';
import { welcomeReader } from './start.ts';

export function addSource(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const { people, watchlist } = deps;

  composer.command('addsource', async (ctx) => {
    if (!ctx.from) return;
    const by = await authorise(people, ctx.from.id, 'watch');
    if (!by) return welcomeReader(ctx, deps);
    const address = ctx.match.trim();
    if (!address) return void (await ctx.reply(deps.texts.askSite));
    const { chat, message_id } = await ctx.reply(deps.texts.lookingThroughSite);

    const search = async () => {
      const offers = await watchlist.find(address, by);
      if (offers.length === 0) {
        return void (await ctx.api.editMessageText(chat.id, message_id, deps.texts.nothingToWatch));
      }
      const buttons = offers.map(({ offerId }, index) =>
        button(deps.texts.addOffer(index + 1), `source:add:${offerId}`),
      );
      await ctx.api.editMessageText(chat.id, message_id, deps.texts.offersText(offers), {
        reply_markup: { inline_keyboard: [buttons] },
        link_preview_options: { is_disabled: true },
      });
    };
    // A site may take half a minute to look through: other editors need not wait for it.
    search().catch(async (error: unknown) => {
      deps.log.error({ error, address }, 'a site could not be looked through');
      await ctx.api
        .editMessageText(chat.id, message_id, deps.texts.failureText(error))
        .catch(() => {});
    });
  });

  composer.callbackQuery(/^source:add:(\d+)$/, async (ctx) => {
    const by = await authorise(people, ctx.from.id, 'watch');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const added = await watchlist.add(Number(ctx.match[1]), by);
    if (added.kind === 'stale') {
      return void (await ctx.answerCallbackQuery(deps.texts.staleButton));
    }
    if (added.kind === 'known') {
      return void (await ctx.answerCallbackQuery(deps.texts.sourceKnown(added.source.name)));
    }
    await ctx.answerCallbackQuery();
    await ctx.reply(deps.texts.sourceAdded(added.source.name), {
      reply_markup: {
        inline_keyboard: [[button(deps.texts.undoSource, `source:remove:${added.source.id}`)]],
      },
    });
  });

  composer.callbackQuery(/^source:remove:(\d+)$/, async (ctx) => {
    const by = await authorise(people, ctx.from.id, 'watch');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const removed = await watchlist.remove(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(removed ? undefined : deps.texts.sourceGone);
    if (removed) await ctx.editMessageText(deps.texts.sourceRemoved);
  });

  return composer;
}
