/** What is for one person's eyes goes to their own chat with the bot, wherever they asked for it. */
import { type Context, GrammyError } from 'grammy';
import type { DeskTexts } from '../templates/desk.ts';
import { isGroup } from './reply.ts';

type Asked = Pick<Context, 'chat' | 'from' | 'me' | 'reply'>;

/** They have not opened the bot, or have blocked it. */
const isShut = (error: unknown): boolean =>
  error instanceof GrammyError &&
  (error.error_code === 403 || error.description.includes('chat not found'));

/**
 * Sends something to whoever the update is from, in private; a group is told that it was sent, or how
 * it can be.
 */
export async function sendPrivately(
  ctx: Asked,
  texts: Pick<DeskTexts, 'sentPrivately' | 'openPrivately'>,
  send: (chat: number) => Promise<unknown>,
): Promise<void> {
  if (!ctx.from) return;
  try {
    await send(ctx.from.id);
  } catch (error) {
    if (!isGroup(ctx) || !isShut(error)) throw error;
    return void (await ctx.reply(texts.openPrivately(ctx.me.username)));
  }
  if (isGroup(ctx)) await ctx.reply(texts.sentPrivately);
}
