import { beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../../data/repositories/entries.ts';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon, sourceOf } from './made.ts';

const minute = 60_000;
const hour = 60 * minute;

onBothDatabases('sources', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(
      newsroomOf({
        sources: ['أ', 'ب', 'ج'].map((name) =>
          sourceOf({ name, address: `https://${encodeURIComponent(name)}.example/feed` }),
        ),
      }),
      noon,
    );
  });
  const names = async (ids: readonly { id: number }[]) => {
    const all = new Map((await store.sources.all()).map(({ id, name }) => [id, name]));
    return ids.map(({ id }) => all.get(id)).join('');
  };

  it('are due at their time, those of breaking news first, the longest overdue next', async () => {
    const [a, b, c] = (await store.sources.all()).map(({ id }) => id);
    await store.sources.polled(a ?? 0, { nextPollAt: noon - 5 });
    await store.sources.polled(b ?? 0, { nextPollAt: noon - 9 });
    await store.sources.polled(c ?? 0, { nextPollAt: noon + 1 });
    expect(await names(await store.sources.due(noon, 9))).toBe('بأ');
    await store.newsroom.apply(
      newsroomOf({
        sources: [
          sourceOf({
            name: 'أ',
            address: `https://${encodeURIComponent('أ')}.example/feed`,
            breaking: true,
          }),
          sourceOf({ name: 'ب', address: `https://${encodeURIComponent('ب')}.example/feed` }),
        ],
      }),
      noon,
    );
    expect(await names(await store.sources.due(noon + 1, 9))).toBe('أب');
    expect(await names(await store.sources.due(noon + 1, 1))).toBe('أ');
  });

  it('are due when their time lies farther ahead than any wait: the clock was set back', async () => {
    for (const { id } of await store.sources.all()) {
      await store.sources.polled(id, { nextPollAt: noon + hour });
    }
    expect(await store.sources.due(noon, 9)).toHaveLength(0);
    expect(await store.sources.due(noon - 2 * minute, 9)).toHaveLength(3);
    await store.sources.clockSetBack(40 * minute, noon - 40 * minute);
    expect(await store.sources.due(noon + 20 * minute - 1, 9)).toHaveLength(0);
    expect(await store.sources.due(noon + 20 * minute, 9)).toHaveLength(3);
  });

  const offer = {
    kind: 'feed',
    address: 'https://marsa.example/feed',
    name: 'مرسى',
    hub: 'https://hub.example/',
    topic: null,
  } as const;

  it('are added from an offer, once a name, and taken back', async () => {
    const [kept] = await store.sources.offer([offer], noon, noon - hour);
    expect(await store.sources.offered(kept?.id ?? 0)).toMatchObject(offer);
    const added = await store.sources.add(offer, noon);
    expect(added).toMatchObject({ ...offer, origin: 'telegram', backfill: 0, nextPollAt: noon });
    expect(await store.sources.add(offer, noon)).toBeUndefined();
    expect(await store.sources.byAddress(offer.address)).toMatchObject({ id: added?.id });
    // What editors add stays through newsroom.yaml, and is written back by export.
    await store.newsroom.apply(newsroomOf({ sources: [] }), noon);
    expect(await store.newsroom.export()).toMatchObject({ sources: [{ name: 'مرسى' }] });

    const id = added?.id ?? 0;
    await store.sources.polled(id, { lastSuccessAt: noon, etag: '"x"' });
    expect(await store.sources.remove(id, noon)).toBe(true);
    expect(await store.sources.remove(id, noon)).toBe(false);
    expect(await store.sources.byAddress(offer.address)).toBeUndefined();
    const again = await store.sources.add(offer, noon + hour);
    expect(again).toMatchObject({ id, etag: null, lastSuccessAt: null, nextPollAt: noon + hour });
  });

  it('of newsroom.yaml are not taken away in Telegram', async () => {
    const [source] = await store.sources.all();
    expect(await store.sources.remove(source?.id ?? 0, noon)).toBe(false);
    expect(await store.sources.count()).toBe(3);
    expect(await names(await store.sources.page(2, 1))).toBe('بج');
  });

  it('forget old offers', async () => {
    const [old] = await store.sources.offer([offer], noon, noon);
    const [fresh] = await store.sources.offer([offer], noon + hour, noon + minute);
    expect(await store.sources.offered(old?.id ?? 0)).toBeUndefined();
    expect(await store.sources.offered(fresh?.id ?? 0)).toBeDefined();
  });

  describe('and their entries', () => {
    const entry = (n: number, changes: Partial<NewEntry> = {}): NewEntry => ({
      sourceId: 1,
      guid: `g${n}`,
      url: `https://shore.example/${n}`,
      title: `خبر ${n}`,
      publishedAt: noon + n,
      categories: [],
      image: null,
      seenAt: noon + n,
      state: 'new',
      nextTryAt: noon,
      hold: null,
      ...changes,
    });

    it('are known by guid or address, within their source', async () => {
      const many = Array.from({ length: 1_200 }, (_, n) => entry(n));
      expect(await store.entries.add(many)).toBe(1_200);
      expect(await store.entries.add(many)).toBe(0);
      const asked = [
        { guid: 'g7', url: 'https://shore.example/moved' },
        { guid: 'renamed', url: 'https://shore.example/1199' },
        { guid: 'g9999', url: 'https://shore.example/9999' },
      ];
      const known = await store.entries.known(1, asked);
      expect([...known.guids].toSorted()).toEqual(['g1199', 'g7']);
      expect(known.urls.has('https://shore.example/1199')).toBe(true);
      expect(await store.entries.known(2, asked)).toEqual({ guids: new Set(), urls: new Set() });
    });

    it('tell what a source has shown lately, and how much in a day', async () => {
      await store.entries.add([
        entry(1, { state: 'baseline' }),
        entry(2, { hold: 'old' }),
        entry(3),
        entry(4, { sourceId: 2 }),
      ]);
      const recent = await store.entries.recent(1, 2);
      expect(recent.map(({ seenAt }) => seenAt - noon)).toEqual([3, 2]);
      expect(await store.entries.firstSeenAt(1)).toBe(noon + 1);
      expect(await store.entries.firstSeenAt(3)).toBeUndefined();
      expect(await store.entries.countSince(noon)).toEqual(
        new Map([
          [1, 2],
          [2, 1],
        ]),
      );
      expect(await store.entries.countSince(noon + 4)).toEqual(new Map([[2, 1]]));
    });

    it('are due again when the clock was set back', async () => {
      await store.entries.add([entry(1, { nextTryAt: noon + hour })]);
      expect(await store.entries.due(noon, 5)).toHaveLength(0);
      expect(await store.entries.due(noon - 2 * hour, 5)).toHaveLength(1);
      await store.entries.clockSetBack(hour, noon - minute);
      expect(await store.entries.due(noon, 5)).toHaveLength(1);
    });
  });
});
