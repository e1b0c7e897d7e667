import { afterEach, beforeEach, expect, it } from 'vitest';
import { clicks, exclusions } from '../../data/repositories/clicks.ts';
import { clicksCsv } from '../../src/stats/csv.ts';
import { csvHeads } from '../../templates/stats.ts';
import { addChannel, addLinks, addPost } from '../clicks/rows.ts';
import { temporarySqlite } from '../data/backends.ts';

const zone = 'Asia/Aden';
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const now = at('2026-11-23T12:00:00+03:00');

let database: Awaited<ReturnType<typeof temporarySqlite>>;
beforeEach(async () => {
  database = await temporarySqlite();
});
afterEach(() => database.remove());

async function postWith(title: string, moments: string[], excluded = 0): Promise<void> {
  const { db } = database;
  const channelId = await addChannel(db, `c${title.length}`);
  const publishedAt = at('2026-11-20T09:30:00+03:00');
  const id = await addPost(db, { channelId, title, publishedAt });
  const slug = String(id).padStart(7, 'a');
  const linkId = (await addLinks(db, { id, channelId }, { read: slug })).get('read') ?? 0;
  const from = await clicks(db).progress();
  await clicks(db).apply({
    from,
    to: { segment: 1, position: from.position + 1 },
    clicks: moments.map((text, visitor) => ({ linkId, at: at(text), visitor, excluded })),
    dropped: 0,
  });
}

const linesOf = async (days?: number) => {
  const lines = await Array.fromAsync(
    clicksCsv(clicks(database.db), { now, zone, heads: csvHeads, ...(days ? { days } : {}) }),
  );
  return lines.join('').split('\r\n').slice(0, -1);
};

it('has a line for each post and day with clicks, in the newsroom’s days', async () => {
  await postWith('افتتاح الجسر', [
    '2026-11-20T23:59:00+03:00',
    '2026-11-21T00:00:00+03:00',
    '2026-11-21T10:00:00+03:00',
  ]);
  await postWith('نتيجة المباراة', ['2026-11-21T11:00:00+03:00'], exclusions.crawler);
  expect(await linesOf()).toEqual([
    '\uFEFFاليوم,رقم المنشور,القناة,العنوان,وقت النشر,القراءات,الزوار (تقريبًا),فحص رابط,معاينات وبرامج آلية,بلا متصفح,تحميل مسبق,نقر متكرر',
    '2026-11-20,1,c12,افتتاح الجسر,2026-11-20T09:30:00+03:00,1,1,0,0,0,0,0',
    '2026-11-21,1,c12,افتتاح الجسر,2026-11-20T09:30:00+03:00,2,2,0,0,0,0,0',
    '2026-11-21,2,c14,نتيجة المباراة,2026-11-20T09:30:00+03:00,0,0,0,1,0,0,0',
  ]);
  expect(await linesOf(3)).toHaveLength(3);
  expect(await linesOf(1)).toHaveLength(1);
});

it('keeps a title in its column, and from being a formula', async () => {
  await postWith('قال: "نعم", ثم\nصمت', ['2026-11-23T11:00:00+03:00']);
  await postWith('=HYPERLINK("https://evil.example")', ['2026-11-23T11:00:00+03:00']);
  const text = (await linesOf()).join('\r\n');
  expect(text).toContain(',"قال: ""نعم"", ثم\nصمت",');
  expect(text).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
});

it('is a line of names when nobody has clicked yet', async () => {
  expect(await linesOf()).toHaveLength(1);
});
