import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articleOf, channelOf, newsroomOf, noon, sourceOf } from '../data/made.ts';
import { type DeskAtHand, openDesk } from './desk-of.ts';
import { approve, draftOn, may, publish } from './editor.ts';

const minute = 60_000;
const hour = 60 * minute;

let at: DeskAtHand;
beforeEach(async () => {
  at = await openDesk();
  const sources = [sourceOf(), sourceOf({ name: 'وكالة الجبل', address: 'https://j.example/f' })];
  const channels = [
    channelOf({ pinMs: 3 * hour }),
    channelOf({ key: 'night', chat: '@night', slots: ['20:00'], quiet: '11:00-14:00' }),
    channelOf({ key: 'slow', chat: '@slow', mode: 'review' }),
    channelOf({ key: 'sport', chat: '@sport', sections: ['رياضة'] }),
  ];
  await at.store.newsroom.apply(newsroomOf({ sources, channels }), noon);
});
afterEach(() => at.close());

const flash = (dead: number, changes: Parameters<typeof articleOf>[0] = {}) =>
  articleOf({
    title: `عاجل: انفجار في مستودع الميناء الجنوبي يوقع ${dead} قتيلا`,
    paragraphs: [
      `قُتل ${dead} أشخاص في انفجار وقع في مستودع الميناء الجنوبي مساء اليوم، بحسب الدفاع المدني.`,
      'وقالت فرق الإنقاذ إن النار امتدت إلى رصيفين، وإن العمل على إخمادها مستمر.',
    ],
    breaking: 1,
    ...changes,
  });

describe('breaking news', () => {
  it('goes to every fitting channel at once; one in review holds up none of them', async () => {
    const { posts } = await at.bring(flash(3));
    expect(posts.map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['queued', noon],
      ['queued', noon],
      ['in review', null],
    ]);
    expect(at.reviewed).toEqual([[posts[2]?.id]]);
  });

  it('waits for an editor when it was published more than an hour ago', async () => {
    const { posts } = await at.bring(flash(3, { publishedAt: noon - hour - 1 }));
    expect(posts.map(({ state, hold }) => [state, hold])).toEqual([
      ['in review', 'stale'],
      ['in review', 'stale'],
      ['in review', 'stale'],
    ]);
    expect(at.reviewed).toEqual([posts.map(({ id }) => id)]);
    expect(await at.store.outbox.nextDue(noon)).toBeUndefined();
    expect(await approve(at, posts[0]?.articleId ?? 0)).toHaveLength(3);
    expect(await approve(at, posts[0]?.articleId ?? 0)).toEqual([]);
    expect(await at.store.outbox.nextDue(noon)).toBe(noon);
  });

  it('goes out when nobody knows how old it is', async () => {
    const { posts } = await at.bring(flash(3, { publishedAt: null }));
    expect(posts[0]).toMatchObject({ state: 'queued', hold: null });
  });

  it('is to be pinned where the channel pins, and only there', async () => {
    const { posts } = await at.bring(flash(3));
    const kinds = async (id = 0) => (await at.store.outbox.ofPost(id)).map(({ kind }) => kind);
    expect(await kinds(posts[0]?.id)).toEqual(['send', 'pin']);
    expect(await kinds(posts[1]?.id)).toEqual(['send']);
    const ordinary = await at.bring(articleOf());
    expect(await kinds(ordinary.posts[0]?.id)).toEqual(['send']);
  });
});

describe('two flashes about one story within five minutes', () => {
  it('become one post: one that waits tells the newer', async () => {
    const first = await at.bring(flash(3));
    at.clock.now = noon + 4 * minute;
    const second = await at.bring(flash(9), 'وكالة الجبل');
    expect(second.article.storyId).toBe(first.article.storyId);
    expect(second.posts).toEqual([]);
    for (const { id } of first.posts) {
      expect(await at.store.posts.find(id)).toMatchObject({ articleId: second.article.id });
      const rows = await at.store.outbox.ofPost(id);
      expect(rows.some(({ kind }) => kind === 'edit')).toBe(false);
    }
  });

  it('become one post: one that is out is edited', async () => {
    const first = await at.bring(flash(3));
    await at.publishDue();
    at.clock.now = noon + 2 * minute;
    const second = await at.bring(flash(9), 'وكالة الجبل');
    const [post] = first.posts;
    expect(await at.store.posts.find(post?.id ?? 0)).toMatchObject({
      articleId: second.article.id,
      state: 'published',
    });
    expect((await at.store.outbox.ofPost(post?.id ?? 0)).at(-1)).toMatchObject({
      kind: 'edit',
      lane: 1,
      dueAt: at.clock.now,
    });
  });

  it('are put before the editor again where the first waits in review', async () => {
    const first = await at.bring(flash(3));
    const waits = first.posts[2]?.id;
    await at.bring(flash(9), 'وكالة الجبل');
    expect(at.reviewed).toEqual([[waits], [waits]]);
  });

  it('are two where an editor gave the first its words: the source’s do not take their place', async () => {
    const first = await at.bring(flash(3));
    const [amended] = first.posts.map(({ id }) => id);
    const words = {
      posts: [amended ?? 0],
      part: 'headline',
      text: 'عاجل من المحرر',
      over: 0,
    } as const;
    await at.desk.amend(first.article.id, words, await at.editor('correct'));
    at.clock.now = noon + 2 * minute;
    const second = await at.bring(flash(9), 'وكالة الجبل');
    expect(second.posts).toMatchObject([{ channelId: first.posts[0]?.channelId, edition: 1 }]);
    expect(await at.store.posts.find(amended ?? 0)).toMatchObject({
      articleId: first.article.id,
      title: 'عاجل من المحرر',
    });
  });

  it('are one where an editor wrote the first and the second tells nothing new', async () => {
    const words = { title: flash(3).title, paragraphs: flash(3).paragraphs };
    const by = await may(at.store, 1001, 'write');
    const own = await at.desk.write('7:1', words, by);
    const channels = (await at.store.channels.all()).slice(0, 1).map(({ id }) => id);
    const [post] = await publish(at, await draftOn(at, own.id, channels), { kind: 'now' });
    at.clock.now = noon + minute;
    const told = await at.bring(flash(3));
    expect(told.article.storyId).toBe(own.storyId);
    expect(told.posts.map(({ channelId }) => channelId)).not.toContain(post?.channelId);
    const more = await at.bring(flash(9), 'وكالة الجبل');
    expect(more.posts.map(({ channelId }) => channelId)).toContain(post?.channelId);
    expect(await at.store.posts.find(post?.id ?? 0)).toMatchObject({ articleId: own.id });
  });

  it('become one post also when an editor has read the second before its source brought it', async () => {
    const first = await at.bring(flash(3));
    at.clock.now = noon + 2 * minute;
    const newer = flash(9);
    await at.desk.takeForEditor(newer);
    const second = await at.bring(newer, 'وكالة الجبل');
    for (const { id } of first.posts) {
      expect(await at.store.posts.find(id)).toMatchObject({ articleId: second.article.id });
    }
  });

  it('leave the post as it is when the second tells nothing new', async () => {
    const first = await at.bring(flash(3));
    await at.bring(flash(3), 'وكالة الجبل');
    expect(await at.store.posts.find(first.posts[0]?.id ?? 0)).toMatchObject({
      articleId: first.article.id,
    });
  });

  it('are two after that', async () => {
    await at.bring(flash(3));
    at.clock.now = noon + 6 * minute;
    const second = await at.bring(flash(9), 'وكالة الجبل');
    expect(second.posts.length).toBe(3);
  });

  it('are two when the first was taken out', async () => {
    const { posts } = await at.bring(flash(3));
    const seen = { id: posts[0]?.id ?? 0, dueAt: noon };
    await at.desk.withdraw(seen, await at.editor('publish'));
    const second = await at.bring(flash(9), 'وكالة الجبل');
    expect(second.posts).toMatchObject([{ channelId: posts[0]?.channelId, state: 'queued' }]);
  });
});

describe('an editor’s breaking news', () => {
  const taken = async () => (await at.desk.takeForEditor(articleOf())).article.id;

  it('goes once to all channels of its section, whatever their hours and modes', async () => {
    const id = await taken();
    const by = await at.editor('publish');
    expect((await at.desk.flashChannels(id)).map(({ key }) => key)).toEqual([
      'main',
      'night',
      'slow',
    ]);
    expect(await at.desk.flash(id, at.clock.now, by)).toMatchObject([
      { channel: 'main', state: 'queued', breaking: 1, dueAt: noon },
      { channel: 'night', state: 'queued' },
      { channel: 'slow', state: 'queued' },
    ]);
    expect(await at.desk.flash(id, at.clock.now, by)).toEqual([]);
    await at.publishDue();
    expect(await at.desk.flash(id, at.clock.now, by)).toEqual([]);
    expect(await at.desk.flashChannels(id)).toEqual([]);
  });

  it('takes what waits, in the queue or in review, and makes no second post of it', async () => {
    const { article, posts } = await at.bring(articleOf());
    expect(posts.map(({ state }) => state)).toEqual(['queued', 'scheduled', 'in review']);
    const sent = await at.desk.flash(article.id, at.clock.now, await at.editor('publish'));
    expect(sent.map(({ id }) => id)).toEqual(posts.map(({ id }) => id));
    for (const { id } of posts) {
      const [row] = await at.store.outbox.ofPost(id);
      expect(row).toMatchObject({ kind: 'send', lane: 1, dueAt: noon, state: 'waiting' });
    }
  });

  it('is found again by whoever asked for it, from that moment on', async () => {
    const id = await taken();
    const by = await at.editor('publish');
    expect(await at.desk.lastFlash(id, noon, by)).toEqual([]);
    at.clock.now = noon + minute;
    const sent = await at.desk.flash(id, at.clock.now, by);
    const ids = sent.map((post) => post.id);
    expect((await at.desk.lastFlash(id, noon, by)).map((post) => post.id)).toEqual(ids);
    expect(await at.desk.lastFlash(id, noon + 2 * minute, by)).toEqual([]);
    await at.desk.retract(
      id,
      { posts: ids, reason: null, chat: '1001' },
      await at.editor('correct'),
    );
    expect(await at.desk.lastFlash(id, noon, by)).toEqual([]);
    // Asked before all that: a colleague's retraction is not undone by an old question.
    expect(await at.desk.flash(id, noon, by)).toEqual([]);
    expect(await at.desk.flash(id, noon + 2 * minute, by)).toHaveLength(3);
  });

  it('is taken back without what others have sent', async () => {
    const { article, posts } = await at.bring(flash(3));
    await at.publishDue();
    at.clock.now = noon + minute;
    const by = await at.editor('publish');
    const sent = await at.desk.flash(article.id, at.clock.now, by);
    expect(sent.map(({ channel }) => channel)).toEqual(['slow']);
    const flashed = await at.desk.flashed(article.id, sent[0]?.promisedAt ?? 0);
    expect(flashed).toEqual(sent.map(({ id }) => id));
    expect(flashed).not.toContain(posts[0]?.id);
  });
});
