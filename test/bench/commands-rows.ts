/** The database of a newsroom that has been at work for two months: what the bench of commands asks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Insertable } from 'kysely';
import { type Db, migrate, openSqlite } from '../../data/database.ts';
import { clicks } from '../../data/repositories/clicks.ts';
import { lanes } from '../../data/repositories/outbox.ts';
import type { Database, PostState } from '../../data/schema.ts';
import { createStore } from '../../data/store.ts';
import { normalise } from '../../src/arabic/normalise.ts';
import { searchTerms } from '../../src/arabic/search-terms.ts';
import { applyNewsroom, parseNewsroom } from '../../src/newsroom-file.ts';
import { editor, reader } from '../e2e/line.ts';

export const figures = {
  channels: 10,
  sources: 200,
  /** Articles that are out, each on two channels. */
  published: 3_000,
  /** Articles that wait, each on two channels: a thousand posts. */
  queued: 500,
  inReview: 60,
  drafts: 20,
  entries: 20_000,
  clicks: 100_000,
  subscribers: 100_000,
  acts: 5_000,
} as const;

const hour = 60 * 60_000;
const day = 24 * hour;
const keptDays = 60;
/** Rows of one statement. */
const atOnce = 400;

export const sections = ['محليات', 'اقتصاد', 'رياضة', 'ثقافة', 'علوم', 'سياسة'];
const sourceName = (n: number) => `وكالة ${n}`;
const channelKey = (n: number) => `c${n}`;
const nth = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Headlines and paragraphs of the sample articles, so that texts are as long as texts are. */
const samples = (() => {
  const folder = join(import.meta.dirname, '../../data/samples/articles');
  return readdirSync(folder).map((file) => {
    const [, head = '', body = ''] = readFileSync(join(folder, file), 'utf8').split('---\n');
    const title = /^title: (.+)$/m.exec(head)?.[1] ?? '';
    return { title, paragraphs: body.trim().split(/\n\n+/) };
  });
})();

/** Its newsroom.yaml, which lets the program read the sandbox's own site. */
export const newsroomYaml = (port: number): string =>
  [
    'name: مرصد القياس',
    'timezone: Asia/Aden',
    `allow_hosts: ["127.0.0.1:${port}"]`,
    'follow:',
    '  youtube: https://youtube.example/@bench',
    '  x: https://x.example/bench',
    '  telegram: https://t.me/bench_0',
    'sources:',
    ...times(figures.sources, (n) =>
      [
        `  - name: ${sourceName(n)}`,
        `    feed: https://agency-${n}.example/feed.xml`,
        `    section: ${nth(sections, n)}`,
      ].join('\n'),
    ),
    'channels:',
    ...times(figures.channels, (n) =>
      [
        `  - key: ${channelKey(n)}`,
        `    chat: "@bench_${n}"`,
        '    slots: ["07:30", "12:00", "18:00"]',
        '    quiet: "23:00-06:30"',
        ...(n > 2 ? [`    sections: [${nth(sections, n)}]`] : []),
        ...(n === 1 ? ['    mode: review'] : []),
      ].join('\n'),
    ),
    'editors:',
    `  - { id: ${editor}, role: owner }`,
    '',
  ].join('\n');

type Table = keyof Database;

async function insert<T extends Table>(
  db: Db,
  table: T,
  rows: readonly Insertable<Database[T]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) {
    await db
      .insertInto(table)
      .values(rows.slice(at, at + atOnce) as never)
      .execute();
  }
}

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** An article's place among all: what became of it, and when it was read. */
interface Plan {
  readonly state: PostState;
  readonly readAt: number;
}

function plans(now: number): Plan[] {
  const { published, queued, inReview, drafts } = figures;
  const old = (n: number) => now - (keptDays * day * (published - n)) / published;
  return [
    ...times(published, (n): Plan => ({ state: 'published', readAt: Math.floor(old(n)) })),
    ...times(queued, (n): Plan => ({ state: n % 5 ? 'scheduled' : 'queued', readAt: now - hour })),
    ...times(inReview, (): Plan => ({ state: 'in review', readAt: now - hour })),
    ...times(drafts, (): Plan => ({ state: 'draft', readAt: now - hour })),
  ];
}

const articleAddress = (n: number) => `https://news.example/articles/${n + 1}`;
/** Seven letters, as all slugs have. */
const slugOf = (post: number, button: number) => `${button}${String(post).padStart(6, 'a')}`;

/** What the commands are given. */
export const asked = {
  /** The last one that is out, and the first that waits. */
  publishedAddress: articleAddress(figures.published - 1),
  queuedAddress: articleAddress(figures.published),
  publishedSlug: slugOf(2 * figures.published - 1, 0),
  /** Words of each seventh article. */
  words: 'الجرار المرصوصة',
};

async function addArticles(db: Db, now: number): Promise<void> {
  const all = plans(now);
  await insert(
    db,
    'story',
    all.map(({ readAt }, n) => ({ id: n + 1, titleKey: `${n}`, firstAt: readAt })),
  );
  await insert(
    db,
    'article',
    all.map(({ readAt }, n) => {
      const { title, paragraphs } = nth(samples, n);
      return {
        id: n + 1,
        sourceId: (n % figures.sources) + 1,
        storyId: n + 1,
        url: articleAddress(n),
        canonicalUrl: articleAddress(n),
        title: `${title} (${n + 1})`,
        dateline: 'عدن/ خاص:',
        source: sourceName(n % figures.sources),
        author: null,
        section: nth(sections, n),
        imageUrl: null,
        imageWidth: null,
        imageHeight: null,
        publishedAt: readAt - 60_000,
        publishedFrom: 'meta',
        language: 'ar',
        paragraphs: JSON.stringify(paragraphs),
        tags: JSON.stringify([nth(sections, n)]),
        summary: paragraphs[0] ?? '',
        breaking: 0,
        readAt,
      };
    }),
  );
  const { search } = createStore(db);
  const terms = samples.map(({ title, paragraphs }) =>
    searchTerms([title, ...paragraphs].join('\n')),
  );
  for (const n of all.keys()) await search.put(n + 1, nth(terms, n));
}

/** Two posts an article, with their rows of the outbox and four links each. */
async function addPosts(db: Db, now: number): Promise<void> {
  const posts: Insertable<Database['post']>[] = [];
  const outbox: Insertable<Database['outbox']>[] = [];
  const links: Insertable<Database['link']>[] = [];
  let waiting = 0;
  for (const [n, { state, readAt }] of plans(now).entries()) {
    for (const place of [n, n + 3]) {
      const id = posts.length + 1;
      const channel = place % figures.channels;
      const isOut = state === 'published';
      const waits = state === 'queued' || state === 'scheduled';
      // From tomorrow on: while commands are measured nothing goes out.
      const dueAt = waits ? now + day + waiting++ * 60_000 : isOut ? readAt : null;
      const messageId = isOut ? id : null;
      posts.push({
        id,
        articleId: n + 1,
        channelId: channel + 1,
        edition: 1,
        state,
        breaking: isOut && n % 20 === 0 && readAt < now - 2 * hour ? 1 : 0,
        dueAt,
        promisedAt: dueAt,
        createdBy: state === 'draft' ? editor : null,
        createdAt: readAt,
        publishedAt: isOut ? readAt : null,
        messageId,
        messageIds: messageId === null ? null : JSON.stringify([messageId]),
        failure: null,
        hold: null,
      });
      if (!isOut && !waits) continue;
      outbox.push({
        postId: id,
        broadcastId: null,
        chat: `@bench_${channel}`,
        threadId: null,
        kind: 'send',
        lane: lanes.ordinary,
        payload: null,
        dueAt: dueAt ?? now,
        state: isOut ? 'done' : 'waiting',
        attempts: isOut ? 1 : 0,
        attemptedAt: isOut ? readAt : null,
        settledAt: isOut ? readAt : null,
        messageId,
        failure: null,
        createdAt: readAt,
        leaseUntil: null,
        afterMessageId: null,
      });
      for (const [at, button] of [
        'read',
        'follow:youtube',
        'follow:x',
        'follow:telegram',
      ].entries())
        links.push({
          slug: slugOf(id, at),
          postId: id,
          channelId: channel + 1,
          button,
          target: at === 0 ? articleAddress(n) : `https://follow.example/${at}`,
          createdAt: readAt,
        });
    }
  }
  await insert(db, 'post', posts);
  await insert(db, 'outbox', outbox);
  await insert(db, 'link', links);
}

/** Items of its sources' feeds, and by which rules articles were stopped. */
async function addTraces(db: Db, now: number): Promise<void> {
  const articles = plans(now).length;
  await insert(
    db,
    'entry',
    times(figures.entries, (n) => {
      const isRead = n < articles;
      const url = isRead ? articleAddress(n) : `https://news.example/items/${n}`;
      return {
        sourceId: (n % figures.sources) + 1,
        guid: url,
        url,
        title: nth(samples, n).title,
        publishedAt: now - hour,
        categories: '[]',
        image: null,
        seenAt: now - Math.floor((keptDays * day * n) / figures.entries),
        state: isRead ? ('read' as const) : ('baseline' as const),
        nextTryAt: now,
        articleId: isRead ? n + 1 : null,
        failure: null,
        print: null,
        hold: null,
      };
    }),
  );
  await insert(
    db,
    'refusal',
    times(articles * 4, (n) => ({
      articleId: (n % articles) + 1,
      channelId: (n % figures.channels) + 1,
      rule: 'sections' as const,
      detail: null,
      postId: null,
      at: now - day,
    })),
  );
}

async function addClicks(db: Db, now: number): Promise<void> {
  const linked = await db
    .selectFrom('link')
    .innerJoin('post', 'post.id', 'link.postId')
    .select(['link.id', 'post.publishedAt'])
    .where('post.state', '=', 'published')
    .orderBy('link.id')
    .execute();
  const made = times(figures.clicks, (n) => {
    const { id, publishedAt } = linked[Math.floor(Math.random() ** 0.5 * linked.length)] ?? {
      id: 0,
      publishedAt: now,
    };
    const age = Math.random() ** 3 * 2 * day;
    return {
      linkId: id,
      at: Math.min(now, Math.floor((publishedAt ?? now) + age)),
      visitor: Math.floor(Math.random() * 2 ** 52),
      excluded: n % 10 === 0 ? 2 : 0,
    };
  }).toSorted((a, b) => a.at - b.at);
  for (let at = 0, position = 0; at < made.length; at += 20_000, position += 1) {
    await clicks(db).apply({
      from: { segment: 0, position },
      to: { segment: 0, position: position + 1 },
      clicks: made.slice(at, at + 20_000),
      dropped: 0,
    });
  }
}

const wordsFollowed = ['حضرموت', 'الموانئ', 'القهوة', 'كأس', 'الطاقة'];

/** Makes the one who asks a reader with topics and saved articles, who /stop had erased. */
export async function addReader(db: Db, now: number): Promise<void> {
  const { readers } = createStore(db);
  await readers.subscribe(reader, null, now);
  for (const [kind, names] of [
    ['section', sections.slice(0, 3)],
    ['source', times(5, sourceName)],
    ['word', wordsFollowed],
  ] as const) {
    for (const name of names) {
      await readers.follow({ subscriberId: reader, kind, name, key: normalise(name) });
    }
  }
  for (let n = 0; n < 40; n++) {
    await readers.save(reader, figures.published - n * 7, now - n * hour);
  }
}

async function addReaders(db: Db, now: number): Promise<void> {
  const ids = times(figures.subscribers - 1, (n) => 10_000_000 + n);
  await insert(
    db,
    'subscriber',
    ids.map((id, n) => ({
      id,
      cameFrom: n % 3 ? null : `c${channelKey(n % figures.channels)}`,
      startedAt: now - day,
      stoppedAt: n % 20 ? null : now - hour,
    })),
  );
  await insert(
    db,
    'interest',
    ids.flatMap((subscriberId, n) =>
      [
        ['section', nth(sections, n)] as const,
        ['source', sourceName(n % figures.sources)] as const,
        ['word', nth(wordsFollowed, n)] as const,
      ].map(([kind, name]) => ({ subscriberId, kind, name, key: normalise(name) })),
    ),
  );
  await insert(
    db,
    'savedArticle',
    ids.flatMap((subscriberId, n) =>
      times(2, (i) => ({
        subscriberId,
        articleId: ((n * 7 + i) % figures.published) + 1,
        savedAt: now - i * hour,
      })),
    ),
  );
}

/** A notice that all have had, and the digests of these days: none is to go out meanwhile. */
async function addBroadcasts(db: Db, now: number): Promise<void> {
  const { broadcasts } = createStore(db);
  const notice = await broadcasts.add({ kind: 'notice', state: 'draft', createdAt: now - day });
  if (!notice) return;
  await broadcasts.plan(notice.id, 'all', now - day);
  await db
    .updateTable('outbox')
    .set({ state: 'done', settledAt: now - day, attempts: 1 })
    .where('broadcastId', '=', notice.id)
    .execute();
  await broadcasts.move(notice.id, ['sending'], { state: 'done' });
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Asia/Aden');
  for (const days of [0, 1]) {
    for (const kind of ['morning', 'evening'] as const) {
      const key = `${kind}:${today.add({ days }).toPlainDate()}`;
      await broadcasts.add({ kind, key, state: 'done', createdAt: now });
    }
  }
}

async function addDesk(db: Db, now: number): Promise<void> {
  await insert(
    db,
    'audit',
    times(figures.acts, (n) => ({
      at: now - n * 60_000,
      editorId: nth([editor, 1002, 1003], n),
      act: 'publish',
      subject: nth(samples, n).title,
    })).toReversed(),
  );
  const firstInReview = figures.published + figures.queued + 1;
  await insert(
    db,
    'remark',
    times(figures.inReview, (n) => ({
      articleId: firstInReview + n,
      editorId: 1003,
      text: 'من المصدر نفسه',
      at: now,
    })),
  );
}

/**
 * Makes the SQLite file.
 *
 * @param port of the program that will serve the sandbox's site
 */
export async function makeNewsroom(file: string, port: number, now: number): Promise<void> {
  const database = openSqlite(file);
  await migrate(database);
  const { db } = database;
  await applyNewsroom(createStore(db), parseNewsroom(newsroomYaml(port), 'newsroom.yaml'), now);
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('source')
      // Within the hour that a wait may take, and after the bench.
      .set({ nextPollAt: now + 55 * 60_000, lastSuccessAt: now - 60_000, lastNewAt: now - hour })
      .execute();
    await addArticles(tx, now);
    await addPosts(tx, now);
    await addTraces(tx, now);
    await addReaders(tx, now);
    await addReader(tx, now);
    await addBroadcasts(tx, now);
    await addDesk(tx, now);
  });
  await addClicks(db, now);
  await database.close();
}
