/** Takes a post back from its channel: out of the queue, deleted, or replaced by a notice. */
import type { Api } from 'grammy';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import { messageIdsOf, shownOf, type TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { retractionNotice } from '../../templates/correction.ts';
import { call, deletion, type Target } from './call.ts';
import { editWords } from './edits.ts';
import {
  afterError,
  type ChangeNews,
  done,
  type Outcome,
  says,
  untilKnown,
  whileSending,
} from './outcome.ts';

export interface RetractionsOptions {
  readonly store: Store;
  readonly api: Pick<Api, 'raw'>;
  readonly tell: (news: ChangeNews) => Promise<void>;
  readonly now: () => number;
}

/** Makes the function that carries out a deletion of the outbox. */
export function createRetractions({ store, api, tell, now }: RetractionsOptions) {
  /** Telegram says by itself which messages are too old to be deleted; what is left is corrected. */
  const deleteOrCorrect = async (
    { chat, messageIds }: Target,
    post: TitledPost,
  ): Promise<'deleted' | 'corrected'> => {
    const left: number[] = [];
    for (const id of messageIds) {
      try {
        await call(api, deletion(chat, id));
      } catch (error) {
        if (says(error, 'message to delete not found')) continue;
        if (!says(error, "message can't be deleted")) throw error;
        left.push(id);
      }
    }
    if (left.length === 0) return 'deleted';
    const retraction =
      post.retractionId === null ? undefined : await store.retractions.find(post.retractionId);
    const notice = retractionNotice(retraction?.reason ?? null);
    await editWords(api, { chat, messageIds: left }, notice, shownOf(post)?.form);
    return 'corrected';
  };

  const settle = async (
    post: TitledPost,
    retraction: 'withdrawn' | 'deleted' | 'corrected' | 'impossible',
    failure: string | null = null,
  ): Promise<Outcome> => {
    await store.posts.settleRetraction(post.id, retraction, failure);
    await tellWhenSettled(store, post.retractionId, tell, now());
    return done;
  };

  return async (row: OutboxRow, post: TitledPost): Promise<Outcome> => {
    if (post.retraction !== 'asked') return done;
    const waiting = untilKnown(post);
    if (waiting) return waiting;
    if (post.state === 'queued' || post.state === 'scheduled') {
      // Its send was refused for a while; what can't be taken out is under way again.
      return (await store.outbox.cancel(post.id)) ? settle(post, 'withdrawn') : whileSending;
    }
    if (post.state !== 'published') return settle(post, 'withdrawn');
    const messageIds = messageIdsOf(post);
    if (messageIds.length === 0) return settle(post, 'impossible', 'its message is not known');
    try {
      return await settle(post, await deleteOrCorrect({ chat: row.chat, messageIds }, post));
    } catch (error) {
      return afterError(row, error, (reason) => settle(post, 'impossible', reason));
    }
  };
}

/** Tells the outcome of a retraction once, when the last of its posts is settled. */
async function tellWhenSettled(
  store: Store,
  retractionId: number | null,
  tell: RetractionsOptions['tell'],
  at: number,
): Promise<void> {
  if (retractionId === null) return;
  const retraction = await store.retractions.takeSettled(retractionId, at);
  if (!retraction) return;
  const posts = await store.posts.ofRetraction(retraction.id);
  await tell({ kind: 'retracted', retraction, posts });
}
