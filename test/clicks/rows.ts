/** Rows that links hang on. */
import type { Db } from '../../data/database.ts';
import { links } from '../../data/repositories/links.ts';

let serial = 0;

/** Adds a channel. */
export async function addChannel(db: Db, key: string): Promise<number> {
  const { id } = await db
    .insertInto('channel')
    .values({
      key,
      chat: `@${key}`,
      threadId: null,
      mode: 'auto',
      sources: null,
      sections: null,
      slots: '[]',
      quiet: null,
      numerals: 'western',
      template: 'standard',
      origin: 'file',
      removedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function addSource(db: Db, name: string): Promise<number> {
  const { id } = await db
    .insertInto('source')
    .values({
      name,
      kind: 'feed',
      address: 'http://127.0.0.1/feed.xml',
      everyMs: null,
      section: null,
      zone: null,
      backfill: 0,
      breaking: 0,
      etag: null,
      lastModified: null,
      nextPollAt: 0,
      lastSuccessAt: null,
      failures: 0,
      failure: null,
      origin: 'file',
      removedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds an article with one published post. */
export async function addPost(
  db: Db,
  {
    channelId,
    title = 'افتتاح جسر جديد',
    sourceId = null,
    source = null,
    publishedAt = 1_760_000_000_000,
  }: {
    channelId: number;
    title?: string;
    sourceId?: number | null;
    source?: string | null;
    publishedAt?: number | null;
  },
): Promise<number> {
  const story = await db
    .insertInto('story')
    .values({ titleKey: title, firstAt: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  const url = `https://news.example/${++serial}`;
  const article = await db
    .insertInto('article')
    .values({
      sourceId,
      storyId: story.id,
      url,
      canonicalUrl: url,
      title,
      dateline: null,
      source,
      author: null,
      section: null,
      imageUrl: null,
      imageWidth: null,
      imageHeight: null,
      publishedAt: null,
      publishedFrom: null,
      language: 'ar',
      paragraphs: '[]',
      tags: '[]',
      summary: '{}',
      breaking: 0,
      readAt: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const post = await db
    .insertInto('post')
    .values({
      articleId: article.id,
      channelId,
      edition: 1,
      state: publishedAt === null ? 'draft' : 'published',
      breaking: 0,
      dueAt: null,
      createdBy: null,
      createdAt: 0,
      publishedAt,
      messageId: null,
      failure: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return post.id;
}

/** Adds a link for each button, with the button's name and the post's number as its slug. */
export async function addLinks(
  db: Db,
  post: { id: number; channelId: number },
  slugs: Record<string, string>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [button, slug] of Object.entries(slugs)) {
    const targets = [{ button, target: `https://news.example/${button}` }];
    await links(db).ensure(post, targets, { now: 0, newSlug: () => slug });
    const found = await links(db).find(slug);
    if (found) ids.set(button, found.id);
  }
  return ids;
}
