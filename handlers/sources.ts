/** /sources: every source with its health, page by page, and a button to look at one now. */
import { Composer } from 'grammy';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, pageButtons } from './reply.ts';
import { welcomeReader } from './start.ts';

const perPage = 6;

export function sources(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const listing = async (page: number, by: Authorized<'see'>) => {
    const offset = page * perPage;
    const { sources: shown, count } = await deps.watchlist.page({ limit: perPage, offset }, by);
    const looks = shown.map(({ id }, index) =>
      button(deps.texts.lookNow(offset + index + 1), `source:look:${id}`),
    );
    const hasMore = offset + perPage < count;
    const turn = pageButtons({ page, hasMore }, deps.texts, (to) => `sources:${to}`);
    return {
      text:
        count === 0
          ? deps.texts.noSources
          : deps.texts.sourcesText(shown, { count, offset, now: deps.now() }),
      keyboard: [looks.slice(0, 3), looks.slice(3), turn].filter((row) => row.length > 0),
    };
  };

  composer.command('sources', async (ctx) => {
    const by = ctx.from && (await authorise(deps.people, ctx.from.id, 'see'));
    if (!by) return welcomeReader(ctx, deps);
    const { text, keyboard } = await listing(0, by);
    await ctx.reply(text, {
      reply_markup: { inline_keyboard: keyboard },
      link_preview_options: { is_disabled: true },
    });
  });

  composer.callbackQuery(/^sources:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'see');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const { text, keyboard } = await listing(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(text, {
      reply_markup: { inline_keyboard: keyboard },
      link_preview_options: { is_disabled: true },
    });
  });

  composer.callbackQuery(/^source:look:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'watch');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const source = await deps.watchlist.lookNow(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(
      source ? deps.texts.lookingNow(source.name) : deps.texts.staleButton,
    );
  });

  return composer;
}
