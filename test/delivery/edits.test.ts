/** A source or an editor changes what is out: what readers see then, and by which calls. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageIdsOf, shownOf } from '../../data/repositories/posts.ts';
import { until } from '../e2e/line.ts';
import { chat, type Line, openLine } from './line.ts';

let line: Line;
const minute = 60_000;
const summary = 'قالت الهيئة إن 12 سفينة وصلت. وتصل البقية غدًا.';
const open = async (options: Parameters<typeof openLine>[0] = {}) => {
  line = await openLine(options);
};
const text = () => line.messages()[0]?.text ?? '';
const edits = () => line.calls().filter((method) => method.startsWith('edit'));

/** A post that is out, and shows the summary. */
async function published(changes: Parameters<Line['publish']>[0] = {}) {
  const post = await line.publish({ title: 'سفن في الميناء', summary, ...changes });
  await line.settled(post.id, 'published');
  return post;
}

async function settle() {
  await line.later(minute);
  await line.idle();
}

describe('a revision', () => {
  beforeEach(() => open());
  afterEach(() => line.close());

  it('edits the text after a minute, and says which number was another', async () => {
    const { articleId, id } = await published();
    await line.revise(articleId, { summary: summary.replace('12', '14') });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(edits()).toEqual([]);
    await settle();
    expect(line.messages()).toHaveLength(1);
    expect(text()).toContain('إن 14 سفينة');
    expect(text().split('\n\n').at(-1)).toBe('تصحيح: 14 بدلًا من 12.');
    expect(await line.post(id)).toMatchObject({ state: 'published', failure: null });
  });

  it('makes one edit of several within a minute, as the last one has it', async () => {
    const { articleId } = await published();
    for (const title of ['سفن في الميناءين', 'سفن كثيرة في الميناء', 'سفن عند الرصيف']) {
      await line.revise(articleId, { title });
      await line.later(10_000);
    }
    await settle();
    expect(edits()).toEqual(['editMessageText']);
    expect(text()).toMatch(/^سفن عند الرصيف\n/u);
    expect(text()).not.toContain('تصحيح');
  });

  it('sends nothing when readers would see no difference', async () => {
    const { articleId } = await published();
    await line.revise(articleId, { summary });
    await settle();
    expect(edits()).toEqual([]);
  });

  it('compares numbers with what readers saw first, however often they change', async () => {
    const { articleId } = await published();
    for (const [number, last] of [
      ['14', 'تصحيح: 14 بدلًا من 12.'],
      ['15', 'تصحيح: 15 بدلًا من 12.'],
      ['12', 'تابعونا: يوتيوب'],
    ] as const) {
      await line.revise(articleId, { summary: summary.replace('12', number) });
      await settle();
      expect(text().split('\n\n').at(-1)).toBe(last);
    }
  });

  it('waits for nothing when the post is still in the queue: it goes out as it reads then', async () => {
    const { articleId, id } = await published();
    const waiting = await line.store.posts.add({
      articleId,
      channelId: (await line.post(id)).channelId,
      edition: 2,
      state: 'scheduled',
      breaking: 0,
      dueAt: Date.now() + 3_600_000,
      createdBy: null,
      createdAt: 0,
    });
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    expect(await line.store.outbox.ofPost(waiting?.id ?? 0)).toEqual([]);
  });

  it('follows a post that was being sent', async () => {
    line.world.fault({ kind: 'delay', method: 'sendMessage', ms: 300, times: 1 });
    const post = await line.publish({ title: 'سفن في الميناء', summary });
    await line.settled(post.id, 'sending');
    await line.revise(post.articleId, { title: 'سفن عند الرصيف' });
    await line.settled(post.id, 'published');
    await settle();
    expect(text()).toMatch(/^سفن عند الرصيف\n/u);
  });

  it('waits while it is not known whether the post is out', async () => {
    line.world.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    const post = await line.publish({ title: 'سفن في الميناء', summary });
    await line.unknown(post.id);
    await line.revise(post.articleId, { title: 'سفن عند الرصيف' });
    await line.later(minute);
    await until(
      async () => (await line.store.outbox.ofPost(post.id)).at(-1)?.failure,
      'the edit to wait',
    );
    expect(edits()).toEqual([]);
    // Found, with its number, as the search for lost messages settles it.
    const [sent] = await line.store.outbox.ofPost(post.id);
    await line.store.outbox.settle(sent?.id ?? 0, { state: 'done', settledAt: 0 });
    const found = { state: 'published', messageId: 1, messageIds: '[1]' } as const;
    await line.store.posts.move(post.id, ['unknown'], found);
    await settle();
    expect(text()).toMatch(/^سفن عند الرصيف\n/u);
  });

  it('takes «not modified» for done, and notes how the post stands', async () => {
    const { articleId, id } = await published();
    const not = 'message is not modified: specified new message content';
    line.world.fault({ kind: 'error', method: 'editMessageText', times: 1, code: 400, text: not });
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await settle();
    expect(line.told).toEqual([]);
    expect(shownOf(await line.post(id))?.first).toMatch(/^سفن في الميناء/u);
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await settle();
    expect(edits()).toHaveLength(1);
  });

  it.each(['500', 'drop-after'] as const)('is made again after %s', async (kind) => {
    const { articleId } = await published();
    line.world.fault({ kind, method: 'editMessageText', times: 1 });
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await line.later(minute);
    await until(() => edits().length > 0, 'the first try');
    await line.later(6_000);
    await line.idle();
    expect(text()).toMatch(/^سفن عند الرصيف\n/u);
    expect(line.told).toEqual([]);
  });

  it.each([
    ['deleted', () => line.telegram.bot.api.deleteMessage(chat, 1)],
    [
      'not the bot’s',
      async () =>
        line.world.fault({
          kind: 'error',
          method: 'editMessageText',
          code: 400,
          text: "message can't be edited",
        }),
    ],
  ])('notices a message that is %s: the post says so, the desk is told once', async (_, happen) => {
    const { articleId, id } = await published();
    await happen();
    for (const title of ['سفن عند الرصيف', 'سفن في المرسى']) {
      await line.revise(articleId, { title });
      await settle();
    }
    expect(line.told).toMatchObject([{ kind: 'lost', post: { id } }]);
    expect(await line.post(id)).toMatchObject({
      state: 'published',
      lostAt: expect.any(Number),
      failure: expect.stringContaining('message'),
    });
    expect(edits()).toHaveLength(1);
  });

  it('tells the desk of an edit that is refused for another reason', async () => {
    const { articleId, id } = await published();
    const text = 'need administrator rights in the channel chat';
    line.world.fault({ kind: 'error', method: 'editMessageText', times: 1, code: 400, text });
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await settle();
    expect(line.told).toMatchObject([
      { kind: 'refused', post: { id }, reason: expect.any(String) },
    ]);
    expect(await line.post(id)).toMatchObject({ state: 'published', lostAt: null });
  });

  it('finds out the form of a post that was sent before forms were noted', async () => {
    const { articleId, id } = await published({ imageUrl: 'https://m.example/a.jpg' });
    await line.store.posts.note(id, JSON.parse('null'));
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await settle();
    // It was thought to be a photo, for it has a picture; it went out as text.
    expect(edits()).toEqual(['editMessageCaption', 'editMessageText']);
    expect(text()).toMatch(/^سفن عند الرصيف\n/u);
    expect(shownOf(await line.post(id))?.form).toBe('text');
  });
});

describe('a channel that follows revisions its own way', () => {
  afterEach(() => line.close());

  it('leaves a post alone', async () => {
    await open({ channel: { edits: 'ignore' } });
    const { articleId } = await published();
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await settle();
    expect(text()).toMatch(/^سفن في الميناء\n/u);
  });

  it('posts the newer version as a new post, once for each difference', async () => {
    await open({ channel: { edits: 'new' } });
    const { articleId } = await published();
    for (const title of ['سفن عند الرصيف', 'سفن عند الرصيف', 'سفن في المرسى']) {
      await line.revise(articleId, { title });
      await settle();
    }
    expect(line.messages().map((message) => message.text?.split('\n')[0])).toEqual([
      'سفن في الميناء',
      'سفن عند الرصيف',
      'سفن في المرسى',
    ]);
    expect(edits()).toEqual([]);
  });
});

describe('an editor’s words', () => {
  beforeEach(() => open());
  afterEach(() => line.close());

  it('stand at once in the posts that were chosen, and are taken out again', async () => {
    const { articleId, id } = await published();
    const by = await line.editor();
    const words = { posts: [id], part: 'headline', text: 'سفن القمح في الميناء', over: 0 } as const;
    const amended = await line.desk.amend(articleId, words, by);
    if (amended.kind !== 'done') throw new Error(amended.kind);
    const amendment = amended.id;
    // Said twice, as after a crash, it is one, which one undo takes back.
    expect(await line.desk.amend(articleId, words, by)).toEqual(amended);
    const other = { ...words, text: 'كلمات أخرى' };
    expect(await line.desk.amend(articleId, other, by)).toEqual({ kind: 'changed' });
    expect(await line.desk.standing([id], 'headline')).toBe(amendment);
    await line.later(1_000);
    await line.idle();
    expect(text()).toMatch(/^سفن القمح في الميناء\n/u);
    expect(await line.desk.undoAmendment(amendment, by)).toBe(true);
    expect(await line.desk.undoAmendment(amendment, by)).toBe(false);
    await line.later(1_000);
    await line.idle();
    expect(text()).toMatch(/^سفن في الميناء\n/u);
  });

  it('are not put into what was taken back meanwhile', async () => {
    const { articleId, id } = await published();
    await line.store.posts.move(id, ['published'], { state: 'retracted', retraction: 'deleted' });
    const words = { posts: [id], part: 'headline', text: 'سفن القمح', over: 0 } as const;
    const by = await line.editor();
    expect(await line.desk.amend(articleId, words, by)).toEqual({ kind: 'gone' });
  });

  it('outlast a revision of the source, which changes the rest', async () => {
    const { articleId, id } = await published();
    const words = { posts: [id], part: 'headline', text: 'سفن القمح في الميناء', over: 0 } as const;
    await line.desk.amend(articleId, words, await line.editor());
    await line.later(1_000);
    await line.idle();
    await line.revise(articleId, { title: 'سفن عند الرصيف', summary: summary.replace('12', '14') });
    await settle();
    expect(text()).toMatch(/^سفن القمح في الميناء\n/u);
    expect(text()).toContain('تصحيح: 14 بدلًا من 12.');
  });

  it('edit the post even where revisions are left alone', async () => {
    await line.close();
    await open({ channel: { edits: 'ignore' } });
    const { articleId, id } = await published();
    const words = { posts: [id], part: 'summary', text: 'ملخص جديد.', over: 0 } as const;
    await line.desk.amend(articleId, words, await line.editor());
    await line.later(1_000);
    await line.idle();
    expect(text()).toContain('ملخص جديد.');
  });
});

describe('pins', () => {
  beforeEach(() => open());
  afterEach(() => line.close());

  it('hold a post for their time, without a sound', async () => {
    const { id } = await published();
    const { dueAt, createdAt } = { dueAt: Date.now(), createdAt: Date.now() };
    const payload = JSON.stringify({ pin: true, forMs: 3_600_000 });
    await line.store.outbox.add({
      postId: id,
      chat,
      threadId: null,
      kind: 'pin',
      lane: 2,
      payload,
      dueAt,
      createdAt,
    });
    await line.later(1_000);
    await until(() => line.world.chat(chat).pinned.length > 0, 'the pin');
    expect(line.world.calls.at(-1)?.parameters).toMatchObject({ disable_notification: true });
    await until(
      async () => (await line.store.outbox.ofPost(id)).at(-1)?.payload === '{"pin":false}',
      'the unpinning',
    );
    await line.later(3_600_000);
    await until(() => line.world.chat(chat).pinned.length === 0, 'the end of the pin');
    expect(messageIdsOf(await line.post(id))).toEqual([1]);
  });
});
