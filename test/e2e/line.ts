/** The whole program in the sandbox, over real HTTP: what the end-to-end tests start, use and stop. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

export const editor = 1001;
export const reader = 2001;

/** A folder of its own for a program and those that come after it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'barqiya-line-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function configOf(folder: string, environment: Record<string, string> = {}): Config {
  const config = readConfig({
    DATA_DIR: folder,
    PORT: '0',
    NEWSROOM: '',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  if ('problems' in config) throw new Error(JSON.stringify(config.problems));
  return config;
}

export const startLine = (folder: string, environment: Record<string, string> = {}): Promise<App> =>
  startApp(configOf(folder, environment), { log: createLog('silent') });

/** Waits until something is there, looking every 25 ms; fails with `what` after 30 s. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  ms = 30_000,
): Promise<T> {
  const patience = performance.now() + ms;
  while (performance.now() < patience) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** What the tests read of a message (the Bot API's Message, see the sandbox's page). */
export interface Seen {
  readonly message_id: number;
  /** The words: of a photo, its caption. */
  readonly text?: string;
  readonly photo?: readonly {
    readonly file_id: string;
    readonly width: number;
    readonly height: number;
  }[];
  readonly media_group_id?: string;
  readonly edit_date?: number;
  readonly entities?: readonly { type: string; offset: number; length: number; url?: string }[];
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly {
      text: string;
      url?: string;
      callback_data?: string;
    }[])[];
  };
  readonly outgoing?: boolean;
}

type SeenPhoto = Seen & {
  readonly caption?: string;
  readonly caption_entities?: Seen['entities'];
};

const withWords = ({ caption, caption_entities: marks, ...seen }: SeenPhoto): Seen => ({
  ...seen,
  ...(caption === undefined ? {} : { text: caption, ...(marks ? { entities: marks } : {}) }),
});

/** What the bot is in a channel. */
export interface BotStanding {
  readonly status: 'administrator' | 'member' | 'left' | 'kicked';
  /** Of an administrator, as the Bot API names them: `can_post_messages` and the others. */
  readonly rights?: Readonly<Record<string, boolean>>;
}

/** A result of inline mode, as far as the tests read it. */
export interface Offer {
  readonly title: string;
  readonly input_message_content: {
    readonly message_text: string;
    readonly entities: readonly { type: string; url?: string }[];
  };
}

/** The sandbox as its page sees it, over HTTP: it may run in this process or in another. */
export function messengerOf(url: string) {
  const api = `${url}/sandbox/api`;
  const get = async <T>(path: string): Promise<T> => (await fetch(`${api}/${path}`)).json() as T;
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${api}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };

  const chatId = async (user: number, username: string): Promise<number | undefined> => {
    const { chats } = await get<{ chats: { id: number; username?: string }[] }>(
      `chats?user=${user}`,
    );
    return chats.find((chat) => chat.username === username)?.id;
  };

  return {
    /** What stands in a user's private chat with the bot, oldest first. */
    chat: async (user: number): Promise<Seen[]> =>
      (
        await get<{ messages: SeenPhoto[] }>(`messages?user=${user}&chat=${user}&limit=200`)
      ).messages.map(withWords),

    /** What stands in a channel, oldest first; none before its first post. */
    async channel(username: string): Promise<Seen[]> {
      const id = await chatId(editor, username);
      if (id === undefined) return [];
      const path = `messages?user=${editor}&chat=${id}&limit=500`;
      return (await get<{ messages: SeenPhoto[] }>(path)).messages.map(withWords);
    },

    /** The message that stands pinned in a channel. */
    async pinned(username: string): Promise<Seen | undefined> {
      const { chats } = await get<{ chats: { username?: string; pinned?: Seen }[] }>(
        `chats?user=${editor}`,
      );
      return chats.find((chat) => chat.username === username)?.pinned;
    },

    /** @param entities what the phone's own menu has marked */
    say: (user: number, text: string, entities?: Seen['entities']) =>
      post('say', { user, chat: user, text, ...(entities ? { entities } : {}) }),

    /** Gives a message of the user's own other words. */
    edit: (user: number, { message_id }: Pick<Seen, 'message_id'>, text: string) =>
      post('edit', { user, chat: user, message: message_id, text }),

    /** Sends the bot made-up pictures, several as an album. `protect`: they may not be copied. */
    photo: (
      user: number,
      { count = 1, caption, protect }: { count?: number; caption?: string; protect?: true } = {},
    ) =>
      post('say', {
        user,
        chat: user,
        photos: Array.from({ length: count }, () => ({})),
        ...(caption === undefined ? {} : { text: caption }),
        ...(protect ? { protected: true } : {}),
      }),

    /** Sends the bot a sticker. */
    sticker: (user: number) => post('say', { user, chat: user, sticker: true }),

    /** Forwards a channel's post to the bot; several messages of an album together. */
    forward: (user: number, channel: string, message: number | readonly number[]) =>
      post('say', { user, chat: user, forward: { chat: `@${channel}`, message } }),

    /** Says something and waits for an answer that the given test accepts. */
    async ask(user: number, text: string, accept: (message: Seen) => boolean): Promise<Seen> {
      const before = (await this.chat(user)).at(-1)?.message_id ?? 0;
      await this.say(user, text);
      return this.answer(user, before, accept);
    },

    answer(user: number, after: number, accept: (message: Seen) => boolean): Promise<Seen> {
      return until(
        async () =>
          (await this.chat(user)).find(
            (message) => message.message_id > after && !message.outgoing && accept(message),
          ),
        'an answer of the bot',
      );
    },

    /** Presses the button with this text under a message, and waits for what comes next. */
    async press(
      user: number,
      message: Seen,
      text: string,
      accept: (message: Seen) => boolean = () => true,
    ): Promise<Seen> {
      const before = (await this.chat(user)).at(-1)?.message_id ?? 0;
      await this.tap(user, message, text);
      return this.answer(user, before, accept);
    },

    /** Presses a button of a menu, and waits until the same message says something else. */
    async turn(
      user: number,
      message: Seen,
      text: string,
      accept: (message: Seen) => boolean = () => true,
    ): Promise<Seen> {
      await this.tap(user, message, text);
      return until(
        async () =>
          (await this.chat(user)).find(
            (other) =>
              other.message_id === message.message_id &&
              JSON.stringify(other) !== JSON.stringify(message) &&
              accept(other),
          ),
        `the menu to turn at ${text}`,
      );
    },

    async tap(user: number, message: Seen, text: string): Promise<void> {
      const button = message.reply_markup?.inline_keyboard
        .flat()
        .find((one) => one.text.includes(text));
      if (!button?.callback_data) throw new Error(`no button ${text} under ${message.text}`);
      await post('press', {
        user,
        chat: user,
        message: message.message_id,
        data: button.callback_data,
      });
    },

    /**
     * Presses a button twice in a moment.
     *
     * @returns the message as it stands when both were heard, and what the bot has said since
     */
    async twice(user: number, message: Seen, text: string): Promise<{ now: Seen; said: Seen[] }> {
      const before = (await this.chat(user)).at(-1)?.message_id ?? 0;
      await Promise.all([this.tap(user, message, text), this.tap(user, message, text)]);
      // Heard in its order: after both.
      const end = await this.ask(user, '/cancel', saying('لا شيء لإلغائه'));
      const chat = await this.chat(user);
      return {
        now: chat.find(({ message_id }) => message_id === message.message_id) ?? message,
        said: chat.filter(
          ({ message_id, outgoing }) =>
            message_id > before && message_id < end.message_id && !outgoing,
        ),
      };
    },

    /** What the bot offers to someone who writes its name and these words in a chat. */
    async inline(user: number, query: string): Promise<readonly Offer[]> {
      const answer = await fetch(`${api}/inline`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user, query }),
      });
      const { results } = (await answer.json()) as { results: Offer[] | null };
      if (results === null) throw new Error('the bot offers nothing');
      return results;
    },

    /** Makes a channel and lets the bot in: with all rights, unless `bot` says what it is to be. */
    makeChannel: (user: number, username: string, bot?: BotStanding) =>
      post('chats', { user, type: 'channel', title: username, username, ...(bot ? { bot } : {}) }),

    /** Makes the bot something else in a channel, or puts it out. Rights not named are not given. */
    setBot: (user: number, channel: string, bot: BotStanding) =>
      post('bot', { user, chat: `@${channel}`, ...bot }),

    /** The commands that a user sees on «/», in their chat with the bot or in another. */
    commands: async (
      user: number,
      chat: number | string = user,
    ): Promise<readonly { readonly command: string; readonly description: string }[]> =>
      (
        await get<{ commands: { command: string; description: string }[] }>(
          `commands?${new URLSearchParams({ user: String(user), chat: String(chat) })}`,
        )
      ).commands,

    fault: (fault: object) => post('faults', fault),
  };
}

/** Whether a message holds all of these words. */
export const saying =
  (...words: string[]) =>
  ({ text }: { readonly text?: string }): boolean =>
    words.every((word) => text?.includes(word) ?? false);

/** An article as a newsroom's own CMS tells it. */
export const pierArticle = (number: number, title: string) => ({
  url: `https://m.example/news/${number}`,
  title,
  text: `افتتح وزير النقل اليوم الرصيف رقم ${number} في الميناء بعد عامين من العمل المتواصل فيه.`,
});

/** Sends an article to /intake as a newsroom's own CMS does. @returns the answer */
export function pushSigned(url: string, secret: string, article: object): Promise<Response> {
  const body = JSON.stringify(article);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return fetch(`${url}/intake`, {
    method: 'POST',
    body,
    headers: { 'X-Barqiya-Timestamp': timestamp, 'X-Barqiya-Signature': `sha256=${mac}` },
  });
}

export type Messenger = ReturnType<typeof messengerOf>;

/** An agent that is counted, as a person's. */
export const phone = {
  'User-Agent':
    'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
};
