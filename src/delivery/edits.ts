/** Brings a message that stands in a channel to what its post says now, with the least call. */
import type { Api } from 'grammy';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import {
  messageIdsOf,
  type Rung,
  type Shown,
  shownOf,
  type TitledPost,
} from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import type { Message } from '../../templates/message.ts';
import {
  type BotCall,
  call,
  keyboardEdit,
  keyboardHash,
  pictureEdit,
  pictureOf,
  shownAs,
  type Target,
  textHash,
  wordsEdit,
} from './call.ts';
import { type Ladder, reasonOf, refusesPicture } from './ladder.ts';
import { afterError, type ChangeNews, done, type Outcome, says, untilKnown } from './outcome.ts';

export interface EditsOptions {
  readonly store: Store;
  readonly api: Pick<Api, 'raw'>;
  readonly ladder: Ladder;
  /** Lays out a post as it would be sent now, with its correction line. */
  readonly compose: (postId: number) => Promise<Message>;
  /** Publishes the newer version as a post of its own, as the channel wants it. */
  readonly postAgain: (postId: number) => Promise<void>;
  readonly tell: (news: ChangeNews) => Promise<void>;
  readonly now: () => number;
  readonly log: { info(facts: object, text: string): void };
}

/**
 * What differs between how a post stands in its channel and how it would be sent now. A message
 * keeps the form in which it went out: no text becomes a photo or a photo a text, for Telegram would
 * do only one of the two, and readers would see a post jump.
 */
export function difference(
  shown: Shown | undefined,
  message: Message,
): 'nothing' | 'keyboard' | 'words' | 'picture' {
  if (!shown) return 'words';
  const words = shown.textHash !== textHash(message);
  if (shown.form === 'photo' && message.media) {
    const other = shown.picture !== pictureOf(message);
    // A card shows the headline.
    if (shown.rung === 'card' ? words || other : other) return 'picture';
  }
  if (words) return 'words';
  // An album has no buttons.
  return shown.form === 'album' || shown.keyboardHash === keyboardHash(message)
    ? 'nothing'
    : 'keyboard';
}

/** The message was deleted, or is not the bot's to change. */
const lostTexts = [
  'message to edit not found',
  "message can't be edited",
  'MESSAGE_ID_INVALID',
  'MESSAGE_AUTHOR_REQUIRED',
];

/** Makes an edit; that it changes nothing is as good. */
export async function edit(api: Pick<Api, 'raw'>, made: BotCall): Promise<void> {
  try {
    await call(api, made);
  } catch (error) {
    if (!says(error, 'message is not modified')) throw error;
  }
}

/**
 * Puts a message's words in the place of those that stand there.
 *
 * @param form undefined: not known; Telegram's refusal of the one tells that it is the other
 * @returns the form that the message has
 */
export async function editWords(
  api: Pick<Api, 'raw'>,
  target: Target,
  message: Message,
  form: Shown['form'] | undefined,
): Promise<Shown['form']> {
  const hasPicture = (message.media?.pictures.length ?? 0) > 0;
  const likely = form ?? (hasPicture ? 'photo' : 'text');
  try {
    await edit(api, wordsEdit(target, message, likely));
    return likely;
  } catch (error) {
    if (!says(error, 'there is no text in the message', 'there is no caption in the')) throw error;
    const other = likely === 'photo' ? 'text' : 'photo';
    await edit(api, wordsEdit(target, message, other));
    return other;
  }
}

/** Makes the function that carries out an edit of the outbox. */
export function createEdits(options: EditsOptions) {
  const { store, api, ladder, compose, postAgain, tell, now, log } = options;

  /** @returns the rung that worked; undefined: the old picture stays */
  const editPicture = async (
    target: Target,
    message: Message,
    post: TitledPost,
  ): Promise<Rung | undefined> => {
    if (!message.media) return undefined;
    const failed = (rung: Rung, error: unknown) =>
      log.info({ post: post.id, rung, reason: reasonOf(error) }, 'a new picture was not taken');
    const media = { ...message.media, pictures: message.media.pictures.slice(0, 1) };
    for await (const { rung, files } of ladder.steps(media, failed)) {
      try {
        for (const file of files) await edit(api, pictureEdit(target, message, file));
        return rung;
      } catch (error) {
        if (!refusesPicture(error)) throw error;
        failed(rung, error);
      }
    }
    return undefined;
  };

  const bringUpToDate = async (row: OutboxRow, post: TitledPost): Promise<void> => {
    const message = await compose(post.id);
    const shown = shownOf(post);
    const differs = difference(shown, message);
    if (differs === 'nothing') return;
    if (shown && isOfKeyboard(row)) {
      // The words are for the edits that are made for them: a channel may not want any.
      if (shown.form === 'album' || shown.keyboardHash === keyboardHash(message)) return;
      await edit(api, keyboardEdit({ chat: row.chat, messageIds: messageIdsOf(post) }, message));
      return store.posts.note(post.id, { ...shown, keyboardHash: keyboardHash(message) });
    }
    if (policyOf(row) === 'new' && differs !== 'keyboard') return postAgain(post.id);
    const target = { chat: row.chat, messageIds: messageIdsOf(post) };
    if (shown && differs === 'keyboard') {
      await edit(api, keyboardEdit(target, message));
      return store.posts.note(post.id, { ...shown, keyboardHash: keyboardHash(message) });
    }
    const before = shown?.first ?? message.text;
    const rung = differs === 'picture' ? await editPicture(target, message, post) : undefined;
    if (rung) return store.posts.note(post.id, shownAs(message, 'photo', rung, before));
    const form = await editWords(api, target, message, shown?.form);
    const stands = shownAs(message, form, shown?.rung ?? null, before);
    // Noted even when the old picture had to stay: the new one is not tried at each revision.
    return store.posts.note(post.id, stands);
  };

  return async (row: OutboxRow, post: TitledPost): Promise<Outcome> => {
    if (post.retraction !== null && post.retraction !== 'impossible') return done;
    const waiting = untilKnown(post);
    if (waiting) return waiting;
    // What waits for its time is laid out when that has come.
    if (post.state !== 'published' || post.lostAt !== null) return done;
    try {
      if (messageIdsOf(post).length > 0) await bringUpToDate(row, post);
      return done;
    } catch (error) {
      if (!says(error, ...lostTexts)) {
        return afterError(store, row, error, (reason) => tell({ kind: 'refused', post, reason }));
      }
      const reason = reasonOf(error);
      if (await store.posts.lose(post.id, now(), reason)) {
        await tell({ kind: 'lost', post, reason });
      }
      return done;
    }
  };
}

/** Whether an edit is of the buttons alone, whatever else may have changed. */
const isOfKeyboard = ({ payload }: OutboxRow): boolean =>
  payload !== null && JSON.parse(payload).keyboard === true;

/** What an edit's payload says; an absent policy: an edit, whatever the channel's is. */
const policyOf = ({ payload }: OutboxRow): string | undefined =>
  payload === null ? undefined : JSON.parse(payload).policy;
