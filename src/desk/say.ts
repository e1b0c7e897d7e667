/** What the bot says in a chat without being asked, in the transaction of whatever it tells of. */
import { lanes } from '../../data/repositories/outbox.ts';
import type { Store } from '../../data/store.ts';

/**
 * Says something through the outbox, ahead of all posts: a restart does not forget it.
 *
 * @param message as templates/message.ts has it
 */
export const say = (tx: Store, chat: string, message: object, now: number): Promise<unknown> =>
  tx.outbox.add({
    postId: null,
    chat,
    threadId: null,
    kind: 'send',
    lane: lanes.desk,
    payload: JSON.stringify(message),
    dueAt: now,
    createdAt: now,
  });
