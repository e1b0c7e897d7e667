import { expect, it } from 'vitest';
import { createStore } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('search', (database) => {
  const add = async (...lists: string[][]) => {
    const store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
    const ids: number[] = [];
    for (const terms of lists) {
      const post = await queuedPost(store);
      await store.posts.move(post.id, ['queued'], { state: 'published', publishedAt: noon });
      if (terms.length > 0) await store.search.put(post.articleId, terms);
      ids.push(post.articleId);
    }
    return { search: store.search, ids };
  };

  it('finds the newest articles that hold every term, the last as a beginning', async () => {
    const { search, ids } = await add(['ميناء', 'قمح'], ['ميناء', 'مكلا'], ['مكلا', 'قمحاء']);
    expect(await search.find(['ميناء'], 5)).toEqual([ids[1], ids[0]]);
    expect(await search.find(['قمح'], 5)).toEqual([ids[2], ids[0]]);
    expect(await search.find(['مكلا', 'مين'], 5)).toEqual([ids[1]]);
    expect(await search.find(['ميناء'], 1, 1)).toEqual([ids[0]]);
    expect(await search.find(['سفن'], 5)).toEqual([]);
    expect(await search.find([], 5)).toEqual([]);
  });

  it('finds an article by what it says now, and not by what it said', async () => {
    const { search, ids } = await add(['ميناء']);
    await search.put(ids[0] ?? 0, ['مطار']);
    expect(await search.find(['ميناء'], 5)).toEqual([]);
    expect(await search.find(['مطار'], 5)).toEqual(ids);
  });

  it('tells which articles it lacks', async () => {
    const { search, ids } = await add(['ميناء'], [], []);
    expect(await search.missing(1)).toEqual([ids[1]]);
    expect(await search.missing(5)).toEqual(ids.slice(1));
  });
});
