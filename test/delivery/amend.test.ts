/** What is done to posts that stand: edits, pins, deletions, against the sandbox. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import type { ChangeNews } from '../../src/delivery/outcome.ts';
import { createSender, type Sender, type SenderOptions } from '../../src/delivery/sender.ts';
import { createLog } from '../../src/log.ts';
import type { Newsroom } from '../../src/newsroom.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';
import { until } from '../e2e/line.ts';
import { type Running, run } from '../sandbox/running.ts';
import { deliveryParts } from './parts.ts';

const hour = 60 * 60_000;

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let telegram: Running;
let sender: Sender;
let told: ChangeNews[];
/** The sender's clock, ahead of the machine's by this much. */
let ahead: number;
let hushed: boolean;

const now = () => Date.now() + ahead;
const makeSender = (changes: Partial<SenderOptions> = {}) =>
  createSender({
    store,
    ...deliveryParts({
      store,
      apiRoot: `${telegram.url}/sandbox`,
      now,
      isHushed: () => hushed,
      tell: async (news) => void told.push(news),
    }),
    deskChat: async () => '1001',
    isAlone: true,
    composeBroadcast: async () => undefined,
    now,
    elapsed: () => performance.now() + ahead,
    callMs: 5_000,
    log: createLog('silent'),
    deskLost: async () => {},
    report: async () => {},
    ...changes,
  });

beforeEach(async () => {
  ahead = 0;
  hushed = false;
  told = [];
  database = await temporarySqlite();
  store = createStore(database.db);
  await store.newsroom.apply(newsroomOf(), noon);
  telegram = await run();
  sender = makeSender();
});
afterEach(async () => {
  await sender.stop();
  await telegram.stop();
  await database.remove();
});

const applied = (channel: Parameters<typeof channelOf>[0], newsroom: Partial<Newsroom> = {}) =>
  store.newsroom.apply(newsroomOf({ channels: [channelOf(channel)], ...newsroom }), noon);
const world = () => telegram.sandbox.world;
const posted = () =>
  world()
    .messages('@marsad_test')
    .filter(({ text }) => text);
const pinned = () =>
  world()
    .chats()
    .find(({ username }) => username === 'marsad_test')?.pinned;
const rowsOf = (id: number) => store.outbox.ofPost(id);
const amendment = async (
  id: number,
  kind: 'edit' | 'pin' | 'delete',
  payload: string | null = null,
) => {
  const row = { chat: '@marsad_test', threadId: null, lane: 1, createdAt: now() };
  await store.outbox.add({ ...row, postId: id, kind, payload, dueAt: now() });
  sender.wake();
};
const done = (id: number, kind: string) =>
  until(
    async () => (await rowsOf(id)).findLast((row) => row.kind === kind)?.state === 'done',
    `the ${kind} to be done`,
  );
const published = async (): Promise<number> => {
  const { id } = await queuedPost(store, { dueAt: now() });
  sender.wake();
  await until(async () => (await store.posts.find(id))?.state === 'published', 'the post');
  return id;
};

describe('a post', () => {
  it('is pinned, and unpinned when its time is up', async () => {
    await sender.start();
    const id = await published();
    await amendment(id, 'pin', JSON.stringify({ pin: true, forMs: 3 * hour }));
    await until(() => pinned()?.length === 1, 'the pin');
    expect(pinned()).toEqual([1]);
    const unpin = await until(
      async () =>
        (await rowsOf(id)).find(({ state, kind }) => state === 'waiting' && kind === 'pin'),
      'the unpinning',
    );
    expect(JSON.parse(unpin.payload ?? '')).toEqual({ pin: false });
    expect(unpin.dueAt - now()).toBeGreaterThan(2.9 * hour);
    ahead = 3 * hour + 1_000;
    sender.wake();
    await until(() => pinned()?.length === 0, 'the post to be unpinned');
  });

  it('is pinned only once it is out, and not at all when it was taken back', async () => {
    const { id } = await queuedPost(store, { dueAt: now() + hour });
    await amendment(id, 'pin', JSON.stringify({ pin: true, forMs: hour }));
    await sender.start();
    const waits = await until(async () => {
      const row = (await rowsOf(id)).find(({ kind }) => kind === 'pin');
      return row?.attempts === 1 && row.state === 'waiting' ? row : undefined;
    }, 'the pin to wait');
    const { dueAt } = (await store.posts.find(id)) ?? {};
    expect(Math.abs(waits.dueAt - (dueAt ?? 0))).toBeLessThan(1_000);
    await store.posts.move(id, ['queued'], { state: 'retracted' });
    ahead = hour + 1_000;
    sender.wake();
    await done(id, 'pin');
    expect(posted()).toEqual([]);
  });

  it('tells the desk when the bot may not pin; the post stays as it is', async () => {
    const text = 'not enough rights to manage pinned messages in the chat';
    world().fault({ kind: 'error', method: 'pinChatMessage', times: 1, code: 400, text });
    await sender.start();
    const id = await published();
    await amendment(id, 'pin', JSON.stringify({ pin: true, forMs: hour }));
    await until(() => told.length > 0, 'a report');
    expect(told).toMatchObject([{ kind: 'refused', post: { id } }]);
    expect(await store.posts.find(id)).toMatchObject({ state: 'published', failure: null });
  });

  it('is edited to the article that it tells now, and its link leads there', async () => {
    await sender.start();
    const id = await published();
    const newer = await store.articles.add(
      articleOf({ title: 'الميناء يستقبل سفينتين' }),
      await store.articles.addStory('k', noon),
    );
    await store.posts.retell(id, newer.id);
    await amendment(id, 'edit');
    await done(id, 'edit');
    expect(posted()).toMatchObject([{ text: expect.stringContaining('يستقبل سفينتين') }]);
    expect(await store.links.ofPost(id)).toContainEqual(
      expect.objectContaining({ button: 'read', target: newer.canonicalUrl }),
    );
  });

  it('is changed again after a lost answer: that does no harm', async () => {
    await sender.start();
    const id = await published();
    world().fault({ kind: 'drop-after', method: 'pinChatMessage', times: 1 });
    await amendment(id, 'pin', JSON.stringify({ pin: true, forMs: hour }));
    await until(async () => (await rowsOf(id)).some(({ failure }) => failure), 'the loss');
    ahead = 60_000;
    sender.wake();
    await until(
      async () => (await rowsOf(id)).some(({ payload }) => payload === '{"pin":false}'),
      'it',
    );
    expect(pinned()).toEqual([1]);
    expect(told).toEqual([]);
  });

  it('is changed after a crash in mid-call', async () => {
    await sender.start();
    const id = await published();
    await sender.stop();
    ahead = 2_000;
    await amendment(id, 'pin', JSON.stringify({ pin: true, forMs: hour }));
    await store.outbox.claim(now(), 1);
    sender = makeSender();
    await sender.start();
    await until(() => pinned()?.length === 1, 'the pin');
    expect(told).toEqual([]);
  });
});

describe('a channel’s posts', () => {
  const seen = async () => (await telegram.messages('@marsad_test')).at(-1);

  it('sound and can be forwarded, unless it says otherwise', async () => {
    await sender.start();
    await published();
    expect(await seen()).not.toMatchObject({ silent: true });
    expect(await seen()).not.toHaveProperty('has_protected_content');
  });

  it('come without sound, protected, with a small preview', async () => {
    await applied({ silent: true, protect: true, preview: 'small' });
    await sender.start();
    await published();
    expect(await seen()).toMatchObject({
      silent: true,
      has_protected_content: true,
      link_preview_options: { prefer_small_media: true },
    });
  });

  it('come without sound in quiet hours that hush, breaking news with it', async () => {
    hushed = true;
    await sender.start();
    await published();
    expect(await seen()).toMatchObject({ silent: true });
    ahead = 2_000;
    const { id } = await queuedPost(store, { dueAt: now() });
    await store.posts.move(id, ['queued'], { state: 'queued', breaking: 1 });
    sender.wake();
    await until(async () => (await store.posts.find(id))?.state === 'published', 'the post');
    expect(await seen()).not.toMatchObject({ silent: true });
  });

  it('pass the free rate when the newsroom pays', async () => {
    const calls: object[] = [];
    await applied({}, { paidBroadcast: true });
    const parts = deliveryParts({ store, apiRoot: `${telegram.url}/sandbox`, now });
    parts.api.config.use((previous, method, payload, signal) => {
      calls.push(payload);
      return previous(method, payload, signal);
    });
    sender = makeSender({ ...parts, isPaid: async () => true });
    await sender.start();
    await published();
    expect(calls[0]).toMatchObject({ allow_paid_broadcast: true });
  });
});
