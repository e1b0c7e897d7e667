/** What becomes of a row after its call: each verdict, written down in one transaction. */
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { Store } from '../../data/store.ts';
import { gather } from './gather.ts';
import { againAfter, idBehind, type Outcome } from './outcome.ts';
import { judge, remedyOf, type Trouble, type Verdict } from './verdict.ts';

/** After a refusal of the bot itself, and when a post could not be laid out. */
const troubleMs = 60_000;
/** A chat that refuses us is tried again after this, unless an editor says so or rights come back. */
export const refusedMs = 15 * 60_000;
/** A notice to the desk that has no answer so often is given up. */
const mostAttempts = 20;
/** A post that was lost and certainly not there so often is the desk's to decide. */
export const mostSearches = 5;

export interface SettlerOptions {
  readonly store: Store;
  readonly now: () => number;
  /** How long a call may take, in milliseconds. */
  readonly callMs: number;
  readonly log: {
    error(facts: object, text: string): void;
    info(facts: object, text: string): void;
  };
  /** Tells the desk of a post whose outcome is unknown, or that could not be sent. */
  readonly report: (postId: number, trouble: Trouble) => Promise<void>;
  /** A chat that the desk's notices go to does not have us any more. */
  readonly deskLost: (chat: string) => Promise<void>;
  /** Looks for the message of a row that is marked lost. */
  readonly watch: (row: OutboxRow) => void;
}

export type Settler = ReturnType<typeof createSettler>;

export function createSettler(options: SettlerOptions) {
  const { store, now, callMs, log, report, deskLost, watch } = options;
  const writeDone = async (
    tx: Store,
    { row, messageIds }: { row: OutboxRow; messageIds: readonly number[] },
  ): Promise<void> => {
    const at = now();
    const [messageId] = messageIds;
    const where =
      messageId === undefined ? {} : { messageId, messageIds: JSON.stringify(messageIds) };
    await tx.outbox.settle(row.id, { state: 'done', settledAt: at, ...where });
    await tx.chats.release(row.chat);
    if (row.kind !== 'send') return;
    // Of a reader no message is looked for: nothing is kept of them that /stop would have to find.
    if (messageId !== undefined && row.broadcastId === null) {
      await tx.chats.posted(row.chat, Math.max(...messageIds));
    }
    if (row.postId === null) return;
    const published = { state: 'published', publishedAt: at, failure: null, ...where } as const;
    await tx.posts.move(row.postId, ['queued', 'scheduled', 'sending', 'unknown'], published);
  };

  const writeDones = gather<Parameters<typeof writeDone>[1]>((items) =>
    store.transaction(async (tx) => {
      for (const item of items) await writeDone(tx, item);
    }),
  );

  /** The message stands there. */
  const done = (row: OutboxRow, messageIds: readonly number[]): Promise<void> =>
    writeDones({ row, messageIds });

  /** Puts a row back whose message certainly does not stand there. */
  const putBack = async (
    row: OutboxRow,
    reason: string,
    hold: (tx: Store) => Promise<unknown>,
    dueAt = row.dueAt,
  ): Promise<void> => {
    await store.transaction(async (tx) => {
      // A reader who has left in the middle of the call is not written down again.
      if (row.broadcastId !== null && !(await tx.outbox.find(row.id))) return;
      await tx.outbox.retry(row.id, dueAt, reason);
      await hold(tx);
      if (row.postId !== null && row.kind === 'send')
        await tx.posts.move(row.postId, ['sending'], { state: 'queued' });
    });
  };

  /** Ends a row without success; the desk is told. */
  const give = async (row: OutboxRow, verdict: Trouble): Promise<void> => {
    const state = verdict.kind === 'unknown' ? 'unknown' : 'failed';
    const failure = verdict.reason;
    await store.transaction(async (tx) => {
      await tx.outbox.settle(row.id, { state, settledAt: now(), failure });
      if (row.postId !== null && row.kind === 'send') {
        await tx.posts.move(row.postId, ['queued', 'sending'], { state, failure });
      }
    });
    // A reader who has blocked the bot has left: that is no trouble of ours.
    if (row.broadcastId !== null && verdict.kind === 'target') {
      return store.readers.unreachable(Number(row.chat), now());
    }
    log.error({ outbox: row.id, post: row.postId, verdict }, 'a call to Telegram did not succeed');
    if (row.postId !== null) await report(row.postId, verdict);
  };

  /**
   * The chat can't be written to until people mend it. Its rows wait, none of them knocks at the
   * door meanwhile, and the desk hears of it once.
   */
  const refused = async (row: OutboxRow, verdict: Trouble): Promise<void> => {
    const { kind, reason } = verdict;
    const id = await idBehind(store, row.chat, verdict);
    if (id !== null) return renamed(row, id);
    const isOfTheChat = kind === 'target' || kind === 'permission';
    // A closed topic is not the whole chat; a subscriber who has left is not waited for.
    const isWaitedFor =
      !(row.threadId !== null && reason.includes('thread not found')) && remedyOf(row) !== 'ask';
    if (!isOfTheChat || !isWaitedFor) return give(row, verdict);
    await tellOnce(row, verdict);
    await putBack(row, reason, (tx) => tx.chats.refused(row.chat, kind, now() + refusedMs));
    log.error({ outbox: row.id, chat: row.chat, verdict }, 'a chat refuses us');
    if (row.postId === null && kind === 'target') await deskLost(row.chat);
  };

  const callById = async (tx: Store, chat: string, id: string): Promise<void> => {
    await tx.channels.rename(chat, id);
    await tx.chats.rename(chat, id);
  };

  const renamed = (row: OutboxRow, id: string): Promise<void> =>
    putBack(row, 'renamed', (tx) => callById(tx, row.chat, id));

  /** Before it is written down that the desk knows: told twice is better than never. */
  const tellOnce = async ({ chat, postId }: OutboxRow, verdict: Trouble): Promise<void> => {
    const { trouble } = await store.chats.find(chat);
    if (trouble === null && postId !== null) await report(postId, verdict);
  };

  /**
   * A chat refuses us while a message is being looked for there.
   *
   * @returns whether it is so only under its former name: it is called by its id from now on
   */
  const barred = async (
    row: OutboxRow,
    verdict: Trouble & { kind: 'target' | 'permission' },
  ): Promise<boolean> => {
    const id = await idBehind(store, row.chat, verdict);
    if (id !== null) {
      await store.transaction((tx) => callById(tx, row.chat, id));
      return true;
    }
    await tellOnce(row, verdict);
    await store.chats.refused(row.chat, verdict.kind, now() + refusedMs);
    return false;
  };

  const lost = async (row: OutboxRow, reason: string): Promise<void> => {
    switch (remedyOf(row)) {
      case 'find': {
        const ours = await store.outbox.lose(row, now() + 2 * callMs, reason);
        if (ours) watch(ours);
        return;
      }
      case 'again':
        // Whether it arrived is no question to ask of a change: it is made until it has an answer.
        if (row.kind !== 'send') {
          return store.outbox.retry(row.id, now() + againAfter(row), reason);
        }
        if (row.attempts >= mostAttempts) return give(row, { kind: 'unknown', reason });
        return putBack(row, reason, (tx) => tx.chats.hold(row.chat, now() + 2_000));
      default:
        return give(row, { kind: 'unknown', reason });
    }
  };

  const apply = async (row: OutboxRow, verdict: Verdict): Promise<void> => {
    switch (verdict.kind) {
      case 'flood':
        return putBack(row, verdict.reason, async (tx) => {
          const isGlobal = await tx.chats.flooded(row.chat, now(), now() + verdict.ms);
          const facts = { chat: row.chat, ms: verdict.ms, isGlobal };
          log.info(facts, 'Telegram asks for patience');
        });
      case 'later':
        return putBack(row, verdict.reason, (tx) => tx.chats.holdAll(now() + verdict.ms));
      case 'bot':
        // Nothing was sent and nothing will be until the token is mended; all posts stay queued.
        log.error({ reason: verdict.reason }, 'Telegram refuses the bot');
        return putBack(row, verdict.reason, (tx) => tx.chats.holdAll(now() + troubleMs));
      case 'migrated':
        return putBack(row, 'migrated', async (tx) => {
          await tx.channels.migrate(row.chat, verdict.chat);
          await tx.chats.migrate(row.chat, verdict.chat);
          await tx.newsroom.migrateDesk(row.chat, verdict.chat);
        });
      case 'in effect':
        return done(row, row.messageId === null ? [] : [row.messageId]);
      case 'unknown':
        return lost(row, verdict.reason);
      default:
        return refused(row, verdict);
    }
  };

  /** A change to a message that stands was tried; what people have to mend they were told of. */
  const changed = (row: OutboxRow, outcome: Outcome): Promise<void> => {
    switch (outcome.kind) {
      case 'done':
        // Perhaps nothing had to be called: it is no word that the chat takes us again.
        return store.outbox.settle(row.id, { state: 'done', settledAt: now() });
      case 'wait':
        // No word of the chat, which may be called for other posts meanwhile.
        return store.outbox.retry(row.id, now() + outcome.ms, outcome.reason);
      case 'renamed':
        return renamed(row, outcome.id);
      case 'content':
      case 'target':
      case 'permission': {
        const { kind, reason: failure } = outcome;
        log.error({ outbox: row.id, post: row.postId, kind, failure }, 'a change was refused');
        return store.outbox.settle(row.id, { state: 'failed', settledAt: now(), failure });
      }
      default:
        return apply(row, outcome);
    }
  };

  return {
    done,
    changed,
    barred,

    /** A call failed. */
    failed: (row: OutboxRow, error: unknown): Promise<void> => apply(row, judge(error)),

    /** A row was left in the middle of its call by a process that is no more. */
    interrupted: (row: OutboxRow): Promise<void> =>
      lost(row, 'the program stopped in the middle of the call'),

    /** No call was made, for the post could not be laid out. */
    notLaidOut: (row: OutboxRow): Promise<void> =>
      putBack(row, 'could not be laid out', async () => {}, now() + troubleMs),

    /** There is nothing to say to this reader: no call was made, and none is to be. */
    async nothingToSay(row: OutboxRow): Promise<void> {
      await store.outbox.settle(row.id, { state: 'cancelled', settledAt: now() });
      const readerId = Number(row.chat);
      // Erased while this was planned: the plan, and the claim of it, have written them down again.
      if (row.broadcastId !== null && !(await store.readers.find(readerId))) {
        await store.readers.erase(readerId);
      }
    },

    /** It was looked for, and certainly does not stand there: it goes out again. */
    async notThere(row: OutboxRow): Promise<void> {
      if (row.searches >= mostSearches) {
        return give(row, { kind: 'unknown', reason: 'it got lost again and again' });
      }
      await store.transaction(async (tx) => {
        await tx.outbox.notThere(row);
        // What had barred the search is over, or the next call meets it again.
        await tx.chats.release(row.chat);
        if (row.postId !== null) await tx.posts.move(row.postId, ['sending'], { state: 'queued' });
      });
    },

    /** It could not be seen whether it stands there: the desk decides. */
    unclear: (row: OutboxRow, reason: string): Promise<void> =>
      give(row, { kind: 'unknown', reason }),
  };
}
