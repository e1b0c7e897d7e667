import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../data/repositories/posts.ts';
import type { SeenInQueue } from '../../src/desk/queue.ts';
import { articleOf, channelOf, newsroomOf, noon } from '../data/made.ts';
import { type DeskAtHand, openDesk } from './desk-of.ts';

const hour = 60 * 60_000;

let at: DeskAtHand;
let posts: Post[];
beforeEach(async () => {
  at = await openDesk();
  const channels = [channelOf({ slots: ['13:00', '14:00', '15:00', '16:00'] })];
  await at.store.newsroom.apply(newsroomOf({ channels }), noon);
  posts = [];
  for (let i = 0; i < 3; i++) posts.push(...(await at.bring(articleOf())).posts);
});
afterEach(() => at.close());

/** The hours after noon at which the posts are to go out, in the outbox too. */
const hours = async () => {
  const due: (number | undefined)[] = [];
  for (const { id } of posts) {
    const post = await at.store.posts.find(id);
    const [row] = await at.store.outbox.ofPost(id);
    expect(row?.dueAt).toBe(post?.dueAt);
    due.push(((post?.dueAt ?? 0) - noon) / hour);
  }
  return due;
};
const id = (place: number) => posts[place]?.id ?? 0;
/** A post as its card shows it now. */
const seen = async (place: number): Promise<SeenInQueue> => {
  const post = await at.store.posts.find(id(place));
  return { id: id(place), dueAt: post?.dueAt ?? 0 };
};
/** An editor's time, in hours after noon. */
const fixed = (hours: number) => ({ dueAt: noon + hours * hour, timing: 'fixed' }) as const;

describe('a post that waits', () => {
  it('is put first, and the others move up by one', async () => {
    const by = await at.editor('publish');
    expect(await hours()).toEqual([1, 2, 3]);
    expect(await at.desk.putFirst(await seen(2), by)).toMatchObject({
      kind: 'done',
      post: { dueAt: noon + hour },
    });
    expect(await hours()).toEqual([2, 3, 1]);
    await at.desk.putFirst(await seen(2), by);
    expect(await hours()).toEqual([2, 3, 1]);
  });

  it('is put before those of the rules, not before an editor’s time', async () => {
    const by = await at.editor('publish');
    await at.desk.reschedule(await seen(0), fixed(0.5), by);
    await at.desk.putFirst(await seen(2), by);
    expect(await hours()).toEqual([0.5, 3, 2]);
  });

  it('moves to an editor’s time, and its slot is free again', async () => {
    const by = await at.editor('publish');
    expect(await at.desk.reschedule(await seen(0), fixed(9), by)).toMatchObject({
      kind: 'done',
      post: { timing: 'fixed', promisedAt: noon + 9 * hour, state: 'scheduled' },
      before: { dueAt: noon + hour, timing: 'slot' },
    });
    posts.push(...(await at.bring(articleOf())).posts);
    expect(await hours()).toEqual([9, 2, 3, 1]);
  });

  it('put first from an editor’s time takes the rules’ first one, and leaves its own to nobody', async () => {
    const by = await at.editor('publish');
    await at.desk.reschedule(await seen(2), fixed(14), by);
    await at.desk.putFirst(await seen(2), by);
    expect(await hours()).toEqual([2, 3, 1]);
    for (const place of [0, 1, 2]) {
      expect(await at.store.posts.find(id(place))).toMatchObject({ timing: 'slot' });
    }
  });

  it('is not moved from a card that shows another time; taken back, it has its own again', async () => {
    const by = await at.editor('publish');
    const old = await seen(0);
    await at.desk.reschedule(old, fixed(9), by);
    for (const act of [
      at.desk.reschedule(old, fixed(0), by),
      at.desk.putFirst(old, by),
      at.desk.withdraw(old, by),
    ]) {
      expect(await act).toEqual({ kind: 'changed' });
    }
    const before = { dueAt: noon + hour, timing: 'slot' } as const;
    await at.desk.reschedule(await seen(0), before, by);
    expect(await at.store.posts.find(id(0))).toMatchObject(before);
  });

  it('goes at once', async () => {
    const by = await at.editor('publish');
    expect(await at.desk.reschedule(await seen(1), fixed(0), by)).toMatchObject({
      post: { state: 'queued' },
    });
    expect(await at.store.outbox.nextDue(noon)).toBe(noon);
  });

  it('stays as it is once its call is under way', async () => {
    const by = await at.editor('publish');
    at.clock.now = noon + hour;
    await at.store.outbox.claim(at.clock.now, 1);
    expect(await at.desk.reschedule(await seen(0), fixed(9), by)).toEqual({ kind: 'late' });
    expect(await at.desk.putFirst(await seen(0), by)).toEqual({ kind: 'late' });
    expect(await at.desk.reschedule({ id: 999, dueAt: noon }, fixed(0), by)).toEqual({
      kind: 'late',
    });
  });
});

describe('a week that editors change', () => {
  const channelId = async () => (await at.store.channels.all())[0]?.id ?? 0;

  it('gives what waits for a slot its new time, and back; an editor’s time stays', async () => {
    await at.desk.reschedule(await seen(1), fixed(5.5), await at.editor('publish'));
    const by = await at.editor('arrange');
    const changed = await at.desk.setSlots(await channelId(), ['17:00', '18:00'], by);
    expect(changed?.next.map((time) => (time - noon) / hour)).toEqual([5, 6, 29]);
    expect(await hours()).toEqual([5, 5.5, 6]);
    await at.desk.undoWeek(changed?.changeId ?? 0, by);
    expect(await hours()).toEqual([1, 5.5, 2]);
  });

  it('leaves nothing in the new quiet hours', async () => {
    const by = await at.editor('arrange');
    await at.desk.setQuiet(await channelId(), '12:30-15:30', by);
    expect(await hours()).toEqual([4, 28, 52]);
  });

  it('that is said twice is taken back by one undo', async () => {
    const by = await at.editor('arrange');
    const before = (await at.store.channels.all())[0]?.slots;
    const changed = await at.desk.setSlots(await channelId(), ['17:00', '18:00'], by);
    expect(await at.desk.setSlots(await channelId(), ['17:00', '18:00'], by)).toEqual(changed);
    await at.desk.undoWeek(changed?.changeId ?? 0, by);
    expect((await at.store.channels.all())[0]?.slots).toEqual(before);
  });

  it('is not changed for a channel that is there no more', async () => {
    expect(await at.desk.setQuiet(999, null, await at.editor('arrange'))).toBeUndefined();
    expect(await at.desk.undoWeek(999, await at.editor('arrange'))).toBeUndefined();
  });
});
