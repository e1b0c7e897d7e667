/** What editors do with the channels in Telegram: set up, change, remove, and take each of it back. */
import type { Channel, ChannelChange } from '../../data/repositories/channels.ts';
import type { ChannelPart } from '../../data/schema.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { channelSubject, note } from './staff.ts';

/** A chat that has put the bot out is asked again after this, unless it is let in before. */
const shutMs = 15 * 60_000;
const mostKeyLetters = 32;
/** Room behind a key for what makes it its own: `-12`. */
const keyRoom = 4;

export interface ChannelDeskOptions {
  readonly store: Store;
  readonly now: () => number;
  /** Called when a channel may be published to again. */
  readonly wake: () => void;
}

/** A channel, and why its chat refuses us. */
export interface ChannelSeen {
  readonly channel: Channel;
  readonly trouble: 'target' | 'permission' | null;
}

export interface ChannelChanged extends ChannelSeen {
  readonly part: ChannelPart;
  /** The number to take it back by. */
  readonly changeId: number;
}

/** A chat as Telegram tells it. */
export interface ToldChat {
  readonly id: number;
  readonly title: string;
  readonly username?: string | undefined;
}

export type SetUp =
  | { readonly kind: 'added' | 'restored'; readonly channel: Channel }
  | { readonly kind: 'known'; readonly channel: Channel };

export type ChannelDesk = ReturnType<typeof createChannelDesk>;

export function createChannelDesk({ store, now, wake }: ChannelDeskOptions) {
  const seen = async (channel: Channel): Promise<ChannelSeen> => ({
    channel,
    trouble: (await store.chats.find(channel.chat)).trouble,
  });

  const standing = async (tx: Store, id: number): Promise<Channel | undefined> => {
    const channel = await tx.channels.find(id);
    return channel?.removedAt === null ? channel : undefined;
  };

  const waitingOn = async (tx: Store, channelId: number) => {
    const review = await tx.posts.inReviewOn(channelId);
    return { queued: await tx.posts.waitingOn(channelId), review };
  };

  const change = (
    channelId: number,
    to: ChannelChange,
    by: Authorized<'arrange'>,
  ): Promise<ChannelChanged | undefined> =>
    store.transaction(async (tx) => {
      const changeId = await tx.channels.change(channelId, to, {
        editorId: by.editorId,
        at: now(),
      });
      const channel = await standing(tx, channelId);
      if (changeId === undefined || !channel) return undefined;
      await note(tx, by, `channel ${to.part}`, channelSubject(channel), now());
      const { trouble } = await tx.chats.find(channel.chat);
      return { changeId, part: to.part, channel, trouble };
    });

  return {
    /** A page of the channels, in the order in which they came. */
    async page({ limit, offset }: { limit: number; offset: number }, _by: Authorized<'see'>) {
      const all = await store.channels.all();
      const channels = await Promise.all(all.slice(offset, offset + limit).map(seen));
      return { channels, count: all.length };
    },

    /** @returns undefined when it was removed */
    async find(
      id: number,
      _by: Authorized<'see'> | Authorized<'arrange'>,
    ): Promise<ChannelSeen | undefined> {
      const channel = await standing(store, id);
      return channel && seen(channel);
    },

    /**
     * Changes a part of a channel; what was sent stays as it is.
     *
     * @returns undefined when the channel was removed
     */
    change,

    /**
     * Takes a change back.
     *
     * @returns undefined when the part was changed again since, or the channel removed
     */
    async undo(changeId: number, by: Authorized<'arrange'>) {
      const before = await store.channels.before(changeId);
      return before && change(before.channelId, before.to, by);
    },

    /** How many posts of a channel wait for their time or for an editor. */
    async waiting(channelId: number): Promise<number> {
      const { queued, review } = await waitingOn(store, channelId);
      return queued.length + review.length;
    },

    /**
     * Removes a channel; what waits on it does not go out, what is out stays there.
     *
     * @returns undefined when it was removed before
     */
    remove: (id: number, by: Authorized<'arrange'>): Promise<Channel | undefined> =>
      store.transaction(async (tx) => {
        const channel = await standing(tx, id);
        if (!channel || !(await tx.channels.remove(id, now()))) return undefined;
        const { queued, review } = await waitingOn(tx, id);
        for (const post of queued) {
          if (!(await tx.outbox.cancel(post.id))) continue;
          await tx.posts.move(post.id, ['queued', 'scheduled'], { state: 'retracted' });
        }
        for (const post of review) {
          await tx.posts.move(post.id, ['in review'], { state: 'retracted' });
        }
        await note(tx, by, 'remove channel', channelSubject(channel), now());
        return channel;
      }),

    /**
     * Takes a removed channel back as it was.
     *
     * @returns undefined when it is there
     */
    restore: (id: number, by: Authorized<'arrange'>): Promise<Channel | undefined> =>
      store.transaction(async (tx) => {
        const channel = await tx.channels.restore(id);
        if (channel) await note(tx, by, 'restore channel', channelSubject(channel), now());
        return channel;
      }),

    /** The channel of a chat, when it is one of ours. */
    async ofChat(chat: Pick<ToldChat, 'id' | 'username'>): Promise<Channel | undefined> {
      const channel = await store.channels.ofChat(namesOf(chat));
      return channel?.removedAt === null ? channel : undefined;
    },

    /** Makes a chat a channel of ours, once; one that was removed comes back with what it had. */
    setUp: async (
      chat: ToldChat,
      mode: Channel['mode'],
      by: Authorized<'arrange'>,
    ): Promise<SetUp> => {
      const done = await store.transaction(async (tx): Promise<SetUp> => {
        const former = await tx.channels.ofChat(namesOf(chat));
        if (former?.removedAt === null) return { kind: 'known', channel: former };
        const at = now();
        const restored = former && (await tx.channels.restore(former.id));
        if (restored) {
          await note(tx, by, 'restore channel', channelSubject(restored), at);
          if (restored.mode !== mode) {
            const who = { editorId: by.editorId, at };
            await tx.channels.change(restored.id, { part: 'mode', value: mode }, who);
            await note(tx, by, 'channel mode', channelSubject(restored), at);
          }
          return { kind: 'restored', channel: { ...restored, mode } };
        }
        const channel = await tx.channels.add({
          key: keyFor(chat, await tx.channels.keys()),
          chat: chat.username ? `@${chat.username}` : String(chat.id),
          mode,
        });
        await note(tx, by, 'add channel', channelSubject(channel), at);
        return { kind: 'added', channel };
      });
      if (await store.chats.release(done.channel.chat)) wake();
      return done;
    },

    /** It was seen that the bot may post again: what waited for that goes out. */
    async letIn(channel: Channel, by: Authorized<'arrange'>): Promise<ChannelSeen> {
      const isReleased = await store.transaction(async (tx) => {
        if (!(await tx.chats.release(channel.chat))) return false;
        await note(tx, by, 'resume', channelSubject(channel), now());
        return true;
      });
      if (isReleased) wake();
      return seen(channel);
    },

    /**
     * A chat has put the bot out: none of its posts is tried before it is let in again.
     *
     * @returns the channel, or undefined when it is none of ours, or the desk knows already
     */
    async shutOut(chat: Pick<ToldChat, 'id' | 'username'>): Promise<Channel | undefined> {
      const channel = await this.ofChat(chat);
      if (!channel || (await store.chats.find(channel.chat)).trouble !== null) return undefined;
      await store.chats.refused(channel.chat, 'target', now() + shutMs);
      return channel;
    },
  };
}

/**
 * A key of its own for newsroom.yaml, of 1 to 32 Latin letters, digits, `_` and `-`.
 *
 * @param taken keys that others have
 */
export function keyFor(
  { title, username }: Pick<ToldChat, 'title' | 'username'>,
  taken: readonly string[],
): string {
  const latin = (username ?? title)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .slice(0, mostKeyLetters - keyRoom)
    .replace(/^-+|-+$/g, '');
  const base = latin || 'channel';
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(key)) return key;
  }
}

const namesOf = ({ id, username }: Pick<ToldChat, 'id' | 'username'>): string[] => [
  String(id),
  ...(username ? [`@${username}`] : []),
];
