/** /stats: the clicks up to this moment, a message that its buttons turn over. */
import { Composer, InputFile } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { authorise } from '../src/desk/authorise.ts';
import { clicksCsv } from '../src/stats/csv.ts';
import { channelPayload, postPayload, subscribeAddress } from '../src/stats/origin.ts';
import {
  channelFigures,
  channelReport,
  overview,
  postReport,
  sourceFigures,
  topPosts,
} from '../src/stats/stats.ts';
import type { DeskTexts } from '../templates/desk.ts';
import type { Period } from '../templates/stats.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button } from './reply.ts';
import { welcomeReader } from './start.ts';
import { pictureButton } from './stats-picture.ts';

const csvDays = 30;
const numbersInRow = 5;
/** Of a list that fits into one message, whatever the sources are called. */
const sourcesShown = 30;

interface View {
  readonly text: string;
  readonly keyboard: InlineKeyboardButton[][];
}

export function stats(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const views = viewsOf(deps);

  composer.command('stats', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    // A tap of this second still stands in the click log alone.
    await deps.drain();
    const { text, keyboard } = ctx.match
      ? await views.article(ctx.match, ctx.me.username)
      : await views.overview('day');
    await ctx.reply(text, shownWith(keyboard));
  });

  composer.callbackQuery(/^stats:(\w+)(?::(\d+))?$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'see');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const [, what = '', id] = ctx.match;
    await deps.drain();
    if (what === 'csv') {
      await ctx.answerCallbackQuery();
      await ctx.replyWithDocument(await csvFile(deps), {
        caption: deps.texts.stats.csvCaption(csvDays),
      });
      return;
    }
    const view = await viewOf(views, what, Number(id), ctx.me.username);
    await ctx.answerCallbackQuery(view ? undefined : deps.texts.staleButton);
    if (!view) return;
    await ctx.editMessageText(view.text, shownWith(view.keyboard));
  });

  return composer;
}

/** The addresses in it are to be copied, not previewed. */
const shownWith = (keyboard: InlineKeyboardButton[][]) => ({
  reply_markup: { inline_keyboard: keyboard },
  link_preview_options: { is_disabled: true },
});

type Views = ReturnType<typeof viewsOf>;

async function viewOf(
  views: Views,
  what: string,
  id: number,
  bot: string,
): Promise<View | undefined> {
  if (what === 'day' || what === 'week') return views.overview(what);
  if (what === 'channels') return views.channels();
  if (what === 'sources') return views.sources();
  if (what === 'channel') return views.channel(id, bot);
  if (what === 'post') return views.post(id, bot);
  return undefined;
}

function viewsOf(deps: BotDeps) {
  const { clicks, channels, readers, postsAt, texts, now } = deps;
  const period = (days: number) => ({ now: now(), zone: deps.zone, days });
  const origin = async (bot: string, payload: string) => ({
    subscribers: await readers.cameFrom(payload),
    address: subscribeAddress(bot, payload),
  });

  const views = {
    async overview(shown: Period): Promise<View> {
      const top = await topPosts(clicks, period(shown === 'day' ? 1 : 7));
      const tab = (name: Period) => {
        const text = texts.stats.statsButtons[name];
        return button(
          name === shown ? texts.stats.statsButtons.shown(text) : text,
          `stats:${name}`,
        );
      };
      return {
        text: texts.stats.statsText({
          ...(await overview(clicks, period(1))),
          period: shown,
          top,
        }),
        keyboard: [
          [tab('day'), tab('week')],
          ...numbered(top.map(({ post }) => `stats:post:${post}`)),
          [
            button(texts.stats.statsButtons.channels, 'stats:channels'),
            button(texts.stats.statsButtons.sources, 'stats:sources'),
            pictureButton(shown, texts),
            button(texts.stats.statsButtons.csv, 'stats:csv'),
          ],
        ],
      };
    },

    async channels(): Promise<View> {
      const all = new Map((await channels.all()).map((channel) => [channel.key, channel]));
      const figures = (await channelFigures(clicks, period(7))).flatMap(({ key, ...reads }) => {
        const channel = all.get(key);
        return channel ? [{ ...reads, id: channel.id, channel: key, chat: channel.chat }] : [];
      });
      return {
        text: texts.stats.channelsText(figures),
        keyboard: [
          ...numbered(figures.map(({ id }) => `stats:channel:${id}`)),
          [pictureButton('channels', texts), ...back('day', texts)],
        ],
      };
    },

    async sources(): Promise<View> {
      const figures = await sourceFigures(clicks, period(7));
      return {
        text: texts.stats.sourcesText(figures.slice(0, sourcesShown)),
        keyboard: [[pictureButton('sources', texts), ...back('day', texts)]],
      };
    },

    async channel(id: number, bot: string): Promise<View | undefined> {
      const channel = (await channels.all()).find((other) => other.id === id);
      if (!channel) return undefined;
      const text = texts.stats.channelText({
        ...(await channelReport(clicks, channel, period(1))),
        channel: channel.key,
        chat: channel.chat,
        origin: await origin(bot, channelPayload(channel.key)),
      });
      return { text, keyboard: [back('channels', texts)] };
    },

    /** The posts of an article that an editor names by its address; a single one at once. */
    async article(address: string, bot: string): Promise<View> {
      const [post, ...others] = await postsAt(address);
      if (!post) return { text: texts.statsUnknown, keyboard: [back('day', texts)] };
      const only = others.length === 0 ? await views.post(post.id, bot) : undefined;
      const posts = [post, ...others];
      return (
        only ?? {
          text: texts.stats.articlePostsText(post.title, posts),
          keyboard: [...numbered(posts.map(({ id }) => `stats:post:${id}`)), back('day', texts)],
        }
      );
    },

    async post(id: number, bot: string): Promise<View | undefined> {
      const post = await postReport(clicks, id, now());
      if (!post) return undefined;
      const from = await origin(bot, postPayload(id));
      return {
        text: texts.stats.postStatsText({ ...post, origin: from }, { now: now(), zone: deps.zone }),
        keyboard: [back('day', texts)],
      };
    },
  };
  return views;
}

const back = (to: 'day' | 'channels', texts: DeskTexts) => [
  button(texts.stats.statsButtons.back, `stats:${to}`),
];

/** Buttons 1, 2, 3 … for the lines of a list. */
function numbered(data: readonly string[]): InlineKeyboardButton[][] {
  const buttons = data.map((one, index) => button(String(index + 1), one));
  return Array.from({ length: Math.ceil(buttons.length / numbersInRow) }, (_, row) =>
    buttons.slice(row * numbersInRow, (row + 1) * numbersInRow),
  );
}

async function csvFile({ clicks, texts, now, zone }: BotDeps): Promise<InputFile> {
  const lines = await Array.fromAsync(
    clicksCsv(clicks, { now: now(), zone, days: csvDays, heads: texts.stats.csvHeads }),
  );
  return new InputFile(Buffer.from(lines.join('')), 'clicks.csv');
}
