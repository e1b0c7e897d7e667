/** The sender against the sandbox: each fault of Telegram, and what becomes of the post. */
import { GrammyError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore, type Store } from '../../data/store.ts';
import { createSender, type Sender, type SenderOptions } from '../../src/delivery/sender.ts';
import type { Trouble } from '../../src/delivery/verdict.ts';
import { createLog } from '../../src/log.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';
import { until } from '../e2e/line.ts';
import { type Running, run, token } from '../sandbox/running.ts';
import { deliveryParts } from './parts.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let telegram: Running;
let sender: Sender;
let reports: { postId: number; kind: string }[];
let desk: string | undefined;
/** The sender's clocks, ahead of the machine's by this much. */
let ahead = 0;
/** The clock on the wall alone, as someone sets it. */
let set = 0;

const now = () => Date.now() + ahead + set;
const elapsed = () => performance.now() + ahead;
const callMs = 5_000;

const settings = (): SenderOptions => ({
  store,
  ...deliveryParts({ store, apiRoot: `${telegram.url}/sandbox`, now }),
  composeBroadcast: async () => undefined,
  deskChat: async () => desk,
  isAlone: true,
  now,
  elapsed,
  callMs,
  log: createLog('silent'),
  deskLost: async () => {},
  report: async (postId: number, { kind }: Trouble) => void reports.push({ postId, kind }),
});

beforeEach(async () => {
  [ahead, set, desk] = [0, 0, '1001'];
  reports = [];
  database = await temporarySqlite();
  store = createStore(database.db);
  await store.newsroom.apply(
    newsroomOf({ channels: [channelOf(), channelOf({ key: 'b', chat: '@marsad_b' })] }),
    noon,
  );
  telegram = await run();
  sender = createSender(settings());
});
afterEach(async () => {
  await sender.stop();
  await telegram.stop();
  await database.remove();
});

const { world } = { world: () => telegram.sandbox.world };
const posted = (chat = '@marsad_test') => world().messages(chat);
const duePost = (changes: { chat?: string } = {}) =>
  queuedPost(store, { dueAt: now(), ...changes });
const stateOf = async (id: number) => (await store.posts.find(id))?.state;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const settled = (id: number, state: string) =>
  until(async () => (await stateOf(id)) === state, `the post to be ${state}`);

const refusal = (error_code: number, parameters: object) =>
  new GrammyError('', { ok: false, error_code, description: '', parameters }, 'sendMessage', {});

describe('the sender', () => {
  it('sends a post once, and notes where it stands', async () => {
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'published');
    expect(posted()).toHaveLength(1);
    expect(await store.posts.find(id)).toMatchObject({ messageId: 1, failure: null });
    expect(await store.outbox.ofPost(id)).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('learns what a chat is, once, for groups have their own pace', async () => {
    const { id: talk } = world().addChat({ type: 'supergroup', title: 'نقاش' });
    const first = await duePost({ chat: String(talk) });
    await sender.start();
    await settled(first.id, 'published');
    await until(async () => (await store.chats.find(String(talk))).kind, 'its kind');
    expect((await store.chats.find(String(talk))).kind).toBe('supergroup');
    const second = await duePost({ chat: String(talk) });
    ahead = 4_000;
    sender.wake();
    await settled(second.id, 'published');
    expect(world().calls.filter(({ method }) => method === 'getChat')).toHaveLength(1);
  });

  it('sends what is put in while it sleeps, when woken', async () => {
    await sender.start();
    await pause(50);
    const { id } = await duePost();
    sender.wake();
    await settled(id, 'published');
  });

  it('waits as long as 429 tells, and leaves other chats alone', async () => {
    world().fault({
      kind: '429',
      method: 'sendMessage',
      chatId: '@marsad_test',
      times: 1,
      retryAfter: 30,
    });
    const held = await duePost();
    const free = await duePost({ chat: '@marsad_b' });
    await sender.start();
    await settled(free.id, 'published');
    await settled(held.id, 'queued');
    expect(posted()).toHaveLength(0);
    ahead = 31_000;
    sender.wake();
    await settled(held.id, 'published');
    expect(posted()).toHaveLength(1);
  });

  it.each([
    ['403-kicked', 'target'],
    ['error', 'permission'],
  ] as const)('keeps the queue of a chat after %s, and tells the desk once', async (kind, told) => {
    const text = 'need administrator rights in the channel chat';
    const mend = world().fault({ kind, method: 'sendMessage', code: 400, text });
    const [first, second] = [await duePost(), await duePost()];
    await sender.start();
    await until(() => reports.length > 0, 'a report');
    ahead = 60_000;
    sender.wake();
    await pause(100);
    expect(world().calls.filter(({ method }) => method === 'sendMessage')).toHaveLength(1);
    expect(await stateOf(first.id)).toBe('queued');
    // After a while one post is tried again, and the desk not told again.
    ahead = 16 * 60_000;
    sender.wake();
    await until(() => world().calls.length === 2, 'a second try');
    await until(async () => (await store.chats.find('@marsad_test')).heldUntil > now(), 'a hold');
    expect(reports).toEqual([{ postId: first.id, kind: told }]);
    mend();
    await store.chats.release('@marsad_test');
    sender.wake();
    await settled(first.id, 'published');
    ahead += 2_000;
    sender.wake();
    await settled(second.id, 'published');
    expect(posted()).toHaveLength(2);
  });

  it('does not wait for a subscriber who has left', async () => {
    world().fault({ kind: '403-blocked', chatId: 2001 });
    const row = { postId: null, chat: '2001', threadId: null, kind: 'send' } as const;
    const payload = JSON.stringify({ text: 'نشرة', entities: [] });
    await store.outbox.add({
      ...row,
      lane: lanes.broadcast,
      payload,
      dueAt: now(),
      createdAt: now(),
    });
    await sender.start();
    await until(async () => (await store.outbox.countByState()).get('failed') === 1, 'an end');
  });

  it.each([
    ['the answer', () => [5]],
    ['a refusal', () => refusal(429, { retry_after: 30 })],
    ['a block', () => refusal(403, {})],
  ])('writes nothing down of a reader who leaves before %s', async (_, answer) => {
    await store.readers.subscribe(2001, null, now());
    const notice = { kind: 'notice', state: 'draft', createdAt: now() } as const;
    const broadcast = await store.broadcasts.add(notice);
    await store.broadcasts.plan(broadcast?.id ?? 0, 'all', now());
    let calls = 0;
    sender = createSender({
      ...settings(),
      composeBroadcast: async () => ({ text: 'نشرة', entities: [] }),
      perform: async () => {
        calls += 1;
        await store.readers.erase(2001);
        const said = answer();
        if (said instanceof Error) throw said;
        return said;
      },
    });
    await sender.start();
    await until(() => calls === 1, 'the call');
    await sender.stop();
    const tables = ['outbox', 'chat', 'subscriber'] as const;
    for (const table of tables) {
      const rows = await database.db.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('2001');
    }
    expect(calls).toBe(1);
  });

  it('fails what Telegram does not take, and tells the desk why', async () => {
    const text = "can't parse entities";
    world().fault({ kind: 'error', method: 'sendMessage', times: 1, code: 400, text });
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'failed');
    await until(() => reports.length > 0, 'a report');
    expect(reports).toEqual([{ postId: id, kind: 'content' }]);
    expect(await store.posts.find(id)).toMatchObject({ failure: expect.any(String) });
  });

  it('stops all calls when three chats are told to wait', async () => {
    for (const chat of ['@a', '@b', '@c']) {
      world().fault({ kind: '429', chatId: chat, times: 1, retryAfter: 30 });
      await duePost({ chat });
    }
    await sender.start();
    await until(() => world().calls.length === 3, 'three refusals');
    await until(async () => (await store.chats.find('*')).heldUntil > now(), 'a hold of all');
    const { id } = await duePost({ chat: '@marsad_b' });
    sender.wake();
    await pause(100);
    expect(world().calls).toHaveLength(3);
    ahead = 31_000;
    sender.wake();
    await settled(id, 'published');
  });

  it('keeps its patience when the clock is set forward', async () => {
    world().fault({ kind: '429', method: 'sendMessage', times: 1, retryAfter: 30 });
    const { id } = await duePost();
    await sender.start();
    await until(() => world().calls.length === 1, 'a refusal');
    await settled(id, 'queued');
    set = 3_600_000;
    sender.wake();
    await pause(100);
    expect(posted()).toHaveLength(0);
    ahead = 31_000;
    sender.wake();
    await settled(id, 'published');
  });

  it('keeps the post queued while the token is refused', async () => {
    world().fault({ kind: '401', method: 'sendMessage', times: 1 });
    const { id } = await duePost();
    await sender.start();
    await until(async () => (await store.outbox.ofPost(id))[0]?.failure, 'the refusal');
    expect(await stateOf(id)).toBe('queued');
    ahead = 61_000;
    sender.wake();
    await settled(id, 'published');
    expect(posted()).toHaveLength(1);
  });

  it('keeps the post queued while Telegram cannot be reached', async () => {
    const { id } = await duePost();
    const elsewhere = createSender({
      ...settings(),
      ...deliveryParts({ store, apiRoot: 'http://127.0.0.1:1/sandbox', now }),
    });
    await elsewhere.start();
    await until(async () => (await store.outbox.ofPost(id))[0]?.failure, 'a failure');
    await elsewhere.stop();
    expect(await store.outbox.ofPost(id)).toMatchObject([
      { state: 'waiting', failure: 'ECONNREFUSED' },
    ]);
  });

  it('follows a group that became a supergroup, and sends once', async () => {
    const group = world().addChat({ type: 'group', title: 'غرفة' });
    const { id } = await duePost({ chat: String(group.id) });
    const to = world().migrate(group.id);
    await sender.start();
    await settled(id, 'published');
    expect(
      world()
        .messages(to)
        .filter(({ text }) => text),
    ).toHaveLength(1);
  });

  it('ends when the calls under way have their answers', async () => {
    world().fault({ kind: 'delay', method: 'sendMessage', ms: 300 });
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'sending');
    await sender.stop();
    expect(await stateOf(id)).toBe('published');
  });

  it('shares an outbox with another process: each post goes out once', async () => {
    const other = createSender({ ...settings(), isAlone: false });
    sender = createSender({ ...settings(), isAlone: false });
    const chats = [1, 2, 3, 4, 5, 6].map((place) => `@shared_${place}`);
    const posts = await Promise.all(chats.map((chat) => duePost({ chat })));
    await Promise.all([sender.start(), other.start()]);
    for (const { id } of posts) await settled(id, 'published');
    await other.stop();
    expect(chats.map((chat) => posted(chat).length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('lets no token into a row', async () => {
    world().fault({ kind: 'drop-before', method: 'sendMessage', times: 1 });
    const { id } = await duePost();
    await sender.start();
    await until(async () => (await store.outbox.ofPost(id))[0]?.state === 'lost', 'the loss');
    const rows = JSON.stringify([await store.posts.find(id), await store.outbox.ofPost(id)]);
    expect(rows).not.toContain(token.split(':')[1]);
  });
});
