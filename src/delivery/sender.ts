/**
 * The outbox to Telegram. A row is marked *attempting* before its call and settled after the
 * answer; what has no answer becomes *unknown* and is never sent again unless an editor says so.
 */
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { Store } from '../../data/store.ts';
import type { Message } from '../../templates/message.ts';
import type { Perform } from './call.ts';
import type { Change } from './changes.ts';
import type { Outcome } from './outcome.ts';
import { judge, type Trouble, type Verdict } from './verdict.ts';

/** Telegram takes about one message a second in a chat and thirty over all (Bot FAQ). */
const chatGapMs = 1_000;
const overallPerSecond = 28;
const idleMs = 30_000;
const dueMs = 250;
const troubleMs = 60_000;

export interface SenderOptions {
  readonly store: Store;
  /** Sends a message, in the best form that Telegram takes; see call.ts. */
  readonly perform: Perform;
  /** Carries out what is no send: edits, deletions, pins; see changes.ts. */
  readonly change: Change;
  /** Lays out a post, with its links made. */
  readonly compose: (postId: number) => Promise<Message>;
  readonly now: () => number;
  readonly log: {
    error(facts: object, text: string): void;
    info(facts: object, text: string): void;
  };
  /** Tells the desk of a post whose outcome is unknown, or that could not be sent. */
  readonly report: (postId: number, trouble: Trouble) => Promise<void>;
}

export type Sender = ReturnType<typeof createSender>;

export function createSender({ store, perform, change, compose, now, log, report }: SenderOptions) {
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  let woken = false;
  let rouse: () => void = () => {};
  const inHand = new Set<Promise<void>>();
  let recent: number[] = [];

  const attempt = async (row: OutboxRow): Promise<void> => {
    if (row.kind !== 'send') return settleChange(row, await change(row));
    let message: Message;
    try {
      message = await compositionOf(row);
    } catch (error) {
      // No call was made, so there is nothing to wonder about.
      log.error({ error, post: row.postId }, 'a post could not be laid out');
      return putOff(row, now() + troubleMs, 'could not be laid out');
    }
    let messageIds: number[];
    try {
      messageIds = await perform(row, message);
    } catch (error) {
      await settleFailure(row, judge(error));
      return;
    }
    await settleDone(row, messageIds);
  };

  const settleChange = (row: OutboxRow, outcome: Outcome): Promise<void> => {
    switch (outcome.kind) {
      case 'done':
        return store.outbox.settle(row.id, { state: 'done', settledAt: now() });
      case 'wait':
        // No word of the chat, which may be called for other posts meanwhile.
        return store.outbox.retry(row.id, now() + outcome.ms, outcome.reason);
      case 'content':
      case 'target':
      case 'permission':
        return store.outbox.settle(row.id, {
          state: 'failed',
          settledAt: now(),
          failure: outcome.reason,
        });
      default:
        return settleFailure(row, outcome);
    }
  };

  const compositionOf = async (row: OutboxRow): Promise<Message> => {
    if (row.postId === null) return JSON.parse(row.payload ?? 'null');
    await store.posts.move(row.postId, ['queued', 'scheduled'], { state: 'sending' });
    return compose(row.postId);
  };

  const settleDone = (row: OutboxRow, all: readonly number[]): Promise<void> =>
    store.transaction(async (tx) => {
      const at = now();
      const sent = { messageId: all[0] ?? null, messageIds: JSON.stringify(all) };
      await tx.outbox.settle(row.id, { state: 'done', settledAt: at, ...sent });
      if (row.postId === null) return;
      const published = { state: 'published', publishedAt: at, ...sent, failure: null } as const;
      await tx.posts.move(row.postId, ['sending', 'unknown'], published);
    });

  const settleFailure = async (row: OutboxRow, verdict: Verdict): Promise<void> => {
    switch (verdict.kind) {
      case 'later':
        return putOff(row, now() + verdict.ms, verdict.reason);
      case 'bot':
        // Nothing was sent and nothing will be until the token is mended; the post stays queued.
        log.error({ reason: verdict.reason }, 'Telegram refuses the bot');
        return putOff(row, now() + troubleMs, verdict.reason);
      case 'migrated':
        await store.transaction(async (tx) => {
          await tx.channels.migrate(row.chat, verdict.chat);
          await tx.outbox.retry(row.id, now(), 'migrated');
          await tx.outbox.moveTo(row.id, verdict.chat);
        });
        return;
      case 'in effect':
        await store.outbox.settle(row.id, { state: 'done', settledAt: now() });
        return;
      default:
        return give(row, verdict);
    }
  };

  const putOff = (row: OutboxRow, until: number, reason: string): Promise<void> =>
    store.transaction(async (tx) => {
      await tx.outbox.retry(row.id, until, reason);
      await tx.outbox.holdChat(row.chat, until);
      if (row.postId !== null) await tx.posts.move(row.postId, ['sending'], { state: 'queued' });
    });

  const give = async (row: OutboxRow, verdict: Trouble): Promise<void> => {
    const state = verdict.kind === 'unknown' ? 'unknown' : 'failed';
    const failure = verdict.reason;
    await store.transaction(async (tx) => {
      await tx.outbox.settle(row.id, { state, settledAt: now(), failure });
      if (row.postId !== null) await tx.posts.move(row.postId, ['sending'], { state, failure });
    });
    log.error({ outbox: row.id, post: row.postId, verdict }, 'a call to Telegram did not succeed');
    if (row.postId !== null) await report(row.postId, verdict);
  };

  /** How many calls may go out now without passing Telegram's overall limit. */
  const allowance = (): number => {
    recent = recent.filter((at) => at > now() - 1_000);
    return overallPerSecond - recent.length;
  };

  const round = async (): Promise<boolean> => {
    const free = allowance();
    const rows = free > 0 ? await store.outbox.claim(now(), free, () => chatGapMs) : [];
    for (const row of rows) {
      recent.push(now());
      const work = attempt(row)
        // Our own failure before or after the call: the row stays as it is, attempting, and is
        // looked at as unknown at the next start.
        .catch((error: unknown) =>
          log.error({ error, outbox: row.id }, 'an outcome could not be written'),
        )
        .finally(() => {
          inHand.delete(work);
          wake();
        });
      inHand.add(work);
    }
    return rows.length > 0;
  };

  const sleep = async (): Promise<void> => {
    const next = await store.outbox.nextDue();
    const wait = next === undefined ? idleMs : Math.min(next - now(), idleMs);
    // Due, and yet not taken: its chat has a call under way, whose end wakes us.
    const patience = wait > 0 ? wait : dueMs;
    if (woken) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, allowance() > 0 ? patience : 50);
    rouse = resolve;
    await promise;
    clearTimeout(timer);
  };

  const wake = (): void => {
    woken = true;
    rouse();
  };

  const settleInterrupted = async (): Promise<void> => {
    for (const row of await store.outbox.interrupted()) {
      if (row.kind !== 'send') {
        await store.outbox.retry(row.id, now(), 'the program stopped in the middle of the call');
        continue;
      }
      await give(row, { kind: 'unknown', reason: 'the program stopped in the middle of the call' });
    }
  };

  return {
    /** Settles what a crash left behind, then sends until {@link stop}. */
    async start(): Promise<void> {
      await settleInterrupted();
      running = true;
      loop = (async () => {
        while (running) {
          try {
            woken = false;
            if (!(await round()) && running) await sleep();
          } catch (error) {
            log.error({ error }, 'the outbox could not be read');
            await new Promise((resolve) => setTimeout(resolve, 1_000));
          }
        }
      })();
    },

    /** Something was put into the outbox: look now. */
    wake,

    /** Takes no new row, waits for the calls under way. */
    async stop(): Promise<void> {
      running = false;
      wake();
      await loop;
      await Promise.allSettled(inHand);
    },
  };
}
