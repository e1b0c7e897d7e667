import { type Kysely, sql } from 'kysely';
import type { Columns } from '../database.ts';

/**
 * Clicks are added up by the hour as they come, so that no question reads the clicks themselves;
 * those lose their index, and can be pruned. Channels choose UTM parameters.
 */
export async function up(db: Kysely<unknown>, { id, clustered }: Columns): Promise<void> {
  const { schema } = db;

  // Ordered by the hour: a drain writes to one end of it, and a day is one run of rows.
  await clustered(schema.createTable('clickTotal'))
    .addColumn('scope', 'integer', (c) => c.notNull())
    .addColumn('hour', 'integer', (c) => c.notNull())
    .addColumn('scopeId', 'bigint', (c) => c.notNull())
    .addColumn('excluded', 'integer', (c) => c.notNull())
    .addColumn('clicks', 'bigint', (c) => c.notNull())
    .addColumn('visitors', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('clickTotalKey', ['scope', 'hour', 'scopeId', 'excluded'])
    .execute();
  await schema
    .createIndex('clickTotalOf')
    .on('clickTotal')
    .columns(['scope', 'scopeId', 'hour'])
    .execute();

  await clustered(schema.createTable('visitorSeen'))
    .addColumn('visitor', 'bigint', (c) => c.notNull())
    .addColumn('postId', 'bigint', (c) => c.notNull())
    .addColumn('channelId', 'bigint', (c) => c.notNull())
    .addColumn('hour', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('visitorSeenKey', ['visitor', 'postId'])
    .execute();

  await schema
    .alterTable('link')
    .addColumn('clicks', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex('postChannel').on('post').columns(['channelId', 'id']).execute();
  await schema.createIndex('subscriberCameFrom').on('subscriber').column('cameFrom').execute();
  await schema
    .alterTable('clickLog')
    .addColumn('foldedTo', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .alterTable('channel')
    .addColumn('utm', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  await addUpFormerClicks(db);

  await id(schema.createTable('clickRow'))
    .addColumn('linkId', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('visitor', 'bigint', (c) => c.notNull())
    .addColumn('excluded', 'integer', (c) => c.notNull())
    .execute();
  await sql`insert into click_row (link_id, at, visitor, excluded)
    select link_id, at, visitor, excluded from click order by at`.execute(db);
  await schema.dropTable('click').execute();
  await schema.alterTable('clickRow').renameTo('click').execute();
}

/** What the drain does with a click, for all that were drained before: see `storeClicks`. */
async function addUpFormerClicks(db: Kysely<unknown>): Promise<void> {
  for (const [scope, scopeId] of [
    [0, sql`0`],
    [1, sql`link.channel_id`],
    [2, sql`link.post_id`],
  ] as const) {
    const visits = sql`(select click.at / 3600000 as hour, ${scopeId} as scope_id,
      click.visitor as visitor, click.excluded as excluded
      from click left join link on link.id = click.link_id) as visit`;
    await sql`insert into click_total (scope, hour, scope_id, excluded, clicks, visitors)
      select ${sql.lit(scope)}, hour, scope_id, excluded, count(*), 0 from ${visits}
      where scope_id is not null group by hour, scope_id, excluded`.execute(db);
    await sql`insert into click_total (scope, hour, scope_id, excluded, clicks, visitors)
      select ${sql.lit(scope)}, hour, scope_id, 0, 0, count(*) from (
        select scope_id, visitor, min(hour) as hour from ${visits}
        where scope_id is not null and excluded = 0 group by scope_id, visitor
      ) as first_visit
      where true group by scope_id, hour
      on conflict (scope, hour, scope_id, excluded)
      do update set visitors = excluded.visitors`.execute(db);
  }
  await sql`insert into visitor_seen (visitor, post_id, channel_id, hour)
    select click.visitor, link.post_id, link.channel_id, min(click.at) / 3600000
    from click join link on link.id = click.link_id
    where click.excluded = 0 and click.at > (select max(at) from click) - 172800000
    group by click.visitor, link.post_id, link.channel_id`.execute(db);
  await sql`update link set clicks = (
    select count(*) from click where click.link_id = link.id and click.excluded = 0)`.execute(db);
}
