import type { Kysely } from 'kysely';
import type { Columns } from '../database.ts';

/** What editors are asked, what they tell each other, and which version of a post they have seen. */
export async function up({ schema }: Kysely<unknown>, { id }: Columns): Promise<void> {
  await schema
    .createTable('question')
    .addColumn('chatId', 'bigint', (c) => c.notNull())
    .addColumn('userId', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('askedAt', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('questionOf', ['chatId', 'userId'])
    .execute();

  await id(schema.createTable('remark'))
    .addColumn('articleId', 'integer', (c) => c.notNull().references('article.id'))
    .addColumn('editorId', 'bigint', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('remarkOfArticle').on('remark').column('articleId').execute();

  await schema
    .alterTable('post')
    .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await schema.alterTable('post').addColumn('decidedBy', 'bigint').execute();
}
