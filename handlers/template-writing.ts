/**
 * How a template is written: its name and text are asked for, the text is checked and shown on a real
 * article, and nothing is saved before the editor says so. Until then it is a row, as the questions are.
 */
import { Composer, type Context } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { NewTemplateDraft, TemplateDraft } from '../src/desk/template-drafts.ts';
import type { Saved, SaveUndone, TemplateShown } from '../src/desk/templates.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { codePoints } from '../templates/fit.ts';
import { bodyOf, ownLayout, templateLimit } from '../templates/layout.ts';
import { checkName, readyTemplates } from '../templates/ready.ts';
import type { BotContext, BotDeps } from './context.ts';
import { again, ask, type Hear } from './questions.ts';
import { button, type Menu, replyMenu, showMenu } from './reply.ts';
import { namesOf, useButton, withCopy } from './template-menu.ts';
import { showArticle } from './template-preview.ts';

/** What a question about a template's text remembers. */
type Begun = Omit<NewTemplateDraft, 'body'>;

/**
 * Asks for a template's text, and shows one that can be copied and changed.
 *
 * @param about what stands above that text
 */
export async function askBody(
  ctx: Pick<Context, 'chat' | 'from' | 'reply'>,
  deps: BotDeps,
  begun: Begun,
  about: string,
  body: string,
): Promise<void> {
  const { texts } = deps;
  const asked = [texts.askTemplateBody(begun.name), texts.layoutGuide(), about].join('\n\n');
  const { text, entities } = withCopy(asked, body);
  await ask(ctx, deps, text, { kind: 'templateBody', subject: begun }, entities);
}

/** The buttons that begin a template, and those under one that waits for a yes. */
export function templateWriting(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const { texts } = deps;

  composer.callbackQuery(/^tmpl:new:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    await ctx.answerCallbackQuery();
    const subject = { channelId: Number(ctx.match[1]) };
    await ask(ctx, deps, texts.askTemplateName, { kind: 'templateName', subject });
  });

  composer.callbackQuery(/^tmpl:save:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const saved = await deps.templates.save(Number(ctx.match[1]), by);
    if (!saved) return void (await ctx.answerCallbackQuery(texts.templateDraftOver));
    await ctx.answerCallbackQuery();
    await showMenu(ctx, await savedMenu(deps, saved, await deps.templates.list(by)));
  });

  composer.callbackQuery(/^tmpl:again:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const draft = await deps.templates.draft(Number(ctx.match[1]), by);
    if (!draft) return void (await ctx.answerCallbackQuery(texts.templateDraftOver));
    await ctx.answerCallbackQuery();
    const { body, number: _, ...begun } = draft;
    await askBody(ctx, deps, begun, texts.templateAsWritten, body);
  });

  composer.callbackQuery(/^tmpl:drop:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const dropped = await deps.templates.drop(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(dropped ? undefined : texts.templateDraftOver);
    if (dropped) await showMenu(ctx, { text: texts.templateDropped, keyboard: [] });
  });

  composer.callbackQuery(/^tmpl:undo:(\d+)-(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    const saved = { id: Number(ctx.match[1]), revision: Number(ctx.match[2]) };
    const undone = await deps.templates.undoSave(saved, by);
    await ctx.answerCallbackQuery(undone ? undefined : texts.templateSavedSince);
    if (undone) await showMenu(ctx, { text: undoneText(undone, texts), keyboard: [] });
  });

  return composer;
}

/** Who hears a template's name and its text. */
export const templateHearers = (deps: BotDeps): Readonly<Record<string, Hear>> => ({
  async templateName(ctx, subject) {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { channelId } = subject as Pick<Begun, 'channelId'>;
    const written = ctx.message.text;
    if (written === undefined) return again(ctx, deps.texts.onlyText);
    const named = checkName(written);
    if ('problem' in named) return again(ctx, deps.texts.nameProblem(named.problem));
    const { name } = named;
    const templates = await deps.templates.list(by);
    if (templates.some(({ template }) => template.name === name)) {
      return again(ctx, deps.texts.templateNameTaken(name));
    }
    const [first] = readyTemplates;
    const begun = { name, over: null, channelId };
    const body = deps.texts.readyBody(first?.body ?? '');
    await askBody(ctx, deps, begun, deps.texts.templateToBeginWith, body);
    // The question for the text has taken this one's place.
    return 'again';
  },

  async templateBody(ctx, subject) {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { text, entities = [] } = ctx.message;
    if (text === undefined) return again(ctx, deps.texts.onlyText);
    const begun = subject as Begun;
    const body = bodyOf(text, entities);
    const written = await deps.templates.write({ ...begun, body }, by);
    if (written.kind === 'name') return again(ctx, deps.texts.nameProblem(written.problem));
    if (written.kind === 'body') {
      const wrong = deps.texts.templateWrong(deps.texts.layoutProblems(written.problems));
      const isShort = body.trim() !== '' && codePoints(body) <= templateLimit;
      // Places are counted with the tags, which the editor may not have typed.
      const told = isShort
        ? withCopy(`${wrong}\n\n${deps.texts.templateAsWritten}`, body)
        : { text: wrong, entities: [] };
      await ctx.reply(told.text, { entities: told.entities });
      return 'again';
    }
    const { draft } = written;
    const layout = ownLayout(draft.body);
    const { channelId } = draft;
    await showArticle(ctx, deps, { channelId, layout, told: deps.texts.previewIntro });
    await replyMenu(ctx, draftMenu(draft, await deps.templates.list(by), deps.texts));
    return undefined;
  },
});

/** Asks whether a draft is to be saved, and says whose posts would look different. */
function draftMenu(
  { name, number }: TemplateDraft,
  templates: readonly TemplateShown[],
  texts: DeskTexts,
): Menu {
  const channels = templates.find(({ template }) => template.name === name)?.channels ?? [];
  return {
    text: [
      texts.templateSaveAsk(name),
      ...(channels.length > 0 ? [texts.templateSaveChanges(namesOf(channels, texts))] : []),
    ].join('\n'),
    keyboard: [
      [button(texts.saveTemplate, `tmpl:save:${number}`)],
      [
        button(texts.editAgain, `tmpl:again:${number}`),
        button(texts.cancel, `tmpl:drop:${number}`),
      ],
    ],
  };
}

/** What became of a draft that was to be saved. */
async function savedMenu(
  deps: BotDeps,
  saved: Saved,
  templates: readonly TemplateShown[],
): Promise<Menu> {
  const { texts } = deps;
  const { name, number, channelId } = saved.draft;
  if (saved.kind === 'same') return { text: texts.templateSame(name), keyboard: [] };
  if (saved.kind === 'changed') {
    const drop = button(texts.cancel, `tmpl:drop:${number}`);
    const save = (text: string) => button(text, `tmpl:save:${number}`);
    return saved.template
      ? {
          ...withCopy(texts.templateSavedBefore(name), saved.template.body),
          keyboard: [[save(texts.saveTemplateAnyway), drop]],
        }
      : {
          text: texts.templateRemovedBefore(name),
          keyboard: [[save(texts.saveTemplate), drop]],
        };
  }
  const { id, revision } = saved.template;
  const shown = templates.find(({ template }) => template.name === name);
  const users = shown?.channels ?? [];
  const channel = (await deps.channels.all()).find((one) => one.id === channelId);
  const isUsed = users.some((one) => one.id === channelId);
  return {
    text: [
      texts.templateSaved(name),
      ...(users.length > 0 ? [texts.templateSaveChanges(namesOf(users, texts))] : []),
    ].join('\n'),
    keyboard: [
      channel && shown && !isUsed ? [useButton(channel, shown, templates, texts)] : [],
      [button(texts.undo, `tmpl:undo:${id}-${revision}`)],
    ],
  };
}

function undoneText(undone: SaveUndone, texts: DeskTexts): string {
  switch (undone.kind) {
    case 'restored':
      return texts.templateRestored(undone.template.name);
    case 'removed':
      return texts.templateUnmade(undone.template.name);
    case 'in use':
      return texts.templateInUse(namesOf(undone.channels, texts));
  }
}
