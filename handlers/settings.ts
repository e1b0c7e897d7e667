/** /settings: the newsroom's name, time zone, desk chat and desk language, for its owners. */
import { Composer, type Context } from 'grammy';
import { stripBidi } from '../src/arabic/bidi.ts';
import { readZone } from '../src/arabic/zones.ts';
import { authorise } from '../src/desk/authorise.ts';
import type { MastheadChanged } from '../src/desk/masthead.ts';
import { deskLanguage, deskLanguages, languageButtons } from '../templates/desk.ts';
import type { BotContext, BotDeps } from './context.ts';
import { ask, type Hear } from './questions.ts';
import { button, type Menu, replyMenu, showMenu } from './reply.ts';
import { welcomeReader } from './start.ts';

const longestName = 64;

export function settings(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('settings', async (ctx) => {
    if (!ctx.from || !(await authorise(deps.people, ctx.from.id, 'see'))) {
      return welcomeReader(ctx, deps);
    }
    if (!(await authorise(deps.people, ctx.from.id, 'manage'))) {
      return void (await ctx.reply(deps.texts.ownersOnly));
    }
    await replyMenu(ctx, await menuOf(ctx, deps));
  });

  composer.callbackQuery(/^set:(name|zone)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    await ctx.answerCallbackQuery();
    const part = ctx.match[1] === 'name' ? 'name' : 'zone';
    const text = part === 'name' ? deps.texts.askName : deps.texts.askZone;
    await ask(ctx, deps, text, { kind: 'setting', subject: { part } });
  });

  composer.callbackQuery(/^set:(chat|language:(\w+)|digits:(western|arabic))$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    await ctx.answerCallbackQuery();
    if (!ctx.chat) return;
    const former = await deps.desk.chat();
    const to =
      ctx.match[1] === 'chat'
        ? ({ part: 'desk chat', value: String(ctx.chat.id) } as const)
        : ctx.match[2] === undefined
          ? ({ part: 'numerals', value: ctx.match[3] === 'arabic' ? 'arabic' : 'western' } as const)
          : ({ part: 'deskLanguage', value: deskLanguage(ctx.match[2]) } as const);
    const changed = await deps.mastheadDesk.set(to, by);
    await showMenu(ctx, await menuOf(ctx, deps, changed));
    await listCommands(changed, former);
  });

  composer.callbackQuery(/^set:undo:(\d+)$/, async (ctx) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.answerCallbackQuery(deps.texts.ownersOnly));
    const former = await deps.desk.chat();
    const undone = await deps.mastheadDesk.undo(Number(ctx.match[1]), by);
    await ctx.answerCallbackQuery(undone ? undefined : deps.texts.settingChangedSince);
    if (!undone) return;
    await showMenu(ctx, await menuOf(ctx, deps, undone, { isUndo: true }));
    await listCommands(undone, former);
  });

  /** Telegram shows the commands of the desk in the desk's language, where the desk is. */
  const listCommands = async ({ part }: MastheadChanged, former: string | undefined) => {
    if (part === 'deskLanguage') return deps.commands.showAll();
    if (part !== 'desk chat') return;
    for (const chat of [former, await deps.desk.chat()]) {
      if (chat !== undefined) await deps.commands.show(Number(chat));
    }
  };

  return composer;
}

/** Hears the newsroom's name or zone, until it is understood. */
export const hearSetting =
  (deps: BotDeps): Hear =>
  async (ctx, subject) => {
    const by = await authorise(deps.people, ctx.from.id, 'manage');
    if (!by) return void (await ctx.reply(deps.texts.ownersOnly));
    const { part } = subject as { part: 'name' | 'zone' };
    const text = stripBidi(ctx.message.text ?? '').trim();
    const value = part === 'name' ? nameFrom(text) : readZone(text);
    if (value === null) {
      await ctx.reply(part === 'name' ? deps.texts.nameUnfit : deps.texts.zoneUnknown);
      return 'again';
    }
    const to = { part: part === 'name' ? 'name' : 'timezone', value } as const;
    await replyMenu(ctx, await menuOf(ctx, deps, await deps.mastheadDesk.set(to, by)));
    return undefined;
  };

const nameFrom = (text: string): string | null =>
  text === '' || text.includes('\n') || text.length > longestName ? null : text;

/** The menu, with what was changed above it, and its way back unless it is one. */
async function menuOf(
  ctx: Pick<Context, 'chat' | 'api'>,
  deps: BotDeps,
  changed?: MastheadChanged,
  { isUndo = false }: { isUndo?: boolean } = {},
): Promise<Menu> {
  const { texts, zone } = deps;
  const chat = await deps.desk.chat();
  const isHere = chat === String(ctx.chat?.id);
  const other = deps.digits() === 'western' ? 'arabic' : 'western';
  const { language, clock } = { language: deps.deskLanguage(), clock: clockIn(zone, deps.now()) };
  const shown = {
    name: await deps.newsroomName(),
    zone,
    clock,
    deskChat: isHere || chat === undefined ? undefined : await chatTitle(ctx.api, chat),
    language: texts.languageNames[language],
    digits: texts.digitsNames[deps.digits()],
  };
  return {
    text: texts.settingsText(shown, changed && saidOf(changed, deps)),
    keyboard: [
      changed?.changeId && !isUndo
        ? [button(texts.settingUndo, `set:undo:${changed.changeId}`)]
        : [],
      [button(texts.settingName, 'set:name'), button(texts.settingZone, 'set:zone')],
      isHere ? [] : [button(texts.deskHere, 'set:chat')],
      deskLanguages
        .filter((one) => one !== language)
        .map((one) => button(languageButtons[one], `set:language:${one}`)),
      [button(texts.digitsButton[other], `set:digits:${other}`)],
    ],
  };
}

function saidOf({ part, value }: MastheadChanged, { texts, zone }: BotDeps): string {
  switch (part) {
    case 'name':
      return texts.nameSet(value);
    case 'timezone':
      return texts.zoneSet(zone);
    case 'deskLanguage':
      return texts.languageSet(texts.languageNames[value]);
    case 'numerals':
      return texts.digitsSet;
    default:
      return value === null ? texts.deskUnset : texts.deskSet;
  }
}

const clockIn = (zone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });

/** What people call a chat; its id when Telegram does not tell. */
async function chatTitle(api: Context['api'], chat: string): Promise<string> {
  try {
    const told = await api.getChat(chat);
    return told.title ?? told.first_name ?? chat;
  } catch {
    return chat;
  }
}
