/** /queue: what is to go out and when; each post can be moved, put first, sent at once, taken out. */
import { Composer, type Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { TitledPost } from '../data/repositories/posts.ts';
import { parseWhen } from '../src/arabic/dates.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { announceReview } from './notices.ts';
import { ask, type Hear } from './questions.ts';
import { button, replyMessage } from './reply.ts';
import { welcomeReader } from './start.ts';

const shown = 10;
const reviewedAtOnce = 3;

export function queue(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const when = (post: TitledPost) =>
    post.state === 'unknown'
      ? deps.texts.queueUnknown
      : deps.texts.moment(post.dueAt ?? deps.now(), deps.now(), deps.zone);

  const listing = async () => {
    const posts = await deps.posts.queue(shown);
    const lines = posts.map((post, index) =>
      deps.texts.queueLine(index + 1, channelName(post), when(post), post.title),
    );
    const numbers = posts.map((post, index) => button(`${index + 1}`, `queue:open:${post.id}`));
    const waiting = await deps.posts.inReview(shown);
    const parts = [
      ...(posts.length > 0
        ? [deps.texts.queueTitle(await deps.posts.queueLength()), ...lines, deps.texts.queueHint]
        : [deps.texts.queueEmpty]),
      ...(waiting.length > 0 ? [deps.texts.reviewTitle(waiting.length)] : []),
    ];
    const keyboard: InlineKeyboardButton[][] = [
      ...Array.from({ length: Math.ceil(numbers.length / 5) }, (_, row) =>
        numbers.slice(row * 5, row * 5 + 5),
      ),
      ...(waiting.length > 0 ? [[button(deps.texts.reviewShow, 'queue:review')]] : []),
    ];
    return { text: parts.join('\n\n'), markup: { reply_markup: { inline_keyboard: keyboard } } };
  };

  const showList = async (ctx: Context) => {
    const { text, markup } = await listing();
    await ctx.editMessageText(text, markup);
  };

  /** An act of the list's buttons: it is done, told, and the list shown anew. */
  const act = (
    pattern: RegExp,
    work: (id: number, by: Authorized<'publish'>) => Promise<TitledPost | undefined>,
    told: (post: TitledPost) => string,
  ) =>
    composer.callbackQuery(pattern, async (ctx) => {
      const by = await authorise(deps.people, ctx.from.id, 'publish');
      if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
      const post = await work(Number(ctx.match[1]), by);
      await ctx.answerCallbackQuery(post ? told(post) : deps.texts.tooLate);
      await showList(ctx);
    });

  composer.command('queue', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    const { text, markup } = await listing();
    await ctx.reply(text, markup);
  });

  composer.callbackQuery('queue:list', async (ctx) => {
    await ctx.answerCallbackQuery();
    await showList(ctx);
  });

  composer.callbackQuery(/^queue:open:(\d+)$/, async (ctx) => {
    const post = await deps.posts.find(Number(ctx.match[1]));
    const waits = post?.state === 'queued' || post?.state === 'scheduled';
    if (!post || !(waits || post.state === 'unknown')) {
      await ctx.answerCallbackQuery(deps.texts.tooLate);
      return showList(ctx);
    }
    await ctx.answerCallbackQuery();
    const acts = [
      [
        button(deps.texts.now, `queue:now:${post.id}`),
        button(deps.texts.putFirst, `queue:first:${post.id}`),
        button(deps.texts.atTime, `queue:move:${post.id}`),
      ],
      [button(deps.texts.withdraw, `queue:withdraw:${post.id}`)],
    ];
    await ctx.editMessageText(deps.texts.queuePost(channelName(post), when(post), post.title), {
      reply_markup: {
        inline_keyboard: [...(waits ? acts : []), [button(deps.texts.back, 'queue:list')]],
      },
    });
  });

  act(
    /^queue:withdraw:(\d+)$/,
    (id, by) => deps.desk.withdraw(id, by),
    (post) => deps.texts.withdrawn(post.title.slice(0, 100)),
  );
  act(
    /^queue:now:(\d+)$/,
    (id, by) => deps.desk.reschedule(id, deps.now(), by),
    (post) => deps.texts.moved(when(post)),
  );
  act(
    /^queue:first:(\d+)$/,
    (id, by) => deps.desk.putFirst(id, by),
    (post) => deps.texts.moved(when(post)),
  );

  composer.callbackQuery(/^queue:move:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    const question = { kind: 'time', subject: { id: Number(ctx.match[1]) } };
    await ask(ctx, deps, deps.texts.askTime, question);
  });

  composer.callbackQuery(/^queue:back:(\d+):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const at = Number(ctx.match[2]);
    if (at <= deps.now()) return void (await ctx.answerCallbackQuery(deps.texts.movePast));
    const post = await deps.desk.reschedule(Number(ctx.match[1]), at, by);
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(post ? deps.texts.moved(when(post)) : deps.texts.tooLate);
  });

  composer.callbackQuery('queue:review', async (ctx) => {
    if (!(await authorise(deps.people, ctx.from.id, 'see'))) {
      return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    }
    await ctx.answerCallbackQuery();
    const byArticle = Map.groupBy(await deps.posts.inReview(100), ({ articleId }) => articleId);
    const first = [...byArticle.values()].slice(0, reviewedAtOnce).flat();
    await announceReview(first, deps, (message) => replyMessage(ctx, message));
  });

  return composer;
}

/** Hears a post's new time, until one is understood that lies ahead. */
export const hearTime =
  (deps: BotDeps): Hear =>
  async (ctx, subject) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { id } = subject as { id: number };
    const now = deps.now();
    const at = parseWhen(ctx.message.text ?? '', { now, zone: deps.zone });
    if (at === null || at <= now) {
      await ctx.reply(
        at === null
          ? deps.texts.timeNotUnderstood
          : deps.texts.timePast(deps.texts.moment(at, now, deps.zone)),
      );
      return 'again';
    }
    const before = (await deps.posts.find(id))?.dueAt ?? 0;
    const post = await deps.desk.reschedule(id, at, by);
    if (!post) return void (await ctx.reply(deps.texts.tooLate));
    const undo = button(deps.texts.moveUndo, `queue:back:${id}:${before}`);
    await ctx.reply(
      deps.texts.moved(deps.texts.moment(at, now, deps.zone)),
      before > now ? { reply_markup: { inline_keyboard: [[undo]] } } : {},
    );
    return undefined;
  };
