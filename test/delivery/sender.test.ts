/** The sender against the sandbox: each fault of Telegram, and what becomes of the post. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { createSender, type Sender } from '../../src/delivery/sender.ts';
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
/** The sender's clock, ahead of the machine's by this much. */
let ahead = 0;

const now = () => Date.now() + ahead;

function makeSender(): Sender {
  return createSender({
    store,
    ...deliveryParts({ store, apiRoot: `${telegram.url}/sandbox`, now }),
    now,
    log: createLog('silent'),
    report: async (postId: number, { kind }: Trouble) => void reports.push({ postId, kind }),
  });
}

beforeEach(async () => {
  ahead = 0;
  reports = [];
  database = await temporarySqlite();
  store = createStore(database.db);
  await store.newsroom.apply(
    newsroomOf({ channels: [channelOf(), channelOf({ key: 'b', chat: '@marsad_b' })] }),
    noon,
  );
  telegram = await run();
  sender = makeSender();
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
const settled = (id: number, state: string) =>
  until(async () => (await stateOf(id)) === state, `the post to be ${state}`);

describe('the sender', () => {
  it('sends a post once, and notes where it stands', async () => {
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'published');
    expect(posted()).toHaveLength(1);
    expect(await store.posts.find(id)).toMatchObject({ messageId: 1, failure: null });
    expect(await store.outbox.ofPost(id)).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('sends what is put in while it sleeps, when woken', async () => {
    await sender.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
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
    ['drop-before', 0],
    ['drop-after', 1],
    ['500', 0],
    ['502-html', 0],
  ] as const)(
    'does not guess after %s: unknown, told once, never sent again',
    async (kind, there) => {
      world().fault({ kind, method: 'sendMessage', times: 1 });
      const { id } = await duePost();
      await sender.start();
      await settled(id, 'unknown');
      ahead = 3_600_000;
      sender.wake();
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(posted()).toHaveLength(there);
      expect(reports).toEqual([{ postId: id, kind: 'unknown' }]);
    },
  );

  it.each([
    ['403-kicked', 'target'],
    ['error', 'permission'],
  ] as const)('fails after %s and tells the desk why', async (kind, told) => {
    const text = 'need administrator rights in the channel chat';
    world().fault({ kind, method: 'sendMessage', times: 1, code: 400, text });
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'failed');
    await until(() => reports.length > 0, 'a report');
    expect(reports).toEqual([{ postId: id, kind: told }]);
    expect(await store.posts.find(id)).toMatchObject({ failure: expect.any(String) });
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
      store,
      ...deliveryParts({ store, apiRoot: 'http://127.0.0.1:1/sandbox', now }),
      compose: async () => ({ text: 'x', entities: [] }),
      now,
      log: createLog('silent'),
      report: async () => {},
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

  it('takes what a crash left in mid-call for unknown', async () => {
    const { id } = await duePost();
    await store.outbox.claim(now(), 1, () => 0);
    await store.posts.move(id, ['queued'], { state: 'sending' });
    await sender.start();
    await settled(id, 'unknown');
    expect(reports).toEqual([{ postId: id, kind: 'unknown' }]);
    expect(posted()).toHaveLength(0);
  });

  it('ends when the calls under way have their answers', async () => {
    world().fault({ kind: 'delay', method: 'sendMessage', ms: 300 });
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'sending');
    await sender.stop();
    expect(await stateOf(id)).toBe('published');
  });

  it('lets no token into a row', async () => {
    world().fault({ kind: 'drop-before', method: 'sendMessage', times: 1 });
    const { id } = await duePost();
    await sender.start();
    await settled(id, 'unknown');
    const rows = JSON.stringify([await store.posts.find(id), await store.outbox.ofPost(id)]);
    expect(rows).not.toContain(token.split(':')[1]);
  });
});
