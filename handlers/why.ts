/** /why: each stage that an address passed or stopped at. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { BotContext, BotDeps } from './context.ts';
import { welcomeReader } from './start.ts';

export function why(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('why', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    const address = ctx.match.trim();
    if (!address) return void (await ctx.reply(deps.texts.askWhy));
    const text = deps.texts.whyText(await deps.stagesOf(address), {
      now: deps.now(),
      zone: deps.zone,
    });
    await ctx.reply(text, { link_preview_options: { is_disabled: true } });
  });

  return composer;
}
