/** /editors: who works at the desk, invitations by a link, dismissals, the log of what was done. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { InvitedRole } from '../src/desk/staff.ts';
import type { BotContext, BotDeps } from './context.ts';
import { sendPrivately } from './private.ts';
import { button, type Menu, pageButtons, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

const colleaguesOnPage = 8;
const actsOnPage = 10;

export function editors(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const menu = async (wanted: number): Promise<Menu> => {
    const staff = await deps.people.staff();
    const page = Math.min(wanted, Math.ceil(staff.length / colleaguesOnPage) - 1);
    const listed = staff.slice(page * colleaguesOnPage, (page + 1) * colleaguesOnPage);
    const hasMore = (page + 1) * colleaguesOnPage < staff.length;
    return {
      text: deps.texts.staffList(listed),
      keyboard: [
        [
          button(deps.texts.inviteEditor, 'staff:invite:editor'),
          button(deps.texts.inviteWriter, 'staff:invite:writer'),
        ],
        ...listed
          .filter(({ role }) => role !== 'owner')
          .map((one) => [
            button(deps.texts.dismiss(deps.texts.colleagueName(one)), `staff:ask:${one.id}`),
          ]),
        pageButtons({ page, hasMore }, deps.texts, (to) => `staff:page:${to}`),
        [button(deps.texts.actsLog, 'staff:log:0')],
      ],
    };
  };

  const log = async (page: number): Promise<Menu> => {
    const acts = await deps.people.acts(actsOnPage + 1, page * actsOnPage);
    const when = { now: deps.now(), zone: deps.zone };
    const hasMore = acts.length > actsOnPage;
    return {
      text: deps.texts.actsList(acts.slice(0, actsOnPage), when),
      keyboard: [
        pageButtons({ page, hasMore }, deps.texts, (to) => `staff:log:${to}`),
        [button(deps.texts.back, 'staff:page:0')],
      ],
    };
  };

  composer.command('editors', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    if (!(await authorise(deps.people, ctx.from.id, 'manage'))) {
      return void (await ctx.reply(deps.texts.ownersOnly));
    }
    await replyMenu(ctx, await menu(0));
  });

  composer.callbackQuery(/^staff:invite:(editor|writer)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    const role = ctx.match[1] as InvitedRole;
    const token = await deps.staff.invite(role, by);
    await ctx.answerCallbackQuery();
    const link = `https://t.me/${ctx.me.username}?start=${token}`;
    const text = deps.texts.invitation(deps.texts.roleName(role), link);
    const options = { link_preview_options: { is_disabled: true } };
    await sendPrivately(ctx, deps.texts, (chat) => ctx.api.sendMessage(chat, text, options));
  });

  composer.callbackQuery(/^staff:ask:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    const id = Number(ctx.match[1]);
    const one = (await deps.people.staff()).find((other) => other.id === id);
    await ctx.answerCallbackQuery(one ? undefined : deps.texts.notDismissed);
    if (!one) return void (await showMenu(ctx, await menu(0)));
    await showMenu(ctx, {
      text: deps.texts.dismissAsk(deps.texts.colleagueName(one)),
      keyboard: [
        [
          button(deps.texts.dismissYes, `staff:dismiss:${id}`),
          button(deps.texts.back, 'staff:page:0'),
        ],
      ],
    });
  });

  composer.callbackQuery(/^staff:dismiss:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    const gone = await deps.staff.dismiss(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(
      gone ? deps.texts.dismissed(deps.texts.colleagueName(gone)) : deps.texts.notDismissed,
    );
    await showMenu(ctx, await menu(0));
    if (gone) await deps.commands.show(gone.id);
  });

  composer.callbackQuery(/^staff:(page|log):(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    await ctx.answerCallbackQuery();
    const page = Number(ctx.match[2]);
    await showMenu(ctx, ctx.match[1] === 'page' ? await menu(page) : await log(page));
  });

  return composer;
}
