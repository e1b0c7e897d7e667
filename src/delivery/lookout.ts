/**
 * Looks for the messages of calls that had no answer; the rules are in finding.ts. A look forwards
 * what stands under an id to the desk chat, without a sound, and takes the copy away at once.
 */
import { type Api, GrammyError } from 'grammy';
import { isOwn } from '../../data/repositories/articles.ts';
import type { OutboxRow } from '../../data/repositories/outbox.ts';
import type { Store } from '../../data/store.ts';
import type { Message } from '../../templates/message.ts';
import { lasting, nextStep, note, recognise, type Sighting } from './finding.ts';
import type { Settler } from './settling.ts';
import { judge, type Trouble } from './verdict.ts';

/** Before the first look: Telegram shows a message as soon as it has taken it. */
const firstLookMs = 1_500;
/** What Telegram takes to finish a call whose time is over. */
const graceMs = 5_000;
/** After a look that something else got in the way of. */
const againMs = 5_000;
const barredMs = 60_000;
const tickMs = 1_000;
const napMs = 100;

export interface LookoutOptions {
  readonly store: Store;
  readonly api: Pick<Api, 'getChat' | 'forwardMessage' | 'deleteMessage'>;
  /** Where the copies appear for a moment; undefined: there is no desk. */
  readonly deskChat: () => Promise<string | undefined>;
  readonly compose: (postId: number) => Promise<Message>;
  /** Whether no other process works on this database. */
  readonly isAlone: boolean;
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number;
  /** How long a call may take, in milliseconds. */
  readonly callMs: number;
  /** The desk chat does not have us any more. */
  readonly deskLost: (chat: string) => Promise<void>;
  readonly log: {
    error(facts: object, text: string): void;
    info(facts: object, text: string): void;
  };
}

type Outcome =
  | { readonly kind: 'found'; readonly messageId: number }
  | { readonly kind: 'absent' | 'not yet' }
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'later'; readonly ms: number };

/** The search for the message of one row. */
interface Search {
  readonly row: OutboxRow;
  /** When it was known to be lost, on the clock that nobody sets; less what former processes waited. */
  readonly since: number;
  /** What stands under the ids that follow the last known one. */
  seen: Sighting[];
  /** Whether the end of `seen` stays true too: the call could not come true any more. */
  isFinal: boolean;
}

/** It was the desk chat that refused a look, not the chat that was looked at. */
class DeskRefusal extends Error {
  readonly desk: string;
  readonly kind: Trouble['kind'];

  constructor(desk: string, { kind, reason }: Trouble) {
    super(reason);
    this.desk = desk;
    this.kind = kind;
  }
}

export type Lookout = ReturnType<typeof createLookout>;

export function createLookout(options: LookoutOptions, settle: () => Settler) {
  const { store, api, deskChat, compose, isAlone, now, elapsed, callMs, deskLost, log } = options;
  const stopped = new AbortController();
  const { signal } = stopped;
  const overMs = callMs + graceMs;
  /** Rows that are being looked for. */
  const watched = new Map<number, { readonly search: Search; readonly work: Promise<void> }>();
  let isInHand: (id: number) => boolean = () => false;
  let loop: Promise<void> = Promise.resolve();
  /** One search at a time: they share the pace of the desk chat. */
  let turn: Promise<unknown> = Promise.resolve();

  /** What stands under an id of the row's chat. */
  const look = async (
    row: OutboxRow,
    messageId: number,
    { desk, slugs, text }: { desk: string; slugs: readonly string[]; text: string },
  ): Promise<Sighting> => {
    await until(async () => (await store.chats.freeAt(desk)) - now());
    let copy: Awaited<ReturnType<Api['forwardMessage']>>;
    try {
      copy = await api.forwardMessage(desk, row.chat, messageId, { disable_notification: true });
    } catch (error) {
      const sighting = error instanceof GrammyError ? refusedLook(error) : undefined;
      if (sighting) return sighting;
      const verdict = judge(error);
      if (verdict.kind !== 'target' && verdict.kind !== 'permission') throw error;
      // The same words are said of both chats: a chat that has just put us out says so here.
      await api.getChat(row.chat);
      throw new DeskRefusal(desk, verdict);
    }
    await takeAway(desk, copy.message_id);
    await store.chats.called(desk, now());
    return recognise(copy, slugs, text);
  };

  const takeAway = async (desk: string, messageId: number): Promise<void> => {
    for (const ms of [0, 1_000, againMs]) {
      await pause(ms);
      try {
        await api.deleteMessage(desk, messageId);
        return;
      } catch (error) {
        if (judge(error).kind === 'in effect') return;
        log.error({ error, messageId }, 'a copy could not be taken away');
      }
    }
  };

  /**
   * One search through what follows the last known message.
   *
   * @param row as it is now
   * @param search what earlier ones saw; this one adds to it
   */
  const lookThrough = async (row: OutboxRow, search: Search): Promise<Outcome> => {
    const { id: rowId, postId, chat } = row;
    if (postId === null) return { kind: 'unclear', reason: 'it has no address of its own' };
    const links = await store.links.ofPost(postId);
    if (links.length === 0) {
      // A post is given its addresses before it is sent; without any, it was not. But what editors
      // write may lead nowhere, and then has none.
      const post = await store.posts.find(postId);
      const article = post && (await store.articles.find(post.articleId));
      return article && isOwn(article)
        ? { kind: 'unclear', reason: 'it has no address of its own' }
        : { kind: 'absent' };
    }
    const desk = await deskChat();
    if (desk === undefined) return { kind: 'unclear', reason: 'there is no desk chat' };
    if ((await store.chats.find(desk)).trouble !== null) {
      return { kind: 'unclear', reason: 'the desk chat refuses us' };
    }

    const { id, type, has_protected_content: isProtected } = await api.getChat(chat);
    if (chat.startsWith('@')) await store.chats.met(chat, String(id));
    await store.chats.setKind(chat, type);
    if (type === 'private' || type === 'group') {
      return { kind: 'unclear', reason: 'its messages are not numbered by themselves' };
    }
    const { text, protect } = await compose(postId);
    if (isProtected || protect) {
      return { kind: 'unclear', reason: 'its messages can’t be forwarded' };
    }

    // The name may be another chat's since the call, where neither the id nor what was seen holds.
    const after = (await store.outbox.find(rowId))?.afterMessageId ?? null;
    if (after !== row.afterMessageId) search.seen = [];
    const { seen, isFinal } = search;
    const slugs = links.map(({ slug }) => slug);
    for (;;) {
      const upTo = (await store.chats.find(chat)).lastMessageId ?? 0;
      const step = nextStep({ after, upTo, seen, isOver: isFinal });
      if (step.kind === 'absent' && (await api.getChat(chat)).id !== id) {
        // The name became another chat's while it was looked through.
        return { kind: 'later', ms: againMs };
      }
      if (step.kind !== 'look') return step;
      const sighting = await look(row, step.messageId, { desk, slugs, text });
      note({ after, upTo, seen }, step.messageId, sighting);
      log.info({ outbox: rowId, messageId: step.messageId, seen: sighting }, 'looked');
      if (signal.aborted) return { kind: 'later', ms: 0 };
    }
  };

  const lookInTurn = (row: OutboxRow, search: Search): Promise<Outcome> => {
    const mine = turn.then(async (): Promise<Outcome> => {
      try {
        if (signal.aborted) return { kind: 'later', ms: 0 };
        // What was not there while the call could still come true may be there now.
        if (!search.isFinal) search.seen = lasting(search.seen);
        search.isFinal = elapsed() - search.since >= overMs;
        return await lookThrough(row, search);
      } catch (error) {
        return await obstacle(row, error);
      }
    });
    // The next one's turn comes however this one ends: the disk may be too full to note an obstacle.
    turn = mine.catch(() => {});
    return mine;
  };

  /** Something got in the way of a search: mostly it passes. */
  const obstacle = async (row: OutboxRow, error: unknown): Promise<Outcome> => {
    log.error({ error, outbox: row.id }, 'a lost message could not be looked for');
    if (error instanceof DeskRefusal) return withoutDesk(error);
    const verdict = judge(error);
    switch (verdict.kind) {
      case 'flood':
        await store.chats.hold((await deskChat()) ?? row.chat, now() + verdict.ms);
        return { kind: 'later', ms: verdict.ms };
      case 'later':
      case 'unknown':
      case 'bot':
        return { kind: 'later', ms: againMs };
      case 'migrated':
        return { kind: 'unclear', reason: 'the group has moved' };
      case 'target':
      case 'permission':
        // A reader who is gone does not come back because we wait.
        if (verdict.reason.includes('user')) return { kind: 'unclear', reason: verdict.reason };
        if (await settle().barred(row, { kind: verdict.kind, reason: verdict.reason })) {
          return { kind: 'later', ms: 0 };
        }
        // Put out of the chat, we see nothing there until we are let in again.
        return { kind: 'later', ms: barredMs };
      case 'in effect':
        return { kind: 'later', ms: againMs };
      default:
        return { kind: 'unclear', reason: verdict.reason };
    }
  };

  /** Where the desk has another chat now, we look there; else it does not pass by itself. */
  const withoutDesk = async ({ desk, kind, message }: DeskRefusal): Promise<Outcome> => {
    if (kind === 'target') await deskLost(desk);
    return (await deskChat()) === desk
      ? { kind: 'unclear', reason: message }
      : { kind: 'later', ms: againMs };
  };

  /** Looks for a row soon, and again when its call can't come true any more. */
  const follow = async (search: Search): Promise<void> => {
    const { since } = search;

    /** @returns the row, while it has to be looked for again */
    const lookFor = async (held: OutboxRow): Promise<OutboxRow | undefined> => {
      const outcome = await lookInTurn(held, search);
      const { isFinal } = search;
      if (outcome.kind === 'found') await settle().done(held, [outcome.messageId]);
      else if (outcome.kind === 'absent') await settle().notThere(held);
      else if (outcome.kind === 'unclear' && isFinal) await settle().unclear(held, outcome.reason);
      else {
        await patience(outcome.kind === 'later' ? outcome.ms : since + overMs - elapsed());
        if (signal.aborted) return undefined;
        // Still ours, and for longer.
        return store.outbox.lose(held, now() + 2 * overMs, held.failure ?? '');
      }
      return undefined;
    };

    await patience(since + firstLookMs - elapsed());
    for (let held: OutboxRow | undefined = search.row; held && !signal.aborted; ) {
      const before: OutboxRow = held;
      try {
        held = await lookFor(before);
      } catch (error) {
        // What was seen is not lost with it.
        log.error({ error, outbox: before.id }, 'what was seen of a lost message was not written');
        await patience(againMs);
      }
    }
  };

  const watch = (row: OutboxRow): void => {
    if (watched.has(row.id)) return;
    const search: Search = {
      row,
      since: elapsed() - row.lostMs,
      seen: JSON.parse(row.seen ?? '[]'),
      // Only what stays true was written down.
      isFinal: true,
    };
    const work = follow(search).finally(() => watched.delete(row.id));
    watched.set(row.id, { search, work });
  };

  /** Writes down how far the searches are: a process that is killed often would never end one. */
  const remember = async (): Promise<void> => {
    if (watched.size === 0) return;
    await store.transaction(async (tx) => {
      for (const { search } of watched.values()) {
        const { row, since, seen, isFinal } = search;
        await tx.outbox.searched(row, {
          lostMs: Math.floor(elapsed() - since),
          seen: JSON.stringify(isFinal ? seen : lasting(seen)),
        });
      }
    });
  };

  /** Writes down how far we are, and takes up what dead processes left behind. */
  const tick = async (): Promise<void> => {
    await remember().catch((error: unknown) =>
      log.error({ error }, 'how far the searches are was not written'),
    );
    for (const row of await store.outbox.inDoubt(now(), isAlone)) {
      if (isInHand(row.id) || watched.has(row.id)) continue;
      await settle().interrupted(row);
    }
  };

  /** Waits while the given time is ahead, in milliseconds; it is asked again and again. */
  const until = async (left: () => Promise<number>): Promise<void> => {
    for (let ms = await left(); ms > 0 && !signal.aborted; ms = await left()) {
      await pause(Math.min(ms, napMs));
    }
  };

  /** @param ms of the clock that nobody sets */
  const patience = (ms: number): Promise<void> => {
    const end = elapsed() + ms;
    return until(async () => end - elapsed());
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (ms <= 0 || signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    });

  return {
    /** Looks for the message of a row that this process marked lost. */
    watch,

    /** @param inHand whether a row's call is under way in this process */
    start(inHand: (id: number) => boolean): void {
      isInHand = inHand;
      loop = (async () => {
        while (!signal.aborted) {
          await tick().catch((error: unknown) => log.error({ error }, 'lost rows were not read'));
          await pause(tickMs);
        }
      })();
    },

    /** What is not found stays lost, and is looked for at the next start. */
    async stop(): Promise<void> {
      stopped.abort();
      await loop;
      await Promise.all([...watched.values()].map(({ work }) => work));
    },
  };
}

/** What the refusal of a look tells; undefined: nothing about the message. */
function refusedLook({ error_code, description }: GrammyError): Sighting | undefined {
  if (error_code !== 400) return undefined;
  if (/message to forward not found|MESSAGE_ID_INVALID|message not found/.test(description)) {
    return 'nothing';
  }
  // A service message, such as the word of a pin.
  return /can.t be forwarded/.test(description) ? 'other' : undefined;
}
