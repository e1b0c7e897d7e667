/** What people do in the chats besides writing: press buttons, block the bot, upgrade a group. */
import { privateChat } from './default-world.ts';
import { memberOf } from './methods/chat.ts';
import type { ChatRecord, Membership } from './state.ts';
import type { Telegram } from './telegram.ts';
import { updateOf } from './updates.ts';

const pressWithinMs = 10_000;

/** Someone wants what Telegram's clients would not let them do. */
export class ActError extends Error {
  override readonly name = 'ActError';
}

export interface Answer {
  readonly text: string;
  readonly alert: boolean;
  readonly url?: string;
}

/**
 * A user presses a button with callback data.
 *
 * @returns the bot's answer; undefined when none came within 10 seconds, or before the signal
 * @throws ActError when there is no such button
 */
export async function press(
  telegram: Telegram,
  userId: number,
  chatId: number | string,
  messageId: number,
  data: string,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  const { store, messages, moments, now } = telegram;
  const from = userOf(telegram, userId);
  const chat = chatOf(telegram, chatId);
  const message = messages.find(chat, messageId);
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find((one) => 'callback_data' in one && one.callback_data === data);
  if (!message || !button) throw new ActError(`message ${messageId} has no button "${data}"`);
  if ('disabled' in button && button.disabled) throw new ActError('the button is disabled');
  const at = now();
  const id = `${store.state.counters.update + 1}${userId}${store.state.callbacks.size}`;
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
  const deaf = moments.hear((moment) => {
    if (moment.type === 'answer' && moment.callback === id) resolve(moment);
  });
  const giveUp = () => resolve(undefined);
  const timer = setTimeout(giveUp, pressWithinMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  const query = { id, from, message, chat_instance: String(chat.id), data };
  store.commit(
    { kind: 'callback', callback: { id, user: userId, at, answered: false } },
    ...updateOf(store.state, 'callback_query', query),
  );
  const answer = await promise.finally(() => {
    deaf();
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  });
  if (!answer) return undefined;
  const { text, alert, url } = answer;
  return { text, alert, ...(url === undefined ? {} : { url }) };
}

/**
 * A user writes the bot's name and some words, in whatever chat.
 *
 * @returns what the bot offers; undefined when it does not answer
 */
export function askInline(telegram: Telegram, userId: number, query: string) {
  const { inline, store } = telegram;
  const from = userOf(telegram, userId);
  return inline.ask((id) =>
    store.commit(...updateOf(store.state, 'inline_query', { id, from, query, offset: '' })),
  );
}

/** A user blocks the bot. */
export function block(telegram: Telegram, userId: number): void {
  const chat = chatOf(telegram, userId);
  setBot(telegram, { ...chat, closed: 'blocked' }, { status: 'kicked' });
}

/** A user's first word to the bot, or the first after they had blocked it. */
export function openChat(telegram: Telegram, chat: ChatRecord): ChatRecord {
  const { closed, ...opened } = chat;
  // One who comes for the first time is no news; one who had blocked the bot is.
  if (closed === 'blocked') setBot(telegram, opened, { status: 'member' });
  else telegram.store.commit({ kind: 'chat', chat: opened });
  return opened;
}

/**
 * Changes what the bot is in a chat; the bot is told.
 *
 * @param actor who does it; absent: the first member of the chat, or the user of a private one
 * @returns the chat as it is now
 */
export function setBot(
  telegram: Telegram,
  chat: ChatRecord,
  membership: Membership,
  actor = Object.keys(chat.members).map(Number)[0] ?? chat.id,
): ChatRecord {
  const { bot, chats, store, now } = telegram;
  const update = {
    chat: chats.fields(chat),
    from: store.state.users.get(actor) ?? bot,
    date: Math.floor(now() / 1_000),
    old_chat_member: memberOf({ user: bot, membership: chat.bot }, chat.type),
    new_chat_member: memberOf({ user: bot, membership }, chat.type),
  };
  // A private chat is closed or open; the bot's place in it says nothing more.
  const changed = chat.type === 'private' ? chat : { ...chat, bot: membership };
  store.commit({ kind: 'chat', chat: changed }, ...updateOf(store.state, 'my_chat_member', update));
  return changed;
}

/**
 * A group becomes a supergroup with another id, as when its administrators open its history: the
 * old id answers with the new one from then on.
 *
 * @returns the new id
 */
export function migrate(telegram: Telegram, chatId: number | string, to?: number): number {
  const { bot, messages, store } = telegram;
  const old = chatOf(telegram, chatId);
  if (old.migratedTo !== undefined) return old.migratedTo;
  const newId = to ?? -1_003_000_000_000 - (Math.abs(old.id) % 1_000_000_000);
  const { username: _, ...closed } = old;
  store.commit(
    {
      kind: 'chat',
      chat: { ...old, id: newId, type: 'supergroup', pinned: [], lastMessageId: 0 },
    },
    { kind: 'chat', chat: { ...closed, migratedTo: newId } },
  );
  for (const [id, word] of [
    [old.id, { migrate_to_chat_id: newId }],
    [newId, { migrate_from_chat_id: old.id }],
  ] as const) {
    messages.post(id, bot, [word], {}, ([message]) => updateOf(store.state, 'message', message));
  }
  return newId;
}

export function addUser({ store }: Telegram, id: number, name: string, username?: string): void {
  const user = {
    id,
    is_bot: false,
    first_name: name,
    ...(username === undefined ? {} : { username }),
  };
  store.commit(
    { kind: 'user', user },
    { kind: 'chat', chat: { ...privateChat(user), closed: 'never started' } },
  );
}

/** @throws ActError when there is none */
export function userOf({ store }: Telegram, id: number) {
  const user = store.state.users.get(id);
  if (!user) throw new ActError(`no user ${id}`);
  return user;
}

/** @throws ActError when there is none */
export function chatOf({ chats }: Telegram, id: number | string): ChatRecord {
  const chat = chats.known(id);
  if (!chat) throw new ActError(`no chat ${id}`);
  return chat;
}
