/** The sandbox as tests see it: look at the chats, act as a user, make things go wrong. */
import * as acts from './acts.ts';
import type { Call } from './bot-api.ts';
import type { Fault } from './faults.ts';
import { type Said, say } from './saying.ts';
import { addChat, type ChatSetup } from './setups.ts';
import type { ChatRecord, LinkPreview, Membership, Message } from './state.ts';
import type { Telegram } from './telegram.ts';

/** What the setup of a chat may say later; absent stays as it is. */
export type ChatChanges = Partial<
  Pick<
    ChatRecord,
    'title' | 'username' | 'topics' | 'permissions' | 'members' | 'closed' | 'isProtected'
  >
>;

/** Chats are named by id or by `@username`; a private chat by its user's id. */
export type ChatName = number | string;

export type World = ReturnType<typeof createWorld>;

export function createWorld(telegram: Telegram, calls: readonly Call[], stopped: AbortSignal) {
  const { bot, store, chats, messages, flood, faults } = telegram;
  const { state } = store;

  const chat = (name: ChatName): ChatRecord => {
    const found = chats.known(name);
    if (!found) throw new Error(`no chat ${name} in the sandbox`);
    return found;
  };

  return {
    bot,

    /** The last calls but getUpdates, oldest first, with their errors. */
    calls,

    /** All chats, in the order in which they came. */
    chats: (): readonly ChatRecord[] => [...state.chats.values()],

    /** @throws Error when there is none */
    chat,

    /** The messages of a chat, oldest first; none when the chat is not there yet. */
    messages(name: ChatName): readonly Message[] {
      const found = chats.known(name);
      return found ? messages.list(found.id) : [];
    },

    /** The link preview of a message, once it has been fetched. */
    preview: (name: ChatName, messageId: number): LinkPreview | undefined =>
      state.messages.get(chat(name).id)?.get(messageId)?.preview,

    /** A user who has not started the bot; their first word does. */
    addUser: (id: number, name: string, username?: string): void =>
      acts.addUser(telegram, id, name, username),

    /** A chat that is there from now on; the bot is told nothing. */
    addChat: (setup: ChatSetup): ChatRecord => addChat(telegram, setup),

    changeChat(name: ChatName, changes: ChatChanges): void {
      store.commit({ kind: 'chat', chat: { ...chat(name), ...changes } });
    },

    /** Makes the bot something else in a chat, or puts it out; it is told by my_chat_member. */
    setBot(name: ChatName, membership: Membership): void {
      acts.setBot(telegram, chat(name), membership);
    },

    /** A user blocks the bot; writing to it opens the chat again. */
    block: (userId: number): void => acts.block(telegram, userId),

    /** Turns a group into a supergroup. @returns the new id */
    migrate: (name: ChatName, to?: number): number => acts.migrate(telegram, name, to),

    /** @returns the message; of an album, its first */
    say(userId: number, name: ChatName, text: string, options?: Omit<Said, 'text'>): Message {
      const [message] = say(telegram, userId, name, { ...options, text });
      if (!message) throw new Error(`nothing was posted to ${name}`);
      return message;
    },

    /** @returns the bot's answer; undefined when none came within 10 seconds */
    press: (
      userId: number,
      name: ChatName,
      messageId: number,
      data: string,
    ): Promise<acts.Answer | undefined> =>
      acts.press(telegram, userId, name, messageId, data, stopped),

    /** @returns a function that removes the fault */
    fault: (fault: Fault): (() => void) => faults.add(fault),

    clearFaults: (): void => faults.clear(),

    /** Switches Telegram's flood limits; off at first. */
    flood: (on: boolean): void => flood.set(on),

    /** For some seconds all sends are refused with 429. */
    floodAll: (seconds: number): void => flood.stop(seconds),

    /** Someone deletes messages of a chat. */
    remove: (name: ChatName, ids: readonly number[]): void =>
      store.commit({ kind: 'deleted', chat: chat(name).id, ids }),

    /** When true, no chat comes into being because the bot speaks of it. */
    strict: (on: boolean): void => chats.setStrict(on),
  };
}
