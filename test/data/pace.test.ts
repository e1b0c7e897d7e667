import { beforeEach, expect, it } from 'vitest';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('the pace', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });

  /** Claims and answers at once, every so often over a while. @returns when each row was claimed */
  async function run(
    ms: number,
    { from = noon, everyMs = 250 } = {},
  ): Promise<{ chat: string; at: number }[]> {
    const claimed: { chat: string; at: number }[] = [];
    for (let at = from; at < from + ms; at += everyMs) {
      for (const { id, chat } of await store.outbox.claim(at, 100)) {
        claimed.push({ chat, at: at - from });
        await store.outbox.settle(id, { state: 'done', settledAt: at });
      }
    }
    return claimed;
  }
  const many = async (count: number, changes: Parameters<typeof queuedPost>[1]) => {
    for (let i = 0; i < count; i++) await queuedPost(store, changes);
  };

  it('is one a second in a chat, and twenty a minute in a group', async () => {
    await many(3, { chat: '@one' });
    await many(3, { chat: '-4001' });
    await store.chats.setKind('@talk', 'supergroup');
    await many(2, { chat: '@talk' });
    const claimed = await run(3_500);
    const of = (name: string) => claimed.filter(({ chat }) => chat === name).map(({ at }) => at);
    expect(of('@one')).toEqual([0, 1_000, 2_000]);
    expect(of('-4001')).toEqual([0, 3_000]);
    expect(of('@talk')).toEqual([0, 3_000]);
  });

  it('lets breaking news in at once where an ordinary post has just been', async () => {
    await many(3, { chat: '@one' });
    await run(10);
    await many(1, { chat: '@one', lane: lanes.breaking });
    expect(await run(1_500, { from: noon + 20 })).toEqual([{ chat: '@one', at: 0 }]);
  });

  it('is thirty a second over all, of which ordinary posts leave room', async () => {
    for (let i = 0; i < 60; i++) await queuedPost(store, { chat: `@a${i}` });
    const claimed = await run(1_000, { everyMs: 50 });
    expect(claimed.filter(({ at }) => at === 0)).toHaveLength(12);
    expect(claimed).toHaveLength(12 + 28);
    for (let i = 0; i < 8; i++) await queuedPost(store, { chat: `@b${i}`, lane: lanes.breaking });
    const [first] = await run(10, { from: noon + 1_000 });
    expect(first?.chat).toBe('@b0');
    expect(await run(10, { from: noon + 1_010 })).toEqual([]);
  });

  it('says when the next row may go', async () => {
    await many(2, { chat: '@one' });
    await run(10);
    expect(await store.outbox.nextDue(noon)).toBe(noon + 1_000);
    await store.chats.holdAll(noon + 5_000);
    expect(await store.outbox.nextDue(noon)).toBe(noon + 5_000);
    expect(await run(5_000)).toEqual([]);
  });

  it('holds all chats when three have to wait at once, and one when it is one', async () => {
    const flooded = (name: string) => store.chats.flooded(name, noon, noon + 5_000);
    expect(await flooded('@a')).toBe(false);
    expect(await flooded('@b')).toBe(false);
    // One that waits for its rights to come back is no sign of a flood.
    await store.chats.refused('@d', 'permission', noon + 900_000);
    await many(1, { chat: '@free' });
    expect(await run(10)).toHaveLength(1);
    await many(1, { chat: '@free' });
    expect(await flooded('@c')).toBe(true);
    expect(await run(4_990)).toEqual([]);
    expect(await run(1_100, { from: noon + 5_000 })).toHaveLength(1);
  });

  it('leaves a chat that refuses us alone until it is released', async () => {
    await store.chats.refused('@a', 'target', noon + 900_000);
    await many(1, { chat: '@a' });
    expect(await run(10)).toEqual([]);
    expect(await store.chats.release('@a')).toBe(true);
    expect(await store.chats.release('@a')).toBe(false);
    expect(await run(10)).toHaveLength(1);
    expect((await store.chats.find('@a')).trouble).toBeNull();
  });

  it('moves with a clock that is set, and forgets what a clock has left in the future', async () => {
    await many(3, { chat: '@one' });
    await run(10);
    await store.chats.hold('@one', noon + 7_000);
    await store.chats.clockMoved(-3_600_000);
    expect((await store.chats.find('@one')).heldUntil).toBe(noon + 7_000 - 3_600_000);
    await store.chats.hold('@one', 0);
    await store.chats.resetPaces(noon - 7_200_000);
    expect((await store.chats.find('@one')).paceAt).toBe(noon - 7_200_000);
  });

  it('counts calls that do not come from the outbox', async () => {
    await store.chats.called('1001', noon);
    expect(await store.chats.freeAt('1001')).toBeLessThanOrEqual(noon);
    await store.chats.called('1001', noon);
    expect(await store.chats.freeAt('1001')).toBe(noon + 1_000);
  });
});
