import { beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { articleOf, newsroomOf, noon, queuedPost, sourceOf } from './made.ts';

onBothDatabases('what is pushed and what changes', (database) => {
  let store: Store;
  let sourceId: number;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
    sourceId = (await store.sources.all())[0]?.id ?? 0;
  });

  const keep = async (changes = {}) => {
    const article = articleOf(changes);
    return store.articles.add(article, await store.articles.addStory(article.title, noon));
  };

  describe('a push', () => {
    const push = (signature: string, whole: 0 | 1 = 0) => ({
      signature,
      url: 'https://m.example/1',
      body: '{}',
      whole,
      receivedAt: noon,
    });

    it('is kept once by its signature, until it is forgotten', async () => {
      const id = (await store.pushes.add(push('aa'))) ?? 0;
      expect(await store.pushes.add(push('aa'))).toBeUndefined();
      expect(await store.pushes.due(noon, 5)).toMatchObject([{ id, state: 'new', attempts: 0 }]);
      const article = await keep();
      await store.pushes.read(id, article.id);
      expect(await store.pushes.due(noon, 5)).toEqual([]);
      expect(await store.pushes.tracesOf(['https://m.example/2'], article.id)).toMatchObject([
        { id, body: '' },
      ]);
      expect(await store.pushes.tracesOf(['https://m.example/1'], null)).toHaveLength(1);
      await store.pushes.forget(noon);
      expect(await store.pushes.add(push('aa'))).toBeUndefined();
      await store.pushes.forget(noon + 1);
      expect(await store.pushes.add(push('aa'))).toBeGreaterThan(id);
    });

    it('that is a whole article goes before addresses', async () => {
      for (const [signature, whole] of [
        ['aa', 0],
        ['bb', 1],
        ['cc', 1],
      ] as const) {
        await store.pushes.add(push(signature, whole));
      }
      const due = await store.pushes.due(noon, 2);
      expect(due.map(({ signature }) => signature)).toEqual(['bb', 'cc']);
    });

    it('that waits is not forgotten, and waits as long as it is told', async () => {
      const id = (await store.pushes.add(push('bb'))) ?? 0;
      const later = { state: 'new', attempts: 1, nextTryAt: noon + 60_000, failure: 'x' } as const;
      await store.pushes.failed(id, later);
      await store.pushes.forget(noon + 1e9);
      expect(await store.pushes.due(noon + 59_999, 5)).toEqual([]);
      expect(await store.pushes.due(noon + 60_000, 5)).toMatchObject([{ id, ...later }]);
    });
  });

  describe('a subscription', () => {
    const names = { callback: 'call-me', secret: 'secret' };
    const lacking = async () => (await store.subscriptions.lacking(5))[0];

    it('is lacking where a source names a hub, until it is wanted; and anew for another', async () => {
      expect(await lacking()).toBeUndefined();
      const hub = { hub: 'https://hub.example/', topic: 'https://shore.example/feed.xml' };
      await store.sources.polled(sourceId, hub);
      expect(await lacking()).toEqual({ sourceId, ...hub });
      await store.subscriptions.want({ sourceId, ...hub, ...names }, noon);
      expect(await lacking()).toBeUndefined();
      expect(await store.subscriptions.toAsk(noon, 5)).toMatchObject([{ state: 'wanted', ...hub }]);
      await store.subscriptions.change(sourceId, { state: 'live', missed: 2, leaseEndsAt: noon });
      await store.sources.polled(sourceId, { topic: 'https://shore.example/other.xml' });
      const other = await lacking();
      if (!other) throw new Error('not lacking');
      await store.subscriptions.want({ ...other, ...names, callback: 'another' }, noon);
      expect(await store.subscriptions.byCallback('call-me')).toBeUndefined();
      expect(await store.subscriptions.byCallback('another')).toMatchObject({
        state: 'wanted',
        missed: 0,
        leaseEndsAt: null,
      });
    });

    it('rests with its source', async () => {
      const hub = { hub: 'https://hub.example/', topic: 'https://shore.example/feed.xml' };
      await store.sources.polled(sourceId, hub);
      await store.subscriptions.want({ sourceId, ...hub, ...names }, noon);
      await store.newsroom.apply(newsroomOf({ sources: [] }), noon);
      expect(await store.subscriptions.toAsk(noon, 5)).toEqual([]);
      expect(await store.subscriptions.byCallback('call-me')).toBeUndefined();
    });
  });

  describe('an article', () => {
    it('keeps each former text, and what it is known by', async () => {
      const first = await keep({ etag: '"a"' });
      await store.articles.revise(first, { ...first, title: 'ثان', url: 'x' }, ['title'], noon + 1);
      const second = await store.articles.find(first.id);
      if (!second) throw new Error('gone');
      expect(second).toMatchObject({ revision: 2, title: 'ثان', url: first.url, etag: '"a"' });
      await store.articles.revise(second, { ...second, title: 'ثالث' }, ['title'], noon + 2);
      expect(await store.articles.revisions(first.id)).toMatchObject([
        { revision: 1, title: first.title, paragraphs: first.paragraphs, replacedAt: noon + 1 },
        { revision: 2, title: 'ثان', kinds: ['title'] },
      ]);
    });

    it('is looked at again by the earlier of two times; a pushed one is not', async () => {
      const [page, pushed] = [await keep(), await keep({ toldBy: 'push' })];
      expect(await store.articles.toCheck(noon + 1e12, 5)).toEqual([]);
      await store.articles.checkBy([page.id, pushed.id], noon + 100);
      await store.articles.checkBy([page.id], noon + 200);
      expect(await store.articles.toCheck(noon + 99, 5)).toEqual([]);
      expect(await store.articles.toCheck(noon + 100, 5)).toMatchObject([{ id: page.id }]);
      await store.articles.checkBy([page.id], noon + 50);
      expect(await store.articles.toCheck(noon + 50, 5)).toHaveLength(1);
      await store.articles.checked(page.id, { checkedAt: noon, nextCheckAt: null });
      expect(await store.articles.toCheck(noon + 1e12, 5)).toEqual([]);
    });
  });

  describe('an entry', () => {
    const entry = (changes = {}) => ({
      sourceId,
      guid: 'g1',
      url: 'https://shore.example/1',
      title: 'خبر',
      publishedAt: null,
      categories: [],
      image: null,
      seenAt: noon,
      state: 'new' as const,
      nextTryAt: noon,
      print: 'p1',
      ...changes,
    });

    it('that its feed changes leads to its article; one without an article changes quietly', async () => {
      await store.entries.add([entry(), entry({ guid: 'g2' })]);
      const [first] = await store.entries.tracesOf(['https://shore.example/1'], null);
      const { id } = await keep();
      await store.entries.read(first?.id ?? 0, id);
      expect(await store.entries.change(sourceId, [entry(), entry({ guid: 'g2' })], noon)).toEqual(
        [],
      );
      const changed = [
        entry({ print: 'p2', title: 'خبر آخر' }),
        entry({ guid: 'g2', print: 'p2', url: 'https://shore.example/2' }),
        entry({ guid: 'g3', print: 'p2' }),
      ];
      expect(await store.entries.change(sourceId, changed, noon)).toEqual([id]);
      expect(await store.entries.change(sourceId, changed, noon)).toEqual([]);
      expect(await store.entries.tracesOf(['https://shore.example/2'], id)).toMatchObject([
        { guid: 'g1', title: 'خبر آخر', state: 'read' },
        { guid: 'g2', state: 'new' },
      ]);
    });

    it('that was seen before prints were kept has not changed for that', async () => {
      await store.entries.add([entry({ print: null })]);
      const [first] = await store.entries.tracesOf(['https://shore.example/1'], null);
      await store.entries.read(first?.id ?? 0, (await keep()).id);
      expect(await store.entries.change(sourceId, [entry()], noon)).toEqual([]);
      expect(await store.entries.change(sourceId, [entry({ print: 'p2' })], noon)).toHaveLength(1);
    });
  });

  describe('a refusal', () => {
    it('names its channel, and is forgotten in time', async () => {
      const post = await queuedPost(store);
      const { articleId, channelId } = post;
      const refusal = { articleId, at: noon, detail: null, postId: null };
      await store.refusals.add([
        { ...refusal, channelId, rule: 'story', postId: post.id },
        { ...refusal, channelId: null, rule: 'max_age', detail: '5' },
      ]);
      expect(await store.refusals.ofArticle(articleId)).toMatchObject([
        { channel: 'main', rule: 'story', postId: post.id },
        { channel: null, rule: 'max_age', detail: '5' },
      ]);
      await store.refusals.forget(noon + 1);
      expect(await store.refusals.ofArticle(articleId)).toEqual([]);
    });
  });

  describe('an imported feed', () => {
    const feed = { name: 'وكالة الجبل', address: 'https://jabal.example/f', section: 'محليات' };

    it('is added once by name and address, survives newsroom.yaml, and comes back', async () => {
      expect(await store.sources.import(feed, noon)).toBe(true);
      expect(await store.sources.import(feed, noon)).toBe(false);
      expect(await store.sources.import({ ...feed, address: 'https://x.example/f' }, noon)).toBe(
        false,
      );
      expect(await store.sources.import({ ...feed, name: 'أخرى' }, noon)).toBe(false);
      await store.newsroom.apply(newsroomOf({ sources: [] }), noon);
      expect(await store.sources.all()).toMatchObject([
        { ...feed, kind: 'feed', origin: 'opml', nextPollAt: noon, lastSuccessAt: null },
      ]);
      const shore = sourceOf();
      expect(
        await store.sources.import(
          { name: shore.name, address: shore.address, section: null },
          noon,
        ),
      ).toBe(true);
      expect(await store.sources.all()).toHaveLength(2);
    });
  });
});
