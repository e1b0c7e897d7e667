/** Channels that are set up and removed in Telegram. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChannelDesk, keyFor } from '../../src/desk/channels.ts';
import { articleOf, newsroomOf, queuedPost } from '../data/made.ts';
import { type DeskAtHand, openDesk } from './desk-of.ts';
import { draftOn, publish } from './editor.ts';

describe('keyFor', () => {
  it.each([
    [{ title: 'x', username: 'Marsad_News' }, [], 'marsad_news'],
    [{ title: 'Marsad: News 24!' }, [], 'marsad-news-24'],
    [{ title: 'مرصد الساحل' }, [], 'channel'],
    [{ title: 'مرصد الساحل' }, ['channel', 'channel-2'], 'channel-3'],
    [{ title: 'x', username: 'main' }, ['main'], 'main-2'],
  ])('makes of %o, beside %o, %s', (chat, taken, key) => {
    expect(keyFor(chat, taken)).toBe(key);
  });

  it('is one that newsroom.yaml takes, however long the name', () => {
    expect(keyFor({ title: `-${'a'.repeat(60)}` }, ['a'.repeat(27)])).toMatch(/^[\w-]{1,32}$/);
  });
});

describe('a channel', () => {
  let at: DeskAtHand;
  let channels: ReturnType<typeof createChannelDesk>;
  beforeEach(async () => {
    at = await openDesk();
    await at.store.newsroom.apply(newsroomOf(), at.clock.now);
    channels = createChannelDesk({ store: at.store, now: () => at.clock.now, wake: () => {} });
  });
  afterEach(() => at.close());

  it('is one however its chat is named, and set up once', async () => {
    const by = await at.editor('arrange');
    const chat = { id: -1005, title: 'مرصد', username: 'Marsad_Test' };
    expect(await channels.setUp(chat, 'auto', by)).toMatchObject({
      kind: 'known',
      channel: { key: 'main' },
    });
    const other = { id: -1006, title: 'مرصد ٢' };
    const made = await channels.setUp(other, 'review', by);
    expect(made).toMatchObject({ kind: 'added', channel: { key: 'channel', chat: '-1006' } });
    expect(await channels.setUp(other, 'auto', by)).toMatchObject({ kind: 'known' });
  });

  it('comes back with what it had when it is set up anew', async () => {
    const by = await at.editor('arrange');
    const { channel } = await channels.setUp({ id: -1006, title: 'x' }, 'review', by);
    await channels.change(channel.id, { part: 'media', value: 0 }, by);
    await channels.remove(channel.id, by);
    expect(await channels.change(channel.id, { part: 'media', value: 1 }, by)).toBeUndefined();
    expect(await channels.setUp({ id: -1006, title: 'x' }, 'auto', by)).toMatchObject({
      kind: 'restored',
      channel: { id: channel.id, media: 0, mode: 'auto' },
    });
    const acts = (await at.store.people.acts(2)).map(({ act }) => act);
    expect(acts).toEqual(['channel mode', 'restore channel']);
  });

  it('takes nothing any more once it is removed: neither what waits nor a draft', async () => {
    const by = await at.editor('arrange');
    const { channel } = await channels.setUp({ id: -1006, title: 'x' }, 'auto', by);
    const [main] = await at.store.channels.all();
    const waiting = await queuedPost(at.store);
    const { article } = await at.desk.takeForEditor(articleOf({ section: null }));
    const piece = await draftOn(at, article.id, [main?.id ?? 0, channel.id]);
    await channels.remove(main?.id ?? 0, by);
    expect(await at.store.outbox.ofPost(waiting.id)).toEqual([]);
    const posts = await publish(at, piece, { kind: 'now' });
    expect(posts.map(({ channelId }) => channelId)).toEqual([channel.id]);
  });

  it('is shut out once, until it lets us in', async () => {
    const chat = { id: -1005, username: 'marsad_test' };
    expect(await channels.shutOut(chat)).toMatchObject({ key: 'main' });
    expect(await channels.shutOut(chat)).toBeUndefined();
    expect(await channels.shutOut({ id: -1007 })).toBeUndefined();
    await queuedPost(at.store);
    expect(await at.store.outbox.claim(at.clock.now, 5)).toEqual([]);
    await at.desk.heard(['@marsad_test'], { isOpen: true });
    expect(await at.store.outbox.claim(at.clock.now, 5)).toHaveLength(1);
  });
});
