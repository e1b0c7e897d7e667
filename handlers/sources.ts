/** /sources: every source with its health, page by page, and a button to look at one now. */
import { Composer } from 'grammy';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, type Menu, pageButtons, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

const perPage = 6;

export function sources(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  /** A page of the list; one that has emptied meanwhile is the first. */
  const listing = async (page: number, by: Authorized<'see'>): Promise<Menu> => {
    const offset = page * perPage;
    const { sources: shown, count } = await deps.watchlist.page({ limit: perPage, offset }, by);
    if (shown.length === 0 && page > 0) return listing(0, by);
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
      keyboard: [looks.slice(0, 3), looks.slice(3), turn],
    };
  };

  composer.command('sources', async (ctx) => {
    const by = ctx.from && (await authorise(deps.people, ctx.from.id, 'see'));
    if (!by) return welcomeReader(ctx, deps);
    await replyMenu(ctx, await listing(0, by));
  });

  composer.callbackQuery(/^sources:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'see');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    await showMenu(ctx, await listing(Number(ctx.match[1]), by));
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
