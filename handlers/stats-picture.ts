/** The figures of /stats as a picture, which its buttons turn over. */
import { Composer, InputFile } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import { channelFigures, sourceFigures, topPosts } from '../src/stats/stats.ts';
import { byDay, byHourOfDay } from '../src/stats/week.ts';
import { type ChartView, chartViews } from '../templates/charts.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button } from './reply.ts';

/** The button that opens a picture, for the messages of /stats. */
export const pictureButton = (view: ChartView, texts: DeskTexts) =>
  button(texts.charts.chartButtons.open, `chart:${view}`);

export function statsPicture(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.callbackQuery(/^chart:(\w+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'see');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const view = chartViews.find((name) => name === ctx.match[1]);
    if (!view) return void (await ctx.answerCallbackQuery(deps.texts.staleButton));
    await deps.drain();
    const rows = await rowsOf(view, deps);
    let png: Buffer;
    try {
      png = await deps.chart(
        deps.texts.charts.chartWords(view, rows, { now: deps.now(), zone: deps.zone }),
      );
    } catch (error) {
      deps.log.error({ error, view }, 'a chart could not be drawn');
      return void (await ctx.answerCallbackQuery(deps.texts.failureText(error)));
    }
    await ctx.answerCallbackQuery();
    const photo = new InputFile(png, 'stats.png');
    const caption = deps.texts.charts.chartCaption(view, rows);
    const reply_markup = { inline_keyboard: tabs(view, deps.texts) };
    if (ctx.callbackQuery.message?.photo) {
      await ctx.editMessageMedia({ type: 'photo', media: photo, caption }, { reply_markup });
    } else await ctx.replyWithPhoto(photo, { caption, reply_markup });
  });

  return composer;
}

const tabs = (shown: ChartView, { charts: { chartButtons } }: DeskTexts) => {
  const tab = (view: ChartView) => {
    const text = chartButtons[view];
    return button(view === shown ? chartButtons.shown(text) : text, `chart:${view}`);
  };
  return [chartViews.slice(0, 3).map(tab), chartViews.slice(3).map(tab)];
};

interface Row {
  readonly name: string | null;
  readonly clicks: number;
  /** Its name in the caption, where the chart has a shorter one. */
  readonly spoken?: string;
}

async function rowsOf(
  view: ChartView,
  {
    clicks,
    channels,
    texts,
    now,
    zone,
  }: Pick<BotDeps, 'clicks' | 'channels' | 'texts' | 'now' | 'zone'>,
): Promise<Row[]> {
  const period = { now: now(), zone, days: view === 'day' ? 1 : 7 };
  const all = await channels.all();
  switch (view) {
    case 'day':
    case 'week':
      return (await topPosts(clicks, period)).map(({ title, clicks }) => ({ name: title, clicks }));
    case 'channels': {
      const chats = new Map(all.map(({ key, chat }) => [key, chat]));
      return (await channelFigures(clicks, period)).map(({ key, clicks }) => ({
        name: channelName({ channel: key, chat: chats.get(key) ?? '' }),
        clicks,
      }));
    }
    case 'sources':
      return (await sourceFigures(clicks, period)).map(({ key, clicks }) => ({
        name: key,
        clicks,
      }));
    case 'days':
      return (await byDay(clicks, all, period)).map(({ at, clicks }) => ({
        name: texts.charts.weekdayLabel(at, zone),
        clicks,
      }));
    case 'hours':
      return (await byHourOfDay(clicks, all, period)).map((clicks, hour) => ({
        name: texts.charts.hourLabel(hour),
        spoken: texts.charts.hourSpoken(hour),
        clicks,
      }));
  }
}
