/** Chats that are made by hand: by a test, as it likes, or by a user, in the way of Telegram. */
import type { ChatPermissions } from 'grammy/types';
import { ActError, setBot, userOf } from './acts.ts';
import { allRights, nextChatId } from './default-world.ts';
import type { ChatRecord, Membership } from './state.ts';
import type { Telegram } from './telegram.ts';

export interface ChatSetup {
  /** Absent: one is given. */
  readonly id?: number;
  readonly type: 'group' | 'supergroup' | 'channel';
  readonly title: string;
  /** Without the @. */
  readonly username?: string;
  readonly isForum?: boolean;
  readonly isProtected?: boolean;
  readonly topics?: readonly number[];
  /** Absent: an administrator with all rights. */
  readonly bot?: Membership;
  readonly permissions?: ChatPermissions;
  readonly members?: Readonly<Record<number, Membership>>;
}

const fullAdministrator: Membership = { status: 'administrator', rights: allRights };

/** Puts a chat into the world; the bot is told nothing. */
export function addChat({ store }: Telegram, setup: ChatSetup): ChatRecord {
  const { counters } = store.state;
  const added: ChatRecord = {
    bot: fullAdministrator,
    members: {},
    ...setup,
    id: setup.id ?? nextChatId(store.state),
    pinned: [],
    lastMessageId: 0,
  };
  store.commit(
    { kind: 'chat', chat: added },
    { kind: 'counters', counters: { ...counters, chat: counters.chat + 1 } },
  );
  return added;
}

/**
 * A user makes a chat of which they are the creator and all others members, then lets the bot in,
 * which is told by my_chat_member.
 *
 * @throws ActError for a name that Telegram would not give
 */
export function makeChat(telegram: Telegram, userId: number, setup: ChatSetup): ChatRecord {
  const { bot = fullAdministrator, title, username } = setup;
  if (title.trim() === '') throw new ActError('a chat needs a title');
  if (username !== undefined) checkUsername(telegram, username);
  userOf(telegram, userId);
  const others = [...telegram.store.state.users.keys()].map((id) => [id, { status: 'member' }]);
  const made = addChat(telegram, {
    ...setup,
    title: title.trim(),
    bot: { status: 'left' },
    members: { ...Object.fromEntries(others), ...setup.members, [userId]: { status: 'creator' } },
  });
  return bot.status === 'left' ? made : setBot(telegram, made, bot, userId);
}

function checkUsername({ bot, chats, store }: Telegram, username: string): void {
  if (!/^[a-z]\w{3,31}$/i.test(username)) {
    throw new ActError(`@${username} is no username: 4 to 32 of a-z, 0-9 and _, a letter first`);
  }
  const people = [bot, ...store.state.users.values()];
  const isTaken = people.some((one) => one.username?.toLowerCase() === username.toLowerCase());
  if (isTaken || chats.known(username)) throw new ActError(`@${username} is taken`);
}
