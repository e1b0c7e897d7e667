/** What becomes known of the channels: messages of others, refusals, and their end. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { authorise } from '../../src/desk/authorise.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { temporarySqlite } from '../data/backends.ts';
import { newsroomOf, noon, queuedPost } from '../data/made.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let desk: Desk;
let woken: number;

beforeEach(async () => {
  database = await temporarySqlite();
  store = createStore(database.db);
  woken = 0;
  desk = createDesk({
    store,
    now: () => noon,
    zone: () => 'Asia/Aden',
    wake: () => void woken++,
    review: async () => {},
  });
  await store.newsroom.apply(newsroomOf(), noon);
});
afterEach(() => database.remove());

it('notes the messages of our channels, however their name is spelt, and of no other chat', async () => {
  await desk.heard(['-1001', '@Marsad_Test'], { messageId: 12 });
  await desk.heard(['-1002', '@elsewhere'], { messageId: 99 });
  expect((await store.chats.find('@marsad_test')).lastMessageId).toBe(12);
  expect((await store.chats.find('@elsewhere')).lastMessageId).toBeNull();
});

it('lets the queue go on when the bot may write again', async () => {
  await queuedPost(store);
  await store.chats.refused('@marsad_test', 'permission', noon + 900_000);
  expect(await store.outbox.claim(noon, 5)).toEqual([]);
  await desk.heard(['@marsad_test'], { isOpen: false });
  expect(woken).toBe(0);
  await desk.heard(['@marsad_test'], { isOpen: true });
  expect(woken).toBe(1);
  expect(await store.outbox.claim(noon, 5)).toHaveLength(1);
});

it('lets it go on when an editor says so, once', async () => {
  const by = await authorise(store.people, 1001, 'publish');
  if (!by) throw new Error('not authorised');
  const { id } = await queuedPost(store);
  expect(await desk.resume(id, by)).toBe(false);
  await store.chats.refused('@marsad_test', 'target', noon + 900_000);
  expect(await desk.resume(id, by)).toBe(true);
  expect(await desk.resume(id, by)).toBe(false);
  expect(await store.outbox.claim(noon, 5)).toHaveLength(1);
});

it('follows a chat to its new name, and takes no other channel’s', async () => {
  await desk.heard(['-1001', '@marsad_test'], { messageId: 12 });
  await desk.heard(['-1001', '@marsad'], { messageId: 13 });
  expect((await store.channels.all()).map(({ chat }) => chat)).toEqual(['@marsad']);
  expect((await store.chats.find('@marsad')).lastMessageId).toBe(13);
  await desk.heard(['-1001'], {});
  expect((await store.channels.all()).map(({ chat }) => chat)).toEqual(['-1001']);
  await desk.heard(['-1001', '@again'], {});
  expect((await store.channels.all()).map(({ chat }) => chat)).toEqual(['@again']);
  await store.channels.add({ key: 'other', chat: '@other', mode: 'auto' });
  await desk.heard(['-1001', '@other'], {});
  expect((await store.channels.all()).map(({ chat }) => chat)).toEqual(['@again', '@other']);
});

it('opens again for an editor who had blocked the bot', async () => {
  await store.chats.refused('1001', 'target', noon + 900_000);
  await desk.heard(['1001'], { isOpen: true });
  expect((await store.chats.find('1001')).trouble).toBeNull();
});
