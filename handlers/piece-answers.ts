/** The answers to what a piece's card asks for: words, pictures, a time, a remark, a reason. */
import type { TitledPost } from '../data/repositories/posts.ts';
import { parseWhen } from '../src/arabic/dates.ts';
import { authorise } from '../src/desk/authorise.ts';
import type { Piece, Verdict, When } from '../src/desk/pieces.ts';
import { ownLimits, partLimits } from '../templates/post.ts';
import type { BotDeps } from './context.ts';
import type { View } from './piece-card.ts';
import { type Answering, again, type Hear } from './questions.ts';
import { pieceMessages, sendPiece } from './show-piece.ts';

/** What a question about a piece remembers. */
interface Asked {
  readonly piece: Piece;
  readonly seen: number;
  readonly part?: 'headline' | 'summary';
  /** When a piece was rejected whose reason is asked for. */
  readonly decidedAt?: number;
  /** An album answers in several messages. */
  readonly group?: string;
}

/** Whether an article is the newsroom's own words, for which there is more room. */
const limitsOf = (isOwn: boolean) => (isOwn ? ownLimits : partLimits);

/** Telegram's bound of an album. */
export const mostPictures = 10;

/** Who may still answer: an editor may be removed, or made a writer, between question and answer. */
async function answering(deps: BotDeps, { from }: Answering, piece: Piece) {
  const by = await authorise(deps.people, from.id, 'write');
  const editor = await authorise(deps.people, from.id, 'publish');
  return by && (piece.kind === 'draft' || editor)
    ? { by, mayPublish: editor !== undefined }
    : undefined;
}

/** Shows a piece after an answer has changed it, or says why it has not. */
async function showAfter(
  ctx: Answering,
  deps: BotDeps,
  piece: Piece,
  verdict: Verdict<object>,
  mayPublish: boolean,
): Promise<void> {
  if (verdict.kind === 'gone') {
    const text = verdict.by === null ? deps.texts.pieceGone : deps.texts.pieceGoneBy(verdict.by);
    return void (await ctx.reply(text));
  }
  if (verdict.kind === 'changed') await ctx.reply(deps.texts.pieceChanged);
  await sendPiece(ctx.api, deps, ctx.chat.id, piece, { mayPublish });
}

/** Who hears the answers to the questions of a card. */
export const pieceHearers = (deps: BotDeps): Readonly<Record<string, Hear>> => ({
  async words(ctx, subject) {
    const { piece, seen, part = 'headline' } = subject as Asked;
    const who = await answering(deps, ctx, piece);
    if (!who) return void (await ctx.reply(deps.texts.editorsOnly));
    const text = ctx.message.text?.trim();
    if (!text) return again(ctx, deps.texts.onlyText);
    const onDesk = await deps.desk.piece(piece);
    const limit = limitsOf(onDesk?.article.toldBy === 'editor')[part];
    if ([...text].length > limit) return again(ctx, deps.texts.textTooLong(limit));
    const verdict = await deps.desk.amendPiece(piece, seen, { part, text }, who.by);
    await showAfter(ctx, deps, piece, verdict, who.mayPublish);
    return undefined;
  },

  async picture(ctx, subject) {
    const { piece, seen, group } = subject as Asked;
    const fileId = ctx.message.photo?.at(-1)?.file_id;
    const album = ctx.message.media_group_id;
    if (group !== undefined && album !== group) return 'pass';
    const who = await answering(deps, ctx, piece);
    if (!who) return void (await ctx.reply(deps.texts.editorsOnly));
    if (fileId === undefined) return again(ctx, deps.texts.notAPicture);
    if (group !== undefined) {
      const { isFull } = await deps.desk.addPicture(piece, fileId, mostPictures, who.by);
      if (isFull) await ctx.reply(deps.texts.albumFull);
      deps.albums.after(group, () =>
        sendPiece(ctx.api, deps, ctx.chat.id, piece, { mayPublish: who.mayPublish }),
      );
      return 'again';
    }
    const change = { part: 'pictures', text: JSON.stringify([fileId]) } as const;
    const verdict = await deps.desk.amendPiece(piece, seen, change, who.by);
    if (album === undefined || verdict.kind !== 'done') {
      await showAfter(ctx, deps, piece, verdict, who.mayPublish);
      return undefined;
    }
    const asked = { chatId: ctx.chat.id, userId: ctx.from.id };
    const question = { kind: 'picture', subject: { piece, seen, group: album } };
    await deps.questions.ask(asked, question, deps.now());
    deps.albums.after(album, () =>
      sendPiece(ctx.api, deps, ctx.chat.id, piece, { mayPublish: who.mayPublish }),
    );
    return 'again';
  },

  async when(ctx, subject) {
    const { piece, seen } = subject as Asked;
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const now = deps.now();
    const at = parseWhen(ctx.message.text ?? '', { now, zone: deps.zone });
    if (at === null) return again(ctx, deps.texts.timeNotUnderstood);
    if (at <= now) return again(ctx, deps.texts.timePast(deps.texts.moment(at, now, deps.zone)));
    const onDesk = await deps.desk.piece(piece);
    if (!onDesk || onDesk.revision !== seen) {
      const verdict = onDesk ? ({ kind: 'changed' } as const) : await deps.desk.goneBy(piece);
      return void (await showAfter(ctx, deps, piece, verdict, true));
    }
    const when: When = { kind: 'at', at };
    const times = await deps.desk.times(piece, when);
    const view: View = { kind: 'confirm', when, times };
    const { card } = await pieceMessages(deps, onDesk, { mayPublish: true, view });
    await ctx.reply(card.text, card.keyboard ? { reply_markup: card.keyboard } : {});
    return undefined;
  },

  async remark(ctx, subject) {
    const { piece } = subject as Asked;
    const by = await authorise(deps.people, ctx.from.id, 'write');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const text = ctx.message.text?.trim();
    if (!text) return again(ctx, deps.texts.onlyText);
    if ([...text].length > longestRemark) {
      return again(ctx, deps.texts.textTooLong(longestRemark));
    }
    await deps.desk.remark(piece.articleId, text, by);
    await ctx.reply(deps.texts.remarkKept);
    const mayPublish = (await authorise(deps.people, ctx.from.id, 'publish')) !== undefined;
    await sendPiece(ctx.api, deps, ctx.chat.id, piece, { mayPublish });
    return undefined;
  },

  async reason(ctx, subject) {
    const { piece, decidedAt = 0 } = subject as Asked;
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const text = ctx.message.text?.trim();
    if (!text) return again(ctx, deps.texts.onlyText);
    if ([...text].length > longestRemark) {
      return again(ctx, deps.texts.textTooLong(longestRemark));
    }
    const toWriter = ({ title }: TitledPost) => deps.texts.writerReason(title, text);
    const isKept =
      piece.kind === 'review' && (await deps.desk.explain(piece, decidedAt, text, by, toWriter));
    await ctx.reply(isKept ? deps.texts.reasonKept : deps.texts.reasonLate);
    return undefined;
  },
});

/** What still fits a card beside the rest, in code points. */
const longestRemark = 500;
