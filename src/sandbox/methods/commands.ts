/** The commands that Telegram shows when someone types a slash. */
import type { BotCommand, BotCommandScope } from 'grammy/types';
import type { Chats } from '../chats.ts';
import { badRequest } from '../envelope.ts';
import type { ChatRecord, State } from '../state.ts';
import type { Telegram } from '../telegram.ts';
import type { Methods } from './methods.ts';

const maxCommands = 100;

export const commandMethods = ({ store, chats }: Telegram): Methods => ({
  setMyCommands({ commands, scope, language_code }) {
    const key = scopeKey(chats, scope, language_code);
    if (commands.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const command of commands) checkCommand(command);
    store.commit({ kind: 'commands', scope: key, commands });
    return true;
  },

  getMyCommands: ({ scope, language_code }) =>
    store.state.commands.get(scopeKey(chats, scope, language_code)) ?? [],

  deleteMyCommands({ scope, language_code }) {
    store.commit({
      kind: 'commands',
      scope: scopeKey(chats, scope, language_code),
      commands: [],
    });
    return true;
  },
});

/** The commands that a user sees in a chat: those of the narrowest scope that has any. */
export function commandsFor(state: State, chat: ChatRecord, userId: number): readonly BotCommand[] {
  const isGroup = chat.type === 'group' || chat.type === 'supergroup';
  const status = chat.members[userId]?.status;
  const isAdministrator = status === 'creator' || status === 'administrator';
  const scopes = [
    ...(isGroup ? [`chat_member ${chat.id} ${userId}`] : []),
    ...(isGroup && isAdministrator ? [`chat_administrators ${chat.id}`] : []),
    `chat ${chat.id}`,
    ...(isGroup && isAdministrator ? ['all_chat_administrators'] : []),
    isGroup ? 'all_group_chats' : 'all_private_chats',
    'default',
  ];
  for (const scope of scopes) {
    for (const language of ['ar', '']) {
      const commands = state.commands.get(`${scope} ${language}`.trimEnd());
      if (commands) return commands;
    }
  }
  return [];
}

function scopeKey(
  chats: Chats,
  scope: BotCommandScope = { type: 'default' },
  language = '',
): string {
  const parts: (string | number)[] = [scope.type];
  if ('chat_id' in scope) parts.push(chats.find(scope.chat_id).id);
  if ('user_id' in scope) parts.push(scope.user_id);
  return [...parts, language].join(' ').trimEnd();
}

function checkCommand({ command, description }: BotCommand): void {
  if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  const length = [...(description ?? '')].length;
  if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
}
