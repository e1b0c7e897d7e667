/** Puts a piece before an editor: the post as its channel would show it, and the card below it. */
import type { Api } from 'grammy';
import type { OnDesk, Piece } from '../src/desk/pieces.ts';
import { captionLimit, codePoints } from '../templates/fit.ts';
import type { Message } from '../templates/message.ts';
import type { BotDeps } from './context.ts';
import { pieceCard, type View } from './piece-card.ts';

export type PieceDeps = Pick<
  BotDeps,
  'desk' | 'channels' | 'previewAmended' | 'wordsOf' | 'texts' | 'now' | 'zone'
>;

const main: View = { kind: 'main' };

/** @returns the card, and the post as its first channel would show it */
export async function pieceMessages(
  deps: PieceDeps,
  onDesk: OnDesk,
  { mayPublish, view = main }: { mayPublish: boolean; view?: View },
): Promise<{ card: Message; preview: Message }> {
  const [first] = onDesk.posts;
  if (!first) throw new Error(`article ${onDesk.article.id} has no post on the desk`);
  const preview = await deps.previewAmended(first.id, {});
  const { headline } = await deps.wordsOf(first.id);
  // Before the clock is read: a post that may go at once waits for nothing.
  const times = await deps.desk.times(onDesk.piece, { kind: 'slot' });
  const tellers = view.kind === 'confirm' ? await deps.desk.tellers(onDesk.piece) : [];
  const hasPicture = (preview.media?.pictures.length ?? 0) > 0;
  const card = pieceCard(onDesk, view, {
    texts: deps.texts,
    now: deps.now(),
    zone: deps.zone,
    channels: await deps.channels.all(),
    times,
    tellers,
    headline,
    mayPublish,
    isCut: hasPicture && codePoints(preview.text) > captionLimit,
  });
  return { card, preview };
}

/** Sends a piece into a chat; what is gone meanwhile is told. */
export async function sendPiece(
  api: Pick<Api, 'sendMessage'>,
  deps: PieceDeps & Pick<BotDeps, 'show'>,
  chat: number,
  piece: Piece,
  { mayPublish }: { mayPublish: boolean },
): Promise<void> {
  const onDesk = await deps.desk.piece(piece);
  if (!onDesk) return void (await api.sendMessage(chat, deps.texts.pieceGone));
  const { card, preview } = await pieceMessages(deps, onDesk, { mayPublish });
  await api.sendMessage(chat, deps.texts.previewIntro);
  await deps.show(String(chat), preview);
  await api.sendMessage(chat, card.text, {
    ...(card.keyboard ? { reply_markup: card.keyboard } : {}),
    link_preview_options: { is_disabled: true },
  });
}
