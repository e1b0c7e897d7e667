import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articleOf, channelOf, newsroomOf, noon } from '../data/made.ts';
import { type DeskAtHand, openDesk } from './desk-of.ts';
import { approve } from './editor.ts';

const minute = 60_000;
const hour = 60 * minute;

let at: DeskAtHand;
beforeEach(async () => {
  at = await openDesk();
});
afterEach(() => at.close());

const channels = (...list: Parameters<typeof channelOf>[0][]) =>
  at.store.newsroom.apply(newsroomOf({ channels: list.map((one) => channelOf(one)) }), noon);
const bring = async (changes: Parameters<typeof articleOf>[0] = {}) =>
  (await at.bring(articleOf(changes))).posts[0]?.id ?? 0;
const stateOf = async (id: number) => {
  const post = await at.store.posts.find(id);
  const [row] = await at.store.outbox.ofPost(id);
  return { state: post?.state, dueAt: row?.dueAt, hold: post?.hold };
};

describe('what was missed while the program was down', () => {
  it('goes out yet, spaced, when it is not too late', async () => {
    await channels({});
    const ids = [await bring(), await bring(), await bring()];
    at.clock.now = noon + 2 * hour;
    await at.desk.sweep();
    expect(await Promise.all(ids.map(stateOf))).toEqual([
      { state: 'queued', dueAt: at.clock.now, hold: null },
      { state: 'scheduled', dueAt: at.clock.now + minute, hold: null },
      { state: 'scheduled', dueAt: at.clock.now + 2 * minute, hold: null },
    ]);
    expect(at.reviewed).toEqual([]);
  });

  it('keeps the channel’s own distance, also from what waits for its time', async () => {
    await channels({ gapMs: 10 * minute });
    const [first, second] = [await bring(), await bring()];
    at.clock.now = noon + hour;
    const later = await bring();
    await at.desk.sweep();
    const times = await Promise.all([first, second, later].map(stateOf));
    const sorted = times.map(({ dueAt }) => dueAt ?? 0).sort();
    for (const [i, time] of sorted.entries()) {
      expect(time - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(10 * minute);
    }
  });

  it('waits in review beyond the lateness of its class, all told at once', async () => {
    await channels({ slots: ['13:00'] }, { key: 'soon', chat: '@soon' });
    const { posts } = await at.bring(articleOf());
    const [slotted = 0, soon = 0] = posts.map(({ id }) => id);
    // The slot of 13:00 is promised for an hour after noon; the other went at noon.
    at.clock.now = noon + 2 * hour + minute;
    await at.desk.sweep();
    expect(await stateOf(slotted)).toEqual({
      state: 'in review',
      dueAt: undefined,
      hold: 'late',
    });
    expect(await stateOf(soon)).toMatchObject({ state: 'queued' });
    expect(at.reviewed).toEqual([[slotted]]);

    at.clock.now = noon + 3 * hour + 7 * minute;
    await at.desk.sweep();
    expect(await stateOf(soon)).toMatchObject({ state: 'in review', hold: 'late' });
    await at.desk.sweep();
    // One article is one piece: the card of the first is old, the new one is of both.
    expect(at.reviewed).toEqual([[slotted], [slotted, soon]]);
  });

  it('is held when its turn would come too late, however short the stop was', async () => {
    await channels({ gapMs: 50 * minute, lateMs: hour });
    const ids = [];
    for (let i = 0; i < 3; i++) {
      const id = await bring();
      await at.store.posts.move(id, ['queued', 'scheduled'], {
        state: 'queued',
        dueAt: noon,
        promisedAt: noon,
      });
      await at.store.outbox.reschedule(id, { dueAt: noon });
      ids.push(id);
    }
    at.clock.now = noon + 6 * minute;
    await at.desk.sweep();
    expect((await Promise.all(ids.map(stateOf))).map(({ state }) => state)).toEqual([
      'queued',
      'scheduled',
      'in review',
    ]);
  });

  it('counts lateness from the first promise, however often it is put off', async () => {
    await channels({});
    const id = await bring();
    for (const hours of [1, 2, 2.9]) {
      at.clock.now = noon + hours * hour;
      await at.desk.sweep();
      expect(await stateOf(id)).toMatchObject({ state: 'queued' });
    }
    at.clock.now = noon + 3.2 * hour;
    await at.desk.sweep();
    expect(await stateOf(id)).toMatchObject({ state: 'in review' });
  });

  it('goes out by an editor’s word, with a new promise', async () => {
    await channels({});
    const id = await bring();
    at.clock.now = noon + 4 * hour;
    await at.desk.sweep();
    const post = await at.store.posts.find(id);
    expect(await approve(at, post?.articleId ?? 0)).toMatchObject([{ state: 'queued' }]);
    at.clock.now += 30 * minute;
    await at.desk.sweep();
    expect(await stateOf(id)).toMatchObject({ state: 'queued', hold: null });
  });

  it('is not tried before Telegram will have it', async () => {
    await channels({});
    const id = await bring();
    at.clock.now = noon + hour;
    const [row] = await at.store.outbox.claim(at.clock.now, 1);
    await at.store.outbox.retry(row?.id ?? 0, at.clock.now + 2 * minute, 'retry after 120');
    await at.desk.sweep();
    expect(await stateOf(id)).toMatchObject({ dueAt: at.clock.now + 2 * minute });
  });

  it('is no business of the sweeper while it only waits its turn', async () => {
    await channels({});
    const id = await bring();
    at.clock.now = noon + 4 * minute;
    await at.desk.sweep();
    expect(await stateOf(id)).toEqual({ state: 'queued', dueAt: noon, hold: null });
  });

  it('does not end in quiet hours, and breaking news does not wait for their end', async () => {
    // Noon in Aden; the quiet begins at 13:00.
    await channels({ quiet: '13:00-15:00' });
    const ordinary = await bring();
    const breaking = await bring({ breaking: 1 });
    at.clock.now = noon + hour;
    await at.desk.sweep();
    expect(await stateOf(breaking)).toMatchObject({ dueAt: at.clock.now });
    expect(await stateOf(ordinary)).toMatchObject({ state: 'scheduled', dueAt: noon + 3 * hour });
    at.clock.now = noon + hour + 6 * minute;
    await at.desk.sweep();
    expect(await stateOf(breaking)).toMatchObject({ state: 'in review', hold: 'late' });
  });
});
