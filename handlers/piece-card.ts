/**
 * The card of a piece: what it is, where it would go and when, what colleagues say, and the buttons.
 * Each button names the piece and the revision that the card shows.
 */
import type { InlineKeyboardButton } from 'grammy/types';
import type { Channel } from '../data/repositories/channels.ts';
import type { TitledPost } from '../data/repositories/posts.ts';
import type { Hold } from '../data/schema.ts';
import { isolateWhole } from '../src/arabic/bidi.ts';
import { type OnDesk, type Piece, toldSince, type When } from '../src/desk/pieces.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { fitTo, textLimit } from '../templates/fit.ts';
import type { Message } from '../templates/message.ts';
import { channelName } from '../templates/messages.ts';
import { button, pageButtons } from './reply.ts';

/** As many channels as a card shows at once; more stand on pages of their own. */
const channelsOnCard = 6;
const channelsOnPage = 8;
/** The last ones: what was said before them has been read. */
const remarksOnCard = 4;
const tellersOnCard = 8;

/** A time that is asked about, and when each post would go out by it. */
interface Confirming {
  readonly kind: 'confirm';
  readonly when: When;
  readonly times: readonly Timed[];
}

/** What a card shows beside the piece. */
export type View =
  | { readonly kind: 'main' }
  | { readonly kind: 'channels'; readonly page: number }
  | { readonly kind: 'words' }
  | { readonly kind: 'pictures' }
  | Confirming;

/** A post that tells a piece's story already. */
type Teller = Pick<
  TitledPost,
  'channel' | 'chat' | 'title' | 'createdAt' | 'decidedAt' | 'publishedAt' | 'dueAt'
>;

export type Timed = Pick<TitledPost, 'channel' | 'chat'> & { readonly at: number };

export interface CardOptions {
  readonly texts: DeskTexts;
  readonly now: number;
  /** IANA zone in which editors are told times. */
  readonly zone: string;
  /** All channels, whether the piece goes there or not. */
  readonly channels: readonly Pick<Channel, 'id' | 'key' | 'chat'>[];
  /** When each post would go out by the channels' own rules. */
  readonly times: readonly Timed[];
  /** What tells the story already where the piece would go, or is to; shown before it is confirmed. */
  readonly tellers: readonly Teller[];
  /** Whether whoever sees it may publish; a writer may not. */
  readonly mayPublish: boolean;
  /** As the posts show it: an editor's own, where they gave one. */
  readonly headline: string;
  /** Whether the text is cut short under its picture. */
  readonly isCut: boolean;
}

/** @returns the data of a button that does something to the piece as it is at this revision */
export const pieceData = (piece: Piece, revision: number, act: string, detail = ''): string =>
  [
    'piece',
    ownerOf(piece),
    piece.articleId,
    revision,
    act,
    ...(detail === '' ? [] : [detail]),
  ].join(':');

const ownerOf = ({ kind, editorId }: Piece): string =>
  `${kind === 'draft' ? 'd' : 'r'}${editorId ?? ''}`;

/** Reads the owner that {@link pieceData} has written. */
export const pieceOf = (owner: string, articleId: number): Piece =>
  owner.startsWith('d')
    ? { kind: 'draft', articleId, editorId: Number(owner.slice(1)) }
    : { kind: 'review', articleId, editorId: owner === 'r' ? null : Number(owner.slice(1)) };

/** The card in one of its views, which its buttons turn over in place. */
export function pieceCard(onDesk: OnDesk, view: View, options: CardOptions): Message {
  const rows = rowsOf(onDesk, view, options);
  const { text } = fitTo({ text: cardText(onDesk, view, options), entities: [] }, textLimit);
  return {
    text,
    entities: [],
    keyboard: { inline_keyboard: rows },
    preview: { is_disabled: true },
  };
}

function rowsOf(onDesk: OnDesk, view: View, options: CardOptions): Rows {
  switch (view.kind) {
    case 'main':
      return mainRows(onDesk, options);
    case 'channels':
      return channelRows(onDesk, options, view.page);
    case 'words':
      return wordRows(onDesk, options);
    case 'pictures':
      return pictureRows(onDesk, options);
    case 'confirm':
      return confirmRows(onDesk, view, options);
  }
}

function confirmText({ times }: Confirming, options: CardOptions): string {
  const { texts, zone, now, headline } = options;
  const moment = (at: number) => texts.moment(at, now, zone);
  const lines = times.map((one) => texts.channelTime(channelName(one), moment(one.at)));
  const tellers = options.tellers.slice(-tellersOnCard).map((one) => {
    const at = one.publishedAt ?? one.dueAt ?? one.createdAt;
    return texts.teller(channelName(one), moment(at), one.title);
  });
  return [
    [texts.confirmIntro(headline), ...lines].join('\n'),
    ...(tellers.length > 0 ? [[texts.toldAlready, ...tellers].join('\n')] : []),
  ].join('\n\n');
}

function cardText(onDesk: OnDesk, view: View, options: CardOptions): string {
  const { texts, zone, now, headline: title } = options;
  const { piece, posts, remarks, author, article } = onDesk;
  const [first] = posts;
  const moment = (at: number) => texts.moment(at, now, zone);
  if (view.kind === 'confirm') return confirmText(view, options);
  const where = texts.listed(posts.map((post) => isolateWhole(channelName(post))));
  const heading =
    piece.kind === 'draft'
      ? [texts.draftOf(title), texts.pieceChannels(where)]
      : [reviewLine(first, where, title, options)];
  const soonest = Math.min(...options.times.map(({ at }) => at));
  const waits = piece.kind === 'review' && Number.isFinite(soonest) && soonest > now;
  const facts = [
    ...heading,
    ...(author === null ? [] : [texts.pieceBy(author)]),
    ...(first?.breaking === 1 ? [texts.pieceBreaking] : []),
    ...(waits && first?.breaking !== 1 ? [texts.pieceWhen(moment(soonest))] : []),
    ...(article.revision > 1 && article.toldBy !== 'editor' ? [texts.pieceRevised] : []),
    ...(options.isCut ? [texts.captionCut] : []),
  ];
  const notes = remarks
    .slice(-remarksOnCard)
    .map(({ name, editorId, text }) => texts.pieceRemark(name ?? String(editorId), text));
  const ask =
    piece.kind === 'draft' ? [options.mayPublish ? texts.chooseChannels : texts.writerChooses] : [];
  return [
    facts.join('\n'),
    ...(notes.length > 0 ? [[texts.pieceRemarks, ...notes].join('\n')] : []),
    ...ask,
  ].join('\n\n');
}

/** What waits for approval, and why, where nobody wanted it reviewed. */
function reviewLine(
  first: TitledPost | undefined,
  where: string,
  title: string,
  { texts, now, zone }: CardOptions,
): string {
  const when = (at: number | null | undefined) => texts.moment(at ?? now, now, zone);
  const reasons: Readonly<Record<Hold, () => string>> = {
    late: () => texts.heldLate(where, when(first?.promisedAt), title),
    stale: () => texts.heldStale(where, when(first?.articlePublishedAt), title),
    old: () => `${texts.reviewAsk(where, title)}\n${texts.heldOld}`,
    many: () => `${texts.reviewAsk(where, title)}\n${texts.heldMany}`,
  };
  return first?.hold ? reasons[first.hold]() : texts.reviewAsk(where, title);
}

type Rows = InlineKeyboardButton[][];

function mainRows(onDesk: OnDesk, options: CardOptions): Rows {
  const { piece, revision, posts } = onDesk;
  const { texts, channels, mayPublish } = options;
  const act = (text: string, name: string, detail = '') =>
    button(text, pieceData(piece, revision, name, detail));
  const isDraft = piece.kind === 'draft';
  const listed = isDraft && channels.length <= channelsOnCard;
  const when = [act(texts.now, 'now'), act(texts.nextSlot, 'slot'), act(texts.atTime, 'time')];
  const isBreaking = posts[0]?.breaking === 1;
  const breaking = act(
    isBreaking ? texts.ticked(texts.breakingButton) : texts.breakingButton,
    'breaking',
  );
  const change = [
    act(texts.wordsButton, 'words'),
    act(texts.picturesButton, 'pictures'),
    ...(listed ? [] : [act(texts.channelsButton(posts.length), 'channels', '0')]),
  ];
  if (isDraft) {
    return [
      ...(listed ? channels.map((channel) => [channelButton(onDesk, options, channel, '')]) : []),
      ...(mayPublish ? [when] : [[act(texts.submitButton, 'submit')]]),
      [...change, ...(mayPublish ? [breaking] : [])],
      [act(texts.previewButton, 'show'), act(texts.cancel, 'discard')],
    ];
  }
  const remark = act(texts.remarkButton, 'remark');
  const preview = act(texts.previewButton, 'show');
  if (!mayPublish) return [[remark, preview]];
  return [
    [act(texts.approve, 'approve'), act(texts.reject, 'reject')],
    when,
    change,
    [breaking, remark, preview],
  ];
}

/** @param page where the button stands, to come back there; '' on the card itself */
function channelButton(
  { piece, revision, posts }: OnDesk,
  { texts }: CardOptions,
  { id, key, chat }: Pick<Channel, 'id' | 'key' | 'chat'>,
  page: string,
): InlineKeyboardButton {
  const name = channelName({ channel: key, chat });
  const isIn = posts.some(({ channelId }) => channelId === id);
  const detail = page === '' ? String(id) : `${id}-${page}`;
  return button(
    isIn ? texts.ticked(name) : texts.unticked(name),
    pieceData(piece, revision, 'channel', detail),
  );
}

function channelRows(onDesk: OnDesk, options: CardOptions, page: number): Rows {
  const { piece, revision } = onDesk;
  const { texts, channels } = options;
  const shown = channels.slice(page * channelsOnPage, (page + 1) * channelsOnPage);
  const hasMore = (page + 1) * channelsOnPage < channels.length;
  return [
    ...shown.map((channel) => [channelButton(onDesk, options, channel, String(page))]),
    pageButtons({ page, hasMore }, texts, (to) =>
      pieceData(piece, revision, 'channels', String(to)),
    ),
    [button(texts.back, pieceData(piece, revision, 'main'))],
  ].filter((row) => row.length > 0);
}

const wordRows = ({ piece, revision }: OnDesk, { texts }: CardOptions): Rows => [
  [
    button(texts.editHeadline, pieceData(piece, revision, 'headline')),
    button(texts.editSummary, pieceData(piece, revision, 'summary')),
  ],
  [button(texts.back, pieceData(piece, revision, 'main'))],
];

const pictureRows = ({ piece, revision }: OnDesk, { texts }: CardOptions): Rows => [
  [
    button(texts.otherPicture, pieceData(piece, revision, 'picture')),
    button(texts.noPicture, pieceData(piece, revision, 'bare')),
  ],
  [button(texts.back, pieceData(piece, revision, 'main'))],
];

function confirmRows(
  { piece, revision }: OnDesk,
  { when }: Confirming,
  { texts, tellers }: CardOptions,
): Rows {
  const go = goDetail({ when, knownUntil: Math.max(0, ...tellers.map(toldSince)) });
  return [
    [button(texts.confirm, pieceData(piece, revision, 'go', go))],
    [
      button(texts.back, pieceData(piece, revision, 'main')),
      ...(piece.kind === 'draft'
        ? [button(texts.cancel, pieceData(piece, revision, 'discard'))]
        : []),
    ],
  ];
}

/** What is confirmed: the time, and up to when the editor knows what came out, in milliseconds. */
interface Go {
  readonly when: When;
  readonly knownUntil: number;
}

/** In a button: `now`, `slot`, or `t` and milliseconds; then, where any, the other milliseconds. */
const goDetail = ({ when, knownUntil }: Go): string =>
  [
    when.kind === 'at' ? `t${when.at.toString(36)}` : when.kind,
    ...(knownUntil > 0 ? [knownUntil.toString(36)] : []),
  ].join('-');

/** Reads what a button to confirm has written. */
export function goOf(detail: string): Go | undefined {
  const [, name = '', at, known = '0'] =
    /^(now|slot|t([0-9a-z]+))(?:-([0-9a-z]+))?$/.exec(detail) ?? [];
  const knownUntil = Number.parseInt(known, 36);
  if (name === 'now' || name === 'slot') return { when: { kind: name }, knownUntil };
  return at === undefined
    ? undefined
    : { when: { kind: 'at', at: Number.parseInt(at, 36) }, knownUntil };
}
