import { expect, it } from 'vitest';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('broadcasts', (database) => {
  /** A notice for readers of these numbers. */
  const planned = async (...readers: number[]) => {
    const store = createStore(database().db);
    for (const id of readers) await store.readers.subscribe(id, 'p12', noon);
    const notice = { kind: 'notice', state: 'draft', createdAt: noon } as const;
    const broadcast = await store.broadcasts.add(notice);
    if (!broadcast) throw new Error('a notice has no key');
    await store.broadcasts.plan(broadcast.id, 'all', noon);
    return { store, id: broadcast.id };
  };

  /** Where a number stands, in any table. */
  const traces = async (of: number): Promise<string[]> => {
    const found: string[] = [];
    for (const { name } of await database().db.introspection.getTables()) {
      const rows = await database()
        .db.selectFrom(name as 'outbox')
        .selectAll()
        .execute();
      if (rows.some((row) => Object.values(row).some((value) => String(value) === String(of)))) {
        found.push(name);
      }
    }
    return found.sort();
  };

  it('leave nothing of a reader who is erased, and remember that they were reached', async () => {
    const reader = 777_000_777;
    const { store, id } = await planned(reader, 8);
    await store.newsroom.apply(newsroomOf(), noon);
    const { articleId } = await queuedPost(store);
    await store.readers.save(reader, articleId, noon);
    const rows = await store.outbox.claim(noon, 5);
    const row = rows.find(({ chat }) => chat === String(reader));
    await store.outbox.settle(row?.id ?? 0, { state: 'done', settledAt: noon, messageId: 5 });
    const again = await store.broadcasts.add({ kind: 'notice', state: 'draft', createdAt: noon });
    await store.broadcasts.plan(again?.id ?? 0, 'all', noon);
    expect(await traces(reader)).toEqual(['chat', 'outbox', 'saved_article', 'subscriber']);
    await store.readers.erase(reader);
    expect(await traces(reader)).toEqual([]);
    expect(await store.broadcasts.progress(id)).toEqual({ attempting: 1, done: 1 });
  });

  it('keep what is known of a chat to which the desk writes too', async () => {
    const { store } = await planned(7);
    const notice = {
      postId: null,
      chat: '7',
      threadId: null,
      kind: 'send',
      payload: '{}',
    } as const;
    await store.outbox.add({ ...notice, lane: lanes.desk, dueAt: noon, createdAt: noon });
    await store.chats.hold('7', noon + 5_000);
    await store.readers.erase(7);
    expect((await store.chats.find('7')).heldUntil).toBe(noon + 5_000);
    expect(await store.outbox.claim(noon + 5_000, 5)).toMatchObject([{ lane: lanes.desk }]);
  });

  it('are folded into counts once they are over, without what is still under way', async () => {
    const { store, id } = await planned(1, 2, 3, 4, 5);
    const rows = await store.outbox.claim(noon, 5);
    const ends = ['done', 'done', 'failed', 'cancelled'] as const;
    for (const [place, state] of ends.entries()) {
      await store.outbox.settle(rows[place]?.id ?? 0, { state, settledAt: noon });
    }
    expect(await store.broadcasts.unfolded()).toEqual([]);
    await store.broadcasts.move(id, ['sending'], { state: 'cancelled' });
    expect(await store.broadcasts.unfolded()).toEqual([id]);
    const told = { attempting: 1, done: 2, failed: 1 };
    expect(await store.broadcasts.progress(id)).toEqual({ ...told, cancelled: 1 });
    expect(await store.broadcasts.fold(id, 3)).toBe(true);
    expect(await store.broadcasts.fold(id, 3)).toBe(true);
    expect(await store.broadcasts.fold(id, 3)).toBe(false);
    expect(await store.broadcasts.progress(id)).toEqual(told);
    expect(await store.broadcasts.find(id)).toMatchObject({ total: 5, reached: 2, missed: 1 });
  });
});
