import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clicks, exclusions } from '../../data/repositories/clicks.ts';
import {
  channelFigures,
  overview,
  postFigures,
  report,
  sourceFigures,
  topPosts,
} from '../../src/stats/stats.ts';
import { addChannel, addLinks, addPost, addSource } from '../clicks/rows.ts';
import { temporarySqlite } from '../data/backends.ts';

const ZONE = 'Asia/Aden';
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const NOW = at('2026-11-23T12:00:00+03:00');
const TODAY = at('2026-11-23T00:00:00+03:00');
const none = { head: 0, crawler: 0, agentless: 0, prefetch: 0, flood: 0 };

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let ask: ReturnType<typeof clicks>;
let bridge: number;
let match: number;

beforeEach(async () => {
  database = await temporarySqlite();
  const { db } = database;
  ask = clicks(db);
  const main = await addChannel(db, 'main');
  const sport = await addChannel(db, 'sport');
  const sourceId = await addSource(db, 'وكالة المرفأ');
  bridge = await addPost(db, {
    channelId: main,
    sourceId,
    title: 'افتتاح الجسر',
    publishedAt: at('2026-11-20T09:30:00+03:00'),
  });
  match = await addPost(db, { channelId: sport, title: 'نتيجة المباراة', publishedAt: null });
  const a = await addLinks(
    db,
    { id: bridge, channelId: main },
    { read: 'aaaaaa1', 'follow:youtube': 'aaaaaa2' },
  );
  const b = await addLinks(db, { id: match, channelId: sport }, { read: 'bbbbbb1' });
  const visit = (linkId: number | undefined, visitor: number, moment: number, excluded = 0) => ({
    linkId: linkId ?? 0,
    at: moment,
    visitor,
    excluded,
  });
  await ask.apply({
    from: { segment: 0, position: 0 },
    to: { segment: 1, position: 400 },
    dropped: 3,
    clicks: [
      visit(a.get('read'), 5, TODAY - 1),
      visit(a.get('read'), 1, TODAY),
      visit(a.get('read'), 2, TODAY + 1),
      visit(a.get('read'), 8, TODAY + 1, exclusions.crawler),
      visit(a.get('read'), 8, TODAY + 2, exclusions.crawler),
      visit(a.get('read'), 9, TODAY + 2, exclusions.head),
      visit(a.get('follow:youtube'), 2, TODAY + 3),
      visit(b.get('read'), 6, TODAY - 6 * 86_400_000),
      visit(b.get('read'), 7, TODAY - 6 * 86_400_000 - 1),
    ],
  });
});
afterEach(() => database.remove());

it('the overview tells people from the rest, today, this week and of all time', async () => {
  expect(await overview(ask, { now: NOW, zone: ZONE })).toEqual({
    today: { clicks: 3, uniques: 2, excluded: { ...none, crawler: 2, head: 1 } },
    week: { clicks: 5, uniques: 4, excluded: { ...none, crawler: 2, head: 1 } },
    allTime: { clicks: 6, uniques: 5, excluded: { ...none, crawler: 2, head: 1 } },
    dropped: 3,
  });
});

describe('the report', () => {
  const bridgeReport = () => ({
    post: bridge,
    title: 'افتتاح الجسر',
    channel: 'main',
    chat: '@main',
    publishedAt: '2026-11-20T09:30:00+03:00',
    clicks: 4,
    uniques: 3,
    excluded: { ...none, crawler: 2, head: 1 },
    buttons: { read: 3, 'follow:youtube': 1 },
  });

  it('has all time’s figures, and those of each post, newest first', async () => {
    const told = await report(ask, { zone: ZONE });
    expect(told).toMatchObject({ clicks: 6, uniques: 5, dropped: 3 });
    expect(told.posts.map((row) => row.post)).toEqual([match, bridge]);
    expect(told.posts[1]).toEqual(bridgeReport());
    expect(told.posts[0]).toMatchObject({ publishedAt: null, clicks: 2, excluded: none });
  });

  it('of one post has its figures alone', async () => {
    const told = await report(ask, { zone: ZONE, post: bridge });
    expect(told.posts).toEqual([bridgeReport()]);
    expect(told).toMatchObject({ clicks: 4, uniques: 3 });
  });

  it('of a post that does not exist is empty', async () => {
    expect(await report(ask, { zone: ZONE, post: 99 })).toMatchObject({ clicks: 0, posts: [] });
  });
});

it('a post without clicks has its buttons at 0', async () => {
  const channelId = await addChannel(database.db, 'quiet');
  const id = await addPost(database.db, { channelId });
  await addLinks(database.db, { id, channelId }, { read: 'cccccc1' });
  expect(await postFigures(ask, id)).toMatchObject([
    { clicks: 0, uniques: 0, excluded: none, buttons: { read: 0 } },
  ]);
});

it('channels and sources stand in the order of their clicks', async () => {
  const week = { now: NOW, zone: ZONE, days: 7 };
  expect((await channelFigures(ask, week)).map(({ key, clicks }) => [key, clicks])).toEqual([
    ['main', 4],
    ['sport', 1],
  ]);
  expect((await sourceFigures(ask, week)).map(({ key, clicks }) => [key, clicks])).toEqual([
    ['وكالة المرفأ', 4],
    [null, 1],
  ]);
});

it('the day’s most clicked posts leave out other days', async () => {
  expect(await topPosts(ask, { now: NOW, zone: ZONE, days: 1 })).toMatchObject([
    { post: bridge, title: 'افتتاح الجسر', channel: 'main', clicks: 3, uniques: 2 },
  ]);
});
