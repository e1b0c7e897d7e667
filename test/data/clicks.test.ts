import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../data/database.ts';
import { clicks, exclusions } from '../../data/repositories/clicks.ts';
import { addChannel, addLinks, addPost, addSource } from '../clicks/rows.ts';
import { onBothDatabases } from './backends.ts';

const BEGINNING = { segment: 0, position: 0 };

const HOUR = 3_600_000;

/** Stores visits, `at` so many hours since 1970, as a drained log would. */
async function visits(db: Db, rows: { linkId: number; at?: number; by: number; not?: number }[]) {
  const repository = clicks(db);
  const from = await repository.progress();
  await repository.apply({
    from,
    to: { segment: 1, position: from.position + 1 },
    clicks: rows.map(({ linkId, at = 100, by, not = 0 }) => ({
      linkId,
      at: at * HOUR,
      visitor: by,
      excluded: not,
    })),
    dropped: 0,
  });
}

const storedClicks = (db: Db) =>
  db.selectFrom('click').select(['linkId', 'at', 'visitor', 'excluded']).orderBy('id').execute();

onBothDatabases('clicks', (database) => {
  describe('of the log', () => {
    it('start at the beginning', async () => {
      expect(await clicks(database().db).progress()).toEqual({ ...BEGINNING, dropped: 0 });
    });

    it('are stored with the position, the largest visitor number exactly', async () => {
      const { db } = database();
      const click = { linkId: 1, at: 1_795_000_000_000, visitor: 2 ** 52 - 1, excluded: 0 };
      const to = { segment: 3, position: 40 };
      const batch = { from: BEGINNING, to, clicks: [click], dropped: 2 };
      expect(await clicks(db).apply(batch)).toBe(true);
      expect(await clicks(db).progress()).toEqual({ ...to, dropped: 2 });
      expect(await storedClicks(db)).toEqual([click]);
    });

    it('are not stored again when the log has gone on from there', async () => {
      const { db } = database();
      const click = { linkId: 1, at: 1, visitor: 1, excluded: 0 };
      const batch = {
        from: BEGINNING,
        to: { segment: 1, position: 9 },
        clicks: [click],
        dropped: 1,
      };
      await clicks(db).apply(batch);
      expect(await clicks(db).apply(batch)).toBe(false);
      expect(await clicks(db).progress()).toMatchObject({ position: 9, dropped: 1 });
      expect(await storedClicks(db)).toHaveLength(1);
    });

    it('leave nothing behind when one of them cannot be stored', async () => {
      const { db } = database();
      const click = { linkId: 1, at: 1, visitor: 1, excluded: 0 };
      const broken = { ...click, at: null as unknown as number };
      const to = { segment: 1, position: 9 };
      const batch = { from: BEGINNING, to, clicks: [click, broken], dropped: 0 };
      await expect(clicks(db).apply(batch)).rejects.toThrow();
      expect(await clicks(db).progress()).toMatchObject(BEGINNING);
      expect(await storedClicks(db)).toEqual([]);
      expect(await clicks(db).totals({})).toEqual([]);
    });

    it('fit one transaction by the thousand', async () => {
      const { db } = database();
      const many = Array.from({ length: 4_001 }, (_, index) => ({ linkId: 1, by: index }));
      await visits(db, many);
      expect(await clicks(db).totals({})).toMatchObject([{ visits: 4_001, visitors: 4_001 }]);
    });
  });

  describe('salts', () => {
    it('stay as they were first kept, one a day', async () => {
      const repository = clicks(database().db);
      expect(await repository.keepSalt(20_000, 'first')).toBe('first');
      expect(await repository.keepSalt(20_000, 'second')).toBe('first');
      expect(await repository.keepSalt(20_001, 'third')).toBe('third');
    });

    it('are deleted with their days', async () => {
      const { db } = database();
      for (const day of [1, 2, 3]) await clicks(db).keepSalt(day, `salt ${day}`);
      await clicks(db).forgetSaltsBefore(3);
      expect(await db.selectFrom('visitorSalt').selectAll().execute()).toEqual([
        { day: 3, salt: 'salt 3' },
      ]);
    });
  });

  describe('asked about', () => {
    let posts: number[];
    let read: number[];
    let youtube: number;
    let channel: number;

    beforeEach(async () => {
      const { db } = database();
      const main = await addChannel(db, 'main');
      const sport = await addChannel(db, 'sport');
      const sourceId = await addSource(db, 'وكالة المرفأ');
      channel = main;
      posts = [
        await addPost(db, { channelId: main, sourceId, source: 'المرفأ', title: 'الأول' }),
        await addPost(db, { channelId: main, source: 'صحيفة الميناء', title: 'الثاني' }),
        await addPost(db, { channelId: sport, title: 'الثالث', publishedAt: null }),
      ];
      const [first = 0, second = 0, third = 0] = posts;
      const a = await addLinks(
        db,
        { id: first, channelId: main },
        { read: 'aaaaaa1', 'follow:youtube': 'aaaaaa2' },
      );
      const b = await addLinks(db, { id: second, channelId: main }, { read: 'bbbbbb1' });
      const c = await addLinks(db, { id: third, channelId: sport }, { read: 'cccccc1' });
      read = [a, b, c].map((links) => links.get('read') ?? 0);
      youtube = a.get('follow:youtube') ?? 0;
      await visits(db, [
        { linkId: read[0] ?? 0, by: 1, at: 100 },
        { linkId: read[0] ?? 0, by: 1, at: 200 },
        { linkId: youtube, by: 2, at: 200 },
        { linkId: read[0] ?? 0, by: 9, at: 200, not: exclusions.crawler },
        { linkId: read[1] ?? 0, by: 1, at: 300 },
      ]);
    });

    const people = { exclusion: null };

    it('all of them, in a range that includes its start and not its end', async () => {
      const repository = clicks(database().db);
      expect(await repository.totals({})).toEqual(
        expect.arrayContaining([
          { key: null, ...people, visits: 4, visitors: 2 },
          { key: null, exclusion: 'crawler', visits: 1, visitors: 0 },
        ]),
      );
      expect(await repository.totals({ from: 100 * HOUR, to: 200 * HOUR })).toEqual([
        { key: null, ...people, visits: 1, visitors: 1 },
      ]);
      // An hour belongs to the range that its beginning lies in.
      expect(await repository.totals({ from: 99.5 * HOUR, to: 100.5 * HOUR })).toHaveLength(1);
      expect(await repository.totals({ from: 100.5 * HOUR, to: 200 * HOUR })).toEqual([]);
    });

    it('posts', async () => {
      const repository = clicks(database().db);
      expect(await repository.byPost({})).toHaveLength(3);
      expect(await repository.byPost({}, posts[0])).toEqual(
        expect.arrayContaining([
          { key: posts[0], ...people, visits: 3, visitors: 2 },
          { key: posts[0], exclusion: 'crawler', visits: 1, visitors: 0 },
        ]),
      );
      expect(await repository.byPost({ from: 300 * HOUR })).toEqual([
        { key: posts[1], ...people, visits: 1, visitors: 1 },
      ]);
    });

    it('channels, each visitor once a day on each', async () => {
      const repository = clicks(database().db);
      const all = await repository.byChannel({});
      expect(all).toEqual(
        expect.arrayContaining([{ key: 'main', ...people, visits: 4, visitors: 2 }]),
      );
      const ofMain = all.filter(({ key }) => key === 'main');
      expect(new Set(await repository.byChannel({}, channel))).toEqual(new Set(ofMain));
      expect(await repository.byChannel({}, channel + 1_000)).toEqual([]);
    });

    it('the hours of a post or a channel', async () => {
      const repository = clicks(database().db);
      expect(await repository.hours('post', posts[0] ?? 0, {})).toEqual([
        { at: 100 * HOUR, clicks: 1, visitors: 1 },
        { at: 200 * HOUR, clicks: 2, visitors: 1 },
      ]);
      expect(await repository.hours('channel', channel, { from: 200 * HOUR })).toEqual([
        { at: 200 * HOUR, clicks: 2, visitors: 1 },
        { at: 300 * HOUR, clicks: 1, visitors: 0 },
      ]);
      expect(await repository.firstHour()).toBe(100 * HOUR);
    });

    it('sources, by the source that the page names where we have none', async () => {
      expect(await clicks(database().db).bySource({})).toEqual(
        expect.arrayContaining([
          { key: 'وكالة المرفأ', ...people, visits: 3, visitors: 2 },
          { key: 'صحيفة الميناء', ...people, visits: 1, visitors: 1 },
        ]),
      );
    });

    it('buttons, those that nobody pressed too', async () => {
      const repository = clicks(database().db);
      expect(await repository.byButton()).toEqual([
        { post: posts[0], button: 'read', clicks: 2, dropped: 0 },
        { post: posts[0], button: 'follow:youtube', clicks: 1, dropped: 0 },
        { post: posts[1], button: 'read', clicks: 1, dropped: 0 },
        { post: posts[2], button: 'read', clicks: 0, dropped: 0 },
      ]);
      expect(await repository.byButton(posts[1])).toHaveLength(1);
    });

    it('the posts that have links', async () => {
      const repository = clicks(database().db);
      expect((await repository.posts()).map((row) => row.title)).toEqual([
        'الثالث',
        'الثاني',
        'الأول',
      ]);
      expect(await repository.posts(posts[2])).toEqual([
        { post: posts[2], title: 'الثالث', channel: 'sport', chat: '@sport', publishedAt: null },
      ]);
    });

    it('the most clicked, people alone', async () => {
      const { db } = database();
      const top = await clicks(db).top({}, 10);
      expect(top.map(({ post, clicks, uniques }) => [post, clicks, uniques])).toEqual([
        [posts[0], 3, 2],
        [posts[1], 1, 1],
      ]);
      expect(await clicks(db).top({}, 1)).toHaveLength(1);
    });
  });
});
