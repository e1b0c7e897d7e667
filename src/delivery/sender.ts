/**
 * The outbox to Telegram. A row is marked *attempting* before its call and settled after the
 * answer; what has no answer is looked for (lookout.ts) and never sent again blindly.
 */
import type { Api } from 'grammy';
import { isToReaders, type OutboxRow } from '../../data/repositories/outbox.ts';
import type { Store } from '../../data/store.ts';
import type { Message } from '../../templates/message.ts';
import { longestSendMs, type Perform } from './call.ts';
import type { Change } from './changes.ts';
import { createLookout } from './lookout.ts';
import { createSettler } from './settling.ts';
import type { Trouble } from './verdict.ts';

/** Long enough to be no load, short enough to see what another process put in, and a clock set. */
const idleMs = 1_000;
const failedMs = 1_000;
/** A clock that has drifted by less was not set. */
const driftMs = 500;
/** Calls under way; a Telegram that hangs must not gather sockets without end. */
const mostInHand = 100;

export interface SenderOptions {
  readonly store: Store;
  readonly api: Pick<Api, 'getChat' | 'forwardMessage' | 'deleteMessage'>;
  /** Sends a message, in the best form that Telegram takes; see call.ts. */
  readonly perform: Perform;
  /** Carries out what is no send: edits, deletions, pins; see changes.ts. */
  readonly change: Change;
  /** Whether the newsroom pays for sending beyond the free rate; absent: it does not. */
  readonly isPaid?: () => Promise<boolean>;
  /** Lays out a post, with its links made. */
  readonly compose: (postId: number) => Promise<Message>;
  /** What a broadcast says to one reader; undefined: nothing. */
  readonly composeBroadcast: (
    broadcastId: number,
    readerId: number,
  ) => Promise<Message | undefined>;
  /** Where lost messages are looked at for a moment; undefined: there is no desk. */
  readonly deskChat: () => Promise<string | undefined>;
  /** Whether no other process works on this database. */
  readonly isAlone: boolean;
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number;
  /** How long a call may take, in milliseconds; `api` gives up then. */
  readonly callMs: number;
  readonly log: {
    error(facts: object, text: string): void;
    info(facts: object, text: string): void;
  };
  /** Tells the desk of a post whose outcome is unknown, or that could not be sent. */
  readonly report: (postId: number, trouble: Trouble) => Promise<void>;
  /** A chat that the desk's notices go to does not have us any more. */
  readonly deskLost: (chat: string) => Promise<void>;
}

export type Sender = ReturnType<typeof createSender>;

export function createSender(options: SenderOptions) {
  const { store, api, perform, change, compose, now, elapsed, callMs, log } = options;
  let running = false;
  let loop: Promise<void> = Promise.resolve();
  let woken = false;
  let rouse: () => void = () => {};
  /** The calls under way, by row. */
  const inHand = new Map<number, Promise<void>>();
  let isClaiming = false;
  /** Chats whose kind was asked for. */
  const learnt = new Set<string>();
  let clockAhead = now() - elapsed();

  const lookout = createLookout(options, () => settle);
  const settle = createSettler({ ...options, watch: lookout.watch });

  const attempt = async (row: OutboxRow): Promise<void> => {
    if (row.kind !== 'send') {
      const outcome = await change(row);
      return settled(() => settle.changed(row, outcome));
    }
    let message: Message | undefined;
    try {
      message = await compositionOf(row);
    } catch (error) {
      log.error({ error, post: row.postId }, 'a post could not be laid out');
      return settled(() => settle.notLaidOut(row));
    }
    if (!message) return settled(() => settle.nothingToSay(row));
    let messageIds: number[];
    try {
      messageIds = await perform(row, message);
    } catch (error) {
      return settled(() => settle.failed(row, error));
    }
    await settled(() => settle.done(row, messageIds));
    await learnKind(row);
  };

  /** Groups have a pace of their own, and their address does not tell what they are. */
  const learnKind = async ({ chat, lane }: OutboxRow): Promise<void> => {
    if (learnt.has(chat) || isToReaders(lane)) return;
    learnt.add(chat);
    if ((await store.chats.find(chat)).kind !== null) return;
    try {
      await store.chats.setKind(chat, (await api.getChat(chat)).type);
    } catch (error) {
      learnt.delete(chat);
      log.error({ error, chat }, 'a chat could not be asked what it is');
    }
  };

  const compositionOf = async (row: OutboxRow): Promise<Message | undefined> => {
    if (row.broadcastId !== null) {
      return options.composeBroadcast(row.broadcastId, Number(row.chat));
    }
    if (row.postId === null) return JSON.parse(row.payload ?? 'null');
    return compose(row.postId);
  };

  /**
   * Writes an outcome down, however long the disk is full or the database is locked: what is known
   * now would have to be found out again. A stop leaves it to the next start, which looks for it.
   */
  const settled = async (write: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        log.error({ error }, 'an outcome could not be written');
        if (!running) return;
        await new Promise((resolve) => setTimeout(resolve, failedMs));
      }
    }
  };

  const round = async (): Promise<boolean> => {
    await followClock();
    const room = mostInHand - inHand.size;
    if (room <= 0) return false;
    isClaiming = true;
    try {
      const rows = await store.outbox.claim(now(), room, {
        leaseMs: longestSendMs(callMs) + idleMs,
        paid: (await options.isPaid?.()) ?? false,
      });
      for (const row of rows) {
        const work = attempt(row)
          .catch((error: unknown) => log.error({ error, outbox: row.id }, 'an attempt failed'))
          .finally(() => {
            inHand.delete(row.id);
            wake();
          });
        inHand.set(row.id, work);
      }
      return rows.length > 0;
    } finally {
      isClaiming = false;
    }
  };

  /** When the clock is set, holds and leases move with it: a minute's patience stays a minute. */
  const followClock = async (): Promise<void> => {
    const by = Math.round(now() - elapsed() - clockAhead);
    if (Math.abs(by) < driftMs) return;
    await store.transaction((tx) => tx.chats.clockMoved(by));
    clockAhead += by;
    log.info({ ms: by }, 'the clock was set');
  };

  const sleep = async (): Promise<void> => {
    const next = await store.outbox.nextDue(now());
    if (woken) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wait = next === undefined ? idleMs : Math.min(next - now(), idleMs);
    // Due, and yet not taken: another process was claiming.
    const timer = setTimeout(resolve, Math.max(wait, 1));
    rouse = resolve;
    await promise;
    clearTimeout(timer);
  };

  const wake = (): void => {
    woken = true;
    rouse();
  };

  return {
    /** Sends until {@link stop}; what a crash left behind is looked for. */
    async start(): Promise<void> {
      running = true;
      lookout.start((id) => isClaiming || inHand.has(id));
      loop = (async () => {
        let isFirst = true;
        while (running) {
          try {
            if (isFirst) await store.chats.resetPaces(now());
            isFirst = false;
            woken = false;
            if (!(await round()) && running) await sleep();
          } catch (error) {
            log.error({ error }, 'the outbox could not be read');
            await new Promise((resolve) => setTimeout(resolve, failedMs));
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
      await lookout.stop();
      await Promise.allSettled(inHand.values());
    },
  };
}
