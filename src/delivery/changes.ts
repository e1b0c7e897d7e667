/**
 * What is done to messages that stand in channels: edits, deletions, pins. Each can be done again
 * without harm, so a call without an answer is simply made again.
 */
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import { messageIdsOf, type TitledPost } from '../../data/repositories/posts.ts';
import type { PinPayload } from '../../data/schema.ts';
import { call, pinning } from './call.ts';
import { createEdits, type EditsOptions } from './edits.ts';
import { afterError, done, type Outcome, says, untilKnown, untilSent } from './outcome.ts';
import { createRetractions, type RetractionsOptions } from './retractions.ts';

export type Change = (row: OutboxRow) => Promise<Outcome>;

/** Makes the function that carries out a row of the outbox that is no send. */
export function createChanges(options: EditsOptions & RetractionsOptions): Change {
  const { store, api, tell, now } = options;
  const edit = createEdits(options);
  const retract = createRetractions(options);

  const pin = async (row: OutboxRow, post: TitledPost): Promise<Outcome> => {
    const waiting = untilKnown(post) ?? untilSent(post, now());
    if (waiting) return waiting;
    const target = { chat: row.chat, messageIds: messageIdsOf(post) };
    if (post.state !== 'published' || target.messageIds.length === 0) return done;
    const wish: PinPayload = JSON.parse(row.payload ?? '{}');
    try {
      await call(api, pinning(target, wish.pin));
      if (wish.pin && wish.forMs !== null) await unpinLater(row, wish.forMs);
      return done;
    } catch (error) {
      if (says(error, 'message to pin not found', 'message to unpin not found')) return done;
      return afterError(store, row, error, (reason) => tell({ kind: 'refused', post, reason }));
    }
  };

  const unpinLater = (
    { postId, chat, threadId, kind, lane }: OutboxRow,
    forMs: number,
  ): Promise<void> => {
    const payload = JSON.stringify({ pin: false } satisfies PinPayload);
    const [dueAt, createdAt] = [now() + forMs, now()];
    return store.outbox.add({ postId, chat, threadId, kind, lane, payload, dueAt, createdAt });
  };

  return async (row) => {
    const post = row.postId === null ? undefined : await store.posts.find(row.postId);
    if (!post) return done;
    if (row.kind === 'delete') return retract(row, post);
    return row.kind === 'pin' ? pin(row, post) : edit(row, post);
  };
}
