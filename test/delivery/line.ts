/** The outbox at work against a sandbox of its own, with one post to be sent and changed. */
import { createStore, type Store } from '../../data/store.ts';
import type { ChangeNews } from '../../src/delivery/outcome.ts';
import { createSender, type Sender } from '../../src/delivery/sender.ts';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { createRevisions } from '../../src/desk/revisions.ts';
import { createLog } from '../../src/log.ts';
import type { Newsroom } from '../../src/newsroom.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon } from '../data/made.ts';
import { draftOn, publish } from '../desk/editor.ts';
import { until } from '../e2e/line.ts';
import { type Running, run } from '../sandbox/running.ts';
import { deliveryParts, type PartsOptions } from './parts.ts';

export type Line = Awaited<ReturnType<typeof openLine>>;

export const chat = '@marsad_test';

export async function openLine({
  channel = {},
  ...parts
}: Partial<Pick<PartsOptions, 'card' | 'allowHosts' | 'noticeCard' | 'log'>> & {
  channel?: Partial<Newsroom['channels'][number]>;
} = {}) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const database = await temporarySqlite();
  const store: Store = createStore(database.db);
  await store.newsroom.apply(newsroomOf({ channels: [channelOf(channel)] }), noon);
  const telegram: Running = await run({ now });
  const told: ChangeNews[] = [];
  const wake = () => sender?.wake();
  const desk: Desk = createDesk({
    store,
    now,
    zone: () => 'Asia/Aden',
    wake,
    review: async () => {},
  });
  const made = deliveryParts({
    ...parts,
    store,
    apiRoot: `${telegram.url}/sandbox`,
    now,
    postAgain: (id) => desk.postAgain(id),
    met: (names) => desk.heard(names, {}),
    tell: async (news) => void told.push(news),
  });
  const revisions = createRevisions({ store, now, wake: () => {} });
  const sender: Sender = createSender({
    store,
    ...made,
    deskChat: async () => undefined,
    isAlone: true,
    composeBroadcast: async () => undefined,
    now,
    elapsed: () => performance.now() + ahead,
    callMs: 5_000,
    log: createLog('silent'),
    deskLost: async () => {},
    report: async () => {},
  });
  await sender.start();

  const post = async (id: number) => {
    const found = await store.posts.find(id);
    if (!found) throw new Error(`no post ${id}`);
    return found;
  };

  return {
    store,
    desk,
    sender,
    telegram,
    told,
    parts: made,
    world: telegram.sandbox.world,
    post,
    /** What stands in the channel. */
    messages: () => telegram.sandbox.world.messages(chat),
    /** The calls since the start, by method, the desk's own left out. */
    calls: () => telegram.sandbox.world.calls.map(({ method }) => method),
    /** Puts the clocks of the sender and of Telegram forward. */
    async later(ms: number): Promise<void> {
      ahead += ms;
      sender.wake();
    },
    settled: (id: number, state: string) =>
      until(async () => (await post(id)).state === state, `the post to be ${state}`),
    /** The send had no answer, and there is no desk chat in which its message could be looked for. */
    async unknown(id: number): Promise<void> {
      await until(async () => (await store.outbox.ofPost(id))[0]?.state === 'lost', 'the loss');
      await until(async () => {
        ahead += 5_000;
        return (await post(id)).state === 'unknown';
      }, 'the outcome to be unknown');
    },
    /** No row waits that is due. */
    idle: () =>
      until(async () => {
        const states = await store.outbox.countByState();
        return !states.get('waiting') && !states.get('attempting');
      }, 'an empty outbox'),

    /** An article with its post on the first channel, on its way at once. */
    async publish(changes: Parameters<typeof articleOf>[0] = {}) {
      const input = articleOf(changes);
      const story = await store.articles.addStory(input.title, noon);
      const article = await store.articles.add(input, story);
      const [first] = await store.channels.all();
      if (!first) throw new Error('no channel');
      const piece = await draftOn({ store, desk }, article.id, [first.id]);
      const [queued] = await publish({ store, desk }, piece, { kind: 'now' });
      if (!queued) throw new Error('nothing was queued');
      return queued;
    },

    /** The source changes the article, as intake does. */
    revise: (
      articleId: number,
      changes: { title?: string; summary?: string; imageUrl?: string | null },
    ) =>
      database.db.transaction().execute(async (trx) => {
        await trx.updateTable('article').set(changes).where('id', '=', articleId).execute();
        await revisions.revised(createStore(trx), articleId);
      }),

    editor: () => editorOf(store),

    async close(): Promise<void> {
      await sender.stop();
      await telegram.stop();
      await database.remove();
    },
  };
}

async function editorOf(store: Store) {
  const { authorise } = await import('../../src/desk/authorise.ts');
  const [publish, correct] = [
    await authorise(store.people, 1001, 'publish'),
    await authorise(store.people, 1001, 'correct'),
  ];
  if (!publish || !correct) throw new Error('1001 is no editor');
  return { ...publish, ...correct } as typeof publish & typeof correct;
}
