/**
 * The editor at the desk: answers the questions about lost posts by looking into the chats, and
 * publishes what is held.
 */
import type { Item } from './news.ts';
import type { Seen, SeenChat } from './processes.ts';
import type { Sandbox } from './trouble.ts';

const editor = 1001;
const betweenListsMs = 5_000;

export const plain = ({ text, caption }: Pick<Seen, 'text' | 'caption'>): string =>
  (text ?? caption ?? '').replace(/[\u2066-\u2069\u200f]/g, '');

/** How often an article stands in a chat. */
export const timesIn = (chat: SeenChat, { title }: Item): number =>
  chat.messages.filter((message) => plain(message).includes(title)).length;

export interface Question {
  readonly post: string;
  readonly chat: string;
  readonly item: Item;
}

/**
 * @param names what the desk calls the chats: their `@name` or their key in newsroom.yaml
 */
export function createEditor(
  sandbox: Sandbox,
  items: readonly Item[],
  chatsBy: (name: string, all: readonly SeenChat[]) => readonly SeenChat[],
  names: readonly string[],
) {
  const asked: Question[] = [];
  /** Ids of articles. */
  const approved = new Set<string>();
  let askedForListAt = 0;

  const buttonsOf = ({ reply_markup }: Seen): string[] =>
    (reply_markup?.inline_keyboard.flat() ?? []).map(({ callback_data }) => callback_data ?? '');

  /** @returns false when the program was killed meanwhile, or another act has changed the buttons */
  const press = (message: Seen, data: string): Promise<boolean> =>
    sandbox.post('press', { user: editor, chat: editor, message: message.message_id, data }).then(
      () => true,
      () => false,
    );

  const deskOf = (all: readonly SeenChat[]): readonly Seen[] =>
    all.find(({ id }) => id === editor)?.messages ?? [];

  return {
    asked: asked as readonly Question[],

    /** How many held articles were published. */
    approved: () => approved.size,

    /** Publishes what is held: each has a card, or they stand behind the button of a list. */
    async approve(): Promise<void> {
      const desk = deskOf(await sandbox.chats());
      const cards = desk.flatMap((message) => {
        const [data, article] =
          buttonsOf(message)
            .map((one) => /^piece:r:(\d+):\d+:(?:now|go)\b.*/.exec(one))
            .find((one) => one !== null) ?? [];
        return data && article ? [{ message, data, article }] : [];
      });
      for (const { message, data, article } of cards) {
        if (await press(message, data)) approved.add(article);
      }
      // What the desk is told of may be on its way; what is asked for takes of its chat's pace.
      if (cards.length > 0 || performance.now() < askedForListAt + betweenListsMs) return;
      askedForListAt = performance.now();
      const list = 'queue:review:0';
      const shown = desk.findLast((message) => buttonsOf(message).includes(list));
      if (shown) await press(shown, list);
      else await sandbox.post('say', { user: editor, chat: editor, text: '/queue' });
    },

    /** Reads the desk chat and answers what is new. */
    async answer(): Promise<void> {
      const all = await sandbox.chats();
      for (const message of deskOf(all)) {
        const post = /^unknown:arrived:(\d+)$/.exec(
          buttonsOf(message).find((one) => one.includes('arrived')) ?? '',
        );
        if (!post) continue;
        const text = plain(message);
        const item = items.find(({ title }) => text.includes(title));
        const chat = names.find((name) => text.includes(name));
        if (!item || !chat) throw new Error(`a question about nothing known: ${text}`);
        const id = post[1] ?? '';
        if (!asked.some((one) => one.post === id)) asked.push({ post: id, chat, item });
        const arrived = chatsBy(chat, all).some((one) => timesIn(one, item) > 0);
        await press(message, `unknown:${arrived ? 'arrived' : 'again'}:${id}`);
      }
    },
  };
}
