/** /schedule: the week of each channel; slots and quiet hours are changed by a message, and back. */
import { Composer } from 'grammy';
import type { Channel } from '../data/repositories/channels.ts';
import { parseQuiet, parseSlots } from '../src/arabic/week.ts';
import { authorise } from '../src/desk/authorise.ts';
import type { WeekChanged } from '../src/desk/weeks.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { clip, textLimit } from '../templates/fit.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { ask, type Hear } from './questions.ts';
import { button, type Menu, pageButtons, replyMenu, shortened, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

type Part = 'slots' | 'quiet';

/** What fits a phone, and Telegram's 4,096 with room to spare. */
const weeksOnPage = 5;

export function schedule(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const listing = async (wanted: number): Promise<Menu> => {
    const all = await deps.desk.weeks();
    if (all.length === 0) return { text: deps.texts.scheduleNone, keyboard: [] };
    const page = Math.min(wanted, Math.ceil(all.length / weeksOnPage) - 1);
    const weeks = all.slice(page * weeksOnPage, (page + 1) * weeksOnPage);
    const hasMore = (page + 1) * weeksOnPage < all.length;
    return {
      // Five of the longest would not fit; who wrote such weeks sees each when it is changed.
      text: clip(
        weeks.map((week) => deps.texts.weekText(week, deps.now(), deps.zone)).join('\n\n'),
        textLimit,
      ),
      keyboard: [
        ...weeks.map(({ channel }) => [
          button(deps.texts.editSlots(nameOf(channel)), `week:slots:${channel.id}`),
          button(deps.texts.editQuiet(nameOf(channel)), `week:quiet:${channel.id}`),
        ]),
        pageButtons({ page, hasMore }, deps.texts, (to) => `week:page:${to}`),
      ],
    };
  };

  composer.command('schedule', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    await replyMenu(ctx, await listing(0));
  });

  composer.callbackQuery(/^week:page:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'see');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    await showMenu(ctx, await listing(Number(ctx.match[1])));
  });

  composer.callbackQuery(/^week:(slots|quiet):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    const part = ctx.match[1] as Part;
    const id = Number(ctx.match[2]);
    const channel = (await deps.channels.all()).find((other) => other.id === id);
    if (!channel) return void (await ctx.reply(deps.texts.staleButton));
    const name = nameOf(channel);
    const text = part === 'slots' ? deps.texts.askSlots(name) : deps.texts.askQuiet(name);
    await ask(ctx, deps, text, { kind: 'week', subject: { part, id } });
  });

  composer.callbackQuery(/^week:at-once:(\d+):([\w-]+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const id = Number(ctx.match[1]);
    // What goes out at once is what was asked about, not what was planned since.
    const isAsked = (await stateOf(id, deps)) === ctx.match[2];
    const week = isAsked ? await deps.desk.setSlots(id, [], by) : undefined;
    await ctx.answerCallbackQuery(week ? undefined : deps.texts.staleButton);
    if (week) await showMenu(ctx, understoodMenu(week, deps));
  });

  composer.callbackQuery('week:keep', async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    await showMenu(ctx, { text: deps.texts.nothingChanged, keyboard: [] });
  });

  composer.callbackQuery(/^week:undo:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const week = await deps.desk.undoWeek(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(week ? undefined : deps.texts.weekChangedSince);
    if (!week) return;
    const text = deps.texts.weekText(week, deps.now(), deps.zone);
    await ctx.editMessageText(deps.texts.weekUndone(text));
  });

  return composer;
}

/** Hears a part of a channel's week, changes it, and says what was understood. */
export const hearWeek =
  (deps: BotDeps): Hear =>
  async (ctx, subject) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { part, id } = subject as { part: Part; id: number };
    const value = understood(part, ctx.message.text ?? '', deps.texts);
    if ('again' in value) {
      await ctx.reply(value.again);
      return 'again';
    }
    if ('slots' in value && value.slots.length === 0) {
      const count = await deps.desk.waitingForSlot(id);
      const state = await stateOf(id, deps);
      if (count > 0) return void (await replyMenu(ctx, atOnceMenu({ id, state, count }, deps)));
    }
    const week =
      'slots' in value
        ? await deps.desk.setSlots(id, value.slots, by)
        : await deps.desk.setQuiet(id, value.quiet, by);
    if (!week) return void (await ctx.reply(deps.texts.staleButton));
    await replyMenu(ctx, understoodMenu(week, deps));
    return undefined;
  };

/** A channel's slots and how many posts wait for one, short enough for a button. */
async function stateOf(channelId: number, { channels, desk }: BotDeps): Promise<string> {
  const slots = (await channels.all()).find(({ id }) => id === channelId)?.slots ?? [];
  return shortened(JSON.stringify([slots, await desk.waitingForSlot(channelId)]));
}

/** Asks before what waits for a slot goes out all at once. */
const atOnceMenu = (
  { id, state, count }: { id: number; state: string; count: number },
  { texts }: BotDeps,
): Menu => ({
  text: texts.atOnceAsk(count),
  keyboard: [
    [button(texts.atOnceYes, `week:at-once:${id}:${state}`)],
    [button(texts.cancel, 'week:keep')],
  ],
});

const understoodMenu = (week: WeekChanged, { texts, now, zone }: BotDeps): Menu => ({
  text: texts.weekUnderstood(texts.weekText(week, now(), zone)),
  keyboard: [[button(texts.weekUndo, `week:undo:${week.changeId}`)]],
});

/** What was not understood, and what to say about it. */
interface Again {
  readonly again: string;
}

type Understood = { readonly slots: readonly string[] } | { readonly quiet: string | null };

function understood(part: Part, text: string, texts: DeskTexts): Understood | Again {
  if (part === 'slots') {
    const slots = parseSlots(text);
    return 'unknown' in slots ? { again: texts.slotsNotUnderstood(slots.unknown) } : { slots };
  }
  const quiet = parseQuiet(text);
  return typeof quiet === 'object' && quiet !== null
    ? { again: texts.quietNotUnderstood(quiet.unknown) }
    : { quiet };
}

const nameOf = ({ key, chat }: Channel) => channelName({ channel: key, chat });
