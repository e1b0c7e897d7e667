/** What owners and editors change of the newsroom itself in Telegram, and take back. */
import type { Masthead, NewsroomChange } from '../../data/repositories/newsroom.ts';
import type { Store } from '../../data/store.ts';
import type { Authorized } from './authorise.ts';
import { note } from './staff.ts';

export type FollowChange = Extract<NewsroomChange, { part: `follow:${string}` }>;

export interface MastheadDeskOptions {
  readonly store: Store;
  readonly now: () => number;
  /** The zone that holds where the newsroom names none. */
  readonly defaultZone: string;
  /** Plans what waits anew in the zone, in the transaction that changes it. */
  readonly planAllAnew: (tx: Store, zone: string) => Promise<void>;
  /** Called once it holds, before anyone is told. */
  readonly changed: () => Promise<void>;
  readonly wake: () => void;
}

/** What was changed, to what, and the number to take it back by; none when it was so already. */
export type MastheadChanged = NewsroomChange & { readonly changeId: number | undefined };

export type MastheadDesk = ReturnType<typeof createMastheadDesk>;

export function createMastheadDesk({
  store,
  now,
  defaultZone,
  planAllAnew,
  changed,
  wake,
}: MastheadDeskOptions) {
  const write = async (
    to: NewsroomChange,
    by: Authorized<'manage'> | Authorized<'arrange'>,
  ): Promise<MastheadChanged> => {
    const { id: changeId, isNew } = await store.transaction(async (tx) => {
      const made = await tx.newsroom.change(to, { editorId: by.editorId, at: now() });
      if (!made.isNew) return made;
      if (to.part === 'timezone') await planAllAnew(tx, to.value ?? defaultZone);
      await note(tx, by, actOf(to), subjectOf(to), now());
      return made;
    });
    if (isNew) {
      await changed();
      wake();
    }
    return { ...to, changeId };
  };

  /** Of the changes that a proof of this act allows. */
  const undo = async (
    changeId: number,
    by: Authorized<'manage'> | Authorized<'arrange'>,
    isFollow: boolean,
  ): Promise<MastheadChanged | undefined> => {
    const before = await store.newsroom.before(changeId);
    return before && before.part.startsWith('follow:') === isFollow ? write(before, by) : undefined;
  };

  return {
    /** The follow-us links, by network. */
    follow: async (): Promise<Masthead['follow']> =>
      (await store.newsroom.masthead())?.follow ?? {},

    /** Sets the address of a follow-us link; null takes the link away. New posts have it at once. */
    setFollow: (to: FollowChange, by: Authorized<'arrange'>) => write(to, by),

    /** @returns undefined when the link was changed again since */
    undoFollow: (changeId: number, by: Authorized<'arrange'>) => undo(changeId, by, true),

    /** Changes the newsroom's name, zone, desk chat or desk language; all hold at once. */
    set: (to: Exclude<NewsroomChange, FollowChange>, by: Authorized<'manage'>) => write(to, by),

    /** @returns undefined when it was changed again since */
    undo: (changeId: number, by: Authorized<'manage'>) => undo(changeId, by, false),
  };
}

const actOf = ({ part, value }: NewsroomChange): string => {
  if (!part.startsWith('follow:')) return part;
  return value === null ? 'unfollow' : 'follow';
};

const subjectOf = ({ part, value }: NewsroomChange): string =>
  part.startsWith('follow:') ? part.slice('follow:'.length) : (value ?? '');
