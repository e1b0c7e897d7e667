/** Sends whose answer is lost, against the sandbox: found where they stand, sent again where not. */
import { randomInt } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { newSlug } from '../../src/clicks/slugs.ts';
import { createComposer } from '../../src/delivery/composer.ts';
import { createSender, type Sender } from '../../src/delivery/sender.ts';
import { createLog } from '../../src/log.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';
import { until } from '../e2e/line.ts';
import { editor, type Running, run } from '../sandbox/running.ts';
import { deliveryParts } from './parts.ts';

const channel = '@marsad_test';
let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let telegram: Running;
let sender: Sender;
let reports: { postId: number; kind: string }[];
let desk: string | undefined;
/** What a channel asks of all its posts. */
let look: { protect?: boolean };
let ahead: number;

/** The clock on the wall alone, as someone sets it. */
let set: number;

const now = () => Date.now() + ahead + set;
const world = () => telegram.sandbox.world;

/** @param over what of the store does something else */
function makeSender(isAlone = true, over: Partial<Store> = {}): Sender {
  return createSender({
    store: { ...store, ...over },
    ...deliveryParts({ store, apiRoot: `${telegram.url}/sandbox`, now }),
    compose: async (id) => ({ ...(await compositionOf(id)), ...look }),
    composeBroadcast: async () => undefined,
    deskChat: async () => desk,
    isAlone,
    now,
    elapsed: () => performance.now() + ahead,
    callMs: 5_000,
    log: createLog('silent'),
    deskLost: async (chat) => {
      if (chat === '@desk_group') desk = String(editor);
    },
    report: async (postId, { kind }) => void reports.push({ postId, kind }),
  });
}

beforeEach(async () => {
  [ahead, set, desk, reports, look] = [0, 0, String(editor), [], {}];
  database = await temporarySqlite();
  store = createStore(database.db);
  await store.newsroom.apply(newsroomOf({ channels: [channelOf()] }), noon);
  telegram = await run();
  sender = makeSender();
});
afterEach(async () => {
  await sender.stop();
  await telegram.stop();
  await database.remove();
});

const duePost = (changes: { chat?: string } = {}) =>
  queuedPost(store, { dueAt: now(), ...changes });
const settled = (id: number, state: string) =>
  until(async () => (await store.posts.find(id))?.state === state, `the post to be ${state}`);
const lost = (id: number) =>
  until(async () => (await store.outbox.ofPost(id))[0]?.state === 'lost', 'the loss');
const posted = (chat: number | string = channel) => world().messages(chat);
/** The time limit of the call, the grace, and the first look's patience pass. */
const timePasses = () => {
  ahead += 11_000;
};

/** A first post whose answer came: from then on an id of the chat is known. */
async function firstPost(): Promise<number> {
  const { id } = await duePost();
  await sender.start();
  await settled(id, 'published');
  ahead += 2_000;
  return id;
}
async function lose(kind: 'drop-before' | 'drop-after' | '500' | '502-html', chat = channel) {
  world().fault({ kind, method: 'sendMessage', chatId: chat, times: 1 });
  const post = await duePost({ chat });
  sender.wake();
  await lost(post.id);
  return post;
}

describe('a send without an answer', () => {
  it('is found where it stands, and its copies are gone', async () => {
    await firstPost();
    const { id } = await lose('drop-after');
    ahead += 2_000;
    await settled(id, 'published');
    expect(await store.posts.find(id)).toMatchObject({ messageId: 2, failure: null });
    expect(await store.outbox.ofPost(id)).toMatchObject([{ state: 'done', messageId: 2 }]);
    await until(() => posted(editor).length === 0, 'an empty desk chat');
    const forwards = world().calls.filter(({ method }) => method === 'forwardMessage');
    expect(forwards).toMatchObject([{ parameters: { disable_notification: true } }]);
    expect(posted()).toHaveLength(2);
    expect(reports).toEqual([]);
  });

  it('is asked about when an editor’s own words have no address to know them by', async () => {
    await store.newsroom.apply(newsroomOf({ channels: [channelOf()], follow: {} }), noon);
    await firstPost();
    world().fault({ kind: 'drop-after', method: 'sendMessage', chatId: channel, times: 1 });
    const post = await queuedPost(store, { dueAt: now() + 60_000 });
    await store.articles.moveTo(post.articleId, 'own:7:1');
    ahead += 60_000;
    sender.wake();
    await lost(post.id);
    timePasses();
    await settled(post.id, 'unknown');
    expect(reports).toEqual([{ postId: post.id, kind: 'unknown' }]);
    expect(posted()).toHaveLength(2);
  });

  it.each(['drop-before', '500', '502-html'] as const)(
    'after %s is certainly not there once its time is over, and goes out again',
    async (kind) => {
      await firstPost();
      const { id } = await lose(kind);
      ahead += 2_000;
      await until(() => world().calls.some(({ method }) => method === 'forwardMessage'), 'a look');
      expect(posted()).toHaveLength(1);
      timePasses();
      await settled(id, 'published');
      expect(posted()).toHaveLength(2);
      expect(await store.outbox.ofPost(id)).toMatchObject([{ attempts: 2, searches: 1 }]);
      expect(reports).toEqual([]);
    },
  );

  it('is found behind what others posted, and the word of a pin', async () => {
    await firstPost();
    world().say(editor, channel, 'من القناة');
    await telegram.bot.api.pinChatMessage(channel, 1);
    const { id } = await lose('drop-after');
    timePasses();
    await settled(id, 'published');
    expect(await store.posts.find(id)).toMatchObject({ messageId: 4 });
    expect(posted()).toHaveLength(4);
  });

  it('is looked for in its time however often the clock is set', async () => {
    await firstPost();
    const { id } = await lose('drop-before');
    for (let i = 0; i < 6; i++) {
      set = i % 2 ? 60_000 : -60_000;
      ahead += 2_000;
      sender.wake();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    set = 0;
    await until(async () => (await store.outbox.ofPost(id))[0]?.searches === 1, 'an end', 2_000);
  });

  it('is found although its channel has another name since', async () => {
    await firstPost();
    const { id: chatId } = world().chat(channel);
    await store.chats.met(channel, String(chatId));
    const { id } = await lose('drop-after');
    world().strict(true);
    world().changeChat(chatId, { username: 'marsad_after' });
    timePasses();
    await settled(id, 'published');
    expect(posted(chatId)).toHaveLength(2);
    expect((await store.channels.all()).map(({ chat }) => chat)).toEqual([String(chatId)]);
    expect(reports).toEqual([]);
  });

  it('holds back what follows in its chat, and nothing elsewhere', async () => {
    await firstPost();
    const first = await lose('drop-after');
    const [second, elsewhere] = [await duePost(), await duePost({ chat: '@marsad_b' })];
    sender.wake();
    await settled(elsewhere.id, 'published');
    expect((await store.posts.find(second.id))?.state).toBe('queued');
    ahead += 3_000;
    await settled(second.id, 'published');
    expect(await store.posts.find(first.id)).toMatchObject({ messageId: 2 });
    expect(await store.posts.find(second.id)).toMatchObject({ messageId: 3 });
  });

  it('is found although looking fails at first', async () => {
    await firstPost();
    world().fault({ kind: '502-html', method: 'forwardMessage', times: 1 });
    world().fault({ kind: '429', method: 'forwardMessage', times: 1, retryAfter: 3 });
    const { id } = await lose('drop-after');
    ahead += 2_000;
    await until(() => world().calls.some(({ error }) => error?.includes('retry after')), 'a 429');
    for (let i = 0; i < 4; i++) {
      timePasses();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await settled(id, 'published');
    expect(posted()).toHaveLength(2);
  });

  it.each([
    'the pause that Telegram asks for is not written',
    'what was found is not written',
  ] as const)('is found although the disk is full for a while: %s', async (what) => {
    await firstPost();
    await sender.stop();
    let left = 0;
    const unlessFull = <A extends unknown[], T>(work: (...args: A) => Promise<T>) => {
      return async (...args: A): Promise<T> => {
        if (left > 0 && left--) throw new Error('database or disk is full');
        return work(...args);
      };
    };
    sender = makeSender(
      true,
      what.startsWith('the pause')
        ? { chats: { ...store.chats, hold: unlessFull(store.chats.hold) } }
        : { transaction: unlessFull(store.transaction) as Store['transaction'] },
    );
    await sender.start();
    world().fault({ kind: '429', method: 'forwardMessage', times: 1, retryAfter: 1 });
    const { id } = await lose('drop-after');
    left = 2;
    for (let i = 0; i < 6 && (await store.posts.find(id))?.state !== 'published'; i++) {
      ahead += 6_000;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await settled(id, 'published');
    expect(left).toBeLessThan(2);
    expect(posted()).toHaveLength(2);
  });
});

describe('a process that died in the middle of a call', () => {
  it('has left a message, which the next one finds', async () => {
    await firstPost();
    await sender.stop();
    const { id } = await duePost();
    // The rows and the call as the dead process left them.
    const [row] = await store.outbox.claim(now(), 1);
    await store.posts.move(id, ['queued'], { state: 'sending' });
    const { text, entities, keyboard } = await compositionOf(id);
    await telegram.bot.api.sendMessage(row?.chat ?? '', text, {
      entities,
      ...(keyboard ? { reply_markup: keyboard } : {}),
    });
    sender = makeSender();
    await sender.start();
    ahead += 2_000;
    await settled(id, 'published');
    expect(await store.posts.find(id)).toMatchObject({ messageId: 2 });
    expect(posted()).toHaveLength(2);
  });

  it('has waited for a while already: the next one goes on from there', async () => {
    await firstPost();
    const { id } = await lose('drop-before');
    world().say(editor, channel, 'من القناة');
    const row = async () => (await store.outbox.ofPost(id))[0];
    ahead += 6_000;
    await until(async () => ((await row())?.lostMs ?? 0) > 6_000, 'a note of the wait');
    await until(async () => (await row())?.seen === '["other"]', 'a note of what was seen');
    await sender.stop();
    // It is not known how long no process ran, and the clock may have been set.
    set = 3_600_000;
    sender = makeSender();
    await sender.start();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await row()).toMatchObject({ state: 'lost', searches: 0 });
    ahead += 2_500;
    await until(async () => (await row())?.searches === 1, 'an end of the search');
    await settled(id, 'published');
    const looks = world().calls.filter(
      ({ method, parameters }) => method === 'forwardMessage' && parameters.message_id === 2,
    );
    expect(looks).toHaveLength(1);
    expect(posted()).toHaveLength(3);
  });

  it('had not called yet: without an address of its own nothing was sent', async () => {
    await firstPost();
    await sender.stop();
    const { id } = await duePost();
    await store.outbox.claim(now(), 1);
    sender = makeSender();
    await sender.start();
    ahead += 2_000;
    await settled(id, 'published');
    expect(posted()).toHaveLength(2);
  });

  it('is left alone by another process until its lease has run out', async () => {
    await firstPost();
    await sender.stop();
    const { id } = await duePost();
    await store.outbox.claim(now(), 1);
    sender = makeSender(false);
    await sender.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await store.outbox.ofPost(id)).toMatchObject([{ state: 'attempting' }]);
    ahead += 36_000;
    await lost(id);
    timePasses();
    await settled(id, 'published');
    expect(posted()).toHaveLength(2);
  });

  it.each([
    ['edit', '{}'],
    ['pin', '{"pin":true,"forMs":3600000}'],
    ['delete', null],
  ] as const)(
    'leaves a change (%s) that is made again however often, and nobody is asked',
    async (kind, payload) => {
      const postId = await firstPost();
      await sender.stop();
      const row = {
        postId,
        chat: channel,
        threadId: null,
        lane: 2,
        dueAt: now(),
        createdAt: now(),
      };
      await store.outbox.add({ ...row, kind, payload });
      const [claimed] = await store.outbox.claim(now(), 1);
      await database.db
        .updateTable('outbox')
        .set({ attempts: 40 })
        .where('id', '=', claimed?.id ?? 0)
        .execute();
      sender = makeSender();
      await sender.start();
      const change = async () => (await store.outbox.find(claimed?.id ?? 0))?.state;
      await until(async () => (await change()) !== 'attempting', 'an end of the doubt');
      ahead += 3_600_000;
      sender.wake();
      await until(async () => (await change()) === 'done', 'the change');
      expect(reports).toEqual([]);
      expect(await store.posts.find(postId)).toMatchObject({ state: 'published', failure: null });
    },
  );

  it('leaves a notice that the desk had better read twice', async () => {
    const row = { postId: null, chat: String(editor), threadId: null, kind: 'send' } as const;
    const payload = JSON.stringify({ text: 'تنبيه', entities: [] });
    await store.outbox.add({ ...row, lane: 0, payload, dueAt: now(), createdAt: now() });
    await store.outbox.claim(now(), 1);
    await sender.start();
    await until(async () => (await store.outbox.countByState()).get('waiting'), 'a retry');
    ahead += 3_000;
    sender.wake();
    await until(() => posted(editor).length === 1, 'the notice');
  });
});

describe('where it can’t be seen, the desk is asked once', () => {
  const asked = async (id: number) => {
    for (let i = 0; i < 8 && (await store.posts.find(id))?.state !== 'unknown'; i++) {
      timePasses();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await settled(id, 'unknown');
    await until(() => reports.length > 0, 'a report');
    ahead += 3_600_000;
    sender.wake();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(reports).toEqual([{ postId: id, kind: 'unknown' }]);
  };

  it('with no desk chat', async () => {
    await firstPost();
    desk = undefined;
    await asked((await lose('drop-after')).id);
    expect(posted()).toHaveLength(2);
  });

  it('in a chat whose content is protected', async () => {
    await firstPost();
    world().changeChat(channel, { isProtected: true });
    await asked((await lose('drop-after')).id);
    expect(posted()).toHaveLength(2);
  });

  it('when our own posts are protected', async () => {
    look = { protect: true };
    await firstPost();
    await asked((await lose('drop-after')).id);
    expect(posted()).toHaveLength(2);
  });

  it('when the desk can’t be written to', async () => {
    await firstPost();
    world().block(editor);
    await asked((await lose('drop-after')).id);
  });

  it('when the desk refuses us already', async () => {
    await firstPost();
    await store.chats.refused(String(editor), 'target', now() + 3_600_000_000);
    await asked((await lose('drop-after')).id);
  });

  it('when nobody has the chat that the desk was in', async () => {
    await firstPost();
    world().strict(true);
    desk = '@desk_of_nobody';
    await asked((await lose('drop-after')).id);
    expect(await store.chats.find(channel)).toMatchObject({ trouble: null });
  });

  it('in a private chat', async () => {
    await sender.start();
    await asked((await lose('drop-after', '2001')).id);
  });

  it('when a message was deleted there, which may have been ours', async () => {
    await firstPost();
    const { id } = await lose('drop-after');
    world().say(editor, channel, 'بعده');
    world().remove(channel, [2]);
    await asked(id);
  });

  it('in a chat of which nothing was known', async () => {
    for (let i = 0; i < 20; i++) await telegram.bot.api.sendMessage(channel, `قديم ${i}`);
    await sender.start();
    await asked((await lose('drop-before')).id);
  });

  it('in a chat that has the name of a longer one', async () => {
    for (let i = 0; i < 20; i++) await telegram.bot.api.sendMessage(channel, `قديم ${i}`);
    await store.chats.met(channel, '-1009999');
    await store.chats.posted(channel, 500);
    await sender.start();
    await asked((await lose('drop-after')).id);
    expect(posted()).toHaveLength(21);
  });

  it('in a chat that loses its name to another while it is looked through', async () => {
    await firstPost();
    await sender.stop();
    const { id: chatId } = world().chat(channel);
    const setKind: Store['chats']['setKind'] = async (name, kind) => {
      await store.chats.setKind(name, kind);
      world().changeChat(chatId, { username: 'marsad_before' });
    };
    sender = makeSender(true, { chats: { ...store.chats, setKind } });
    await sender.start();
    await asked((await lose('drop-after')).id);
    expect(posted(chatId)).toHaveLength(2);
    expect(posted()).toEqual([]);
  });
});

it('looks elsewhere when the desk’s group has put the bot out, and its channel goes on', async () => {
  const group = '@desk_group';
  await telegram.bot.api.sendMessage(group, 'مكتب');
  world().setBot(group, { status: 'kicked' });
  desk = group;
  await firstPost();
  const { id } = await lose('drop-after');
  timePasses();
  await until(() => desk === String(editor), 'another desk');
  timePasses();
  await settled(id, 'published');
  expect(await store.chats.find(channel)).toMatchObject({ trouble: null, heldUntil: 0 });
  expect(posted()).toHaveLength(2);
  expect(reports).toEqual([]);
});

it('sends again what is not there as soon as the bot is let in again', async () => {
  await firstPost();
  const { id } = await lose('drop-before');
  const { bot } = world().chat(channel);
  world().setBot(channel, { status: 'kicked' });
  timePasses();
  await until(() => reports.length > 0, 'a report');
  world().setBot(channel, bot);
  ahead += 61_000;
  await settled(id, 'published');
  expect(await store.outbox.ofPost(id)).toMatchObject([{ searches: 1 }]);
});

it('waits for the bot to be let in again, tells the desk, and then looks', async () => {
  await firstPost();
  const { id } = await lose('drop-after');
  const { bot } = world().chat(channel);
  world().setBot(channel, { status: 'kicked' });
  ahead += 2_000;
  await until(() => reports.length > 0, 'a report');
  expect(reports).toEqual([{ postId: id, kind: 'target' }]);
  world().setBot(channel, bot);
  for (let i = 0; i < 8; i++) {
    timePasses();
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  await settled(id, 'published');
  expect(posted().filter(({ text }) => text)).toHaveLength(2);
});

const compositionOf = (id: number) =>
  createComposer({
    store,
    publicUrl: 'http://127.0.0.1:1',
    newSlug: () => newSlug(randomInt),
    isHushed: () => false,
    now,
    log: createLog('silent'),
  })(id);
