/** /schedule: the week of each channel; slots and quiet hours are changed by a message, and back. */
import { Composer, type Context } from 'grammy';
import type { Channel, WeekPart } from '../data/repositories/channels.ts';
import { parseQuiet, parseSlots } from '../src/arabic/week.ts';
import { authorise } from '../src/desk/authorise.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { channelName } from '../templates/messages.ts';
import { type Again, type Asking, answerTo } from './ask.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button } from './reply.ts';
import { welcomeReader } from './start.ts';

type Part = 'slots' | 'quiet';

export function schedule(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('schedule', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    const weeks = await deps.desk.weeks();
    if (weeks.length === 0) return void (await ctx.reply(deps.texts.scheduleNone));
    await ctx.reply(
      weeks.map((week) => deps.texts.weekText(week, deps.now(), deps.zone)).join('\n\n'),
      {
        reply_markup: {
          inline_keyboard: weeks.map(({ channel }) => [
            button(deps.texts.editSlots(nameOf(channel)), `week:slots:${channel.id}`),
            button(deps.texts.editQuiet(nameOf(channel)), `week:quiet:${channel.id}`),
          ]),
        },
      },
    );
  });

  composer.callbackQuery(/^week:(slots|quiet):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    await ctx.answerCallbackQuery();
    await ctx.conversation.enter('week', ctx.match[1], Number(ctx.match[2]));
  });

  composer.callbackQuery(/^week:undo:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const week = await deps.desk.undoWeek(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(
      week
        ? deps.texts.weekUndone(deps.texts.weekText(week, deps.now(), deps.zone))
        : deps.texts.weekChangedSince,
    );
  });

  return composer;
}

/** Asks for a part of a channel's week, changes it, and says what was understood. */
export function changeWeek(deps: BotDeps) {
  return async (conversation: Asking, first: Context, part: Part, id: number): Promise<void> => {
    const name = await conversation.external(async () => {
      const channel = (await deps.channels.all()).find((other) => other.id === id);
      return channel ? nameOf(channel) : null;
    });
    if (name === null) return void (await first.reply(deps.texts.staleButton));
    await first.reply(part === 'slots' ? deps.texts.askSlots(name) : deps.texts.askQuiet(name));
    const { ctx, value } = await answerTo<WeekPart>(conversation, deps.texts, async (text) =>
      understood(part, text, deps.texts),
    );
    const editorId = ctx.from?.id ?? 0;
    const changed = await conversation.external(async () => {
      const by = await authorise(deps.people, editorId, 'arrange');
      if (!by) return { refusal: deps.texts.editorsOnly };
      const week =
        'slots' in value
          ? await deps.desk.setSlots(id, value.slots, by)
          : await deps.desk.setQuiet(id, value.quiet, by);
      if (!week) return { refusal: deps.texts.staleButton };
      return { changeId: week.changeId, week: deps.texts.weekText(week, deps.now(), deps.zone) };
    });
    if ('refusal' in changed) return void (await ctx.reply(changed.refusal));
    await ctx.reply(deps.texts.weekUnderstood(changed.week), {
      reply_markup: {
        inline_keyboard: [[button(deps.texts.weekUndo, `week:undo:${changed.changeId}`)]],
      },
    });
  };
}

function understood(part: Part, text: string, texts: DeskTexts): WeekPart | Again {
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
