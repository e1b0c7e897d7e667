import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { channelOf, newsroomOf, noon, sourceOf } from './made.ts';

onBothDatabases('the newsroom', (database) => {
  let store: Store;
  beforeEach(() => {
    store = createStore(database().db);
  });

  it('comes out as it went in, and applied twice changes nothing', async () => {
    const wanted = newsroomOf({
      logo: 'logo.png',
      colours: { accent: '#f2b134' },
      breakingTags: ['متابعة خاصة'],
      clicks: { durable: true, singleDays: 14, hourlyDays: 400 },
      sources: [
        sourceOf({
          sections: ['سياسة'],
          words: ['ميناء'],
          notWords: ['إعلان'],
          maxAgeMs: 86_400_000,
        }),
      ],
      channels: [
        channelOf({
          slots: ['07:30'],
          sections: ['سياسة'],
          authors: ['سالم باعباد'],
          words: ['ميناء', 'كأس العالم'],
          notWords: ['إعلان'],
          maxAgeMs: 3_600_000,
          everySource: true,
          threadId: 12,
          dotted: 'keep',
          quietMode: 'silent',
          gapMs: 300_000,
          perHour: 6,
          lateMs: 5_400_000,
          pinMs: 10_800_000,
          silent: true,
          protect: true,
          preview: 'small',
          digest: '21:00',
          related: true,
          readCount: true,
        }),
        channelOf({
          key: 'b',
          edits: 'new',
          media: false,
          rich: true,
          utm: true,
          template: 'رياضة',
        }),
      ],
      paidBroadcast: true,
      templates: { رياضة: '<b>{العنوان}</b>\n\n{الملخص}', قصير: '{العنوان}' },
    });
    await store.newsroom.apply(wanted, noon);
    expect(await store.newsroom.export()).toEqual(wanted);
    const all = async () => [
      await store.sources.all(),
      await store.channels.all(),
      await store.templates.all(),
    ];
    const before = await all();
    await store.newsroom.apply(wanted, noon + 1_000);
    expect(await all()).toEqual(before);
  });

  it('retires what has left the file, and takes it back when it returns', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    await store.newsroom.apply(newsroomOf({ sources: [], channels: [], editors: [] }), noon);
    expect(await store.sources.all()).toEqual([]);
    expect(await store.channels.all()).toEqual([]);
    expect(await store.people.roleOf(1001)).toBeUndefined();
    await store.newsroom.apply(newsroomOf(), noon);
    expect(await store.channels.all()).toHaveLength(1);
    expect(await store.people.roleOf(1001)).toBe('owner');
  });

  it('is changed part by part, each with a note of what it was', async () => {
    const by = { editorId: 1001, at: noon };
    await store.newsroom.apply(newsroomOf(), noon);
    const was = await store.newsroom.export();
    const x = 'https://x.example/marsad';
    const changes = [
      { part: 'name', value: 'مرصد الساحل' },
      { part: 'timezone', value: 'Africa/Cairo' },
      { part: 'deskLanguage', value: 'en' },
      { part: 'follow:x', value: x },
      { part: 'follow:youtube', value: null },
      { part: 'desk chat', value: '-1005' },
    ] as const;
    const made: number[] = [];
    for (const change of changes) made.push((await store.newsroom.change(change, by)).id ?? 0);
    expect(await store.newsroom.export()).toEqual({
      ...was,
      name: 'مرصد الساحل',
      timezone: 'Africa/Cairo',
      deskLanguage: 'en',
      follow: { x },
    });
    expect(await store.settings.get('desk chat')).toBe('-1005');
    for (const change of made) {
      const before = await store.newsroom.before(change);
      if (before) await store.newsroom.change(before, by);
    }
    expect(await store.newsroom.export()).toEqual(was);
    expect(await store.settings.get('desk chat')).toBeUndefined();
  });

  it('is changed once by what is said twice', async () => {
    await store.newsroom.apply(newsroomOf({ name: 'أ' }), noon);
    const by = { editorId: 1001, at: noon };
    const same = await store.newsroom.change({ part: 'name', value: 'أ' }, by);
    expect(same).toEqual({ id: undefined, isNew: false });
    const first = await store.newsroom.change({ part: 'name', value: 'ب' }, by);
    const again = await store.newsroom.change({ part: 'name', value: 'ب' }, by);
    expect(again).toEqual({ id: first.id, isNew: false });
    expect(await store.newsroom.before(first.id ?? 0)).toEqual({ part: 'name', value: 'أ' });
  });

  it('does not go back over a later change', async () => {
    const by = { editorId: 1001, at: noon };
    // Before any newsroom.yaml was applied, too.
    const { id: first = 0 } = await store.newsroom.change({ part: 'name', value: 'أ' }, by);
    await store.newsroom.change({ part: 'name', value: 'ب' }, by);
    expect(await store.newsroom.before(first)).toBeUndefined();
    expect(await store.newsroom.before(99)).toBeUndefined();
    expect(await store.newsroom.masthead()).toMatchObject({ name: 'ب', deskLanguage: 'ar' });
  });

  it('moves its desk with a group that becomes a supergroup, and no other', async () => {
    await store.settings.set('desk chat', '-5');
    await store.newsroom.migrateDesk('-6', '-1006');
    expect(await store.settings.get('desk chat')).toBe('-5');
    await store.newsroom.migrateDesk('-5', '-1005');
    expect(await store.settings.get('desk chat')).toBe('-1005');
  });

  it('leaves the owner of the environment alone', async () => {
    await store.people.ensureOwner(77);
    await store.newsroom.apply(newsroomOf(), noon);
    expect(await store.people.owners()).toEqual([77, 1001]);
  });

  it('forgets the ETag of a source that has moved, and looks at it at once', async () => {
    await store.newsroom.apply(newsroomOf(), noon);
    const [source] = await store.sources.all();
    await store.sources.polled(source?.id ?? 0, {
      etag: '"a"',
      bodyHash: 'x',
      lastSuccessAt: noon,
      nextPollAt: noon + 60_000,
    });
    await store.newsroom.apply(newsroomOf(), noon);
    expect(await store.sources.all()).toMatchObject([{ etag: '"a"', nextPollAt: noon + 60_000 }]);
    const moved = newsroomOf({ sources: [sourceOf({ address: 'https://new.example/feed' })] });
    await store.newsroom.apply(moved, noon + 5);
    // Its first fetch there is a baseline again.
    expect(await store.sources.all()).toMatchObject([
      { etag: null, bodyHash: null, lastSuccessAt: null, nextPollAt: noon + 5 },
    ]);
  });

  it('keeps a group at its new id, although the file still tells the one from before', async () => {
    const [moved, other] = [
      channelOf({ key: 'moved', chat: '-41' }),
      channelOf({ key: 'other', chat: '-42' }),
    ];
    await store.newsroom.apply(newsroomOf({ channels: [moved, other] }), noon);
    await store.channels.migrate('-41', '-1009');
    await store.newsroom.apply(newsroomOf({ name: 'مرصد آخر', channels: [moved, other] }), noon);
    expect((await store.channels.all()).map(({ chat }) => chat)).toEqual(['-1009', '-42']);
    const told = channelOf({ key: 'moved', chat: '-1010' });
    await store.newsroom.apply(newsroomOf({ channels: [told, other] }), noon);
    expect((await store.channels.all()).map(({ chat }) => chat)).toEqual(['-1010', '-42']);
  });
});
