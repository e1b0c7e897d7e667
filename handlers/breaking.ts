/** /breaking ADDRESS: an article to all its channels at once, after one button, and back. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import { isOldNews } from '../src/desk/lateness.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { retractionText } from './notices.ts';
import { button, replyMessage } from './reply.ts';
import { welcomeReader } from './start.ts';

export function breaking(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const readFrom = async (address: string) => {
    try {
      return await deps.readAddress(address);
    } catch (error) {
      deps.log.error({ error, address }, 'an editor’s address could not be read');
      return { failure: deps.texts.failureText(error) };
    }
  };

  composer.command('breaking', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'publish'))) {
      return welcomeReader(ctx, deps);
    }
    const address = ctx.match.trim();
    if (!address) return void (await ctx.reply(deps.texts.breakingUsage));
    const progress = await ctx.reply(deps.texts.reading);
    const article = await readFrom(address);
    await ctx.api.deleteMessage(progress.chat.id, progress.message_id);
    if ('failure' in article) return void (await ctx.reply(article.failure));
    const channels = await deps.desk.flashChannels(article.id);
    const [first] = channels;
    if (!first) {
      const isNowhere = (await deps.channels.all()).length === 0;
      return void (await ctx.reply(isNowhere ? deps.texts.noChannels : deps.texts.breakingStands));
    }
    await replyMessage(ctx, await deps.preview(article.id, first.id, { breaking: true }));
    const where = channels.map(({ key, chat }) => `• ${channelName({ channel: key, chat })}`);
    const { publishedAt } = article;
    const old =
      publishedAt !== null && isOldNews(publishedAt, deps.now())
        ? [deps.texts.breakingOld(deps.texts.moment(publishedAt, deps.now(), deps.zone))]
        : [];
    const asked = `${article.id}:${deps.now().toString(36)}`;
    await ctx.reply([deps.texts.breakingConfirm(where.join('\n')), ...old].join('\n'), {
      reply_markup: {
        inline_keyboard: [
          [
            button(deps.texts.breakingGo, `breaking:go:${asked}`),
            button(deps.texts.cancel, `breaking:no:${asked}`),
          ],
        ],
      },
    });
  });

  // Pressed twice, or handled again after a crash, either tells what became of it.
  composer.callbackQuery(/^breaking:(go|no):(\d+):([0-9a-z]+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const [, what, article] = ctx.match;
    const id = Number(article);
    const askedAt = Number.parseInt(ctx.match[3] ?? '', 36);
    if (what === 'go') await deps.desk.flash(id, askedAt, by);
    await ctx.answerCallbackQuery();
    const sent = await deps.desk.lastFlash(id, askedAt, by);
    const [first] = sent;
    if (!first) {
      const text = what === 'go' ? deps.texts.breakingSince : deps.texts.discarded;
      return void (await ctx.editMessageText(text));
    }
    const undo = `breaking:undo:${id}:${first.promisedAt}`;
    await ctx.editMessageText(deps.texts.breakingSent(sent.length), {
      reply_markup: {
        inline_keyboard: [[button(deps.texts.breakingUndo, undo)]],
      },
    });
  });

  composer.callbackQuery(/^breaking:undo:(\d+):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'correct');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const article = Number(ctx.match[1]);
    const posts = await deps.desk.flashed(article, Number(ctx.match[2]));
    const chat = String(ctx.chat?.id ?? ctx.from.id);
    const taken = await deps.desk.retract(article, { posts, reason: null, chat }, by);
    if (taken.length === 0) return void (await ctx.answerCallbackQuery(deps.texts.postGone));
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(retractionText(taken, deps.texts));
  });

  return composer;
}
