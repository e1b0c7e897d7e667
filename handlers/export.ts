/** /export: newsroom.yaml as the newsroom stands, as a file, for its owners. */
import { Composer, InputFile } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { BotContext, BotDeps } from './context.ts';
import { welcomeReader } from './start.ts';

export function exportNewsroom(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('export', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    if (!(await authorise(deps.people, ctx.from.id, 'manage'))) {
      return void (await ctx.reply(deps.texts.ownersOnly));
    }
    const file = new InputFile(Buffer.from(await deps.exportNewsroom()), 'newsroom.yaml');
    await ctx.replyWithDocument(file, { caption: deps.texts.exportCaption });
  });

  return composer;
}
