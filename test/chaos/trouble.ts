/** What goes wrong while the program works: each kind of trouble, begun and ended again. */
import { writeFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import type { Disk } from './disk.ts';
import type { startSandbox } from './processes.ts';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Mulberry32, as in the sandbox's faults: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const administrator = {
  status: 'administrator',
  rights: {
    can_manage_chat: true,
    can_delete_messages: true,
    can_post_messages: true,
    can_edit_messages: true,
    can_pin_messages: true,
  },
};

/** How often each fault strikes a call, from 0 to 1. */
const faults = [
  // Ordinary news goes with its card, breaking news and the desk's as text.
  ...['sendMessage', 'sendPhoto'].flatMap((method) => [
    { kind: 'drop-before', method, probability: 0.08 },
    { kind: 'drop-after', method, probability: 0.1 },
    { kind: '500', method, probability: 0.03 },
    { kind: '502-html', method, probability: 0.03 },
    { kind: '429', method, probability: 0.03, retryAfter: 3 },
    { kind: 'delay', method, probability: 0.05, ms: 200 },
  ]),
  { kind: 'drop-before', method: 'forwardMessage', probability: 0.03 },
  { kind: '429', method: 'forwardMessage', probability: 0.03, retryAfter: 2 },
  { kind: '502-html', method: 'getUpdates', probability: 0.02 },
  { kind: 'drop-before', method: 'deleteMessage', probability: 0.05 },
];

export interface Targets {
  /** Ids or `@names` of all chats that are published to. */
  readonly chats: readonly (string | number)[];
  /** Those in which people write too. */
  readonly channels: readonly (string | number)[];
  readonly group: number;
  readonly disk: Disk;
  readonly clockFile: string;
  readonly database: string;
}

/** @param random from 0 to 1 */
export function createTrouble(sandbox: Sandbox, targets: Targets, random: () => number) {
  const { chats, channels, group, disk, clockFile, database } = targets;
  const counts = new Map<string, number>();
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let ahead = 0;
  let hasMoved = false;
  const without = { ...administrator.rights, can_post_messages: false };
  const setBot = (chat: string | number, membership: object) =>
    sandbox.post('bot', { chat, ...membership }).catch(() => {});

  const kinds: Readonly<Record<string, () => Promise<void>>> = {
    'rights taken away': async () => {
      const chat = one(channels);
      await setBot(chat, { status: 'administrator', rights: without });
      await pause(500 + random() * 1_500);
      await setBot(chat, administrator);
    },
    'put out of a chat': async () => {
      const chat = one(channels);
      await setBot(chat, { status: 'kicked' });
      await pause(500 + random() * 1_500);
      await setBot(chat, administrator);
    },
    'clock set': async () => {
      ahead += Math.round((random() - 0.5) * 120_000);
      writeFileSync(clockFile, String(ahead));
    },
    'database locked': async () => {
      const other = new SQLite(database, { timeout: 2_000 });
      try {
        other.exec('begin immediate');
        await pause(1_000);
        other.exec('rollback');
      } catch {
        // The disk is full, or the program holds it: locked all the same.
      } finally {
        other.close();
      }
    },
    'disk full': async () => {
      if (!disk.isSmall) return;
      disk.fill();
      await pause(500 + random() * 1_500);
      disk.free();
    },
    'flood of all': async () => {
      await sandbox.post('flood', { seconds: 5 });
    },
    'someone else posts': async () => {
      await sandbox.post('say', { user: 1001, chat: one(channels), text: `من القناة ${random()}` });
    },
    'group becomes a supergroup': async () => {
      if (hasMoved) return;
      hasMoved = true;
      await sandbox.post('migrate', { chat: group });
    },
  };

  return {
    counts,

    /** Faults of single calls, until {@link end}. */
    async begin(): Promise<void> {
      await sandbox.post('flood', { on: true });
      for (const fault of faults) {
        await sandbox.post('faults', { ...fault, seed: Math.floor(random() * 2 ** 31) });
      }
    },

    /** Something goes wrong, and is mended. */
    async strike(): Promise<void> {
      const name = one(Object.keys(kinds));
      counts.set(name, (counts.get(name) ?? 0) + 1);
      await kinds[name]?.();
    },

    /** From now on all is well. */
    async end(): Promise<void> {
      await sandbox.clearFaults();
      disk.free();
      for (const chat of chats) await setBot(chat, administrator);
    },
  };
}
