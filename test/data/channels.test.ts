import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { articleOf, channelOf, newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('a channel', (database) => {
  let store: Store;
  let id: number;
  const by = { editorId: 1001, at: noon };
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf({ channels: [channelOf({ slots: ['08:00'] })] }), noon);
    id = (await store.channels.all())[0]?.id ?? 0;
  });

  it('is changed with a note of what it was', async () => {
    const slots = await store.channels.change(id, { part: 'slots', value: ['sun-thu 12:00'] }, by);
    const quiet = await store.channels.change(id, { part: 'quiet', value: '23:00-06:30' }, by);
    expect(await store.newsroom.export()).toMatchObject({
      channels: [{ slots: ['sun-thu 12:00'], quiet: '23:00-06:30' }],
    });
    expect(await store.channels.before(slots ?? 0)).toEqual({
      channelId: id,
      to: { part: 'slots', value: ['08:00'] },
    });
    expect(await store.channels.before(quiet ?? 0)).toEqual({
      channelId: id,
      to: { part: 'quiet', value: null },
    });
  });

  it('does not go back over a later change', async () => {
    const first = await store.channels.change(id, { part: 'quiet', value: '23:00-06:30' }, by);
    await store.channels.change(id, { part: 'quiet', value: '22:00-06:30' }, by);
    expect(await store.channels.before(first ?? 0)).toBeUndefined();
    expect(await store.channels.before(99)).toBeUndefined();
    expect(await store.channels.change(99, { part: 'quiet', value: null }, by)).toBeUndefined();
  });
});

onBothDatabases('a chat that changes its name', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });
  const address = async () => (await store.channels.all())[0]?.chat;
  const rename = async (from: string, to: string) => {
    await store.channels.rename(from, to);
    await store.chats.rename(from, to);
  };

  it('takes with it what waits and what is known of it', async () => {
    const { id } = await queuedPost(store);
    await store.chats.met('@marsad_test', '-1001');
    await store.chats.heard('@marsad_test', 7);
    await store.chats.refused('@marsad_test', 'target', noon + 60_000);
    await rename('@marsad_test', '@marsad');
    expect(await address()).toBe('@marsad');
    expect(await store.chats.namesOf('-1001')).toEqual(['@marsad']);
    expect(await store.chats.find('@marsad')).toMatchObject({
      lastMessageId: 7,
      trouble: null,
      heldUntil: 0,
    });
    expect((await store.outbox.ofPost(id)).map(({ chat }) => chat)).toEqual(['@marsad']);
  });

  it('is found by its id without a look at all other chats', async () => {
    const { db, kind } = database();
    const plan = await db.transaction().execute(async (trx) => {
      if (kind === 'postgres') await sql`set local enable_seqscan = off`.execute(trx);
      const explain = sql.raw(kind === 'postgres' ? 'explain' : 'explain query plan');
      return sql`${explain} select name from chat where chat_id = ${'-1001'}`.execute(trx);
    });
    expect(JSON.stringify(plan.rows)).toContain('chat_of_id');
  });

  it('gives its name to another, of which nothing is known', async () => {
    const { id } = await queuedPost(store);
    await store.chats.met('@marsad_test', '-1001');
    await store.chats.heard('@marsad_test', 7);
    await store.outbox.claim(noon, 1);
    const known = async () => [
      (await store.chats.find('@marsad_test')).lastMessageId,
      (await store.outbox.ofPost(id))[0]?.afterMessageId,
    ];
    await store.chats.met('@marsad_test', '-1001');
    expect(await known()).toEqual([7, 7]);
    await store.chats.met('@marsad_test', '-1002');
    expect(await known()).toEqual([null, null]);
  });

  it('is still there when newsroom.yaml names it as it was called, also before', async () => {
    await rename('@marsad_test', '@marsad');
    await rename('@marsad', '-1001');
    await store.newsroom.apply(newsroomOf({ name: 'ب' }), noon);
    expect(await address()).toBe('-1001');
    await rename('-1001', '@marsad_test');
    await store.newsroom.apply(newsroomOf({ name: 'ج' }), noon);
    expect(await address()).toBe('@marsad_test');
  });

  it('leaves its former name to a new channel', async () => {
    const applied = async (...chats: [string, string]) => {
      const channels = chats.map((chat, n) => channelOf({ key: n ? 'second' : 'main', chat }));
      await store.newsroom.apply(newsroomOf({ channels }), noon);
      return (await store.channels.all()).map(({ chat }) => chat);
    };
    await rename('@marsad_test', '@marsad');
    const both = ['@marsad', '@marsad_test'];
    expect(await applied('@marsad', '@marsad_test')).toEqual(both);
    // Also while newsroom.yaml calls the renamed one as before.
    expect(await applied('@marsad_test', '@marsad_test')).toEqual(both);
  });

  it('is forgotten when newsroom.yaml gives the channel another chat', async () => {
    const applied = async (chat: string) => {
      await store.newsroom.apply(newsroomOf({ channels: [channelOf({ chat })] }), noon);
      return address();
    };
    await rename('@marsad_test', '@marsad');
    expect(await applied('@elsewhere')).toBe('@elsewhere');
    expect(await applied('@marsad_test')).toBe('@marsad_test');
  });
});

onBothDatabases('channels of Telegram', (database) => {
  let store: Store;
  const by = { editorId: 1001, at: noon };
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });

  it('change in flags and lists, and back', async () => {
    const [channel] = await store.channels.all();
    const id = channel?.id ?? 0;
    const media = await store.channels.change(id, { part: 'media', value: 0 }, by);
    const sections = await store.channels.change(id, { part: 'sections', value: ['سياسة'] }, by);
    expect(await store.channels.find(id)).toMatchObject({ media: 0, sections: ['سياسة'] });
    for (const change of [media, sections]) {
      const before = await store.channels.before(change ?? 0);
      if (before) await store.channels.change(id, before.to, by);
    }
    expect(await store.channels.find(id)).toEqual(channel);
  });

  it('come and go, keep their keys, and stay when newsroom.yaml is applied', async () => {
    const added = await store.channels.add({ key: 'second', chat: '@Second', mode: 'review' });
    expect(added).toMatchObject({ origin: 'telegram', media: 1, slots: [], sources: null });
    await store.newsroom.apply(newsroomOf(), noon);
    expect(await store.channels.all()).toHaveLength(2);
    expect((await store.channels.ofChat(['-1001', '@second']))?.id).toBe(added.id);

    expect(await store.channels.remove(added.id, noon)).toBe(true);
    expect(await store.channels.remove(added.id, noon)).toBe(false);
    expect(await store.channels.all()).toHaveLength(1);
    expect(await store.channels.keys()).toEqual(['main', 'second']);
    expect(await store.channels.ofChat(['@SECOND'])).toMatchObject({ removedAt: noon });
    expect(await store.channels.change(added.id, { part: 'media', value: 0 }, by)).toBeUndefined();

    expect(await store.channels.restore(added.id)).toMatchObject({ key: 'second' });
    expect(await store.channels.restore(added.id)).toBeUndefined();
    expect(await store.channels.ofChat(['-1001'])).toBeUndefined();
  });
});

onBothDatabases('posts that wait', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });

  it('are missed once their time has passed, unless a call was made', async () => {
    const [late, later, soon] = [
      await queuedPost(store, { dueAt: noon - 2_000 }),
      await queuedPost(store, { dueAt: noon - 1_000 }),
      await queuedPost(store, { dueAt: noon + 1_000 }),
    ];
    expect((await store.posts.missed(noon)).map(({ id }) => id)).toEqual([late.id, later.id]);
    await store.outbox.claim(noon, 1);
    expect((await store.posts.missed(noon)).map(({ id }) => id)).toEqual([later.id]);
    expect((await store.posts.waitingOn(late.channelId)).map(({ id }) => id)).toEqual([
      later.id,
      soon.id,
    ]);
  });

  it('take their times, and so does what went out of late', async () => {
    const overdue = await queuedPost(store, { dueAt: noon - 5_000 });
    const ahead = await queuedPost(store, { dueAt: noon + 5_000 });
    const published = async (publishedAt: number) => {
      const { id } = await queuedPost(store, { dueAt: noon - 9_000 });
      await store.posts.move(id, ['queued'], { state: 'published', publishedAt });
    };
    await published(noon - 3_000);
    await published(noon - 30_000);
    const times = (except: number[]) =>
      store.posts.takenTimes(ahead.channelId, { from: noon - 10_000, now: noon, except });
    expect((await times([])).sort()).toEqual([noon - 3_000, noon, noon + 5_000]);
    expect((await times([overdue.id])).sort()).toEqual([noon - 3_000, noon + 5_000]);
  });

  it('are given another time, until their call is under way', async () => {
    const { id } = await queuedPost(store);
    expect(await store.outbox.reschedule(id, { dueAt: noon + 9_000 })).toBe(true);
    expect(await store.outbox.nextDue(noon)).toBe(noon + 9_000);
    await store.outbox.claim(noon + 9_000, 1);
    expect(await store.outbox.reschedule(id, { dueAt: noon })).toBe(false);
  });

  it('are found by their story when they are breaking and new, and can tell another article', async () => {
    const { id, articleId, channelId } = await queuedPost(store);
    const article = await store.articles.find(articleId);
    const flash = (since: number) => store.posts.flashOf(article?.storyId ?? 0, channelId, since);
    expect(await flash(noon)).toBeUndefined();
    await store.posts.move(id, ['queued'], { state: 'queued', breaking: 1 });
    expect(await flash(noon)).toMatchObject({ id });
    expect(await flash(noon + 1)).toBeUndefined();
    const newer = await store.articles.add(articleOf(), article?.storyId ?? 0);
    await store.posts.retell(id, newer.id);
    expect(await store.posts.find(id)).toMatchObject({ title: newer.title });
    await store.posts.move(id, ['queued'], { state: 'retracted' });
    expect(await flash(noon)).toBeUndefined();
  });

  it('take what was to be pinned with them when they are withdrawn', async () => {
    const { id } = await queuedPost(store);
    const [send] = await store.outbox.ofPost(id);
    if (!send) throw new Error('no send');
    const { chat, threadId, lane, dueAt, createdAt } = send;
    const row = { postId: id, chat, threadId, lane, dueAt, createdAt };
    await store.outbox.add({ ...row, kind: 'pin', payload: '{"pin":true,"forMs":1}' });
    expect(await store.outbox.cancel(id)).toBe(true);
    expect(await store.outbox.ofPost(id)).toEqual([]);
  });
});
