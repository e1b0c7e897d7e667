import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../data/repositories/posts.ts';
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

describe('a post that waits', () => {
  it('is put first, and the others move up by one', async () => {
    const by = await at.editor('publish');
    expect(await hours()).toEqual([1, 2, 3]);
    expect(await at.desk.putFirst(id(2), by)).toMatchObject({ dueAt: noon + hour });
    expect(await hours()).toEqual([2, 3, 1]);
    await at.desk.putFirst(id(2), by);
    expect(await hours()).toEqual([2, 3, 1]);
  });

  it('is put before those of the rules, not before an editor’s time', async () => {
    const by = await at.editor('publish');
    await at.desk.reschedule(id(0), noon + 0.5 * hour, by);
    await at.desk.putFirst(id(2), by);
    expect(await hours()).toEqual([0.5, 3, 2]);
  });

  it('moves to an editor’s time, and its slot is free again', async () => {
    const by = await at.editor('publish');
    expect(await at.desk.reschedule(id(0), noon + 9 * hour, by)).toMatchObject({
      timing: 'fixed',
      promisedAt: noon + 9 * hour,
      state: 'scheduled',
    });
    posts.push(...(await at.bring(articleOf())).posts);
    expect(await hours()).toEqual([9, 2, 3, 1]);
  });

  it('goes at once', async () => {
    const by = await at.editor('publish');
    expect(await at.desk.reschedule(id(1), noon, by)).toMatchObject({ state: 'queued' });
    expect(await at.store.outbox.nextDue(noon)).toBe(noon);
  });

  it('stays as it is once its call is under way', async () => {
    const by = await at.editor('publish');
    at.clock.now = noon + hour;
    await at.store.outbox.claim(at.clock.now, 1);
    expect(await at.desk.reschedule(id(0), noon + 9 * hour, by)).toBeUndefined();
    expect(await at.desk.putFirst(id(0), by)).toBeUndefined();
    expect(await at.desk.reschedule(999, noon, by)).toBeUndefined();
  });
});

describe('a week that editors change', () => {
  const channelId = async () => (await at.store.channels.all())[0]?.id ?? 0;

  it('gives what waits for a slot its new time, and back; an editor’s time stays', async () => {
    await at.desk.reschedule(id(1), noon + 5.5 * hour, await at.editor('publish'));
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

  it('is not changed for a channel that is there no more', async () => {
    expect(await at.desk.setQuiet(999, null, await at.editor('arrange'))).toBeUndefined();
    expect(await at.desk.undoWeek(999, await at.editor('arrange'))).toBeUndefined();
  });
});
