/** The commands that Telegram shows when someone types a slash. */
import type { BotCommand, BotCommandScope } from 'grammy/types';
import { badRequest } from '../envelope.ts';
import type { ChatRecord, State } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import type { Methods } from './methods.ts';

const maxCommands = 100;

export const commandMethods = (telegram: Telegram): Methods => ({
  setMyCommands({ commands, scope, language_code }) {
    const key = scopeKey(telegram, scope, language_code);
    if (commands.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const command of commands) checkCommand(command);
    telegram.store.commit({ kind: 'commands', scope: key, commands });
    return true;
  },

  getMyCommands: ({ scope, language_code }) =>
    telegram.store.state.commands.get(scopeKey(telegram, scope, language_code)) ?? [],

  deleteMyCommands({ scope, language_code }) {
    const key = scopeKey(telegram, scope, language_code);
    telegram.store.commit({ kind: 'commands', scope: key, commands: [] });
    return true;
  },
});

/**
 * The commands that a user sees in a chat: the first list that is set, from the narrowest scope to
 * the widest, each in the user's language before the one for all (Bot API, "Determining list of
 * commands"). A channel has none.
 *
 * @param language the user's, an IETF tag; absent: unknown
 */
export function commandsFor(
  state: State,
  chat: ChatRecord,
  userId: number,
  language = state.users.get(userId)?.language_code,
): readonly BotCommand[] {
  if (chat.type === 'channel') return [];
  const languages = [language?.slice(0, 2).toLowerCase(), ''].filter((one) => one !== undefined);
  return (
    scopesOf(chat, userId)
      .flatMap((scope) => languages.map((one) => state.commands.get(`${scope} ${one}`.trimEnd())))
      .find((commands) => commands !== undefined) ?? []
  );
}

/** The scopes that hold for a user in a chat, the narrowest first, as scopeKey writes them. */
function scopesOf(chat: ChatRecord, userId: number): readonly string[] {
  if (chat.type === 'private') return [`chat ${chat.id}`, 'all_private_chats', 'default'];
  const status = chat.members[userId]?.status;
  const isAdministrator = status === 'creator' || status === 'administrator';
  return [
    `chat_member ${chat.id} ${userId}`,
    ...(isAdministrator ? [`chat_administrators ${chat.id}`] : []),
    `chat ${chat.id}`,
    ...(isAdministrator ? ['all_chat_administrators'] : []),
    'all_group_chats',
    'default',
  ];
}

const scopeTypes = new Set<string>([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
] satisfies BotCommandScope['type'][]);

/** @throws ApiError 400 for a scope that can't be (BotCommandScope.cpp of TDLib) */
function scopeKey(
  { chats, store }: Telegram,
  scope: BotCommandScope = { type: 'default' },
  language = '',
): string {
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  if (!scopeTypes.has(scope.type)) {
    throw badRequest("can't parse BotCommandScope: unsupported type specified");
  }
  const end = language === '' ? '' : ` ${language}`;
  if (!('chat_id' in scope)) return `${scope.type}${end}`;
  const { id, type } = chats.find(scope.chat_id);
  if (type === 'private' && scope.type !== 'chat') {
    throw badRequest("can't use specified scope in private chats");
  }
  if (type === 'channel') throw badRequest("can't change commands in channel chats");
  if (scope.type !== 'chat_member') return `${scope.type} ${id}${end}`;
  if (!store.state.users.has(scope.user_id)) throw badRequest('user not found');
  return `${scope.type} ${id} ${scope.user_id}${end}`;
}

function checkCommand({ command, description }: BotCommand): void {
  if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  const length = [...(description ?? '')].length;
  if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
}
