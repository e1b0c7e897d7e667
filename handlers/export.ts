/** /export: newsroom.yaml as the newsroom stands, as a file, for its owners, in private. */
import { Composer, InputFile } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import { redact } from '../src/errors.ts';
import type { BotContext, BotDeps } from './context.ts';
import { sendPrivately } from './private.ts';
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
    const yaml = await deps.exportNewsroom();
    const warning = redact(yaml) === yaml ? [] : [deps.texts.exportSecrets];
    const caption = [deps.texts.exportCaption, ...warning].join('\n');
    await sendPrivately(ctx, deps.texts, (chat) =>
      ctx.api.sendDocument(chat, new InputFile(Buffer.from(yaml), 'newsroom.yaml'), { caption }),
    );
  });

  return composer;
}
