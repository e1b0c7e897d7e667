/** Inline mode: `@bot words` in any chat offers published news to share, through counted links. */
import { Composer } from 'grammy';
import { newsOffer } from '../templates/reader.ts';
import type { BotContext, BotDeps } from './context.ts';

/** Seconds for which Telegram may offer the same again without asking. */
const cacheSeconds = 60;

export function inline(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.on('inline_query', async (ctx) => {
    const words = ctx.inlineQuery.query.trim();
    const page = Number(ctx.inlineQuery.offset) || 0;
    const { items, hasMore } =
      words === '' ? await deps.newsstand.latest(page) : await deps.newsstand.search(words, page);
    const when = { now: deps.now(), zone: deps.zone, digits: deps.digits() };
    await ctx.answerInlineQuery(
      items.map((item) => newsOffer(item, when)),
      { cache_time: cacheSeconds, next_offset: hasMore ? String(page + 1) : '' },
    );
  });

  return composer;
}
