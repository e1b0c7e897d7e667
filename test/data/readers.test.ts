import { expect, it } from 'vitest';
import { createStore } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('readers', (database) => {
  const open = () => createStore(database().db);

  it('keep where they came from first, and return as they were', async () => {
    const { readers } = open();
    await readers.subscribe(7, 'p12', 1);
    await readers.wish(7, { evening: 0, quiet: null });
    await readers.unreachable(7, 2);
    expect(await readers.count()).toBe(0);
    await readers.subscribe(7, 'p99', 3);
    expect(await readers.count()).toBe(1);
    expect(await readers.find(7)).toEqual({
      id: 7,
      cameFrom: 'p12',
      startedAt: 1,
      stoppedAt: null,
      alerts: 1,
      morning: 0,
      evening: 0,
      quiet: null,
      hasStarted: 1,
    });
  });

  it('who were met in passing get what /start promises once they say it, unless they chose', async () => {
    const { readers } = open();
    for (const id of [8, 9]) await readers.meet(id, 1);
    expect(await readers.find(8)).toMatchObject({ alerts: 0, evening: 0 });
    await readers.wish(9, { morning: 1 });
    for (const id of [8, 9]) await readers.subscribe(id, 'p12', 2);
    expect(await readers.find(8)).toMatchObject({ alerts: 1, evening: 1, cameFrom: 'p12' });
    expect(await readers.find(9)).toMatchObject({
      alerts: 0,
      morning: 1,
      evening: 0,
      cameFrom: null,
    });
  });

  it('follow a topic once, and leave it', async () => {
    const { readers } = open();
    await readers.subscribe(7, null, 1);
    const topic = { subscriberId: 7, kind: 'word', name: 'حضرموت', key: 'حضرموت' } as const;
    await readers.follow(topic);
    await readers.follow(topic);
    await readers.follow({ ...topic, kind: 'section', name: 'رياضة', key: 'رياضه' });
    expect((await readers.interests(7)).map(({ name }) => name)).toEqual(['رياضة', 'حضرموت']);
    await readers.unfollow(7, 'word', 'حضرموت');
    expect(await readers.interests(7)).toHaveLength(1);
  });

  it('get nothing by themselves before they say /start, and are reached once they wish again', async () => {
    const { readers } = open();
    await readers.meet(8, 1);
    expect(await readers.find(8)).toMatchObject({ alerts: 0, morning: 0, evening: 0 });
    await readers.subscribe(7, null, 1);
    await readers.meet(7, 2);
    expect(await readers.find(7)).toMatchObject({ alerts: 1, evening: 1, startedAt: 1 });
    for (const returns of [
      () => readers.wish(7, { morning: 1 }),
      () => readers.meet(7, 3),
      () => readers.reachable(7),
    ]) {
      await readers.unreachable(7, 2);
      await returns();
      expect((await readers.find(7))?.stoppedAt).toBeNull();
    }
  });

  it('save articles, and are erased with all that is theirs', async () => {
    const store = open();
    await store.newsroom.apply(newsroomOf(), noon);
    const ids: number[] = [];
    const posts: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { id, articleId } = await queuedPost(store);
      await store.posts.move(id, ['queued'], { state: 'published', publishedAt: noon });
      ids.push(articleId);
      posts.push(id);
    }
    await store.readers.subscribe(7, null, 1);
    for (const [at, id] of ids.entries()) await store.readers.save(7, id, at);
    await store.readers.save(7, ids[0] ?? 0, 9);
    expect(await store.readers.saved(7, 2)).toEqual([ids[2], ids[1]]);
    await store.readers.unsave(7, ids[2] ?? 0);
    expect(await store.readers.saved(7, 5)).toEqual([ids[1], ids[0]]);
    await store.posts.move(posts[1] ?? 0, ['published'], { state: 'retracted' });
    expect(await store.readers.saved(7, 5)).toEqual([ids[0]]);
    await store.readers.follow({ subscriberId: 7, kind: 'word', name: 'ب', key: 'ب' });
    await store.readers.erase(7);
    expect(await store.readers.find(7)).toBeUndefined();
    expect(await store.readers.saved(7, 5)).toEqual([]);
    expect(await store.readers.interests(7)).toEqual([]);
  });

  it('are shown what was published, an article once, the last first', async () => {
    const store = open();
    await store.newsroom.apply(newsroomOf(), noon);
    const posts = [await queuedPost(store), await queuedPost(store), await queuedPost(store)];
    for (const [index, post] of posts.slice(0, 2).entries()) {
      await store.posts.move(post.id, ['queued'], {
        state: 'published',
        publishedAt: noon + index,
      });
    }
    const [first, second] = posts.map(({ articleId }) => articleId);
    expect(await store.readers.published(noon, 5)).toEqual([second, first]);
    expect(await store.readers.published(noon + 1, 5)).toEqual([second]);
    expect(await store.readers.published(noon, 1, 1)).toEqual([first]);
  });
});
