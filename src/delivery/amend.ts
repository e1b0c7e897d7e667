/** What is done to a post that stands on its channel: new words, pin, unpin, delete. */
import type { Api } from 'grammy';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { PinPayload } from '../../data/schema.ts';
import type { Message } from '../../templates/message.ts';

export type AmendApi = Pick<
  Api,
  'editMessageText' | 'deleteMessage' | 'pinChatMessage' | 'unpinChatMessage'
>;

/**
 * Makes the call of a row that changes a message. Each may be made again without harm.
 *
 * @param compose lays out the post as it is to read now
 * @throws the Bot API's error as it came
 */
export async function amend(
  api: AmendApi,
  row: OutboxRow,
  messageId: number,
  compose: () => Promise<Message>,
): Promise<void> {
  switch (row.kind) {
    case 'edit': {
      const { text, entities, keyboard, preview } = await compose();
      await api.editMessageText(row.chat, messageId, text, {
        entities,
        ...(keyboard ? { reply_markup: keyboard } : {}),
        ...(preview ? { link_preview_options: preview } : {}),
      });
      return;
    }
    case 'pin':
      // The post itself has made its sound.
      if (pinOf(row).pin)
        await api.pinChatMessage(row.chat, messageId, { disable_notification: true });
      else await api.unpinChatMessage(row.chat, messageId);
      return;
    case 'delete':
      await api.deleteMessage(row.chat, messageId);
      return;
    case 'send':
      throw new Error(`row ${row.id} sends`);
    default:
      row.kind satisfies never;
  }
}

/** The row that follows one that is done: what was pinned for a time is to be unpinned after it. */
export function afterwards(row: OutboxRow, now: number): { dueAt: number; payload: string } | null {
  const payload = row.kind === 'pin' ? pinOf(row) : null;
  if (!payload?.pin) return null;
  return {
    dueAt: now + payload.forMs,
    payload: JSON.stringify({ pin: false } satisfies PinPayload),
  };
}

const pinOf = ({ payload }: OutboxRow): PinPayload => JSON.parse(payload ?? '{"pin":false}');
