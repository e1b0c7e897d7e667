import { beforeEach, expect, it } from 'vitest';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('the outbox', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });
  const claim = (now = noon, limit = 10) => store.outbox.claim(now, limit);

  it('gives a due row once, and marks it attempting', async () => {
    const post = await queuedPost(store);
    expect(await claim(noon - 1)).toEqual([]);
    expect(await claim()).toMatchObject([{ postId: post.id, attempts: 1, attemptedAt: noon }]);
    expect(await claim(noon + 60_000)).toEqual([]);
    expect(await store.outbox.inDoubt(noon + 34_999, false)).toEqual([]);
    expect(await store.outbox.inDoubt(noon + 35_000, false)).toMatchObject([{ postId: post.id }]);
    expect(await store.outbox.inDoubt(noon, true)).toMatchObject([{ postId: post.id }]);
  });

  it('takes back what was to be pinned, but not what is under way or done', async () => {
    const { id } = await queuedPost(store);
    const [send] = await store.outbox.ofPost(id);
    if (!send) throw new Error('no send');
    const { chat, threadId, lane, createdAt } = send;
    const pin = { postId: id, chat, threadId, lane, createdAt, kind: 'pin' } as const;
    await store.outbox.add({ ...pin, payload: '{"pin":true,"forMs":null}', dueAt: noon });
    await store.outbox.dropPins(id);
    expect((await store.outbox.ofPost(id)).map(({ kind }) => kind)).toEqual(['send']);
    await store.outbox.cancel(id);
    await store.outbox.add({ ...pin, payload: '{"pin":false}', dueAt: noon });
    expect(await claim()).toMatchObject([{ kind: 'pin', state: 'attempting' }]);
    await store.outbox.dropPins(id);
    expect(await store.outbox.ofPost(id)).toHaveLength(1);
  });

  it('gives at most one row a chat, then waits for the chat’s pace', async () => {
    const [first, second] = [await queuedPost(store), await queuedPost(store)];
    const other = await queuedPost(store, { chat: '@other' });
    const rows = await claim();
    expect(rows.map((row) => row.postId)).toEqual([first.id, other.id]);
    for (const row of rows) {
      await store.outbox.settle(row.id, { state: 'done', settledAt: noon, messageId: 5 });
    }
    expect(await claim(noon + 999)).toEqual([]);
    expect(await store.outbox.nextDue(noon)).toBe(noon + 1_000);
    expect(await claim(noon + 1_000)).toMatchObject([{ postId: second.id }]);
  });

  it('gives no second row of a chat while a call to it is under way', async () => {
    await queuedPost(store);
    await queuedPost(store);
    await claim();
    expect(await claim(noon + 60_000)).toEqual([]);
  });

  it('lets the desk go first, then breaking news', async () => {
    const ordinary = await queuedPost(store, { chat: '@a', dueAt: noon - 5_000 });
    const breaking = await queuedPost(store, { chat: '@b', lane: 1 });
    const desk = await queuedPost(store, { chat: '@c', lane: 0 });
    expect((await claim()).map((row) => row.postId)).toEqual([desk.id, breaking.id, ordinary.id]);
  });

  it('finds a chat that is free behind a long queue of one that is not', async () => {
    await store.chats.hold('@busy', noon + 60_000);
    for (let i = 0; i < 30; i++) await queuedPost(store, { chat: '@busy', dueAt: noon - 1 });
    const free = await queuedPost(store, { chat: '@free' });
    expect(await claim(noon, 1)).toMatchObject([{ postId: free.id }]);
  });

  it('takes one send a post, whoever asks', async () => {
    const post = await queuedPost(store);
    const row = { postId: post.id, chat: '@marsad_test', threadId: null, kind: 'send' } as const;
    await store.outbox.add({ ...row, lane: 2, payload: null, dueAt: noon, createdAt: noon });
    expect(await store.outbox.ofPost(post.id)).toHaveLength(1);
    await store.outbox.add({
      ...row,
      kind: 'edit',
      lane: 2,
      payload: '',
      dueAt: noon,
      createdAt: noon,
    });
    expect(await store.outbox.ofPost(post.id)).toHaveLength(2);
  });

  it('cancels what waits, and not what is under way', async () => {
    const [waiting, under] = [await queuedPost(store), await queuedPost(store, { chat: '@b' })];
    expect(await store.outbox.cancel(waiting.id)).toBe(true);
    expect(await store.outbox.cancel(waiting.id)).toBe(false);
    await claim();
    expect(await store.outbox.cancel(under.id)).toBe(false);
  });

  it('holds a chat after «retry after», and others go on', async () => {
    await queuedPost(store);
    const other = await queuedPost(store, { chat: '@other', dueAt: noon + 1 });
    const [row] = await claim();
    await store.outbox.retry(row?.id ?? 0, noon + 7_000, 'Too Many Requests');
    await store.chats.hold('@marsad_test', noon + 7_000);
    expect(await claim(noon + 6_999)).toMatchObject([{ postId: other.id }]);
    expect(await claim(noon + 7_000)).toMatchObject([{ attempts: 2 }]);
  });

  it('moves with a group that became a supergroup', async () => {
    await queuedPost(store);
    await store.channels.migrate('@marsad_test', '-1009');
    await store.chats.migrate('@marsad_test', '-1009');
    expect(await claim()).toMatchObject([{ chat: '-1009' }]);
    expect((await store.channels.all())[0]?.chat).toBe('-1009');
  });

  it('is claimed by one of two that ask at once', async () => {
    for (let i = 0; i < 6; i++) await queuedPost(store, { chat: `@chat${i}` });
    const both = await Promise.all([claim(noon, 6), claim(noon, 6)]);
    const ids = both.flat().map((row) => row.id);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });

  it('keeps a lost row’s chat waiting, and gives the row to one who looks for it', async () => {
    const [lost, next] = [await queuedPost(store), await queuedPost(store)];
    const [row] = await claim();
    if (!row) throw new Error('nothing was claimed');
    const taken = await store.outbox.lose(row, noon + 60_000, 'no answer');
    expect(taken).toMatchObject({ postId: lost.id, state: 'lost', failure: 'no answer' });
    expect(await store.outbox.lose(row, noon + 60_000, 'no answer')).toBeUndefined();
    expect(await claim(noon + 40_000)).toEqual([]);
    expect(await store.outbox.inDoubt(noon + 59_999, false)).toEqual([]);
    if (taken) await store.outbox.notThere(taken);
    expect(await claim(noon + 40_000)).toMatchObject([{ postId: lost.id, searches: 1 }]);
    expect(await store.outbox.ofPost(next.id)).toMatchObject([{ state: 'waiting' }]);
  });

  it('remembers how far the search for a row is, for that attempt alone', async () => {
    await queuedPost(store);
    const [row] = await claim();
    const lost = row && (await store.outbox.lose(row, noon + 60_000, ''));
    if (!lost) throw new Error('nothing was lost');
    expect(lost).toMatchObject({ lostMs: 0, seen: null });
    await store.outbox.searched(lost, { lostMs: 3_000_000_000, seen: '["other"]' });
    const later = await store.outbox.lose(lost, noon + 90_000, '');
    expect(later).toMatchObject({ lostMs: 3_000_000_000, seen: '["other"]' });
    await store.outbox.notThere(lost);
    await store.outbox.searched(lost, { lostMs: 5, seen: null });
    const [again] = await claim(noon + 2_000);
    expect(again).toMatchObject({ attempts: 2, lostMs: 0, seen: null });
    if (again) await store.outbox.lose(again, noon + 60_000, '');
    await store.outbox.searched(lost, { lostMs: 5, seen: '[]' });
    expect(await store.outbox.find(lost.id)).toMatchObject({ lostMs: 0, seen: null });
  });

  it('forgets what was seen in a group that has become another chat', async () => {
    await queuedPost(store);
    const [row] = await claim();
    const lost = row && (await store.outbox.lose(row, noon + 60_000, ''));
    if (lost) await store.outbox.searched(lost, { lostMs: 5, seen: '["other"]' });
    await store.chats.migrate('@marsad_test', '-1009');
    expect(await store.outbox.find(row?.id ?? 0)).toMatchObject({ lostMs: 5, seen: null });
  });

  it('does not put a row back that was sent again meanwhile', async () => {
    await queuedPost(store);
    const [first] = await claim();
    const lost = first && (await store.outbox.lose(first, noon + 60_000, ''));
    if (!lost) throw new Error('nothing was lost');
    await store.outbox.retry(lost.id, noon, '');
    await claim(noon + 2_000);
    await store.outbox.notThere(lost);
    expect(await store.outbox.find(lost.id)).toMatchObject({ state: 'attempting', attempts: 2 });
  });

  it('remembers which message was the last before an attempt', async () => {
    await queuedPost(store);
    await store.chats.heard('@marsad_test', 41);
    await store.chats.heard('@marsad_test', 40);
    const [row] = await claim();
    expect(row).toMatchObject({ afterMessageId: 41 });
    // The name belongs to a new channel, where ours got a low id.
    await store.chats.posted('@marsad_test', 3);
    await store.outbox.retry(row?.id ?? 0, noon, '');
    expect(await claim(noon + 1_000)).toMatchObject([{ afterMessageId: 3 }]);
  });

  it('takes a lease that ends later than any can for one of a clock that was set back', async () => {
    await queuedPost(store);
    await claim(noon + 86_400_000);
    expect(await store.outbox.inDoubt(noon, false)).toHaveLength(1);
  });

  it('gives a broadcast to many chats at once, and last', async () => {
    for (let i = 0; i < 4; i++)
      await queuedPost(store, { chat: `${7_000 + i}`, lane: lanes.broadcast });
    await store.chats.hold('7000', noon + 60_000);
    const ordinary = await queuedPost(store);
    const rows = await claim();
    expect(rows.map(({ chat }) => chat)).toEqual(['@marsad_test', '7001', '7002', '7003']);
    expect(rows[0]?.postId).toBe(ordinary.id);
  });

  it('gives an alert before what else goes to readers, and after the channels’ posts', async () => {
    await queuedPost(store, { chat: '7000', lane: lanes.broadcast });
    await queuedPost(store, { chat: '7001', lane: lanes.alert });
    await queuedPost(store, { chat: '7002', lane: lanes.alert });
    await queuedPost(store);
    const rows = await claim();
    expect(rows.map(({ chat }) => chat)).toEqual(['@marsad_test', '7001', '7002', '7000']);
  });

  it('looks past readers who are held, and whose call is under way', async () => {
    await queuedPost(store, { chat: '7000', lane: lanes.alert });
    await claim();
    for (const chat of ['7000', '7001', '7002']) {
      await queuedPost(store, { chat, lane: lanes.broadcast });
    }
    await store.chats.hold('7001', noon + 60_000);
    expect(await store.outbox.nextDue(noon)).toBeLessThan(noon + 1_000);
  });

  it('waits for the first hold to end when all readers are held', async () => {
    for (const chat of ['7001', '7002']) await queuedPost(store, { chat, lane: lanes.broadcast });
    await store.chats.hold('7001', noon + 60_000);
    await store.chats.hold('7002', noon + 30_000);
    expect(await store.outbox.nextDue(noon)).toBe(noon + 30_000);
    expect(await claim()).toEqual([]);
    expect(await claim(noon + 30_000)).toMatchObject([{ chat: '7002' }]);
  });
});
