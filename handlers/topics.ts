/** /topics: the sections, sources and words that a reader follows. */
import { Composer, type Context } from 'grammy';
import { normalise } from '../src/arabic/normalise.ts';
import { type Followed, topicPage, topicsMenu } from '../templates/reader.ts';
import { readerMessages as messages } from '../templates/reader-messages.ts';
import type { BotContext, BotDeps } from './context.ts';
import { replyMessage } from './reply.ts';

const longestWord = 40;
const mostWords = 20;

export function topics(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  /** What can be followed and what the reader's own words are, in an order that holds between taps. */
  const offered = async (readerId: number): Promise<Followed[]> => {
    const followed = await deps.readers.interests(readerId);
    const isOn = (kind: Followed['kind'], name: string) =>
      followed.some((one) => one.kind === kind && one.key === normalise(name));
    const { sections, sources } = await deps.offeredTopics();
    const words = followed.filter(({ kind }) => kind === 'word').map(({ name }) => name);
    return [
      ...sections.map((name): Followed => ({ kind: 'section', name, isOn: isOn('section', name) })),
      ...sources.map((name): Followed => ({ kind: 'source', name, isOn: isOn('source', name) })),
      ...words.map((name): Followed => ({ kind: 'word', name, isOn: true })),
    ];
  };

  composer.command('topics', async (ctx) => {
    if (!ctx.from) return;
    await deps.readers.subscribe(ctx.from.id, null, deps.now());
    const word = ctx.match.replace(/\s+/gu, ' ').trim();
    if (word !== '') {
      const key = normalise(word);
      const known = (await deps.readers.interests(ctx.from.id)).filter(
        ({ kind }) => kind === 'word',
      );
      if (!/\p{L}/u.test(key) || [...word].length > longestWord) {
        return void (await ctx.reply(messages.wordUnfit));
      }
      if (known.length >= mostWords && !known.some((one) => one.key === key)) {
        return void (await ctx.reply(messages.wordsFull));
      }
      await deps.readers.follow({ subscriberId: ctx.from.id, kind: 'word', name: word, key });
    }
    await replyMessage(ctx, topicsMenu(await offered(ctx.from.id)));
  });

  const turn = async (ctx: Pick<Context, 'editMessageText'>, readerId: number, page: number) => {
    const { text, keyboard } = topicsMenu(await offered(readerId), page);
    await ctx.editMessageText(text, keyboard ? { reply_markup: keyboard } : {});
  };

  composer.callbackQuery(/^topics:(\d+)$/, async (ctx) => {
    await ctx.answerCallbackQuery();
    await turn(ctx, ctx.from.id, Number(ctx.match[1]));
  });

  composer.callbackQuery(/^topic:(\d+)$/, async (ctx) => {
    const index = Number(ctx.match[1]);
    const topic = (await offered(ctx.from.id))[index];
    if (!topic) return void (await ctx.answerCallbackQuery(messages.staleButton));
    const { kind, name } = topic;
    const key = normalise(name);
    await deps.readers.subscribe(ctx.from.id, null, deps.now());
    if (topic.isOn) await deps.readers.unfollow(ctx.from.id, kind, key);
    else await deps.readers.follow({ subscriberId: ctx.from.id, kind, name, key });
    await ctx.answerCallbackQuery(topic.isOn ? messages.unfollowed(name) : messages.followed(name));
    await turn(ctx, ctx.from.id, topicPage(index));
  });

  return composer;
}
