/** The editor at the desk: answers the questions about lost posts by looking into the chats. */
import type { Item } from './news.ts';
import type { Seen, SeenChat } from './processes.ts';
import type { Sandbox } from './trouble.ts';

const editor = 1001;
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
 * @param nameOf what the desk calls a chat: its `@name` or its key in newsroom.yaml
 */
export function createEditor(
  sandbox: Sandbox,
  items: readonly Item[],
  chatsBy: (name: string, all: readonly SeenChat[]) => readonly SeenChat[],
  names: readonly string[],
) {
  const asked: Question[] = [];
  return {
    asked: asked as readonly Question[],

    /** Reads the desk chat and answers what is new. */
    async answer(): Promise<void> {
      const all = await sandbox.chats();
      const desk = all.find(({ id }) => id === editor);
      for (const message of desk?.messages ?? []) {
        const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
        const data = buttons.map((button) => button.callback_data ?? '');
        const post = /^unknown:arrived:(\d+)$/.exec(
          data.find((one) => one.includes('arrived')) ?? '',
        );
        if (!post) continue;
        const text = plain(message);
        const item = items.find(({ title }) => text.includes(title));
        const chat = names.find((name) => text.includes(name));
        if (!item || !chat) throw new Error(`a question about nothing known: ${text}`);
        const id = post[1] ?? '';
        if (!asked.some((one) => one.post === id)) asked.push({ post: id, chat, item });
        const arrived = chatsBy(chat, all).some((one) => timesIn(one, item) > 0);
        const press = `unknown:${arrived ? 'arrived' : 'again'}:${post[1]}`;
        await sandbox
          .post('press', { user: editor, chat: editor, message: message.message_id, data: press })
          .catch(() => {});
      }
    },
  };
}
