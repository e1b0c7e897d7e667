/** /pin [link]: pins a post that is out, for a while or until it is unpinned. */
import { Composer } from 'grammy';
import type { TitledPost } from '../data/repositories/posts.ts';
import { authorise } from '../src/desk/authorise.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { forwardedFrom, readPostAddress } from './post-address.ts';
import { button, type Menu, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

const shown = 10;
/** An article stands on several channels: its posts are among so many. */
const lookedThrough = 100;
const titleLength = 60;
const dayMs = 24 * 60 * 60_000;

const spans = { day: dayMs, week: 7 * dayMs, good: null } as const;
type Span = keyof typeof spans;

export function pin(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const latest = async (): Promise<Menu> => {
    const byArticle = Map.groupBy(
      await deps.posts.lastOut(lookedThrough),
      (post) => post.articleId,
    );
    const posts = [...byArticle.values()].slice(0, shown).flatMap(([newest]) => newest ?? []);
    if (posts.length === 0) return { text: deps.texts.nothingPosted, keyboard: [] };
    return {
      text: deps.texts.askPin,
      keyboard: posts.map(({ articleId, title }) => [
        button([...title].slice(0, titleLength).join(''), `pin:article:${articleId}`),
      ]),
    };
  };

  const howLong = (post: TitledPost): Menu => ({
    text: deps.texts.pinHowLong(channelName(post), post.title),
    keyboard: [
      [
        button(deps.texts.pinDay, `pin:day:${post.id}`),
        button(deps.texts.pinWeek, `pin:week:${post.id}`),
        button(deps.texts.pinForGood, `pin:good:${post.id}`),
      ],
      [button(deps.texts.unpin, `pin:off:${post.id}`)],
    ],
  });

  /** The posts of an article that are out: one is asked about at once. */
  const where = async (articleId: number): Promise<Menu | undefined> => {
    const posts = (await deps.posts.ofArticle(articleId)).filter(isOut);
    const [first, ...others] = posts;
    if (!first || others.length === 0) return first && howLong(first);
    return {
      text: deps.texts.pinWhere(first.title),
      keyboard: posts.map((post) => [button(channelName(post), `pin:post:${post.id}`)]),
    };
  };

  composer.command('pin', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'correct'))) {
      return welcomeReader(ctx, deps);
    }
    const address = readPostAddress(ctx.match) ?? forwardedFrom(ctx.message);
    if (!address) {
      if (ctx.match.trim()) await ctx.reply(deps.texts.postNotFound);
      return void (await replyMenu(ctx, await latest()));
    }
    const post =
      'slug' in address
        ? await deps.posts.byLink(address.slug)
        : await deps.posts.byMessage(address.chats, address.messageId);
    if (post && isOut(post)) return void (await replyMenu(ctx, howLong(post)));
    await ctx.reply(post ? deps.texts.notPinnable : deps.texts.postNotFound);
    if (!post) await replyMenu(ctx, await latest());
  });

  composer.callbackQuery(/^pin:(article|post|day|week|good|off):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'correct');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const [, what = '', number] = ctx.match;
    const id = Number(number);
    const post = what === 'article' ? undefined : await deps.posts.find(id);
    const asked = what === 'article' ? await where(id) : post && isOut(post) && howLong(post);
    await ctx.answerCallbackQuery(asked ? undefined : deps.texts.notPinnable);
    if (!asked) return;
    if (!post || what === 'post') return void (await showMenu(ctx, asked));
    const channel = channelName(post);
    const rights = await deps.rightsOn(post.chat);
    if (!rights?.pin) {
      const text = rights ? deps.texts.mayNotPin(channel) : deps.texts.pinUnseen(channel);
      return void (await showMenu(ctx, { text, keyboard: asked.keyboard }));
    }
    if (what === 'off') {
      await deps.pins.unpin(id, by);
      const again = button(deps.texts.pinAgain, `pin:post:${id}`);
      return void (await showMenu(ctx, {
        text: deps.texts.unpinned(channel),
        keyboard: [[again]],
      }));
    }
    const span = what as Span;
    await deps.pins.pin(id, spans[span], by);
    const told = {
      day: deps.texts.pinnedForDay,
      week: deps.texts.pinnedForWeek,
      good: deps.texts.pinnedForGood,
    };
    await showMenu(ctx, {
      text: told[span](channel),
      keyboard: [[button(deps.texts.unpin, `pin:off:${id}`)]],
    });
  });

  return composer;
}

const isOut = ({ state, messageId, lostAt }: TitledPost): boolean =>
  state === 'published' && messageId !== null && lostAt === null;
