/**
 * The buttons of a piece's card. Each carries the revision that its card shows: on a piece that has
 * changed since it does nothing but show the piece anew. piece-answers.ts hears what they ask for.
 */
import { type CallbackQueryContext, Composer } from 'grammy';
import type { TitledPost } from '../data/repositories/posts.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import type { Decision, Piece, Verdict, When } from '../src/desk/pieces.ts';
import { channelName } from '../templates/messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { goOf, pieceData, pieceOf, type View } from './piece-card.ts';
import { ask } from './questions.ts';
import { button, isGroup } from './reply.ts';
import { pieceMessages, sendPiece } from './show-piece.ts';

/** A button that was pressed: on what, as it was seen, and what else it says. */
interface Press {
  readonly ctx: CallbackQueryContext<BotContext>;
  readonly piece: Piece;
  readonly seen: number;
  readonly detail: string;
}

export function pieces(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const { texts } = deps;

  /** Whether a card that somebody has pressed offers what only editors may: in a group all use it. */
  const mayPublish = async (ctx: Press['ctx']) =>
    isGroup(ctx) || (await authorise(deps.people, ctx.from.id, 'publish')) !== undefined;

  /** Turns the card over in place. */
  const turn = async ({ ctx, piece }: Press, view: View): Promise<void> => {
    const onDesk = await deps.desk.piece(piece);
    if (!onDesk) return void (await ctx.editMessageReplyMarkup());
    const options = { mayPublish: await mayPublish(ctx), view };
    const { card } = await pieceMessages(deps, onDesk, options);
    await ctx.editMessageText(card.text, card.keyboard ? { reply_markup: card.keyboard } : {});
  };

  /** Says what hindered an act; true when nothing did. */
  const succeeded = async <T>(press: Press, verdict: Verdict<T>): Promise<boolean> => {
    if (verdict.kind === 'done') return true;
    const { ctx, piece } = press;
    if (verdict.kind === 'gone') {
      const { by, decision } = verdict;
      // Pressed twice, or again after a crash: what they have decided is shown, with its way back.
      if (decision?.editorId === ctx.from.id) {
        await ctx.answerCallbackQuery();
        await tellDecision(press, decision, await deps.desk.decided(piece, decision));
      } else {
        await ctx.answerCallbackQuery(by === null ? texts.pieceGone : texts.pieceGoneBy(by));
      }
      return false;
    }
    await ctx.answerCallbackQuery(texts.pieceChanged);
    await ctx.editMessageReplyMarkup();
    const chat = ctx.chat?.id ?? ctx.from.id;
    await sendPiece(ctx.api, deps, chat, piece, { mayPublish: await mayPublish(ctx) });
    return false;
  };

  /** The piece as the button saw it; says so when it isn't that any more. */
  const seenOn = async (press: Press) => {
    const onDesk = await deps.desk.piece(press.piece);
    const verdict: Verdict<object> = !onDesk
      ? await deps.desk.goneBy(press.piece)
      : onDesk.revision === press.seen
        ? { kind: 'done' }
        : { kind: 'changed' };
    return (await succeeded(press, verdict)) ? onDesk : undefined;
  };

  const look = (view: (detail: string) => View) => async (press: Press) => {
    if (!(await seenOn(press))) return;
    await press.ctx.answerCallbackQuery();
    await turn(press, view(press.detail));
  };

  const question =
    (kind: string, text: string, extra: object = {}) =>
    async (press: Press) => {
      const { ctx, piece, seen } = press;
      if (!(await seenOn(press))) return;
      await ctx.answerCallbackQuery();
      await ask(ctx, deps, text, { kind, subject: { piece, seen, ...extra } });
    };

  /** Asks for words, and shows those that stand there, so that they can be copied. */
  const askWords = (part: 'headline' | 'summary') => async (press: Press) => {
    const { ctx, piece, seen } = press;
    const onDesk = await seenOn(press);
    const [first] = onDesk?.posts ?? [];
    if (!onDesk || !first) return;
    await ctx.answerCallbackQuery();
    const words = (await deps.wordsOf(first.id))[part];
    const wish = part === 'headline' ? texts.askNewHeadline : texts.askNewSummary;
    const question = { kind: 'words', subject: { piece, seen, part } };
    if (words === '') return ask(ctx, deps, texts.askFirstSummary, question);
    await ask(ctx, deps, `${wish}\n${words}`, question, [
      { type: 'code', offset: wish.length + 1, length: words.length },
    ]);
  };

  const moment = (post: TitledPost) =>
    texts.moment(post.dueAt ?? deps.now(), deps.now(), deps.zone);

  /** Tells in the card's place what was decided, with what can still be done about it. */
  const tellDecision = async (
    press: Press,
    { decidedAt }: Pick<Decision, 'decidedAt'>,
    posts: readonly TitledPost[],
  ): Promise<void> => {
    // What was rejected was never promised a time.
    if (posts.every(({ promisedAt }) => promisedAt === null)) {
      return decided(press, decidedAt, texts.rejected, ['reopen', 'reason']);
    }
    const lines = posts.map((post) => texts.channelTime(channelName(post), moment(post)));
    const mayUndo = posts.some(({ state }) => state === 'scheduled');
    const text = [texts.confirmed(posts.length), ...lines].join('\n');
    await decided(press, decidedAt, text, mayUndo ? ['reopen'] : []);
  };

  const decided = async (
    { ctx, piece, seen }: Press,
    decidedAt: number,
    text: string,
    buttons: readonly ('reopen' | 'reason')[],
  ): Promise<void> => {
    const names = { reopen: texts.undo, reason: texts.rejectReason };
    const row = buttons.map((act) =>
      button(names[act], pieceData(piece, seen, act, decidedAt.toString(36))),
    );
    await ctx.editMessageText(text, {
      reply_markup: { inline_keyboard: row.length > 0 ? [row] : [] },
    });
  };

  const nameOf = async (id: number): Promise<string> =>
    (await deps.people.staff()).find((one) => one.id === id)?.name ?? String(id);

  const publish = async (
    press: Press,
    when: When,
    by: Authorized<'publish'>,
    knownUntil = 0,
  ): Promise<void> => {
    const { ctx, piece, seen } = press;
    if (when.kind === 'at' && when.at <= deps.now()) {
      const past = texts.moment(when.at, deps.now(), deps.zone);
      return void (await ctx.answerCallbackQuery(texts.timePast(past)));
    }
    const name = await nameOf(by.editorId);
    const toWriter = ({ title }: TitledPost) => texts.writerApproved(name, title);
    const verdict = await deps.desk.publish(piece, seen, when, by, { knownUntil, toWriter });
    if (verdict.kind === 'told') {
      await ctx.answerCallbackQuery(texts.toldMeanwhile);
      return turn(press, { kind: 'confirm', when, times: await deps.desk.times(piece, when) });
    }
    if (verdict.kind === 'nowhere') {
      await ctx.answerCallbackQuery(texts.pieceNowhere);
      return turn(press, { kind: 'channels', page: 0 });
    }
    if (!(await succeeded(press, verdict)) || verdict.kind !== 'done') return;
    const { posts, decidedAt } = verdict;
    const [first] = posts;
    await ctx.answerCallbackQuery(first && texts.approved(moment(first)));
    await tellDecision(press, { decidedAt }, posts);
  };

  const confirmed = async (press: Press, when: When): Promise<void> => {
    if (!(await seenOn(press))) return;
    await press.ctx.answerCallbackQuery();
    const times = await deps.desk.times(press.piece, when);
    await turn(press, { kind: 'confirm', when, times });
  };

  /** What any editor may do to a draft of theirs, and those who may publish to a piece in review. */
  const writing: Readonly<
    Record<string, (press: Press, by: Authorized<'write'>) => Promise<void>>
  > = {
    main: look(() => ({ kind: 'main' })),
    words: look(() => ({ kind: 'words' })),
    pictures: look(() => ({ kind: 'pictures' })),
    channels: look((page) => ({ kind: 'channels', page: Number(page) || 0 })),

    async open({ ctx, piece }) {
      await ctx.answerCallbackQuery();
      const chat = ctx.chat?.id ?? ctx.from.id;
      await sendPiece(ctx.api, deps, chat, piece, { mayPublish: await mayPublish(ctx) });
    },

    async show(press) {
      const onDesk = await seenOn(press);
      const [first] = onDesk?.posts ?? [];
      if (!first) return;
      await press.ctx.answerCallbackQuery();
      const chat = String(press.ctx.chat?.id ?? press.ctx.from.id);
      await deps.show(chat, await deps.previewAmended(first.id, {}));
    },

    async channel(press, by) {
      const { ctx, piece, seen, detail } = press;
      const [id, page] = detail.split('-');
      const verdict = await deps.desk.toggleChannel(piece, seen, Number(id), by);
      if (!(await succeeded(press, verdict)) || verdict.kind !== 'done') return;
      await ctx.answerCallbackQuery(verdict.isLast ? texts.chooseOne : undefined);
      await turn(
        press,
        page === undefined ? { kind: 'main' } : { kind: 'channels', page: Number(page) },
      );
    },

    headline: askWords('headline'),
    summary: askWords('summary'),
    picture: question('picture', texts.askPicture),

    async bare(press, by) {
      const { ctx, piece, seen } = press;
      const change = { part: 'pictures', text: '[]' } as const;
      const verdict = await deps.desk.amendPiece(piece, seen, change, by);
      if (!(await succeeded(press, verdict))) return;
      await ctx.answerCallbackQuery();
      await ctx.editMessageReplyMarkup();
      const chat = ctx.chat?.id ?? ctx.from.id;
      await sendPiece(ctx.api, deps, chat, piece, { mayPublish: await mayPublish(ctx) });
    },

    remark: question('remark', texts.askRemark),

    async submit(press, by) {
      const { ctx, piece, seen } = press;
      if (piece.kind !== 'draft') return;
      const verdict = await deps.desk.submit(piece, seen, by);
      if (!(await succeeded(press, verdict))) return;
      await ctx.answerCallbackQuery();
      await ctx.editMessageText(texts.submitted);
    },

    async discard(press, by) {
      const { ctx, piece, seen } = press;
      if (piece.kind !== 'draft') return;
      if (!(await succeeded(press, await deps.desk.discard(piece, seen, by)))) return;
      await ctx.answerCallbackQuery();
      await ctx.editMessageText(texts.discarded);
    },

    async again({ ctx, piece }, by) {
      await ctx.answerCallbackQuery();
      await ctx.editMessageReplyMarkup();
      const draft = await deps.desk.begin(piece.articleId, by);
      const chat = ctx.chat?.id ?? ctx.from.id;
      await sendPiece(ctx.api, deps, chat, draft, { mayPublish: await mayPublish(ctx) });
    },

    async stop({ ctx }) {
      await ctx.answerCallbackQuery();
      await ctx.editMessageReplyMarkup();
      await ctx.reply(texts.discarded);
    },
  };

  const publishing: Readonly<
    Record<string, (press: Press, by: Authorized<'publish'>) => Promise<void>>
  > = {
    now: (press, by) =>
      press.piece.kind === 'draft'
        ? confirmed(press, { kind: 'now' })
        : publish(press, { kind: 'now' }, by),
    slot: (press, by) =>
      press.piece.kind === 'draft'
        ? confirmed(press, { kind: 'slot' })
        : publish(press, { kind: 'slot' }, by),
    time: question('when', texts.askTime),
    approve: (press, by) => publish(press, { kind: 'slot' }, by),

    async go(press, by) {
      const go = goOf(press.detail);
      if (go) await publish(press, go.when, by, go.knownUntil);
      else await press.ctx.answerCallbackQuery(texts.staleButton);
    },

    async breaking(press, by) {
      const verdict = await deps.desk.toggleBreaking(press.piece, press.seen, by);
      if (!(await succeeded(press, verdict))) return;
      await press.ctx.answerCallbackQuery();
      await turn(press, { kind: 'main' });
    },

    async reject(press, by) {
      const { ctx, piece, seen } = press;
      if (piece.kind !== 'review') return;
      const name = await nameOf(by.editorId);
      const toWriter = ({ title }: TitledPost) => texts.writerRejected(name, title);
      const verdict = await deps.desk.reject(piece, seen, by, toWriter);
      if (!(await succeeded(press, verdict)) || verdict.kind !== 'done') return;
      await ctx.answerCallbackQuery(texts.rejected);
      await decided(press, verdict.decidedAt, texts.rejected, ['reopen', 'reason']);
    },

    async reason({ ctx, piece, detail }) {
      if (piece.kind !== 'review') return;
      await ctx.answerCallbackQuery();
      const subject = { piece, decidedAt: Number.parseInt(detail, 36) };
      await ask(ctx, deps, texts.askReason, { kind: 'reason', subject });
    },

    async reopen({ ctx, piece, detail }, by) {
      const name = await nameOf(by.editorId);
      const toWriter = ({ title }: TitledPost) => texts.writerReopened(name, title);
      const outcome = await deps.desk.reopen(piece, Number.parseInt(detail, 36), by, toWriter);
      const busy = piece.kind === 'draft' ? texts.undoneBusy : texts.undoneNewer;
      const told = { done: texts.undone, busy, late: texts.undoneLate };
      await ctx.answerCallbackQuery(told[outcome]);
      if (outcome !== 'done') return;
      await ctx.editMessageReplyMarkup();
      const chat = ctx.chat?.id ?? ctx.from.id;
      // What waits in review again is told to the desk chat as whatever else does.
      const isTold = piece.kind === 'review' && String(chat) === (await deps.desk.chat());
      if (isTold) return;
      await sendPiece(ctx.api, deps, chat, piece, { mayPublish: true });
    },
  };

  /** Whoever works on a piece in review must be one who may publish; a remark is anybody's. */
  const open = new Set(['remark', 'show']);

  composer.callbackQuery(/^piece:(d\d+|r\d*):(\d+):(\d+):(\w+)(?::([\w-]+))?$/, async (ctx) => {
    const [, owner = 'r', article, seen, act = '', detail = ''] = ctx.match;
    const piece = pieceOf(owner, Number(article));
    // In a group all see the card; a draft is its author's.
    if (piece.kind === 'draft' && piece.editorId !== ctx.from.id) {
      return void (await ctx.answerCallbackQuery(texts.notYourDraft));
    }
    const press = { ctx, piece, seen: Number(seen), detail };
    const editor = await authorise(deps.people, ctx.from.id, 'publish');
    const does = publishing[act];
    if (does) {
      if (!editor) return void (await ctx.answerCallbackQuery(texts.editorsOnly));
      return does(press, editor);
    }
    const writer = await authorise(deps.people, ctx.from.id, 'write');
    if (!writer || (piece.kind === 'review' && !editor && !open.has(act))) {
      return void (await ctx.answerCallbackQuery(texts.editorsOnly));
    }
    const writes = writing[act];
    if (writes) await writes(press, writer);
    else await ctx.answerCallbackQuery(texts.staleButton);
  });

  return composer;
}
