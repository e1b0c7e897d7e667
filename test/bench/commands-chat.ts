/** The sandbox as its page has it, with the moment at which each thing was seen to stand in a chat. */

/** What the stream of a user tells; see src/sandbox/page-api.ts. */
interface Told {
  readonly type: 'message' | 'edited' | 'answer' | string;
  readonly message?: {
    readonly message_id: number;
    readonly chat: { readonly id: number };
    readonly outgoing: boolean;
    readonly preview?: object;
    readonly reply_markup?: {
      readonly inline_keyboard: readonly (readonly { readonly callback_data?: string }[])[];
    };
  };
}

/** Something of the bot that came into a user's private chat. */
export type Seen = Told & {
  /** As `performance.now()` has it. */
  readonly at: number;
};

/** A call that is answered by nothing within this is a failure of the bench. */
const patienceMs = 15_000;

export type Chat = Awaited<ReturnType<typeof openChat>>;

/** Opens a user's private chat with the bot, and watches it. */
export async function openChat(url: string, user: number) {
  const api = `${url}/sandbox/api`;
  const ended = new AbortController();
  const seen: Seen[] = [];
  let news = Promise.withResolvers<void>();

  const take = (told: Told) => {
    const { type, message } = told;
    const isOurs = message?.chat.id === user && !message.outgoing && !message.preview;
    if (type !== 'answer' && !(isOurs && (type === 'message' || type === 'edited'))) return;
    seen.push({ ...told, at: performance.now() });
    news.resolve();
    news = Promise.withResolvers();
  };

  const stream = await fetch(`${api}/events?user=${user}`, { signal: ended.signal });
  const read = async () => {
    let rest = '';
    for await (const text of (stream.body ?? new ReadableStream()).pipeThrough(
      new TextDecoderStream(),
    )) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) take(JSON.parse(line.slice(6)));
    }
  };
  const reading = read().catch(() => {});

  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${api}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };

  return {
    /** How much was seen so far: what comes later is an answer to what is done now. */
    mark: (): number => seen.length,

    since: (mark: number): readonly Seen[] => seen.slice(mark),

    /** Waits until something that fits was seen after a mark. */
    async until(mark: number, fits: (one: Seen) => boolean, what: string): Promise<Seen> {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => late.reject(new Error(`waited in vain for ${what}`)),
        patienceMs,
      );
      try {
        for (;;) {
          const found = seen.slice(mark).find(fits);
          if (found) return found;
          await Promise.race([news.promise, late.promise]);
        }
      } finally {
        clearTimeout(timer);
      }
    },

    say: (text: string): Promise<void> => post('say', { user, chat: user, text }),

    /** The last message that has a button whose data fit, and the data. */
    async find(data: RegExp): Promise<{ message: number; data: string }> {
      const answer = await fetch(`${api}/messages?user=${user}&chat=${user}&limit=30`);
      const { messages } = (await answer.json()) as { messages: NonNullable<Told['message']>[] };
      for (const { message_id: message, reply_markup } of messages.toReversed()) {
        const buttons = reply_markup?.inline_keyboard.flat() ?? [];
        const found = buttons.find(({ callback_data = '' }) => data.test(callback_data));
        if (found) return { message, data: found.callback_data ?? '' };
      }
      throw new Error(`no button ${data} in the chat of ${user}`);
    },

    press: (button: { message: number; data: string }): Promise<void> =>
      post('press', { user, chat: user, ...button }),

    async close(): Promise<void> {
      ended.abort();
      await reading;
    },
  };
}
