/** /editors: who works at the desk, invitations by a link, dismissals, the log of what was done. */
import { Composer } from 'grammy';
import { authorise } from '../src/desk/authorise.ts';
import type { InvitedRole } from '../src/desk/staff.ts';
import type { BotContext, BotDeps } from './context.ts';
import { button, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

/** Acts of the log that are shown. */
const shown = 15;

export function editors(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  const menu = async () => {
    const staff = await deps.people.staff();
    const dismissable = staff.filter(({ role }) => role !== 'owner');
    return {
      text: deps.texts.staffList(staff),
      keyboard: [
        [
          button(deps.texts.inviteEditor, 'staff:invite:editor'),
          button(deps.texts.inviteWriter, 'staff:invite:writer'),
        ],
        ...dismissable.map((one) => [
          button(deps.texts.dismiss(deps.texts.colleagueName(one)), `staff:dismiss:${one.id}`),
        ]),
        [button(deps.texts.actsLog, 'staff:log')],
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
    const { text, keyboard } = await menu();
    await ctx.reply(text, { reply_markup: { inline_keyboard: keyboard } });
  });

  composer.callbackQuery(/^staff:invite:(editor|writer)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    const role = ctx.match[1] as InvitedRole;
    const token = await deps.staff.invite(role, by);
    await ctx.answerCallbackQuery();
    const link = `https://t.me/${ctx.me.username}?start=${token}`;
    await ctx.reply(deps.texts.invitation(deps.texts.roleName(role), link), {
      link_preview_options: { is_disabled: true },
    });
  });

  composer.callbackQuery(/^staff:dismiss:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    const gone = await deps.staff.dismiss(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(
      gone ? deps.texts.dismissed(deps.texts.colleagueName(gone)) : deps.texts.notDismissed,
    );
    const { text, keyboard } = await menu();
    await showMenu(ctx, { text, keyboard });
    if (gone) await deps.commands.show(gone.id);
  });

  composer.callbackQuery('staff:log', async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    await ctx.answerCallbackQuery();
    await ctx.reply(
      deps.texts.actsList(await deps.people.acts(shown), { now: deps.now(), zone: deps.zone }),
    );
  });

  return composer;
}
