/** Posts that stand in channels: how they look, where they are, what editors changed and took back. */
import { beforeEach, expect, it } from 'vitest';
import type { Shown } from '../../data/repositories/posts.ts';
import { messageIdsOf, shownOf } from '../../data/repositories/posts.ts';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { articleOf, channelOf, newsroomOf, noon, queuedPost } from './made.ts';

const shown: Shown = {
  form: 'photo',
  rung: 'address',
  picture: 'https://m.example/a.jpg',
  first: 'عنوان',
  textHash: 'a',
  keyboardHash: 'b',
};

onBothDatabases('posts that stand in channels', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    const channels = [channelOf(), channelOf({ key: 'b', chat: '-1001234567890', threadId: 12 })];
    await store.newsroom.apply(newsroomOf({ channels }), noon);
  });

  async function published(messageIds: readonly number[]) {
    const { id, articleId } = await queuedPost(store);
    await store.posts.move(id, ['queued'], {
      state: 'published',
      messageId: messageIds[0] ?? null,
      messageIds: JSON.stringify(messageIds),
    });
    return { id, articleId };
  }
  const find = async (id: number) => {
    const post = await store.posts.find(id);
    if (!post) throw new Error(`no post ${id}`);
    return post;
  };

  it('note their messages and how they look', async () => {
    const { id } = await published([5, 6, 7]);
    await store.posts.note(id, shown);
    const post = await find(id);
    expect(messageIdsOf(post)).toEqual([5, 6, 7]);
    expect(shownOf(post)).toEqual(shown);
    const fresh = await find((await queuedPost(store)).id);
    expect([messageIdsOf(fresh), shownOf(fresh)]).toEqual([[], undefined]);
  });

  it('are found by any message of theirs, whatever case their channel is written in', async () => {
    const early = await published([5, 6, 7]);
    const late = await published([12]);
    const byMessage = async (chat: string, message: number) =>
      (await store.posts.byMessage([chat], message))?.id;
    expect(await byMessage('@Marsad_Test', 5)).toBe(early.id);
    expect(await byMessage('@marsad_test', 7)).toBe(early.id);
    expect(await byMessage('@marsad_test', 8)).toBeUndefined();
    expect(await byMessage('@marsad_test', 12)).toBe(late.id);
    expect(await byMessage('@marsad_other', 12)).toBeUndefined();
    expect((await store.posts.byMessage(['-100', '@marsad_test'], 12))?.id).toBe(late.id);
  });

  it('are found in any topic of their chat', async () => {
    const topic = channelOf({ key: 'c', chat: '-1001234567890', threadId: 34 });
    const channels = [channelOf({ key: 'b', chat: '-1001234567890', threadId: 12 }), topic];
    await store.newsroom.apply(newsroomOf({ channels }), noon);
    const [first, second] = await store.channels.all();
    const inTopic = async (channelId: number | undefined, messageId: number) => {
      const article = await store.articles.add(
        articleOf(),
        await store.articles.addStory('', noon),
      );
      const post = await store.posts.add({
        articleId: article.id,
        channelId: channelId ?? 0,
        edition: 1,
        state: 'published',
        breaking: 0,
        dueAt: noon,
        createdBy: null,
        createdAt: noon,
      });
      const messageIds = JSON.stringify([messageId, messageId + 1]);
      const id = post?.id ?? 0;
      await store.posts.move(id, ['published'], { state: 'published', messageId, messageIds });
      return id;
    };
    const early = await inTopic(second?.id, 5);
    const late = await inTopic(first?.id, 9);
    const at = async (message: number) =>
      (await store.posts.byMessage(['-1001234567890'], message))?.id;
    expect([await at(5), await at(6), await at(9), await at(10)]).toEqual([
      early,
      early,
      late,
      late,
    ]);
    expect(await at(7)).toBeUndefined();
  });

  it('tell a story on their channel, the first of them while it is not taken back', async () => {
    const { id, articleId } = await queuedPost(store);
    const { storyId = 0 } = (await store.articles.find(articleId)) ?? {};
    const { channelId } = await find(id);
    const again = await store.posts.add({
      ...{ articleId, channelId, edition: 2, state: 'queued', breaking: 0 },
      ...{ dueAt: noon, createdBy: null, createdAt: noon },
    });
    expect(await store.posts.storyOnChannel(storyId, channelId)).toBe(id);
    expect(await store.posts.storyOnChannel(storyId, channelId + 1)).toBeUndefined();
    await store.posts.move(id, ['queued'], { state: 'retracted' });
    expect(await store.posts.storyOnChannel(storyId, channelId)).toBe(again?.id);
  });

  it('are known by when they came out, as long as they stand', async () => {
    const early = await published([5]);
    const late = await published([6]);
    const lost = await published([7]);
    await queuedPost(store);
    for (const [{ id }, at] of [
      [late, noon + 2],
      [lost, noon + 3],
      [early, noon + 1],
    ] as const) {
      await store.posts.move(id, ['published'], { state: 'published', publishedAt: at });
    }
    await store.posts.lose(lost.id, noon, 'deleted');
    const ids = async (limit: number) => (await store.posts.lastOut(limit)).map(({ id }) => id);
    expect(await ids(9)).toEqual([late.id, early.id]);
    expect(await ids(1)).toEqual([late.id]);
  });

  it('are found by their short links', async () => {
    const { id, articleId } = await published([5]);
    const post = await find(id);
    let made = 0;
    const slugs = await store.links.ensure(
      { id, channelId: post.channelId },
      [{ button: 'read', target: 'https://m.example/1' }],
      { now: noon, newSlug: () => `aaaaaa${made++}` },
    );
    expect(await store.posts.byLink(slugs.get('read') ?? '')).toMatchObject({ id, articleId });
    expect(await store.posts.byLink('bbbbbbb')).toBeUndefined();
  });

  it('are listed by article, the newest first, those taken back left out', async () => {
    const first = await published([1]);
    const second = await published([2]);
    await store.posts.move((await published([3])).id, ['published'], { state: 'retracted' });
    const [channel] = await store.channels.all();
    const again = await store.posts.add({
      articleId: first.articleId,
      channelId: channel?.id ?? 0,
      edition: 2,
      state: 'queued',
      breaking: 0,
      dueAt: noon,
      createdBy: null,
      createdAt: noon,
    });
    expect((await store.posts.latest(10)).map(({ id }) => id)).toEqual([again?.id, second.id]);
    expect(await store.posts.latest(1)).toHaveLength(1);
  });

  it('are lost once', async () => {
    const { id } = await published([1]);
    expect(await store.posts.lose(id, noon, 'message to edit not found')).toBe(true);
    expect(await store.posts.lose(id, noon + 1, 'again')).toBe(false);
    expect(await find(id)).toMatchObject({ lostAt: noon, failure: 'message to edit not found' });
  });

  it('are taken back once, unless that failed', async () => {
    const { id, articleId } = await published([1]);
    const wish = { articleId, reason: null, chat: '1001', createdBy: 1001, createdAt: noon };
    const [first, second] = [await store.retractions.add(wish), await store.retractions.add(wish)];
    expect(await store.posts.retract(id, first)).toBe(true);
    expect(await store.posts.retract(id, second)).toBe(false);
    await store.posts.settleRetraction(id, 'impossible', 'kicked');
    expect(await find(id)).toMatchObject({ state: 'published', failure: 'kicked' });
    expect(await store.posts.retract(id, second)).toBe(true);
    await store.posts.settleRetraction(id, 'deleted');
    await store.posts.settleRetraction(id, 'impossible', 'too late');
    expect(await find(id)).toMatchObject({ state: 'retracted', retraction: 'deleted' });
  });

  it('tell a retraction once, when its last post is settled', async () => {
    const posts = [await published([1]), await published([2])];
    const retraction = await store.retractions.add({
      articleId: posts[0]?.articleId ?? 0,
      reason: 'خطأ',
      chat: '1001',
      createdBy: 1001,
      createdAt: noon,
    });
    for (const { id } of posts) await store.posts.retract(id, retraction);
    await store.posts.settleRetraction(posts[0]?.id ?? 0, 'deleted');
    expect(await store.retractions.takeSettled(retraction, noon)).toBeUndefined();
    await store.posts.settleRetraction(posts[1]?.id ?? 0, 'corrected');
    expect(await store.retractions.takeSettled(retraction, noon)).toMatchObject({ reason: 'خطأ' });
    expect(await store.retractions.takeSettled(retraction, noon)).toBeUndefined();
    const told = await store.posts.ofRetraction(retraction);
    expect(told.map((post) => post.retraction)).toEqual(['deleted', 'corrected']);
  });

  it('show the last words of an editor that were not undone', async () => {
    const { id, articleId } = await published([1]);
    const other = await published([2]);
    const say = (text: string, part: 'headline' | 'summary' = 'headline') =>
      store.amendments.add({
        articleId,
        posts: [id],
        part,
        text,
        createdBy: 1001,
        createdAt: noon,
      });
    const words = () => store.amendments.of({ id, articleId });
    expect(await words()).toEqual({});
    await say('أول');
    const second = await say('ثان');
    await say('ملخص', 'summary');
    expect(await words()).toEqual({ headline: 'ثان', summary: 'ملخص' });
    expect(await store.amendments.undo(second, noon)).toEqual({ articleId, posts: [id] });
    expect(await store.amendments.undo(second, noon)).toBeUndefined();
    expect(await words()).toEqual({ headline: 'أول', summary: 'ملخص' });
    expect(await store.amendments.of({ id: other.id, articleId })).toEqual({});
  });

  it('are waited for by one edit', async () => {
    const { id } = await published([1]);
    expect(await store.outbox.awaits(id, 'edit')).toBe(false);
    await store.outbox.add({
      postId: id,
      chat: '@marsad_test',
      threadId: null,
      kind: 'edit',
      lane: 2,
      payload: null,
      dueAt: noon,
      createdAt: noon,
    });
    expect(await store.outbox.awaits(id, 'edit')).toBe(true);
    expect(await store.outbox.awaits(id, 'delete')).toBe(false);
  });

  it('belong to channels that are known by address, a topic by its own', async () => {
    const key = async (chat: string, threadId: number | null) =>
      (await store.channels.byAddress(chat, threadId))?.key;
    expect(await key('@marsad_test', null)).toBe('main');
    expect(await key('-1001234567890', 12)).toBe('b');
    expect(await key('-1001234567890', null)).toBeUndefined();
  });
});
