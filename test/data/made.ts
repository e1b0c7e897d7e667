/** Test data: rows that are whole, and differ only where a test says so. */
import type { NewArticle } from '../../data/repositories/articles.ts';
import type { NewPost, Post } from '../../data/repositories/posts.ts';
import type { Store } from '../../data/store.ts';
import type { Newsroom } from '../../src/newsroom.ts';

export const noon = Date.UTC(2026, 10, 24, 9);

export const newsroomOf = (changes: Partial<Newsroom> = {}): Newsroom => ({
  name: 'مرصد الاختبار',
  timezone: 'Asia/Aden',
  deskLanguage: 'ar',
  numerals: 'western',
  allowHosts: [],
  breakingTags: [],
  follow: { youtube: 'https://youtube.example/@x' },
  paidBroadcast: false,
  clicks: { durable: false, singleDays: null, hourlyDays: null },
  logo: null,
  colours: {},
  templates: {},
  sources: [sourceOf()],
  channels: [channelOf()],
  editors: [{ id: 1001, role: 'owner' }],
  ...changes,
});

export const sourceOf = (
  changes: Partial<Newsroom['sources'][number]> = {},
): Newsroom['sources'][number] => ({
  name: 'وكالة الشاطئ',
  kind: 'feed',
  address: 'https://shore.example/feed.xml',
  everyMs: 60_000,
  section: null,
  zone: null,
  backfill: 0,
  breaking: false,
  sections: null,
  words: null,
  notWords: null,
  maxAgeMs: null,
  ...changes,
});

export const channelOf = (
  changes: Partial<Newsroom['channels'][number]> = {},
): Newsroom['channels'][number] => ({
  key: 'main',
  chat: '@marsad_test',
  threadId: null,
  mode: 'auto',
  sources: null,
  sections: null,
  authors: null,
  words: null,
  notWords: null,
  maxAgeMs: null,
  everySource: false,
  slots: [],
  quiet: null,
  quietMode: 'wait',
  gapMs: null,
  perHour: null,
  lateMs: null,
  pinMs: null,
  silent: false,
  protect: false,
  preview: 'large',
  numerals: 'western',
  dotted: 'restore',
  edits: 'edit',
  media: true,
  rich: false,
  digest: null,
  related: false,
  readCount: false,
  template: 'standard',
  utm: false,
  ...changes,
});

let made = 0;

export const articleOf = (changes: Partial<NewArticle> = {}): NewArticle => {
  made++;
  return {
    sourceId: null,
    url: `https://shore.example/${made}`,
    canonicalUrl: `https://shore.example/${made}`,
    title: `الميناء يستقبل السفينة رقم ${made}`,
    dateline: 'وكالة الشاطئ/ خاص:',
    source: 'وكالة الشاطئ',
    author: null,
    section: 'اقتصاد',
    imageUrl: null,
    imageWidth: null,
    imageHeight: null,
    publishedAt: noon,
    publishedFrom: 'meta',
    language: 'ar',
    paragraphs: ['استقبل الميناء صباح اليوم سفينة محملة بالقمح.'],
    tags: [],
    summary: 'استقبل الميناء صباح اليوم سفينة محملة بالقمح.',
    breaking: 0,
    readAt: noon,
    ...changes,
  };
};

/** A post of an article on the first channel, queued; nothing of it is in the outbox. */
export async function postOf(
  store: Store,
  articleId: number,
  changes: Partial<NewPost> = {},
): Promise<Post> {
  const [channel] = await store.channels.all();
  if (!channel) throw new Error('apply a newsroom first');
  const post = await store.posts.add({
    articleId,
    channelId: channel.id,
    edition: 1,
    state: 'queued',
    breaking: 0,
    dueAt: noon,
    createdBy: null,
    createdAt: noon,
    ...changes,
  });
  if (!post) throw new Error('the post was there already');
  return post;
}

/** An article with a post of it on the first channel, and the post's send in the outbox. */
export async function queuedPost(
  store: Store,
  changes: { dueAt?: number; chat?: string; lane?: number } = {},
): Promise<Post> {
  const channel = (await store.channels.all())[0];
  const input = articleOf();
  const article = await store.articles.add(input, await store.articles.addStory(input.title, noon));
  const post = await postOf(store, article.id, { dueAt: changes.dueAt ?? noon });
  await store.outbox.add({
    postId: post.id,
    chat: changes.chat ?? channel?.chat ?? '',
    threadId: null,
    kind: 'send',
    lane: changes.lane ?? 2,
    payload: null,
    dueAt: changes.dueAt ?? noon,
    createdAt: noon,
  });
  return post;
}
