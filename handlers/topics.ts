/** /topics: the sections, sources and words that a reader follows. */
import { Composer, type Context } from 'grammy';
import { normalise } from '../src/arabic/normalise.ts';
import { searchTerms } from '../src/arabic/search-terms.ts';
import { inDigits } from '../templates/printed.ts';
import { type Followed, topicPage, topicsMenu } from '../templates/reader.ts';
import { readerMessages as messages } from '../templates/reader-messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { inOwnChat } from './own-chat.ts';
import { replyMessage, shortened } from './reply.ts';

const longestWord = 40;
const mostWords = 20;

/**
 * What a topic's button carries. Not its place in the list, which changes under menus that stand; and
 * not its key, which may be longer than the 64 bytes of a button.
 */
const idOf = (kind: Followed['kind'], key: string): string => shortened(`${kind}:${key}`);

export function topics(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  /** What can be followed, and what the reader's own words are. */
  const offered = async (readerId: number): Promise<Followed[]> => {
    const followed = await deps.readers.interests(readerId);
    const topic = (kind: Followed['kind'], name: string): Followed => {
      const key = normalise(name);
      const isOn = followed.some((one) => one.kind === kind && one.key === key);
      return { id: idOf(kind, key), kind, name, isOn };
    };
    const { sections, sources } = await deps.offeredTopics();
    const words = followed.filter(({ kind }) => kind === 'word').map(({ name }) => name);
    return [
      ...sections.map((name) => topic('section', name)),
      ...sources.map((name) => topic('source', name)),
      ...words.map((name) => topic('word', name)),
    ];
  };

  const menu = async (readerId: number, page: number) =>
    inDigits(topicsMenu(await offered(readerId), page), deps.digits());

  composer.command('topics', inOwnChat, async (ctx) => {
    if (!ctx.from) return;
    await deps.readers.meet(ctx.from.id, deps.now());
    const word = ctx.match.replace(/\s+/gu, ' ').trim();
    if (word !== '') {
      const key = normalise(word);
      const known = (await deps.readers.interests(ctx.from.id)).filter(
        ({ kind }) => kind === 'word',
      );
      if (!/\p{L}/u.test(key) || [...word].length > longestWord) {
        return void (await ctx.reply(inDigits({ text: messages.wordUnfit }, deps.digits()).text));
      }
      if (searchTerms(word).length === 0) return void (await ctx.reply(messages.wordOfAll));
      if (known.length >= mostWords && !known.some((one) => one.key === key)) {
        return void (await ctx.reply(messages.wordsFull));
      }
      await deps.readers.follow({ subscriberId: ctx.from.id, kind: 'word', name: word, key });
    }
    await replyMessage(ctx, await menu(ctx.from.id, 0));
  });

  const turn = async (ctx: Pick<Context, 'editMessageText'>, readerId: number, page: number) => {
    const { text, keyboard } = await menu(readerId, page);
    await ctx.editMessageText(text, keyboard ? { reply_markup: keyboard } : {});
  };

  composer.callbackQuery(/^topics:(\d+)$/, inOwnChat, async (ctx) => {
    await ctx.answerCallbackQuery();
    await turn(ctx, ctx.from.id, Number(ctx.match[1]));
  });

  composer.callbackQuery(/^topic:(.+)$/, inOwnChat, async (ctx) => {
    const all = await offered(ctx.from.id);
    const index = all.findIndex(({ id }) => id === ctx.match[1]);
    const topic = all[index];
    if (!topic) {
      await ctx.answerCallbackQuery(messages.staleButton);
      return turn(ctx, ctx.from.id, 0);
    }
    const { kind, name } = topic;
    const key = normalise(name);
    await deps.readers.meet(ctx.from.id, deps.now());
    if (topic.isOn) await deps.readers.unfollow(ctx.from.id, kind, key);
    else await deps.readers.follow({ subscriberId: ctx.from.id, kind, name, key });
    await ctx.answerCallbackQuery(topic.isOn ? messages.unfollowed(name) : messages.followed(name));
    await turn(ctx, ctx.from.id, topicPage(index));
  });

  return composer;
}
