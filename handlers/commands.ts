/**
 * The commands that Telegram shows on «/»: the reader's for all, to each of the desk what their role may
 * do, and the desk's own in its group.
 */
import type { Api } from 'grammy';
import type { BotCommandScope } from 'grammy/types';
import type { People } from '../data/repositories/people.ts';
import type { Role } from '../data/schema.ts';
import { type Act, allows } from '../src/desk/authorise.ts';
import type { DeskTexts } from '../templates/desk.ts';
import { menu } from '../templates/menu.ts';

type Command = keyof DeskTexts['commands'];

/** What who gives a command must be allowed. */
const needs = {
  publish: 'write',
  breaking: 'publish',
  queue: 'see',
  sources: 'see',
  addsource: 'watch',
  schedule: 'see',
  channels: 'see',
  template: 'arrange',
  edit: 'correct',
  retract: 'correct',
  pin: 'correct',
  stats: 'see',
  why: 'see',
  broadcast: 'broadcast',
  follow: 'arrange',
  editors: 'manage',
  settings: 'manage',
  export: 'manage',
  help: 'see',
} as const satisfies Record<Command, Act>;

/** The commands of a role, with what each does. */
export const commandsOf = (
  role: Role,
  texts: Pick<DeskTexts, 'commands'>,
): Partial<Record<Command, string>> =>
  Object.fromEntries(
    Object.entries(texts.commands).filter(([command]) => allows(role, needs[command as Command])),
  );

export interface CommandMenuOptions {
  readonly api: Pick<Api, 'setMyCommands' | 'deleteMyCommands'>;
  readonly people: Pick<People, 'roleOf' | 'staff'>;
  readonly deskChat: () => Promise<string | undefined>;
  readonly texts: DeskTexts;
  readonly log: { error(facts: object, text: string): void };
}

export type CommandMenu = ReturnType<typeof createCommandMenu>;

/** A list that can't be registered is no failure: an editor may not have opened the bot yet. */
export function createCommandMenu({ api, people, deskChat, texts, log }: CommandMenuOptions) {
  const register = async (
    list: Readonly<Partial<Record<string, string>>> | undefined,
    scope: BotCommandScope,
  ): Promise<void> => {
    const commands = Object.entries(list ?? {}).map(([command, description = '']) => ({
      command,
      description,
    }));
    try {
      if (list) await api.setMyCommands(commands, { scope });
      else await api.deleteMyCommands({ scope });
    } catch (error) {
      log.error({ error, scope }, 'commands were not registered');
    }
  };

  /** A private chat has its owner's; the desk's group, what editors may do. */
  const show = async (chatId: number): Promise<void> => {
    const isDesk = String(chatId) === (await deskChat());
    const role = chatId > 0 ? await people.roleOf(chatId) : isDesk ? 'editor' : undefined;
    await register(role && commandsOf(role, texts), { type: 'chat', chat_id: chatId });
  };

  return {
    /** Brings the list of a chat to what it is to be now, or takes it away. */
    show,

    async showAll(): Promise<void> {
      await register(menu.reader, { type: 'default' });
      for (const { id } of await people.staff()) await show(id);
      const desk = Number(await deskChat());
      if (desk < 0) await show(desk);
    },
  };
}
