/**
 * How a draft begins: /publish with an address, or an address, a text, a picture or an album that an
 * editor sends in private without a command. From then on it is rows, and its card works on them.
 */
import { Composer, type Filter } from 'grammy';
import type { InlineKeyboardButton, Message, MessageEntity } from 'grammy/types';
import type { StoredArticle } from '../data/repositories/articles.ts';
import type { Question } from '../data/repositories/questions.ts';
import { type Authorized, authorise } from '../src/desk/authorise.ts';
import { messageAddress } from '../src/desk/message-address.ts';
import { addressesIn, type OwnWords, ownWords } from '../src/desk/own-words.ts';
import { channelName } from '../templates/messages.ts';
import { ownLimits } from '../templates/post.ts';
import type { BotContext, BotDeps } from './context.ts';
import { mostPictures } from './piece-answers.ts';
import { pieceData } from './piece-card.ts';
import { forwardedFrom } from './post-address.ts';
import { ask, type Hear } from './questions.ts';
import { button } from './reply.ts';
import { sendPiece } from './show-piece.ts';
import { welcomeReader } from './start.ts';

/** What an editor's words may wear, and the template decides instead. */
const formats = new Set<MessageEntity['type']>([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
]);

/** As many drafts as /publish lists. */
const draftsShown = 8;
const titleLength = 50;

/** Fewer letters than these are a greeting or a slip, not news; in code points. */
const leastText = 15;

type Said = Filter<BotContext, 'message'>;

/** What a caption is asked for. */
interface Pictures {
  readonly files: readonly string[];
  /** The album that they are of. */
  readonly album?: string;
}

export function drafts(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('publish', async (ctx) => {
    const by = ctx.from && (await authorise(deps.people, ctx.from.id, 'write'));
    if (!by) return welcomeReader(ctx, deps);
    const given = ctx.match.trim();
    if (given === '') return askOrGoOn(ctx, deps, by);
    const addresses = addressesIn(given);
    for (const address of addresses.length > 0 ? addresses : [given]) {
      await fromAddress(ctx, deps, address, by);
    }
  });

  composer.on('message', async (ctx, next) => {
    // In a group editors talk to each other.
    if (ctx.chat.type !== 'private' || ctx.message.text?.startsWith('/')) return next();
    const by = await authorise(deps.people, ctx.from.id, 'write');
    if (!by) return next();
    if (ctx.message.has_protected_content) {
      return void (await ctx.reply(deps.texts.protectedMessage));
    }
    const forwarded = forwardedFrom(ctx.message);
    const ours =
      forwarded &&
      'chats' in forwarded &&
      (await deps.posts.byMessage(forwarded.chats, forwarded.messageId));
    if (ours) return void (await ctx.reply(deps.texts.ownPost));
    if (ctx.message.photo) return fromPicture(ctx, deps, by);
    if (ctx.message.text) return fromText(ctx, deps, ctx.message.text, by);
    const isPicture = ctx.message.document?.mime_type?.startsWith('image/') ?? false;
    await ctx.reply(isPicture ? deps.texts.pictureAsFile : deps.texts.unfitMessage);
  });

  composer.on('edited_message', async (ctx, next) => {
    const by = await authorise(deps.people, ctx.from.id, 'write');
    if (!by || ctx.chat.type !== 'private') return next();
    await fromEdit(ctx, deps, by);
  });

  return composer;
}

/** Without an address /publish shows what was begun and not finished. */
async function askOrGoOn(
  ctx: Pick<BotContext, 'reply'>,
  deps: BotDeps,
  by: Authorized<'write'>,
): Promise<void> {
  const open = await deps.desk.drafts(by, draftsShown);
  const { texts } = deps;
  if (open.length === 0) return void (await ctx.reply(texts.askAddress));
  await ctx.reply(`${texts.askAddress}\n\n${texts.openDrafts}`, {
    reply_markup: {
      inline_keyboard: open.map(({ articleId, title, revision }) => [
        button(
          [...title].slice(0, titleLength).join(''),
          pieceData({ kind: 'draft', articleId, editorId: by.editorId }, revision, 'open'),
        ),
      ]),
    },
  });
}

/** Reads a page, saying that it does, and begins its draft; an article that is out is asked about. */
async function fromAddress(
  ctx: Pick<BotContext, 'reply' | 'api' | 'chat' | 'from'>,
  deps: BotDeps,
  address: string,
  by: Authorized<'write'>,
): Promise<void> {
  const { texts } = deps;
  const { chat, message_id } = await ctx.reply(texts.reading);
  let article: StoredArticle;
  try {
    article = await deps.readAddress(address);
  } catch (error) {
    deps.log.error({ error, address }, 'an editor’s address could not be read');
    const told = `${texts.failureText(error)}\n\n${texts.askAddressAgain}`;
    await ctx.api.editMessageText(chat.id, message_id, told, {
      link_preview_options: { is_disabled: true },
    });
    return;
  }
  await ctx.api.deleteMessage(chat.id, message_id);
  const hasDraft = (await deps.posts.ofArticle(article.id)).some(
    ({ state, createdBy }) => state === 'draft' && createdBy === by.editorId,
  );
  if (!hasDraft && (await isOut(ctx, deps, article.id, by))) return;
  await begin(ctx, deps, article.id, by);
}

/** An article that is out already is not sent twice by accident: again, open it, or stop. */
async function isOut(
  ctx: Pick<BotContext, 'reply'>,
  deps: BotDeps,
  articleId: number,
  by: Authorized<'write'>,
): Promise<boolean> {
  const { texts } = deps;
  const out = (await deps.posts.ofArticle(articleId)).filter(
    ({ state }) => state !== 'draft' && state !== 'retracted' && state !== 'failed',
  );
  if (out.length === 0) return false;
  const lines = out.map((post) => {
    const at = post.publishedAt ?? post.dueAt ?? post.createdAt;
    return texts.channelTime(channelName(post), texts.moment(at, deps.now(), deps.zone));
  });
  const open = out.flatMap((post): InlineKeyboardButton[][] => {
    const url = post.messageId ? messageAddress(post.chat, post.messageId) : undefined;
    return url ? [[{ text: texts.open(channelName(post)), url }]] : [];
  });
  const piece = { kind: 'draft', articleId, editorId: by.editorId } as const;
  await ctx.reply(texts.publishedBefore(lines.join('\n')), {
    reply_markup: {
      inline_keyboard: [
        [button(texts.again, pieceData(piece, 0, 'again'))],
        ...open,
        [button(texts.stop, pieceData(piece, 0, 'stop'))],
      ],
    },
  });
  return true;
}

async function begin(
  ctx: Pick<BotContext, 'reply' | 'api' | 'chat' | 'from'>,
  deps: BotDeps,
  articleId: number,
  by: Authorized<'write'>,
): Promise<void> {
  const chat = ctx.chat?.id ?? by.editorId;
  const piece = await deps.desk.begin(articleId, by);
  if (!(await deps.desk.piece(piece))) return void (await ctx.reply(deps.texts.noChannels));
  const mayPublish = (await authorise(deps.people, by.editorId, 'publish')) !== undefined;
  await sendPiece(ctx.api, deps, chat, piece, { mayPublish });
}

/** An address, or the words of the post themselves. */
async function fromText(
  ctx: Said,
  deps: BotDeps,
  text: string,
  by: Authorized<'write'>,
): Promise<void> {
  const addresses = addressesIn(text);
  for (const address of addresses) await fromAddress(ctx, deps, address, by);
  if (addresses.length > 0) return;
  if ([...text.trim()].length < leastText) return void (await ctx.reply(deps.texts.textShort));
  const article = await written(ctx, deps, ctx.message, text, by);
  if (article) await begin(ctx, deps, article.id, by);
}

/** Whoever edits their message means what became of it. */
async function fromEdit(
  ctx: Filter<BotContext, 'edited_message'>,
  deps: BotDeps,
  by: Authorized<'write'>,
): Promise<void> {
  const { editedMessage: message } = ctx;
  const name = nameOf(message);
  const text = (message.text ?? message.caption ?? '').trim();
  // An address, an answer to a question, or a picture of an album, whose words stand elsewhere.
  if (text === '' || !(await deps.desk.written(name))) return;
  const words = await fitting(ctx, deps, message, text);
  const rewritten = words && (await deps.desk.rewrite(name, words, by));
  if (!rewritten) return;
  if (rewritten === 'out') return void (await ctx.reply(deps.texts.rewriteLate));
  if (rewritten.kind === 'draft') await begin(ctx, deps, rewritten.articleId, by);
  else await ctx.reply(deps.texts.rewrittenInReview);
}

/** @returns undefined when the words don't fit, which was said */
async function written(
  ctx: Pick<BotContext, 'reply'>,
  deps: BotDeps,
  message: Message,
  text: string,
  by: Authorized<'write'>,
): Promise<StoredArticle | undefined> {
  const words = await fitting(ctx, deps, message, text);
  return words && deps.desk.write(nameOf(message), words, by);
}

/**
 * An editor's words as headline and text; what they lose is said.
 *
 * @returns undefined when they don't fit, which was said
 */
async function fitting(
  ctx: Pick<BotContext, 'reply'>,
  { texts }: BotDeps,
  { entities, caption_entities: marks = entities }: Message,
  text: string,
): Promise<OwnWords | undefined> {
  const words = ownWords(text);
  const overHeadline = [...words.title].length - ownLimits.headline;
  const overSummary = [...words.paragraphs.join('\n')].length - ownLimits.summary;
  if (overHeadline > 0) return void (await ctx.reply(texts.headlineLong(overHeadline)));
  if (overSummary > 0) {
    return void (await ctx.reply(texts.textLong(ownLimits.summary, overSummary)));
  }
  if (marks?.some(({ type }) => formats.has(type))) await ctx.reply(texts.formatLost);
  return words;
}

const nameOf = ({ chat, message_id: id, media_group_id: album }: Message): string =>
  album === undefined ? `${chat.id}:${id}` : albumName(chat.id, album);

const albumName = (chat: number, group: string): string => `${chat}:album:${group}`;

const captionOf = (files: readonly string[], album: string | undefined): Question => ({
  kind: 'caption',
  subject: { files, ...(album === undefined ? {} : { album }) } satisfies Pictures,
});

/** A picture with its words begins a draft; without, the words are asked for. */
async function fromPicture(ctx: Said, deps: BotDeps, by: Authorized<'write'>): Promise<void> {
  const file = ctx.message.photo?.at(-1)?.file_id ?? '';
  const { media_group_id: album, caption } = ctx.message;
  const asked = { chatId: ctx.chat.id, userId: ctx.from.id };
  const known = album === undefined ? undefined : await deps.desk.written(nameOf(ctx.message));
  if (known) {
    const posts = await deps.posts.ofArticle(known.id);
    const waits = posts.length === 0 || posts.some(({ state }) => state === 'draft');
    if (!waits) return void (await ctx.reply(deps.texts.albumLate));
    return addTo(ctx, deps, known.id, [file], by);
  }
  const article =
    caption === undefined ? undefined : await written(ctx, deps, ctx.message, caption, by);
  if (!article) return ask(ctx, deps, deps.texts.askCaption, captionOf([file], album));
  await deps.questions.drop(asked);
  await addTo(ctx, deps, article.id, [file], by);
}

/** Adds pictures to a draft, and shows it once its album is whole. */
async function addTo(
  ctx: Said,
  deps: BotDeps,
  articleId: number,
  files: readonly string[],
  by: Authorized<'write'>,
): Promise<void> {
  const piece = await deps.desk.begin(articleId, by);
  for (const file of files) {
    const { isFull } = await deps.desk.addPicture(piece, file, mostPictures, by);
    if (isFull) await ctx.reply(deps.texts.albumFull);
  }
  const { media_group_id: album } = ctx.message;
  if (album === undefined) return begin(ctx, deps, articleId, by);
  deps.albums.after(albumName(ctx.chat.id, album), () => begin(ctx, deps, articleId, by));
}

/** Hears the words of pictures that came without any; more pictures of their album join them. */
export const hearCaption =
  (deps: BotDeps): Hear =>
  async (ctx, subject) => {
    const { files, album } = subject as Pictures;
    const by = await authorise(deps.people, ctx.from.id, 'write');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { photo, caption, text, media_group_id: group } = ctx.message;
    const file = photo?.at(-1)?.file_id;
    const isOfAlbum = file !== undefined && album !== undefined && group === album;
    if (file !== undefined && !isOfAlbum) return 'pass';
    const all = file === undefined ? files : [...files, file].slice(0, mostPictures);
    if (isOfAlbum && files.length >= mostPictures) await ctx.reply(deps.texts.albumFull);
    const words = (caption ?? text ?? '').trim();
    const article = words === '' ? undefined : await written(ctx, deps, ctx.message, words, by);
    if (!article) {
      const asked = { chatId: ctx.chat.id, userId: ctx.from.id };
      await deps.questions.ask(asked, captionOf(all, album), deps.now());
      if (words === '' && !isOfAlbum) await ctx.reply(deps.texts.onlyText);
      return 'again';
    }
    await addTo(ctx, deps, article.id, all, by);
    return undefined;
  };
