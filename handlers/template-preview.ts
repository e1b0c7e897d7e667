/** A template before an editor's eyes: a real article, as the channel would show it. */
import type { Context } from 'grammy';
import type { TemplateShown } from '../src/desk/templates.ts';
import { type Layout, ownLayout } from '../templates/layout.ts';
import { readyLayout } from '../templates/ready.ts';
import type { BotDeps } from './context.ts';

export const layoutOf = ({ kind, template }: TemplateShown): Layout | undefined =>
  kind === 'ready' ? readyLayout(template.name) : ownLayout(template.body);

/**
 * Sends the article that stands last on the channel, or came last, laid out.
 *
 * @param told what stands above it
 */
export async function showArticle(
  ctx: Pick<Context, 'chat' | 'reply'>,
  deps: BotDeps,
  { channelId, layout, told }: { channelId: number; layout: Layout | undefined; told: string },
): Promise<void> {
  const articleId = await deps.templates.articleFor(channelId);
  if (articleId === undefined || !ctx.chat) {
    return void (await ctx.reply(deps.texts.templateNoArticle));
  }
  await ctx.reply(told);
  const message = await deps.preview(articleId, channelId, layout ? { layout } : {});
  await deps.show(String(ctx.chat.id), message);
}
