/** The call that a row of the outbox asks for. */
import type { Api } from 'grammy';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { Message } from '../../templates/message.ts';

/**
 * Makes the call.
 *
 * @returns the ids of the messages that stand there now
 * @throws what grammY throws, as it came: the sender judges it
 */
export async function perform(
  api: Pick<Api, 'sendMessage'>,
  row: Pick<OutboxRow, 'chat' | 'threadId'>,
  message: Message,
): Promise<number[]> {
  const { message_id } = await api.sendMessage(row.chat, message.text, {
    entities: message.entities,
    ...(row.threadId === null ? {} : { message_thread_id: row.threadId }),
    ...(message.silent ? { disable_notification: true } : {}),
    ...(message.keyboard ? { reply_markup: message.keyboard } : {}),
    ...(message.preview ? { link_preview_options: message.preview } : {}),
  });
  return [message_id];
}
