/** A desk on a database of its own, with a clock that a test moves. */
import type { NewArticle } from '../../data/repositories/articles.ts';
import { createStore } from '../../data/store.ts';
import { type Act, type Authorized, authorise } from '../../src/desk/authorise.ts';
import { createDesk } from '../../src/desk/desk.ts';
import { temporarySqlite } from '../data/backends.ts';
import { noon } from '../data/made.ts';

export type DeskAtHand = Awaited<ReturnType<typeof openDesk>>;

export async function openDesk() {
  const database = await temporarySqlite();
  const store = createStore(database.db);
  const clock = { now: noon };
  /** The program ends before anything is said of what waits in review. */
  const crash = { beforeNotices: false };
  /** The ids of the posts that were put before an editor, a list for each time. */
  const reviewed: number[][] = [];
  let guid = 0;
  const desk = createDesk({
    store,
    now: () => clock.now,
    zone: () => 'Asia/Aden',
    wake: () => {},
    review: async (posts) => {
      const ids = posts.map(({ id }) => id);
      reviewed.push(ids);
      if (!crash.beforeNotices) await store.posts.announce(ids, clock.now);
    },
  });

  return {
    store,
    desk,
    clock,
    crash,
    reviewed,
    close: () => database.remove(),

    /** Brings an article as a source does, by an entry. */
    async bring(article: NewArticle, sourceName = 'وكالة الشاطئ') {
      const source = (await store.sources.all()).find(({ name }) => name === sourceName);
      const url = `${article.url}#${guid}`;
      await store.entries.add([
        {
          sourceId: source?.id ?? 0,
          guid: String(guid++),
          url,
          title: article.title,
          publishedAt: null,
          categories: [],
          image: null,
          seenAt: clock.now,
          state: 'new',
          nextTryAt: clock.now,
        },
      ]);
      const [entry] = await store.entries.tracesOf([url], null);
      return desk.take(article, { entryId: entry?.id ?? 0, sourceName });
    },

    async editor<A extends Act>(act: A): Promise<Authorized<A>> {
      const by = await authorise(store.people, 1001, act);
      if (!by) throw new Error(`1001 may not ${act}`);
      return by;
    },

    /** Takes what is due out of the outbox as the sender would, and settles it as published. */
    async publishDue(): Promise<void> {
      for (const row of await store.outbox.claim(clock.now, 50)) {
        await store.outbox.settle(row.id, { state: 'done', settledAt: clock.now });
        if (row.postId === null || row.kind !== 'send') continue;
        const published = {
          state: 'published',
          publishedAt: clock.now,
          messageId: row.id,
        } as const;
        await store.posts.move(row.postId, ['sending'], published);
      }
    },
  };
}
