/** /follow: the links of the follow-us line; each is changed by a message, and back. */
import { Composer } from 'grammy';
import { isNone } from '../src/arabic/answers.ts';
import { authorise } from '../src/desk/authorise.ts';
import { readFollowAddress } from '../src/desk/follow-address.ts';
import {
  allNetworks,
  type FollowNetwork,
  followLine,
  followNetworks,
} from '../templates/follow.ts';
import type { BotContext, BotDeps } from './context.ts';
import { ask, type Hear } from './questions.ts';
import { button, type Menu, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

const inRow = 2;

export function follow(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const menu = async (): Promise<Menu> => {
    const links = await deps.mastheadDesk.follow();
    const buttons = allNetworks.map((network) => {
      const name = deps.texts.networkName(network);
      return button(links[network] ? deps.texts.chosen(name) : name, `follow:set:${network}`);
    });
    return {
      text: deps.texts.followText(
        allNetworks.map((network) => ({
          name: deps.texts.networkName(network),
          address: links[network],
        })),
      ),
      keyboard: Array.from({ length: Math.ceil(buttons.length / inRow) }, (_, row) =>
        buttons.slice(row * inRow, (row + 1) * inRow),
      ),
    };
  };

  composer.command('follow', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    if (!(await authorise(deps.people, ctx.from.id, 'arrange'))) {
      return void (await ctx.reply(deps.texts.notYours));
    }
    await replyMenu(ctx, await menu());
  });

  composer.callbackQuery(/^follow:set:(\w+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const network = allNetworks.find((one) => one === ctx.match[1]);
    await ctx.answerCallbackQuery(network ? undefined : deps.texts.staleButton);
    if (!network) return;
    const question = { kind: 'follow', subject: { network } };
    await ask(ctx, deps, deps.texts.askFollow(deps.texts.networkName(network)), question);
  });

  composer.callbackQuery(/^follow:undo:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.editorsOnly));
    const undone = await deps.mastheadDesk.undoFollow(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(undone ? undefined : deps.texts.followChangedSince);
    if (undone) await showMenu(ctx, await lineNow(deps));
  });

  return composer;
}

/** Hears a network's address, until one is understood, and shows the line that new posts have. */
export const hearFollow =
  (deps: BotDeps): Hear =>
  async (ctx, subject) => {
    const by = await authorise(deps.people, ctx.from.id, 'arrange');
    if (!by) return void (await ctx.reply(deps.texts.editorsOnly));
    const { network } = subject as { network: FollowNetwork };
    const text = ctx.message.text ?? '';
    const read = isNone(text) ? null : readFollowAddress(network, text);
    if (!isNone(text) && !read) {
      await ctx.reply(deps.texts.followUnfit, { link_preview_options: { is_disabled: true } });
      return 'again';
    }
    const value = read?.address ?? null;
    const { changeId } = await deps.mastheadDesk.setFollow(
      { part: `follow:${network}`, value },
      by,
    );
    const shown = await lineNow(deps, changeId);
    await replyMenu(ctx, {
      ...shown,
      text: read?.isStrange
        ? `${shown.text}\n\n${deps.texts.followStrange(deps.texts.networkName(network))}`
        : shown.text,
    });
    return undefined;
  };

/** The line as new posts have it. */
async function lineNow({ mastheadDesk, texts }: BotDeps, changeId?: number): Promise<Menu> {
  const links = await mastheadDesk.follow();
  const line = followLine(followNetworks(links), (network) => links[network] ?? '');
  const intro = line ? `${texts.followSet}\n\n` : texts.followNone;
  return {
    text: `${intro}${line?.text ?? ''}`,
    entities: (line?.entities ?? []).map((one) => ({ ...one, offset: one.offset + intro.length })),
    keyboard: changeId === undefined ? [] : [[button(texts.followUndo, `follow:undo:${changeId}`)]],
  };
}
