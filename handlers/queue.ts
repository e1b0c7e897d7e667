/** /queue: what is to go out and when; each post can be moved, put first, sent at once, taken out. */
import { Composer, type Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { TitledPost } from '../data/repositories/posts.ts';
import { parseWhen } from '../src/arabic/dates.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { Message } from '../templates/message.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { reviewNotice, reviewsOf } from './notices.ts';
import { ask, type Hear } from './questions.ts';
import { button, pageButtons, replyMessage, unlessUnchanged } from './reply.ts';
import { welcomeReader } from './start.ts';

const shown = 10;
const reviewedAtOnce = 3;
/** Ten of them fit a message; in code points. */
const longestTitle = 150;

const shortTitle = ({ title }: TitledPost): string => {
  const letters = [...title];
  return letters.length <= longestTitle ? title : `${letters.slice(0, longestTitle).join('')}…`;
};

export function queue(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const when = (post: TitledPost) =>
    post.state === 'unknown'
      ? deps.texts.queueUnknown
      : deps.texts.moment(post.dueAt ?? deps.now(), deps.now(), deps.zone);

  /** A page of the list; one that has emptied meanwhile is the last that has not. */
  const listing = async (wanted: number): Promise<Message> => {
    const { texts } = deps;
    const count = await deps.posts.queueLength();
    const page = Math.max(0, Math.min(wanted, Math.ceil(count / shown) - 1));
    const posts = await deps.posts.queue(shown, page * shown);
    const place = (index: number) => page * shown + index + 1;
    const lines = posts.map((post, index) =>
      texts.queueLine(place(index), channelName(post), when(post), shortTitle(post)),
    );
    const numbers = posts.map((post, index) =>
      button(`${place(index)}`, `queue:open:${post.id}:${page}`),
    );
    const waiting = await deps.posts.inReviewCount();
    const parts = [
      ...(posts.length > 0
        ? [texts.queueTitle(count), ...lines, texts.queueHint]
        : [texts.queueEmpty]),
      ...(waiting > 0 ? [texts.reviewTitle(waiting)] : []),
    ];
    const keyboard: InlineKeyboardButton[][] = [
      ...Array.from({ length: Math.ceil(numbers.length / 5) }, (_, row) =>
        numbers.slice(row * 5, row * 5 + 5),
      ),
      pageButtons(
        { page, hasMore: place(posts.length) <= count },
        texts,
        (to) => `queue:list:${to}`,
      ),
      ...(waiting > 0 ? [[button(texts.reviewShow, 'queue:review:0')]] : []),
    ].filter((row) => row.length > 0);
    return { text: parts.join('\n\n'), entities: [], keyboard: { inline_keyboard: keyboard } };
  };

  const showList = async (ctx: Context, page: number) => {
    const { text, keyboard } = await listing(page);
    await ctx
      .editMessageText(text, keyboard ? { reply_markup: keyboard } : {})
      .catch(unlessUnchanged);
  };

  const pageOf = (detail: string | undefined): number => Number(detail ?? 0);

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
      await showList(ctx, pageOf(ctx.match[2]));
    });

  composer.command('queue', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    await replyMessage(ctx, await listing(0));
  });

  composer.callbackQuery(/^queue:(list|open|review):(\d+)(?::(\d+))?$/, async (ctx, next) => {
    if (await authorise(deps.people, ctx.from.id, 'see')) return next();
    await ctx.answerCallbackQuery(deps.texts.editorsOnly);
  });

  composer.callbackQuery(/^queue:list:(\d+)$/, async (ctx) => {
    await ctx.answerCallbackQuery();
    await showList(ctx, pageOf(ctx.match[1]));
  });

  composer.callbackQuery(/^queue:open:(\d+):(\d+)$/, async (ctx) => {
    const page = pageOf(ctx.match[2]);
    const post = await deps.posts.find(Number(ctx.match[1]));
    const waits = post?.state === 'queued' || post?.state === 'scheduled';
    if (!post || !(waits || post.state === 'unknown')) {
      await ctx.answerCallbackQuery(deps.texts.tooLate);
      return showList(ctx, page);
    }
    await ctx.answerCallbackQuery();
    const acts = [
      [
        button(deps.texts.now, `queue:now:${post.id}:${page}`),
        button(deps.texts.putFirst, `queue:first:${post.id}:${page}`),
        button(deps.texts.atTime, `queue:move:${post.id}`),
      ],
      [button(deps.texts.withdraw, `queue:withdraw:${post.id}:${page}`)],
    ];
    await ctx.editMessageText(deps.texts.queuePost(channelName(post), when(post), post.title), {
      reply_markup: {
        inline_keyboard: [...(waits ? acts : []), [button(deps.texts.back, `queue:list:${page}`)]],
      },
    });
  });

  act(
    /^queue:withdraw:(\d+):(\d+)$/,
    (id, by) => deps.desk.withdraw(id, by),
    (post) => deps.texts.withdrawn(shortTitle(post)),
  );
  act(
    /^queue:now:(\d+):(\d+)$/,
    (id, by) => deps.desk.reschedule(id, deps.now(), by),
    (post) => deps.texts.moved(when(post)),
  );
  act(
    /^queue:first:(\d+):(\d+)$/,
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

  composer.callbackQuery(/^queue:review:(\d+)$/, async (ctx) => {
    await ctx.answerCallbackQuery();
    // By article, not by place: what is decided meanwhile moves the others up.
    const after = Number(ctx.match[1]);
    const chat = String(ctx.chat?.id ?? ctx.from.id);
    const posts = await deps.posts.inReview(after, reviewedAtOnce);
    const mayPublish = (await authorise(deps.people, ctx.from.id, 'publish')) !== undefined;
    for (const piece of reviewsOf(posts)) {
      const notice = await reviewNotice(piece, deps, { mayPublish });
      for (const message of notice?.messages ?? []) {
        await (message.media ? deps.show(chat, message) : replyMessage(ctx, message));
      }
    }
    const last = posts.at(-1)?.articleId ?? after;
    const left = await deps.posts.inReviewAfter(last);
    if (left === 0) return;
    const more = button(deps.texts.reviewMore, `queue:review:${last}`);
    await ctx.reply(deps.texts.reviewLeft(left), { reply_markup: { inline_keyboard: [[more]] } });
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
