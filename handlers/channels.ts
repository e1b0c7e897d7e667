/** /channels: each channel with a card; its buttons change how it posts, check rights, remove it. */
import { Composer, type Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Channel, ChannelChange } from '../data/repositories/channels.ts';
import { isAll } from '../src/arabic/answers.ts';
import { normalise } from '../src/arabic/normalise.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { ChannelSeen } from '../src/desk/channels.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { ask, type Hear } from './questions.ts';
import { button, type Menu, pageButtons, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

const perPage = 6;
const mostSections = 30;
const longestSection = 64;

const modes = ['auto', 'review'] as const;
const numerals = ['western', 'arabic', 'keep'] as const;
const switches = ['media', 'silent', 'protect', 'readCount', 'related'] as const;

interface Card {
  /** What has just happened. */
  readonly said?: string | undefined;
  /** Of a change that the card can take back. */
  readonly changeId?: number | undefined;
}

export function channels(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const listing = async (page: number, by: Authorized<'see'>): Promise<Menu> => {
    const offset = page * perPage;
    const shown = await deps.channelDesk.page({ limit: perPage, offset }, by);
    const { count } = shown;
    if (count === 0) return { text: deps.texts.noChannels, keyboard: [] };
    if (shown.channels.length === 0) return listing(0, by);
    return {
      text: deps.texts.channelsText(shown.channels, { count, offset }),
      keyboard: [
        ...shown.channels.map(({ channel }) => [button(nameOf(channel), `ch:open:${channel.id}`)]),
        pageButtons(
          { page, hasMore: offset + perPage < count },
          deps.texts,
          (to) => `ch:page:${to}`,
        ),
      ],
    };
  };

  /** The acts of a button: who may not is told, and a channel that is gone is said to be. */
  const act = (
    pattern: RegExp,
    work: (
      ctx: Context & { match: RegExpMatchArray },
      by: Authorized<'arrange'>,
    ) => Promise<Menu | undefined>,
  ) =>
    composer.callbackQuery(pattern, async (ctx) => {
      const by = await authorise(deps.people, ctx.from.id, 'arrange');
      if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
      const menu = await work(ctx as typeof ctx & { match: RegExpMatchArray }, by);
      await ctx.answerCallbackQuery(menu ? undefined : deps.texts.channelGone);
      if (menu) await showMenu(ctx, menu);
    });

  composer.command('channels', async (ctx) => {
    const by = ctx.from && (await authorise(deps.people, ctx.from.id, 'see'));
    if (!by) return welcomeReader(ctx, deps);
    await replyMenu(ctx, await listing(0, by));
  });

  composer.callbackQuery(/^ch:(page|open):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'see');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const [, what, number] = ctx.match;
    if (what === 'page') {
      await ctx.answerCallbackQuery();
      return void (await showMenu(ctx, await listing(Number(number), by)));
    }
    const seen = await deps.channelDesk.find(Number(number), by);
    await ctx.answerCallbackQuery(seen ? undefined : deps.texts.channelGone);
    const mayArrange = await authorise(deps.people, ctx.from.id, 'arrange');
    if (seen) await showMenu(ctx, mayArrange ? cardOf(seen, deps) : bareCard(seen, deps));
  });

  act(
    /^ch:set:(\d+):(mode|numerals|media|silent|protect|readCount|related):(\w+)$/,
    async (ctx, by) => {
      const [, id, part = '', value = ''] = ctx.match;
      const to = readChange(part, value);
      const seen = to && (await deps.channelDesk.find(Number(id), by));
      if (!seen) return undefined;
      // Pressed twice, it is done once, and leaves one thing to take back.
      if (seen.channel[to.part] === to.value) return cardOf(seen, deps);
      const changed = await deps.channelDesk.change(seen.channel.id, to, by);
      const said = deps.texts.channelChanged(deps.texts.channelParts[to.part]);
      return changed && cardOf(changed, deps, { said, changeId: changed.changeId });
    },
  );

  composer.callbackQuery(/^ch:undo:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const undone = await deps.channelDesk.undo(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(undone ? undefined : deps.texts.channelChangedSince);
    if (!undone) return;
    const said = deps.texts.channelUndone(deps.texts.channelParts[undone.part]);
    await showMenu(ctx, cardOf(undone, deps, { said }));
  });

  act(/^ch:rights:(\d+)$/, async (ctx, by) => {
    const seen = await deps.channelDesk.find(Number(ctx.match[1]), by);
    if (!seen) return undefined;
    const rights = await deps.rightsOn(seen.channel.chat);
    const said = rights ? deps.texts.rightsText(rights) : deps.texts.rightsUnseen;
    const isOpen = seen.trouble !== null && rights?.post;
    return cardOf(isOpen ? await deps.channelDesk.letIn(seen.channel, by) : seen, deps, { said });
  });

  const askRemoval = async ({ channel }: ChannelSeen): Promise<Menu> => ({
    text: deps.texts.removeChannelAsk(nameOf(channel), await deps.channelDesk.waiting(channel.id)),
    keyboard: [
      [button(deps.texts.removeChannelYes, `ch:gone:${channel.id}`)],
      [button(deps.texts.back, `ch:open:${channel.id}`)],
    ],
  });

  const remove = async (id: number, by: Authorized<'arrange'>): Promise<Menu | undefined> => {
    const channel = await deps.channelDesk.remove(id, by);
    if (!channel) return undefined;
    return {
      text: deps.texts.channelRemoved(nameOf(channel)),
      keyboard: [
        [button(deps.texts.restoreChannel, `ch:restore:${channel.id}`)],
        [button(deps.texts.back, 'ch:page:0')],
      ],
    };
  };

  act(/^ch:remove:(\d+)$/, async (ctx, by) => {
    const seen = await deps.channelDesk.find(Number(ctx.match[1]), by);
    return seen && askRemoval(seen);
  });

  act(/^ch:gone:(\d+)$/, (ctx, by) => remove(Number(ctx.match[1]), by));

  // The way back under a channel that was added, however long ago: what came since is not lost unasked.
  act(/^ch:unadd:(\d+)$/, async (ctx, by) => {
    const seen = await deps.channelDesk.find(Number(ctx.match[1]), by);
    const waits = seen && (await deps.channelDesk.waiting(seen.channel.id)) > 0;
    return waits ? askRemoval(seen) : remove(Number(ctx.match[1]), by);
  });

  act(/^ch:restore:(\d+)$/, async (ctx, by) => {
    const id = Number(ctx.match[1]);
    const restored = await deps.channelDesk.restore(id, by);
    const seen = await deps.channelDesk.find(id, by);
    if (!seen) return undefined;
    const said = restored ? deps.texts.channelRestored(nameOf(restored)) : deps.texts.channelThere;
    return cardOf(seen, deps, { said });
  });

  composer.callbackQuery(/^ch:ask:(\d+):(sections|sources)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const seen = await deps.channelDesk.find(Number(ctx.match[1]), by);
    const { sources } = await deps.offeredTopics();
    const part = ctx.match[2] as FilterPart;
    if (!seen || (part === 'sources' && sources.length === 0)) {
      const { channelGone, noSources } = deps.texts;
      return void (await ctx.answerCallbackQuery(seen ? noSources : channelGone));
    }
    await ctx.answerCallbackQuery();
    const name = nameOf(seen.channel);
    const text =
      part === 'sections' ? deps.texts.askSections(name) : deps.texts.askSources(name, sources);
    await ask(ctx, deps, text, { kind: 'filter', subject: { id: seen.channel.id, part } });
  });

  return composer;
}

type FilterPart = 'sections' | 'sources';

/** Hears the sections or sources that a channel takes, until they are understood. */
export const hearFilter =
  (deps: BotDeps): Hear =>
  async (ctx, subject) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { id, part } = subject as { id: number; part: FilterPart };
    const read = await filterFrom(part, ctx.message.text ?? '', deps);
    if ('again' in read) {
      await ctx.reply(read.again);
      return 'again';
    }
    const changed = await deps.channelDesk.change(id, { part, value: read.names }, by);
    if (!changed) return void (await ctx.reply(deps.texts.channelGone));
    const said = deps.texts.channelChanged(deps.texts.channelParts[part]);
    await replyMenu(ctx, cardOf(changed, deps, { said, changeId: changed.changeId }));
    return undefined;
  };

/** The names of a list, null for all of them, or what to say of one that is not understood. */
async function filterFrom(
  part: FilterPart,
  text: string,
  deps: BotDeps,
): Promise<{ names: string[] | null } | { again: string }> {
  if (isAll(text)) return { names: null };
  const written = text
    .split(/[،,;؛\n]/)
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .filter((name) => /[\p{L}\p{N}]/u.test(name));
  if (written.length === 0) {
    const { texts } = deps;
    return {
      again: part === 'sections' ? texts.sectionsNotUnderstood : texts.sourcesNotUnderstood,
    };
  }
  if (part === 'sections') {
    const names = [...new Set(written)];
    const isUnfit = names.length > mostSections || names.some((one) => one.length > longestSection);
    return isUnfit
      ? { again: deps.texts.sectionsTooMany(mostSections, longestSection) }
      : { names };
  }
  const { sources } = await deps.offeredTopics();
  const byForm = new Map(sources.map((name) => [normalise(name), name]));
  const unknown = written.find((name) => !byForm.has(normalise(name)));
  if (unknown !== undefined) return { again: deps.texts.sourceUnknown(unknown, sources) };
  return { names: [...new Set(written.flatMap((name) => byForm.get(normalise(name)) ?? []))] };
}

const nameOf = ({ key, chat }: Channel) => channelName({ channel: key, chat });

/** What a button says that a part is to be; undefined for a button of no version of ours. */
function readChange(part: string, value: string): ChannelChange | undefined {
  const mode = modes.find((one) => part === 'mode' && one === value);
  if (mode) return { part: 'mode', value: mode };
  const form = numerals.find((one) => part === 'numerals' && one === value);
  if (form) return { part: 'numerals', value: form };
  const flag = switches.find((one) => part === one && /^[01]$/.test(value));
  return flag && { part: flag, value: value === '1' ? 1 : 0 };
}

const bareCard = (seen: ChannelSeen, { texts }: Pick<BotDeps, 'texts'>): Menu => ({
  text: texts.channelCard(seen, undefined),
  keyboard: [[button(texts.back, 'ch:page:0')]],
});

/** A channel with the buttons that change it. */
export function cardOf(
  seen: ChannelSeen,
  { texts }: Pick<BotDeps, 'texts'>,
  { said, changeId }: Card = {},
): Menu {
  const { channel } = seen;
  const { id } = channel;
  const mark = (isChosen: boolean, text: string) => (isChosen ? texts.chosen(text) : text);
  const toggle = (part: (typeof switches)[number]): InlineKeyboardButton =>
    button(
      mark(channel[part] === 1, texts.channelParts[part]),
      `ch:set:${id}:${part}:${channel[part] === 1 ? 0 : 1}`,
    );
  const pick = (part: 'sections' | 'sources') =>
    button(texts.filterButton(texts.channelParts[part]), `ch:ask:${id}:${part}`);
  return {
    text: texts.channelCard(seen, said),
    keyboard: [
      changeId === undefined ? [] : [button(texts.channelUndo, `ch:undo:${changeId}`)],
      modes.map((mode) =>
        button(mark(channel.mode === mode, texts.channelModes[mode]), `ch:set:${id}:mode:${mode}`),
      ),
      numerals.map((form) =>
        button(
          mark(channel.numerals === form, texts.channelNumerals[form]),
          `ch:set:${id}:numerals:${form}`,
        ),
      ),
      [toggle('media'), toggle('silent'), toggle('protect')],
      [toggle('readCount'), toggle('related')],
      [
        pick('sections'),
        pick('sources'),
        button(texts.filterButton(texts.cardTemplate), `tmpl:of:${id}:0`),
      ],
      [
        button(texts.checkRights, `ch:rights:${id}`),
        button(texts.removeChannel, `ch:remove:${id}`),
      ],
      [button(texts.back, 'ch:page:0')],
    ],
  };
}
