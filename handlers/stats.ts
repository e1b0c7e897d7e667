/** /stats: the clicks up to this moment. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import { overview, topToday } from '../src/stats/stats.ts';
import { statsText } from '../templates/stats.ts';
import type { BotContext, BotDeps } from './context.ts';
import { welcomeReader } from './start.ts';

export function stats(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('stats', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    // A tap of this second still stands in the click log alone.
    await deps.drain();
    const period = { now: deps.now(), zone: deps.zone };
    await ctx.reply(
      statsText({
        ...(await overview(deps.clicks, period)),
        top: await topToday(deps.clicks, period),
      }),
    );
  });

  return composer;
}
