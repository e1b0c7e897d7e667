/** Which post of ours is meant: by its link, by a forward of it, or from the last ten. */
import type { Context } from 'grammy';
import type { TitledPost } from '../data/repositories/posts.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { channelName } from '../templates/messages.ts';
import type { BotDeps } from './context.ts';
import { forwardedFrom, type PostAddress, readPostAddress } from './post-address.ts';
import { button } from './reply.ts';
import { asked, createTalk, type Talk } from './talk.ts';

const shown = 10;
const titleLength = 60;

/** A post as a conversation keeps it: plain JSON. */
export interface Chosen {
  readonly id: number;
  readonly channel: string;
}

export interface ChosenArticle {
  readonly id: number;
  readonly title: string;
  /** A most-read list, which is made of figures. */
  readonly isDigest: boolean;
  readonly posts: readonly Chosen[];
}

interface ChooseOptions {
  /** Before all buttons of the conversation, with its colon. */
  readonly prefix: string;
  readonly ask: string;
  /** What was written behind the command. */
  readonly given: string;
  /** Whether there is anything to be done with a post. */
  readonly suits: (post: TitledPost) => boolean;
}

/**
 * Finds the article of the post that is meant, with those of its posts that suit; asks until one is
 * found.
 *
 * @returns undefined when there is nothing to choose from, which was said
 */
async function choosePost(
  talk: Talk,
  deps: BotDeps,
  { prefix, ask, given, suits }: ChooseOptions,
): Promise<ChosenArticle | undefined> {
  const choose = (articleId: number) =>
    talk.conversation.external(() => articleOf(deps, articleId, suits));
  let address = readPostAddress(given) ?? forwardedFrom(talk.ctx().message);
  let asked = false;
  for (;;) {
    const wanted = address;
    const articleId = wanted && (await talk.conversation.external(() => find(deps, wanted)));
    const article = articleId ? await choose(articleId) : undefined;
    if (article && article.posts.length > 0) return article;
    if (article) return void (await talk.ctx().reply(refusalOf(article, deps.texts)));
    if (asked || address || given.trim()) await talk.ctx().reply(deps.texts.postNotFound);
    if (!asked && !(await offerLatest(talk, deps, prefix, ask))) return undefined;
    asked = true;
    const { message, callbackQuery } = await talk.next();
    const pressed = new RegExp(`^${prefix}article:(\\d+)$`).exec(callbackQuery?.data ?? '')?.[1];
    if (pressed) {
      await talk.ctx().answerCallbackQuery();
      await talk.ctx().editMessageReplyMarkup();
      const picked = await choose(Number(pressed));
      if (picked && picked.posts.length > 0) return picked;
      return void (await talk.ctx().reply(refusalOf(picked, deps.texts)));
    }
    if (callbackQuery) await talk.ctx().answerCallbackQuery(deps.texts.staleButton);
    address = readPostAddress(message?.text ?? '') ?? forwardedFrom(message);
  }
}

const refusalOf = ({ isDigest }: ChosenArticle, texts: DeskTexts): string =>
  isDigest ? texts.digestUneditable : texts.postGone;

async function find(deps: BotDeps, address: PostAddress): Promise<number | null> {
  const post =
    'slug' in address
      ? await deps.posts.byLink(address.slug)
      : await deps.posts.byMessage(address.chats, address.messageId);
  return post?.articleId ?? null;
}

async function articleOf(
  deps: BotDeps,
  articleId: number,
  suits: ChooseOptions['suits'],
): Promise<ChosenArticle> {
  const posts = await deps.posts.ofArticle(articleId);
  return {
    id: articleId,
    title: posts[0]?.title ?? '',
    isDigest: posts.some(({ digestId }) => digestId !== null),
    posts: posts.filter(suits).map((post) => ({ id: post.id, channel: channelName(post) })),
  };
}

async function offerLatest(
  talk: Talk,
  deps: BotDeps,
  prefix: string,
  ask: string,
): Promise<boolean> {
  const latest = await talk.conversation.external(async () =>
    (await deps.posts.latest(shown)).map(({ articleId, title }) => ({ articleId, title })),
  );
  if (latest.length === 0) {
    await talk.ctx().reply(deps.texts.nothingPosted);
    return false;
  }
  await talk.ctx().reply(asked(talk, ask), {
    reply_markup: {
      inline_keyboard: latest.map(({ articleId, title }) => [
        button([...title].slice(0, titleLength).join(''), `${prefix}article:${articleId}`),
      ]),
    },
  });
  return true;
}

/**
 * Asks which of an article's posts are meant, when there are several.
 *
 * @returns their numbers
 */
async function chooseChannels(
  talk: Talk,
  prefix: string,
  { title, posts }: ChosenArticle,
): Promise<readonly Chosen[]> {
  if (posts.length === 1) return posts;
  await talk.ctx().reply(talk.texts.whichChannels(title), {
    reply_markup: {
      inline_keyboard: [
        [button(talk.texts.allChannels(posts.length), `${prefix}post:all`)],
        ...posts.map(({ id, channel }) => [button(channel, `${prefix}post:${id}`)]),
      ],
    },
  });
  const answer = await talk.pressed(`${prefix}post:`);
  await talk.ctx().answerCallbackQuery();
  await talk.ctx().editMessageReplyMarkup();
  return answer === 'all' ? posts : posts.filter(({ id }) => id === Number(answer));
}

export interface Opening {
  /** Before all buttons of the conversation, with its colon. */
  readonly prefix: string;
  /** Buttons of this conversation; all others go on to their own handlers. */
  readonly ours: RegExp;
  readonly ask: string;
  /** Said when the editor goes elsewhere. */
  readonly stopped: string;
  /** Whether there is anything to be done with a post. */
  readonly suits: ChooseOptions['suits'];
}

/**
 * How a conversation about posts that are out begins: by what was written behind the command, or by
 * asking, for an article and those of its posts that are meant.
 *
 * @returns undefined when there is nothing to choose from, which was said
 */
export async function openPosts(
  conversation: Talk['conversation'],
  ctx: Context,
  deps: BotDeps,
  given: string,
  { prefix, ours, ask, stopped, suits }: Opening,
): Promise<{ talk: Talk; article: ChosenArticle; posts: readonly Chosen[] } | undefined> {
  const talk = createTalk(conversation, ctx, {
    texts: deps.texts,
    ours,
    cancelled: stopped,
    leftOff: stopped,
  });
  const article = await choosePost(talk, deps, { prefix, ask, given, suits });
  if (!article) return undefined;
  return { talk, article, posts: await chooseChannels(talk, prefix, article) };
}
