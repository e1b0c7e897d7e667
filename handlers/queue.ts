/** /queue: what is to go out and when, with a button to take each out. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import { channelName, messages } from '../templates/messages.ts';
import { moment } from '../templates/times.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button } from './reply.ts';
import { welcomeReader } from './start.ts';

const shown = 10;

export function queue(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const listing = async () => {
    const posts = await deps.posts.queue(shown);
    if (posts.length === 0) return undefined;
    const lines = posts.map((post) =>
      messages.queueLine(
        channelName(post),
        post.state === 'unknown'
          ? messages.queueUnknown
          : moment(post.dueAt ?? deps.now(), deps.now(), deps.zone),
        post.title,
      ),
    );
    const buttons = posts.map((post, index) =>
      button(messages.withdraw(index + 1), `queue:withdraw:${post.id}`),
    );
    return {
      text: [messages.queueTitle(await deps.posts.queueLength()), ...lines].join('\n\n'),
      keyboard: Array.from({ length: Math.ceil(buttons.length / 5) }, (_, row) =>
        buttons.slice(row * 5, row * 5 + 5),
      ),
    };
  };

  composer.command('queue', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    const list = await listing();
    const waiting = await deps.posts.inReview(shown);
    const review = waiting.length > 0 ? messages.reviewTitle(waiting.length) : undefined;
    await ctx.reply(
      [list?.text ?? messages.queueEmpty, review].filter((part) => part !== undefined).join('\n\n'),
      list ? { reply_markup: { inline_keyboard: list.keyboard } } : {},
    );
  });

  composer.callbackQuery(/^queue:withdraw:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'publish');
    if (!by) return void (await ctx.answerCallbackQuery(messages.editorsOnly));
    const post = await deps.desk.withdraw(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(
      post ? messages.withdrawn(post.title.slice(0, 100)) : messages.tooLate,
    );
    const list = await listing();
    await ctx.editMessageText(
      list?.text ?? messages.queueEmpty,
      list ? { reply_markup: { inline_keyboard: list.keyboard } } : {},
    );
  });

  return composer;
}
