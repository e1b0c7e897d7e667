import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** What readers asked for: topics, alerts, digests, silence at night, saved articles, search. */
export async function up(db: Kysely<unknown>, { searchIndex }: Columns): Promise<void> {
  const { schema } = db;
  await searchIndex(db);

  for (const flag of ['alerts', 'morning', 'evening'] as const) {
    await schema
      .alterTable('subscriber')
      .addColumn(flag, 'integer', (c) => c.notNull().defaultTo(flag === 'morning' ? 0 : 1))
      .execute();
  }
  await schema
    .alterTable('subscriber')
    .addColumn('quiet', 'text', (c) => c.defaultTo('23:00-07:00'))
    .execute();

  await schema
    .createTable('interest')
    .addColumn('subscriberId', 'bigint', (c) =>
      c.notNull().references('subscriber.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('interestKey', ['subscriberId', 'kind', 'key'])
    .execute();

  await schema
    .createTable('savedArticle')
    .addColumn('subscriberId', 'bigint', (c) =>
      c.notNull().references('subscriber.id').onDelete('cascade'),
    )
    .addColumn('articleId', 'bigint', (c) => c.notNull().references('article.id'))
    .addColumn('savedAt', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('savedArticleKey', ['subscriberId', 'articleId'])
    .execute();
}
