/** Takes a post back from its channel: out of the queue, deleted, or replaced by a notice. */
import { type Api, InputFile } from 'grammy';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import { messageIdsOf, shownOf, type TitledPost } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import { retractionNotice } from '../../templates/correction.ts';
import { call, deletion, pictureEdit, type Target } from './call.ts';
import { edit, editWords } from './edits.ts';
import { refusesPicture } from './ladder.ts';
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
  /** What is shown where the pictures stood, as PNG; undefined when it can't be drawn. */
  readonly noticeCard: () => Promise<Uint8Array | undefined>;
  readonly tell: (news: ChangeNews) => Promise<void>;
  readonly now: () => number;
}

/** Makes the function that carries out a deletion of the outbox. */
export function createRetractions({ store, api, noticeCard, tell, now }: RetractionsOptions) {
  /**
   * Puts a notice in the place of what a post says, and of each of its pictures: one that was wrong
   * is no less wrong under other words.
   *
   * @returns whether none of its pictures stands any more
   */
  const showNotice = async ({ chat, messageIds }: Target, post: TitledPost): Promise<boolean> => {
    const retraction =
      post.retractionId === null ? undefined : await store.retractions.find(post.retractionId);
    const notice = retractionNotice(retraction?.reason ?? null);
    const form = await editWords(api, { chat, messageIds }, notice, shownOf(post)?.form);
    if (form === 'text' || form === 'rich') return true;
    const card = await noticeCard();
    if (!card) return false;
    try {
      for (const [place, id] of messageIds.entries()) {
        const words = place === 0 ? notice : { text: '', entities: [] };
        const file = new InputFile(card, 'notice.png');
        await edit(api, pictureEdit({ chat, messageIds: [id] }, words, file));
      }
      return true;
    } catch (error) {
      if (!refusesPicture(error)) throw error;
      return false;
    }
  };

  /** Telegram says by itself which messages are too old to be deleted; what is left is corrected. */
  const deleteOrCorrect = async (
    { chat, messageIds }: Target,
    post: TitledPost,
  ): Promise<{ retraction: 'deleted' | 'corrected'; failure?: string }> => {
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
    if (left.length === 0) return { retraction: 'deleted' };
    const isWhole = await showNotice({ chat, messageIds: left }, post);
    return { retraction: 'corrected', ...(isWhole ? {} : { failure: 'its pictures stand' }) };
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
      const { retraction, failure } = await deleteOrCorrect({ chat: row.chat, messageIds }, post);
      return await settle(post, retraction, failure);
    } catch (error) {
      return afterError(store, row, error, (reason) => settle(post, 'impossible', reason));
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
