/**
 * /edit [link]: puts the editor's own headline or summary into posts that are out or wait: shown
 * first, then confirmed, then undone if they wish. The trap of conversations is told at the top of
 * talk.ts.
 */
import type { Conversation } from '@grammyjs/conversations';
import { Composer, type Context } from 'grammy';
import type { WordPart } from '../data/schema.ts';
import { authorise } from '../src/desk/authorise.ts';
import { isEditable } from '../src/desk/revisions.ts';
import { partLimits } from '../templates/post.ts';
import { type Chosen, openPosts } from './choose-post.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, isGroup } from './reply.ts';
import type { Talk } from './talk.ts';

const prefix = 'edit:';

export function edit(deps: BotDeps) {
  return async (
    conversation: Conversation<BotContext, Context>,
    ctx: Context,
    given: string,
  ): Promise<void> => {
    const editorId = ctx.from?.id;
    if (editorId === undefined) return;
    const opened = await openPosts(conversation, ctx, deps, given, {
      prefix,
      ours: /^edit:(?!undo:)/,
      ask: deps.texts.askEdit,
      stopped: deps.texts.editStopped,
      suits: isEditable,
    });
    if (!opened) return;
    const { talk, article, posts } = opened;
    const part = await choosePart(talk, article);
    if (!part) return void (await talk.ctx().reply(deps.texts.editStopped));
    const ids = posts.map(({ id }) => id);
    const over = await conversation.external(() => deps.desk.standing(ids, part));
    const text = await writePart(talk, deps, part, posts);
    if (!text) return void (await talk.ctx().reply(deps.texts.editStopped));
    const amended = await conversation.external(async () => {
      const by = await authorise(deps.people, editorId, 'correct');
      return by ? deps.desk.amend(article.id, { posts: ids, part, text, over }, by) : null;
    });
    if (amended === null) return void (await talk.ctx().reply(deps.texts.editorsOnly));
    if (amended.kind === 'gone') return void (await talk.ctx().reply(deps.texts.editGone));
    if (amended.kind === 'changed') return void (await talk.ctx().reply(deps.texts.editChanged));
    await talk.ctx().reply(deps.texts.edited, {
      reply_markup: {
        inline_keyboard: [[button(deps.texts.undoEdit, `${prefix}undo:${amended.id}`)]],
      },
    });
  };
}

async function choosePart(
  talk: Talk,
  { id, title }: { id: number; title: string },
): Promise<WordPart | undefined> {
  const ours = `${prefix}part:${id}:`;
  await talk.ctx().reply(talk.texts.editWhat(title), {
    reply_markup: {
      inline_keyboard: [
        [
          button(talk.texts.editHeadline, `${ours}headline`),
          button(talk.texts.editSummary, `${ours}summary`),
        ],
        [button(talk.texts.cancel, `${ours}no`)],
      ],
    },
  });
  const answer = await talk.pressed(ours);
  await talk.ctx().answerCallbackQuery();
  await talk.ctx().editMessageReplyMarkup();
  return answer === 'headline' || answer === 'summary' ? answer : undefined;
}

/** Asks for the words and shows the post with them, until they are confirmed or given up. */
async function writePart(
  talk: Talk,
  deps: BotDeps,
  part: WordPart,
  posts: readonly Chosen[],
): Promise<string | undefined> {
  const [first] = posts;
  const ours = `${prefix}words:${first?.id}:`;
  for (;;) {
    // In a group a bot hears only what is said to it.
    const wanted = isGroup(talk.ctx()) ? { reply_markup: { force_reply: true as const } } : {};
    const ask = part === 'headline' ? deps.texts.askHeadline : deps.texts.askSummary;
    await talk.ctx().reply(ask, wanted);
    const text = await shortText(talk, partLimits[part]);
    await talk.ctx().reply(deps.texts.editPreview);
    const chat = talk.ctx().chat?.id;
    await talk.conversation.external(async () => {
      if (chat === undefined || !first) return;
      await deps.show(String(chat), await deps.previewAmended(first.id, { [part]: text }));
    });
    await talk.ctx().reply(deps.texts.editAsk, {
      reply_markup: {
        inline_keyboard: [
          [button(deps.texts.editConfirm, `${ours}yes`)],
          [button(deps.texts.editAgain, `${ours}again`), button(deps.texts.cancel, `${ours}no`)],
        ],
      },
    });
    const answer = await talk.pressed(ours);
    await talk.ctx().answerCallbackQuery();
    await talk.ctx().editMessageReplyMarkup();
    if (answer === 'yes') return text;
    if (answer === 'no') return undefined;
  }
}

/** The next text of at most so many code points. */
async function shortText(talk: Talk, limit: number): Promise<string> {
  for (;;) {
    const text = (await talk.text()).trim();
    if ([...text].length <= limit) return text;
    await talk.ctx().reply(talk.texts.textTooLong(limit));
  }
}

/** The button under an edit that takes it back, however long after. */
export function editButtons(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^edit:undo:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'correct');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const undone = await deps.desk.undoAmendment(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(undone ? deps.texts.editUndone : deps.texts.editUndoneBefore);
    await ctx.editMessageReplyMarkup();
  });
  return composer;
}
