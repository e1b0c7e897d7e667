/** The week of each channel, as editors see it and change it in Telegram. */
import type { Channel, ChannelChange } from '../../data/repositories/channels.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { planTime } from './planner.ts';
import type { Planning } from './planning.ts';
import { slotsAfter } from './slots.ts';
import { channelSubject, note } from './staff.ts';

const shownTimes = 3;

export interface WeeksOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly zone: () => string;
  readonly planning: Planning;
  readonly wake: () => void;
}

/** A channel with its next slots, in milliseconds UTC; none on a channel that posts at once. */
export interface WeekShown {
  readonly channel: Channel;
  readonly next: readonly number[];
}

export interface WeekChanged extends WeekShown {
  /** For {@link undoWeek}. */
  readonly changeId: number;
}

type WeekChange = Extract<ChannelChange, { part: 'slots' | 'quiet' }>;

const isOfWeek = (change: ChannelChange): change is WeekChange =>
  change.part === 'slots' || change.part === 'quiet';

export function createWeeks({ store, now, zone, planning, wake }: WeeksOptions) {
  const shown = (channel: Channel): WeekShown => {
    const quiet = channel.quietMode === 'wait' ? channel.quiet : null;
    return {
      channel,
      next: [...slotsAfter({ ...channel, quiet }, zone(), now()).take(shownTimes)],
    };
  };

  /** Plans anew what waits on a channel; breaking news and editors' times stay where they are. */
  const planAnew = async (tx: Store, channel: Channel, inZone = zone()): Promise<void> => {
    const waiting = (await tx.posts.waitingOn(channel.id)).filter(
      ({ timing, breaking }) => timing !== 'fixed' && breaking === 0,
    );
    const except = waiting.map(({ id }) => id);
    const taken = await planning.takenTimes(tx, channel, except);
    for (const { id } of waiting) {
      const { at, timing } = planTime(channel, inZone, now(), taken);
      if (!(await tx.outbox.reschedule(id, { dueAt: at }))) continue;
      const state = at > now() ? 'scheduled' : 'queued';
      const to = { state, dueAt: at, timing, promisedAt: at } as const;
      await tx.posts.move(id, ['queued', 'scheduled'], to);
      taken.push(at);
    }
  };

  const change = async (
    channelId: number,
    to: WeekChange,
    by: Authorized<'arrange'>,
  ): Promise<WeekChanged | undefined> => {
    const changed = await store.transaction(async (tx) => {
      const who = { editorId: by.editorId, at: now() };
      const changeId = await tx.channels.change(channelId, to, who);
      const channel = await tx.channels.find(channelId);
      if (changeId === undefined || !channel) return undefined;
      await planAnew(tx, channel);
      await note(tx, by, to.part, channelSubject(channel), now());
      return { changeId, ...shown(channel) };
    });
    wake();
    return changed;
  };

  return {
    /** Plans what waits on every channel anew, for the newsroom is about to live in another zone. */
    async planAllAnew(tx: Store, inZone: string): Promise<void> {
      for (const channel of await tx.channels.all()) await planAnew(tx, channel, inZone);
    },

    /** Every channel with its week, in the order of newsroom.yaml. */
    weeks: async (): Promise<WeekShown[]> => (await store.channels.all()).map(shown),

    /** How many posts of a channel wait for a slot: without slots they go out at once. */
    async waitingForSlot(channelId: number): Promise<number> {
      const waiting = await store.posts.waitingOn(channelId);
      return waiting.filter(({ timing, breaking }) => timing === 'slot' && breaking === 0).length;
    },

    /**
     * Gives a channel other slots, in newsroom.yaml's form; what waits for a slot is planned anew.
     *
     * @returns undefined when the channel is there no more
     */
    setSlots: (channelId: number, slots: readonly string[], by: Authorized<'arrange'>) =>
      change(channelId, { part: 'slots', value: [...slots] }, by),

    /** Gives a channel other quiet hours ("23:00-06:30"), or none. */
    setQuiet: (channelId: number, quiet: string | null, by: Authorized<'arrange'>) =>
      change(channelId, { part: 'quiet', value: quiet }, by),

    /**
     * Takes a change of a week back.
     *
     * @returns undefined when the week was changed again since
     */
    async undoWeek(changeId: number, by: Authorized<'arrange'>): Promise<WeekChanged | undefined> {
      const before = await store.channels.before(changeId);
      if (!before || !isOfWeek(before.to)) return undefined;
      return change(before.channelId, before.to, by);
    },
  };
}
