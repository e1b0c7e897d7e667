/** /queue: what is to go out and when; each post can be moved, put first, sent at once, taken out. */
import { Composer, type Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { TitledPost } from '../data/repositories/posts.ts';
import type { Timing } from '../data/schema.ts';
import { parseWhen } from '../src/arabic/dates.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { Queued, SeenInQueue } from '../src/desk/queue.ts';
import type { Message } from '../templates/message.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { reviewNotice, reviewsOf } from './notices.ts';
import { ask, type Hear } from './questions.ts';
import { button, pageButtons, replyMessage } from './reply.ts';
import { welcomeReader } from './start.ts';

const shown = 10;
const reviewedAtOnce = 3;
/** Ten of them fit a message; in code points. */
const longestTitle = 150;

const shortTitle = ({ title }: TitledPost): string => {
  const letters = [...title];
  return letters.length <= longestTitle ? title : `${letters.slice(0, longestTitle).join('')}…`;
};

/** Which post a button is of, and the time that its card shows. */
const seenIn = (match: RegExpMatchArray | string): SeenInQueue => ({
  id: Number(match[1]),
  dueAt: Number.parseInt(match[2] ?? '', 36),
});

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
    await ctx.editMessageText(text, keyboard ? { reply_markup: keyboard } : {});
  };

  /** A post with its buttons, in the list's place; what waits no more is not in the list any more. */
  const showPost = async (ctx: Context, id: number, page: number): Promise<boolean> => {
    const post = await deps.posts.find(id);
    const waits = post?.state === 'queued' || post?.state === 'scheduled';
    if (!post || !(waits || post.state === 'unknown')) {
      await showList(ctx, page);
      return false;
    }
    const seen = `${post.id}:${(post.dueAt ?? 0).toString(36)}`;
    const acts = [
      [
        button(deps.texts.now, `queue:now:${seen}:${page}`),
        button(deps.texts.putFirst, `queue:first:${seen}:${page}`),
        button(deps.texts.atTime, `queue:move:${seen}`),
      ],
      [button(deps.texts.withdraw, `queue:withdraw:${seen}:${page}`)],
    ];
    await ctx.editMessageText(deps.texts.queuePost(channelName(post), when(post), post.title), {
      reply_markup: {
        inline_keyboard: [...(waits ? acts : []), [button(deps.texts.back, `queue:list:${page}`)]],
      },
    });
    return true;
  };

  const pageOf = (detail: string | undefined): number => Number(detail ?? 0);

  /** An act of a post's buttons: it is done, told, and the list shown anew. */
  const act = (
    name: string,
    work: (seen: SeenInQueue, by: Authorized<'publish'>) => Promise<Queued>,
    told: (post: TitledPost) => string,
  ) =>
    composer.callbackQuery(new RegExp(`^queue:${name}:(\\d+):([0-9a-z]+):(\\d+)$`), async (ctx) => {
      const by = await authorise(deps.people, ctx.from.id, 'publish');
      if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
      const seen = seenIn(ctx.match);
      const page = pageOf(ctx.match[3]);
      const outcome = await work(seen, by);
      if (outcome.kind === 'changed') {
        await ctx.answerCallbackQuery(deps.texts.timeChanged);
        return showPost(ctx, seen.id, page);
      }
      const answer = outcome.kind === 'done' ? told(outcome.post) : deps.texts.tooLate;
      await ctx.answerCallbackQuery(answer);
      await showList(ctx, page);
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
    const id = Number(ctx.match[1]);
    const page = pageOf(ctx.match[2]);
    const isThere = await showPost(ctx, id, page);
    await ctx.answerCallbackQuery(isThere ? undefined : deps.texts.tooLate);
  });

  act(
    'withdraw',
    (seen, by) => deps.desk.withdraw(seen, by),
    (post) => deps.texts.withdrawn(shortTitle(post)),
  );
  act(
    'now',
    (seen, by) => deps.desk.reschedule(seen, { dueAt: deps.now(), timing: 'fixed' }, by),
    (post) => deps.texts.moved(when(post)),
  );
  act(
    'first',
    (seen, by) => deps.desk.putFirst(seen, by),
    (post) => deps.texts.moved(when(post)),
  );

  composer.callbackQuery(/^queue:move:(\d+):([0-9a-z]+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    const question = { kind: 'time', subject: seenIn(ctx.match) };
    await ask(ctx, deps, deps.texts.askTime, question);
  });

  composer.callbackQuery(
    /^queue:back:(\d+):([0-9a-z]+):([0-9a-z]+):(slot|asap|fixed)$/,
    async (ctx) => {
      const by = await authorise(deps.people, ctx.from.id, 'publish');
      if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
      const dueAt = Number.parseInt(ctx.match[3] ?? '', 36);
      if (dueAt <= deps.now()) return void (await ctx.answerCallbackQuery(deps.texts.movePast));
      const before = { dueAt, timing: ctx.match[4] as Timing };
      const outcome = await deps.desk.reschedule(seenIn(ctx.match), before, by);
      if (outcome.kind === 'changed') {
        return void (await ctx.answerCallbackQuery(deps.texts.moveChanged));
      }
      await ctx.answerCallbackQuery();
      const text =
        outcome.kind === 'done' ? deps.texts.moved(when(outcome.post)) : deps.texts.tooLate;
      await ctx.editMessageText(text);
    },
  );

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
    const seen = subject as SeenInQueue;
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
    const outcome = await deps.desk.reschedule(seen, { dueAt: at, timing: 'fixed' }, by);
    if (outcome.kind === 'changed') return void (await ctx.reply(deps.texts.timeChanged));
    if (outcome.kind === 'late') return void (await ctx.reply(deps.texts.tooLate));
    const { dueAt, timing } = outcome.before;
    const back = [seen.id, at.toString(36), dueAt.toString(36), timing].join(':');
    const undo = button(deps.texts.moveUndo, `queue:back:${back}`);
    await ctx.reply(
      deps.texts.moved(deps.texts.moment(at, now, deps.zone)),
      dueAt > now ? { reply_markup: { inline_keyboard: [[undo]] } } : {},
    );
    return undefined;
  };
