/** The parts of the local Telegram, put together: what the methods and the page work on. */
import type { User } from 'grammy/types';
import { type Chats, createChats } from './chats.ts';
import { botOf, defaultWorld } from './default-world.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createFlood, type Flood } from './flood.ts';
import { createInline, type Inline } from './inline.ts';
import { createMessages, type Messages } from './messages.ts';
import { openStore, type Store } from './store.ts';
import { createUpdates, type Updates } from './updates.ts';

/** What the page is told besides changes: it passes and is not kept. */
export type Moment =
  | {
      readonly type: 'answer';
      readonly callback: string;
      readonly user: number;
      readonly text: string;
      readonly alert: boolean;
      readonly url?: string;
    }
  | { readonly type: 'typing'; readonly chat: number; readonly action: string };

export interface Telegram {
  readonly bot: User;
  readonly now: () => number;
  readonly store: Store;
  readonly chats: Chats;
  readonly messages: Messages;
  readonly files: Files;
  readonly updates: Updates;
  readonly flood: Flood;
  readonly faults: Faults;
  readonly inline: Inline;
  readonly moments: {
    tell(moment: Moment): void;
    /** @returns a function that ends the hearing */
    hear(listener: (moment: Moment) => void): () => void;
  };
}

/** @param stateFile where the world is kept, its files in a folder beside it; absent: in memory */
export function openTelegram(
  token: string,
  now: () => number,
  stateFile: string | undefined,
): Telegram {
  const store = openStore(stateFile);
  const isNew = store.state.users.size === 0;
  if (isNew) store.commit(...defaultWorld(now()));
  const bot = botOf(token);
  const chats = createChats(store, bot);
  return {
    bot,
    now,
    store,
    chats,
    messages: createMessages(store, chats, now),
    files: createFiles(store, stateFile === undefined ? undefined : `${stateFile}.files`),
    updates: createUpdates(store),
    flood: createFlood(now),
    faults: createFaults(),
    inline: createInline(),
    moments: createMoments(),
  };
}

function createMoments(): Telegram['moments'] {
  const listeners = new Set<(moment: Moment) => void>();
  return {
    tell(moment) {
      for (const listener of listeners) listener(moment);
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
