/** /latest, /search and /saved: lists of news that turn their pages in place. */
import { Composer, type Context } from 'grammy';
import { inDigits } from '../templates/printed.ts';
import { type List, newsList, searchedWords } from '../templates/reader.ts';
import { readerMessages as messages } from '../templates/reader-messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { inOwnChat } from './own-chat.ts';
import { replyMessage } from './reply.ts';

/** A query of more letters than this is a text pasted by mistake; in code points. */
const longestQuery = 100;

/** Pages that are gone through for one that has news; beyond, the first one is shown. */
const mostBack = 20;

export function newsstand(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const pageOf = (list: List, readerId: number, number: number, words: string) => {
    if (list === 'latest') return deps.newsstand.latest(number);
    return list === 'saved'
      ? deps.newsstand.saved(readerId, number)
      : deps.newsstand.search(words, number);
  };

  /** The page, or the last one that has some: what stood on it may have been taken out meanwhile. */
  const pageWithNews = async (list: List, readerId: number, number: number, words: string) => {
    for (let back = 0; back < mostBack && number - back > 0; back++) {
      const page = await pageOf(list, readerId, number - back, words);
      if (page.items.length > 0) return page;
    }
    return pageOf(list, readerId, 0, words);
  };

  const laidOut = async (list: List, readerId: number, number: number, words = '') =>
    inDigits(
      newsList(list, await pageWithNews(list, readerId, number, words), {
        now: deps.now(),
        zone: deps.zone,
        words,
      }),
      deps.digits(),
    );

  composer.command('latest', async (ctx) => {
    if (ctx.from) await replyMessage(ctx, await laidOut('latest', ctx.from.id, 0));
  });

  composer.command('saved', inOwnChat, async (ctx) => {
    if (ctx.from) await replyMessage(ctx, await laidOut('saved', ctx.from.id, 0));
  });
  composer.callbackQuery(/^news:(saved|drop):/, inOwnChat);

  composer.command('search', async (ctx) => {
    if (!ctx.from) return;
    const words = [...ctx.match.replace(/\s+/gu, ' ').trim()].slice(0, longestQuery).join('');
    if (words === '') return void (await ctx.reply(messages.askWords));
    await replyMessage(ctx, await laidOut('search', ctx.from.id, 0, words));
  });

  composer.callbackQuery(/^news:(latest|search|saved):(\d+)$/, async (ctx) => {
    const list = ctx.match[1] as List;
    const words = list === 'search' ? searchedWords(ctx.msg ?? {}) : '';
    await ctx.answerCallbackQuery();
    await edit(ctx, await laidOut(list, ctx.from.id, Number(ctx.match[2]), words));
  });

  composer.callbackQuery(/^news:(keep|drop):(\d+)(?::(\d+))?$/, async (ctx) => {
    const [, act, id, page = 0] = ctx.match;
    const articleId = Number(id);
    if (act === 'drop') {
      await deps.readers.unsave(ctx.from.id, articleId);
      await ctx.answerCallbackQuery(messages.unsaved);
      return edit(ctx, await laidOut('saved', ctx.from.id, Number(page)));
    }
    await deps.readers.meet(ctx.from.id, deps.now());
    await deps.readers.save(ctx.from.id, articleId, deps.now());
    await ctx.answerCallbackQuery(messages.saved);
  });

  return composer;
}

/** A page that is turned to where it stands already is no failure. */
async function edit(
  ctx: Pick<Context, 'editMessageText'>,
  { text, entities, keyboard, preview }: ReturnType<typeof newsList>,
): Promise<void> {
  await ctx.editMessageText(text, {
    entities,
    ...(keyboard ? { reply_markup: keyboard } : {}),
    ...(preview ? { link_preview_options: preview } : {}),
  });
}
