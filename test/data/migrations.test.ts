import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate, type OpenDatabase, openSqlite } from '../../data/database.ts';
import { steps } from '../../data/migrations/all.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import { createStore } from '../../data/store.ts';
import { emptyPostgres } from './backends.ts';

const empty: Record<string, () => Promise<OpenDatabase>> = {
  SQLite: async () => openSqlite(':memory:'),
  PostgreSQL: emptyPostgres,
};

describe.each(Object.entries(empty))('migrations on %s', (_name, open) => {
  it('run twice without a change', async () => {
    const database = await open();
    await migrate(database);
    await migrate(database);
    const tables = await database.db.introspection.getTables();
    expect(tables.map((table) => table.name)).toContain('outbox');
    await database.close();
  });

  it('refuse a database that a newer program has changed', async () => {
    const database = await open();
    await migrate(database, { ...steps, '0999-later': async () => {} });
    await expect(migrate(database)).rejects.toMatchObject({
      code: 'schema-newer',
      facts: { steps: '0999-later' },
    });
    await database.close();
  });

  it('leave nothing of a step that fails half-way, and keep the steps before it', async () => {
    const database = await open();
    const broken = migrate(database, {
      ...steps,
      '0998-good': async (db) =>
        void (await db.schema.createTable('good').addColumn('a', 'text').execute()),
      '0999-broken': async (db) => {
        await db.schema.createTable('half').addColumn('a', 'text').execute();
        throw new Error('power cut');
      },
    });
    await expect(broken).rejects.toThrow('power cut');
    const tables = (await database.db.introspection.getTables()).map((table) => table.name);
    expect(tables).toContain('good');
    expect(tables).not.toContain('half');
    await database.close();
  });

  it('give a post that is out already its list of messages', async () => {
    const database = await open();
    const before = Object.entries(steps).filter(([name]) => name < '0007');
    await migrate(database, Object.fromEntries(before));
    const { db } = database;
    await db.insertInto('story').values({ titleKey: 'k', firstAt: 0 }).execute();
    await db
      .insertInto('article')
      .values({
        storyId: 1,
        url: 'https://m.example/1',
        canonicalUrl: 'https://m.example/1',
        title: 'عنوان',
        paragraphs: '[]',
        tags: '[]',
        summary: '',
        breaking: 0,
        readAt: 0,
      })
      .execute();
    await db
      .insertInto('channel')
      .values({
        key: 'main',
        chat: '@marsad_test',
        mode: 'auto',
        slots: '[]',
        numerals: 'western',
        template: 'standard',
        origin: 'file',
      })
      .execute();
    for (const [edition, messageId] of [
      [1, 5],
      [2, null],
    ] as const) {
      await db
        .insertInto('post')
        .values({
          articleId: 1,
          channelId: 1,
          edition,
          messageId,
          state: 'published',
          breaking: 0,
          createdAt: 0,
        })
        .execute();
    }
    await migrate(database);
    const posts = await db.selectFrom('post').select('messageIds').orderBy('id').execute();
    expect(posts).toEqual([{ messageIds: '[5]' }, { messageIds: null }]);
    expect(await createStore(db).channels.all()).toMatchObject([
      { edits: 'edit', media: 1, rich: 0 },
    ]);
    await database.close();
  });

  it('leave what waits for readers, and read counts, in the lanes that they had', async () => {
    const database = await open();
    const before = Object.entries(steps).filter(([name]) => name < '0019');
    await migrate(database, Object.fromEntries(before));
    const { db } = database;
    for (const lane of [2, 3, 4]) {
      const row = {
        chat: '1',
        kind: 'send',
        lane,
        dueAt: 0,
        state: 'waiting',
        createdAt: 0,
      } as const;
      await db.insertInto('outbox').values(row).execute();
    }
    await migrate(database);
    const rows = await db.selectFrom('outbox').select('lane').orderBy('id').execute();
    const { ordinary, broadcast, counts } = lanes;
    expect(rows.map(({ lane }) => lane)).toEqual([ordinary, broadcast, counts]);
    await database.close();
  });

  it('keep the changes of a week, and their numbers, so that they can still be undone', async () => {
    const database = await open();
    const before = Object.entries(steps).filter(([name]) => name < '0015');
    await migrate(database, Object.fromEntries(before));
    const { db } = database;
    const slots = { slots: '["08:00"]', numerals: 'western', template: 'standard' } as const;
    const channel = { key: 'main', chat: '@marsad_test', mode: 'auto', origin: 'file' } as const;
    await db
      .insertInto('channel')
      .values({ ...channel, ...slots })
      .execute();
    await sql`insert into week_change (channel_id, part, before, after, editor_id, at)
      values (1, 'slots', '[]', '["08:00"]', 1001, 0)`.execute(db);
    await migrate(database);
    const { channels } = createStore(db);
    expect(await channels.before(1)).toEqual({
      channelId: 1,
      to: { part: 'slots', value: [] },
    });
    const by = { editorId: 1001, at: 1 };
    expect(await channels.change(1, { part: 'media', value: 0 }, by)).toBe(2);
    await database.close();
  });
});
