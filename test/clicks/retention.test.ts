import { beforeEach, expect, it } from 'vitest';
import { clicks } from '../../data/repositories/clicks.ts';
import { keepLess, retentionOf } from '../../src/clicks/retention.ts';
import { onBothDatabases } from '../data/backends.ts';
import { addChannel, addLinks, addPost } from './rows.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const NOW = at('2026-11-23T12:00:00+03:00');

onBothDatabases('what is kept of clicks', (database) => {
  let post: number;
  let read: number;
  let serial = 0;

  beforeEach(async () => {
    const { db } = database();
    const channelId = await addChannel(db, 'main');
    post = await addPost(db, { channelId });
    read = (await addLinks(db, { id: post, channelId }, { read: 'aaaaaa1' })).get('read') ?? 0;
  });

  async function visit(...moments: number[]): Promise<void> {
    const repository = clicks(database().db);
    const from = await repository.progress();
    await repository.apply({
      from,
      to: { segment: 1, position: from.position + 1 },
      clicks: moments.map((at) => ({ linkId: read, at, visitor: ++serial, excluded: 0 })),
      dropped: 0,
    });
  }

  async function keep(told?: Parameters<typeof retentionOf>[0]): Promise<number> {
    let transactions = 0;
    const orders = { ...retentionOf(told), now: NOW, zone: 'Asia/Aden' };
    for await (const _ of keepLess(clicks(database().db), orders)) transactions++;
    return transactions;
  }

  const hoursOf = async () =>
    (await clicks(database().db).hours('post', post, {})).map(({ at, clicks }) => [at, clicks]);

  it('the hours of old days become days of the newsroom, and the counts stay', async () => {
    const day = at('2026-08-01T00:00:00+03:00');
    await visit(day - 1, day, day + 2 * HOUR, day + 23 * HOUR, day + DAY, NOW - HOUR);
    const before = await clicks(database().db).totals({});
    await keep();
    expect(await hoursOf()).toEqual([
      [day - DAY, 1],
      [day, 3],
      [day + DAY, 1],
      [NOW - HOUR, 1],
    ]);
    expect(await clicks(database().db).totals({})).toEqual(before);
    expect(await clicks(database().db).byPost({ from: day, to: day + DAY })).toMatchObject([
      { visits: 3, visitors: 3 },
    ]);
    // A click that comes late, and a second pass.
    await visit(day + 5 * HOUR);
    await keep();
    expect(await clicks(database().db).byPost({ from: day, to: day + DAY })).toMatchObject([
      { visits: 4, visitors: 4 },
    ]);
  });

  it('the hours of a day that is not old enough to its end stay', async () => {
    const moment = NOW - 90 * DAY + HOUR;
    await visit(moment, moment + HOUR);
    await keep();
    expect(await hoursOf()).toHaveLength(2);
    await keep({ singleDays: null, hourlyDays: 30 });
    expect(await hoursOf()).toHaveLength(1);
  });

  it('single clicks go after their time, the totals stay', async () => {
    await visit(NOW - 31 * DAY, NOW - 29 * DAY);
    await keep();
    const { db } = database();
    expect(await db.selectFrom('click').select('at').execute()).toEqual([{ at: NOW - 29 * DAY }]);
    expect(await clicks(db).totals({})).toMatchObject([{ visits: 2 }]);
    await keep({ singleDays: 2, hourlyDays: null });
    expect(await db.selectFrom('click').select('at').execute()).toEqual([]);
  });

  it('visitors are forgotten after two days, wherever their numbers lie', async () => {
    const { db } = database();
    await visit(NOW - 3 * DAY, NOW - HOUR);
    const [old, young] = await db.selectFrom('visitorSeen').selectAll().orderBy('hour').execute();
    const large = { ...(old ?? { postId: 0, channelId: 0, hour: 0 }), visitor: 2 ** 52 - 1 };
    await db.insertInto('visitorSeen').values(large).execute();
    await keep();
    expect(await db.selectFrom('visitorSeen').selectAll().execute()).toEqual([young]);
  });

  it('nothing is done in one long transaction', async () => {
    await visit(NOW - 200 * DAY, NOW - 150 * DAY, NOW - 100 * DAY);
    expect(await keep()).toBeGreaterThan(60);
  });
});
