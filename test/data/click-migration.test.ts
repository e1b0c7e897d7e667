import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate, type OpenDatabase, openSqlite } from '../../data/database.ts';
import { steps } from '../../data/migrations/all.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { emptyPostgres } from './backends.ts';

const HOUR = 3_600_000;

const empty: [string, () => Promise<OpenDatabase>][] = [
  ['SQLite', async () => openSqlite(':memory:')],
  ['PostgreSQL', emptyPostgres],
];

it.each(empty)(
  'clicks from before the totals are added up on %s, and none is lost',
  async (_, open) => {
    const database = await open();
    const { db } = database;
    const before = Object.entries(steps).filter(([name]) => name < '0008');
    await migrate(database, Object.fromEntries(before));
    const run = (text: string) => sql.raw(text).execute(db);
    await run("insert into story values (1, 'k', 0)");
    await run(`insert into article (id, story_id, url, canonical_url, title, paragraphs, tags, summary,
    breaking, read_at) values (1, 1, 'https://a.example', 'https://a.example', 'خبر', '[]', '[]', '', 0, 0)`);
    await run(`insert into channel (id, key, chat, mode, slots, numerals, template, origin)
    values (1, 'main', '@main', 'auto', '[]', 'western', 'standard', 'file')`);
    await run(`insert into post (id, article_id, channel_id, edition, state, breaking, created_at)
    values (7, 1, 1, 1, 'published', 0, 0)`);
    await run(`insert into link (id, slug, post_id, channel_id, button, target, created_at)
    values (3, 'aaaaaa1', 7, 1, 'read', 'https://a.example', 0)`);
    const visits = [
      [3, 500 * HOUR, 1, 0],
      [3, 500 * HOUR + 1, 1, 0],
      [3, 501 * HOUR, 1, 0],
      [3, 501 * HOUR, 2, 0],
      [3, 501 * HOUR, 9, 2],
      [99, 501 * HOUR, 5, 0],
    ];
    for (const visit of visits) await run(`insert into click values (${visit.join(', ')})`);

    await migrate(database);
    const asked = clicks(db);
    expect(await asked.hours('post', 7, {})).toEqual([
      { at: 500 * HOUR, clicks: 2, visitors: 1 },
      { at: 501 * HOUR, clicks: 2, visitors: 1 },
    ]);
    expect(await asked.byChannel({})).toEqual(
      expect.arrayContaining([
        { key: 'main', exclusion: null, visits: 4, visitors: 2 },
        { key: 'main', exclusion: 'crawler', visits: 1, visitors: 0 },
      ]),
    );
    expect(await asked.totals({})).toEqual(
      expect.arrayContaining([
        { key: null, exclusion: null, visits: 5, visitors: 3 },
        { key: null, exclusion: 'crawler', visits: 1, visitors: 0 },
      ]),
    );
    expect(await asked.byButton(7)).toEqual([{ post: 7, button: 'read', clicks: 4, dropped: 0 }]);
    expect(await db.selectFrom('click').selectAll().execute()).toHaveLength(6);

    // Whom the former tables had seen is not a new visitor.
    await asked.apply({
      from: { segment: 0, position: 0 },
      to: { segment: 1, position: 1 },
      clicks: [{ linkId: 3, at: 502 * HOUR, visitor: 2, excluded: 0 }],
      dropped: 0,
    });
    expect(await asked.byPost({}, 7)).toContainEqual({
      key: 7,
      exclusion: null,
      visits: 5,
      visitors: 2,
    });
    await database.close();
  },
  60_000,
);
