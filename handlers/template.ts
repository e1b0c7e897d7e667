/**
 * /template: how each channel's posts are laid out. A message whose buttons lead from the channels to
 * the templates of one and to each template, which can be looked at, used, changed and deleted.
 */
import { type CallbackQueryContext, Composer } from 'grammy';
import type { Channel } from '../data/repositories/channels.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { Removed, TemplateShown } from '../src/desk/templates.ts';
import type { DeskTexts } from '../templates/desk.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, type Menu, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';
import {
  backButton,
  channelsMenu,
  nameOf,
  namesOf,
  refOf,
  templateMenu,
  templatesMenu,
  titleOf,
  useButton,
  usedRef,
  usedTitle,
} from './template-menu.ts';
import { layoutOf, showArticle } from './template-preview.ts';
import { askBody } from './template-writing.ts';

/** A button that was pressed on a template which is still as the button saw it. */
interface Press {
  readonly ctx: CallbackQueryContext<BotContext>;
  readonly by: Authorized<'arrange'>;
  readonly channel: Channel;
  readonly shown: TemplateShown;
  readonly templates: readonly TemplateShown[];
  /** The template that the channel had, in the button that gives it another. */
  readonly seen: string;
}

export function template(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const { texts } = deps;

  const channelOf = async (id: number): Promise<Channel | undefined> =>
    (await deps.channels.all()).find((channel) => channel.id === id);

  const listing = async (page: number, by: Authorized<'arrange'>): Promise<Menu> => {
    const channels = await deps.channels.all();
    if (channels.length === 0) return { text: texts.noChannels, keyboard: [] };
    return channelsMenu(channels, await deps.templates.list(by), page, texts);
  };

  /** Says that a button is old, and puts what is true now in its menu's place. */
  const showAnew = async (
    ctx: CallbackQueryContext<BotContext>,
    channelId: number,
    ref: string,
    by: Authorized<'arrange'>,
  ): Promise<void> => {
    await ctx.answerCallbackQuery(texts.templateChanged);
    const channel = await channelOf(channelId);
    if (!channel) return void (await showMenu(ctx, await listing(0, by)));
    const templates = await deps.templates.list(by);
    const [id] = ref.split('-');
    const shown = templates.find((one) => refOf(one).split('-')[0] === id);
    const menu = shown
      ? templateMenu(channel, shown, templates, texts)
      : templatesMenu(channel, templates, 0, texts);
    await showMenu(ctx, menu);
  };

  composer.command('template', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.reply(texts.editorsOnly));
    await replyMenu(ctx, await listing(0, by));
  });

  composer.callbackQuery(/^tmpl:list:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    await ctx.answerCallbackQuery();
    await showMenu(ctx, await listing(Number(ctx.match[1]), by));
  });

  composer.callbackQuery(/^tmpl:of:(\d+):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const channel = await channelOf(Number(ctx.match[1]));
    await ctx.answerCallbackQuery(channel ? undefined : texts.staleButton);
    const menu = channel
      ? templatesMenu(channel, await deps.templates.list(by), Number(ctx.match[2]), texts)
      : await listing(0, by);
    await showMenu(ctx, menu);
  });

  composer.callbackQuery(/^tmpl:back:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const undone = await deps.templates.undoChoice(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(undone ? undefined : texts.templateChosenSince);
    if (!undone) return;
    const { channel } = undone;
    const title = usedTitle(await deps.templates.list(by), channel, texts);
    await showMenu(ctx, {
      text: texts.templateChoiceUndone(nameOf(channel), title),
      keyboard: [[backButton(channel, texts)]],
    });
  });

  composer.callbackQuery(/^tmpl:revive:(\d+):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const back = await deps.templates.undoRemove(Number(ctx.match[2]), by);
    await ctx.answerCallbackQuery(back ? undefined : texts.templateBackBefore);
    if (!back) return;
    const channel = await channelOf(Number(ctx.match[1]));
    const templates = await deps.templates.list(by);
    const shown = templates.find(({ template }) => template.name === back.name);
    await showMenu(ctx, {
      text: texts.templateBack(back.name),
      keyboard: channel
        ? [shown ? [useButton(channel, shown, templates, texts)] : [], [backButton(channel, texts)]]
        : [],
    });
  });

  const acts: Readonly<Record<string, (press: Press) => Promise<void>>> = {
    async open({ ctx, channel, shown, templates }) {
      await ctx.answerCallbackQuery();
      await showMenu(ctx, templateMenu(channel, shown, templates, texts));
    },

    async show({ ctx, channel, shown }) {
      await ctx.answerCallbackQuery();
      const told = texts.templatePreview(titleOf(shown, texts), nameOf(channel));
      await showArticle(ctx, deps, { channelId: channel.id, layout: layoutOf(shown), told });
    },

    async use({ ctx, by, channel, shown, templates, seen }) {
      // Pressed twice: the way back stands below already.
      if (channel.template === shown.template.name) return void (await ctx.answerCallbackQuery());
      const choice = { name: shown.template.name, seen: channel.template };
      const chosen =
        usedRef(templates, channel) === seen
          ? await deps.templates.choose(channel.id, choice, by)
          : undefined;
      if (!chosen) return showAnew(ctx, channel.id, refOf(shown), by);
      await ctx.answerCallbackQuery();
      await showMenu(ctx, {
        text: texts.templateChosen(nameOf(channel), titleOf(shown, texts)),
        keyboard: [
          [button(texts.undo, `tmpl:back:${chosen.choiceId}`), backButton(channel, texts)],
        ],
      });
    },

    async edit({ ctx, channel, shown }) {
      if (shown.kind !== 'own') return void (await ctx.answerCallbackQuery(texts.staleButton));
      await ctx.answerCallbackQuery();
      const { id, revision, name, body } = shown.template;
      const begun = { name, over: { id, revision }, channelId: channel.id };
      await askBody(ctx, deps, begun, texts.templateBodyNow, body);
    },

    async del({ ctx, by, channel, shown }) {
      if (shown.kind !== 'own') return void (await ctx.answerCallbackQuery(texts.staleButton));
      const removed = await deps.templates.remove(shown.template, by);
      if (!removed) return showAnew(ctx, channel.id, refOf(shown), by);
      await ctx.answerCallbackQuery();
      await showMenu(ctx, removedMenu(removed, channel, titleOf(shown, texts), texts));
    },
  };

  composer.callbackQuery(
    /^tmpl:(open|show|use|edit|del):(\d+):([a-z]+|\d+-\d+)(?::([a-z]+|\d+))?$/,
    async (ctx) => {
      const by = await authorise(deps.people, ctx.from.id, 'arrange');
      if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
      const [, act = '', id, ref = '', seen = ''] = ctx.match;
      const channel = await channelOf(Number(id));
      const templates = await deps.templates.list(by);
      const shown = templates.find((one) => refOf(one) === ref);
      // Deleted, it may be by the same button: below stands the only way back.
      if (act === 'del' && !shown) return void (await ctx.answerCallbackQuery(texts.staleButton));
      if (!channel || !shown) return showAnew(ctx, Number(id), ref, by);
      await acts[act]?.({ ctx, by, channel, shown, templates, seen });
    },
  );

  return composer;
}

/** What became of a template that was to be deleted. */
function removedMenu(removed: Removed, channel: Channel, title: string, texts: DeskTexts): Menu {
  const back = backButton(channel, texts);
  switch (removed.kind) {
    case 'removed': {
      const undo = button(texts.undo, `tmpl:revive:${channel.id}:${removed.number}`);
      return { text: texts.templateRemoved(title), keyboard: [[undo, back]] };
    }
    case 'in file':
      return { text: texts.templateKeptByFile, keyboard: [[back]] };
    case 'in use':
      return { text: texts.templateInUse(namesOf(removed.channels, texts)), keyboard: [[back]] };
  }
}
