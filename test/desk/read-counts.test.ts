import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore, type Store } from '../../data/store.ts';
import { countsToShow, createReadCounts, isNoticeable } from '../../src/desk/read-counts.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';

const minute = 60_000;
const postOf = (postId: number, changes: object = {}) => ({
  postId,
  chat: '@a',
  threadId: null,
  publishedAt: noon - 60 * minute,
  shown: 0,
  shownAt: null,
  ...changes,
});

describe('the count on the button', () => {
  it('is shown anew when it has grown noticeably, ever more', () => {
    expect([isNoticeable(0, 4), isNoticeable(0, 5)]).toEqual([false, true]);
    expect([isNoticeable(100, 119), isNoticeable(100, 120)]).toEqual([false, true]);
    expect(isNoticeable(100, 90)).toBe(false);
  });

  it('leaves a post alone for five minutes, and after 48 hours', () => {
    const reads = new Map([[1, 50]]);
    const shown = (changes: object) => countsToShow([postOf(1, changes)], reads, noon).length;
    expect(shown({})).toBe(1);
    expect(shown({ shownAt: noon - 4 * minute })).toBe(0);
    expect(shown({ shownAt: noon - 5 * minute })).toBe(1);
    expect(shown({ publishedAt: noon - 2 * minute })).toBe(0);
    expect(shown({ publishedAt: noon - 48 * 60 * minute })).toBe(0);
  });

  it('edits three posts of a chat at once, those that grew most', () => {
    const posts = [1, 2, 3, 4].map((id) => postOf(id)).concat(postOf(5, { chat: '@b' }));
    const reads = new Map([1, 2, 3, 4, 5].map((id) => [id, id * 10]));
    expect(countsToShow(posts, reads, noon).map(({ postId }) => postId)).toEqual([5, 4, 3, 2]);
  });
});

describe('its edits', () => {
  let database: Awaited<ReturnType<typeof temporarySqlite>>;
  let store: Store;
  beforeEach(async () => {
    database = await temporarySqlite();
    store = createStore(database.db);
    await store.newsroom.apply(newsroomOf({ channels: [channelOf({ readCount: true })] }), noon);
  });
  afterEach(() => database.remove());

  it('go into the lowest lane, of the keyboard alone, and never beside another change', async () => {
    const { id, channelId } = await queuedPost(store);
    const [send] = await store.outbox.claim(noon, 1);
    await store.outbox.settle(send?.id ?? 0, { state: 'done', settledAt: noon });
    await store.posts.move(id, ['queued', 'sending'], { state: 'published', publishedAt: noon });
    const target = { button: 'read', target: 'https://shore.example/1' };
    await store.links.ensure({ id, channelId }, [target], { now: noon, newSlug: () => 'abcdefg' });
    const [link] = await store.links.ofPost(id);
    const clicks = Array.from({ length: 69 }, (_, visitor) => ({
      linkId: link?.id ?? 0,
      at: noon,
      visitor,
      excluded: 0,
    }));
    const [from, to] = [
      { segment: 0, position: 0 },
      { segment: 0, position: 1 },
    ];
    await store.clicks.apply({ from, to, clicks, dropped: 0 });

    const later = noon + 10 * minute;
    const tick = createReadCounts({ store, now: () => later, wake: () => {} });
    await tick();
    await tick();
    const edits = (await store.outbox.ofPost(id)).filter(({ kind }) => kind === 'edit');
    expect(edits).toMatchObject([
      { lane: lanes.counts, payload: '{"keyboard":true}', dueAt: later },
    ]);
    expect(await store.shownCounts.of(id)).toBe(69);
  });
});
