/** Pieces on the desk: who may, who was first, and what is taken back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownWords } from '../../src/desk/own-words.ts';
import { type Piece, type Review, toldSince } from '../../src/desk/pieces.ts';
import type { Newsroom } from '../../src/newsroom.ts';
import { articleOf, channelOf, newsroomOf, noon } from '../data/made.ts';
import { type DeskAtHand, openDesk } from './desk-of.ts';
import { draftOn, may, publish, unsaid } from './editor.ts';

const editors: Newsroom['editors'] = [
  { id: 1001, role: 'owner' },
  { id: 1002, role: 'editor' },
  { id: 1003, role: 'writer' },
  { id: 1004, role: 'writer' },
];

let at: DeskAtHand;
beforeEach(async () => {
  at = await openDesk();
  const channels = [
    channelOf({ mode: 'review' }),
    channelOf({ key: 'noon', chat: '@noon', slots: ['13:00'] }),
  ];
  await at.store.newsroom.apply(newsroomOf({ channels, editors }), noon);
});
afterEach(() => at.close());

const channelId = async (key: string) =>
  (await at.store.channels.all()).find((channel) => channel.key === key)?.id ?? 0;

const seenOf = async (piece: Piece) => (await at.desk.piece(piece))?.revision ?? 0;

/** An article that waits in review on its first channel. */
async function inReview() {
  const { article } = await at.bring(articleOf());
  const piece = { kind: 'review', articleId: article.id, editorId: null } as const;
  const onDesk = await at.desk.piece(piece);
  if (!onDesk) throw new Error('nothing waits');
  return { piece, seen: onDesk.revision, article };
}

const waits = { text: 'ينتظر', entities: [] };

/** What was published, and by what it is taken back. */
function decision(verdict: Awaited<ReturnType<DeskAtHand['desk']['publish']>>) {
  if (verdict.kind !== 'done') throw new Error(verdict.kind);
  return { ids: verdict.posts.map(({ id }) => id), decidedAt: verdict.decidedAt };
}

describe('a piece in review', () => {
  it('is the first editor’s who decides, and the second is told whose it was', async () => {
    await at.store.people.named(1002, 'أمل');
    const { piece, seen } = await inReview();
    const [first, second] = [
      await may(at.store, 1002, 'publish'),
      await may(at.store, 1001, 'publish'),
    ];
    expect(await at.desk.reject(piece, seen, first, () => '')).toMatchObject({ kind: 'done' });
    expect(await at.desk.publish(piece, seen, { kind: 'now' }, second, unsaid)).toMatchObject({
      kind: 'gone',
      by: 'أمل',
    });
    expect(await at.store.outbox.countByState()).toEqual(new Map([['waiting', 1]]));
  });

  it('does nothing for a button that saw another revision', async () => {
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const write = await may(at.store, 1001, 'write');
    const change = { part: 'headline', text: 'عنوان من المحرر' } as const;
    expect(await at.desk.amendPiece(piece, seen, change, write)).toEqual({ kind: 'done' });
    expect(await at.desk.publish(piece, seen, { kind: 'now' }, by, unsaid)).toEqual({
      kind: 'changed',
    });
    expect(await at.desk.amendPiece(piece, seen, change, write)).toEqual({ kind: 'changed' });
    expect(await at.desk.piece(piece)).toMatchObject({ revision: seen + 1 });
  });

  it('is another when its source has changed it, and is shown again', async () => {
    const { piece, seen, article } = await inReview();
    at.reviewed.length = 0;
    const { id: _, storyId: __, ...told } = article;
    await at.desk.reread(article.id, { ...told, title: 'عنوان آخر تمامًا للخبر نفسه' });
    expect(at.reviewed).toHaveLength(1);
    expect(await at.desk.piece(piece)).toMatchObject({ revision: seen + 1 });
  });

  it('takes a channel more, with the words that it was given, and keeps at least one', async () => {
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'write');
    await at.desk.amendPiece(piece, seen, { part: 'summary', text: 'ملخص آخر' }, by);
    const [main, other] = [await channelId('main'), await channelId('noon')];
    // The article stands on the second channel by itself; here it gets another edition.
    await at.desk.toggleChannel(piece, seen + 1, other, by);
    const both = await at.desk.piece(piece);
    expect(both?.posts.map(({ channel, state }) => [channel, state])).toEqual([
      ['main', 'in review'],
      ['noon', 'in review'],
    ]);
    const added = both?.posts[1];
    expect(added && (await at.store.amendments.of(added))).toEqual({ summary: 'ملخص آخر' });
    await at.desk.toggleChannel(piece, seen + 2, main, by);
    expect(await at.desk.toggleChannel(piece, seen + 3, other, by)).toEqual({
      kind: 'done',
      isLast: true,
    });
    expect((await at.desk.piece(piece))?.posts).toHaveLength(1);
  });

  it('waits again when the decision is taken back in time', async () => {
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const later = { kind: 'at', at: noon + 60_000 } as const;
    const verdict = await at.desk.publish(piece, seen, later, by, unsaid);
    const { ids, decidedAt } = decision(verdict);
    expect(
      await at.desk.reopen(piece, decidedAt, await may(at.store, 1002, 'publish'), () => ''),
    ).toBe('late');
    expect(await at.desk.reopen(piece, decidedAt, by, () => '')).toBe('done');
    expect(await at.desk.reopen(piece, decidedAt, by, () => '')).toBe('late');
    expect(await at.store.posts.find(ids[0] ?? 0)).toMatchObject({ state: 'in review' });
    at.clock.now += 3_600_000;
    await at.publishDue();
    expect(await at.store.posts.find(ids[0] ?? 0)).toMatchObject({ state: 'in review' });
    expect(await publish(at, piece, { kind: 'now' })).toMatchObject([{ state: 'queued' }]);
  });

  it('waits again alone: what the editor decided of the same article before or after stays', async () => {
    const { piece, seen, article } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const later = { kind: 'at', at: noon + 60_000 } as const;
    const { decidedAt } = decision(await at.desk.publish(piece, seen, later, by, unsaid));
    at.clock.now += 1_000;
    const draft = await draftOn(at, article.id, [await channelId('main')]);
    const [other] = await publish(at, draft, later);
    expect(await at.desk.reopen(piece, decidedAt, by, () => '')).toBe('done');
    expect(await at.store.posts.find(other?.id ?? 0)).toMatchObject({ state: 'scheduled' });
  });

  it('is announced at the next tick when a crash came before its notice', async () => {
    at.crash.beforeNotices = true;
    const { piece } = await inReview();
    expect(at.reviewed).toHaveLength(1);
    await at.desk.sweep();
    expect(at.reviewed).toHaveLength(2);
    await at.store.people.named(1001, 'سالم');
    const onDesk = await at.desk.piece(piece);
    const shown = { pieces: [{ piece, revision: onDesk?.revision ?? 0 }], messages: [waits] };
    for (let twice = 0; twice < 2; twice++) await at.desk.announce(shown);
    const told = (await at.store.outbox.claim(at.clock.now, 50)).filter((row) => !row.postId);
    expect(told).toHaveLength(1);
    await at.desk.sweep();
    expect(at.reviewed).toHaveLength(2);
  });

  it('stays taken back when /retract did it', async () => {
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const verdict = await at.desk.publish(
      piece,
      seen,
      { kind: 'at', at: noon + 60_000 },
      by,
      unsaid,
    );
    const { ids: posts, decidedAt } = decision(verdict);
    const correct = await may(at.store, 1001, 'correct');
    await at.desk.retract(piece.articleId, { posts, reason: null, chat: '1001' }, correct);
    expect(await at.desk.reopen(piece, decidedAt, by, () => '')).toBe('late');
  });

  it('takes a channel that has the story already only knowingly', async () => {
    const { piece } = await inReview();
    at.clock.now += 60_000;
    const write = await may(at.store, 1001, 'write');
    const noonChannel = await channelId('noon');
    await at.desk.toggleChannel(piece, await seenOf(piece), noonChannel, write);
    await at.desk.toggleChannel(piece, await seenOf(piece), await channelId('main'), write);
    const by = await may(at.store, 1001, 'publish');
    const go = async (knownUntil: number) =>
      at.desk.publish(piece, await seenOf(piece), { kind: 'slot' }, by, { ...unsaid, knownUntil });
    expect(await go(0)).toEqual({ kind: 'told' });
    const tellers = await at.desk.tellers(piece);
    expect(tellers).toMatchObject([{ channel: 'noon', state: 'scheduled' }]);
    expect(await go(Math.max(...tellers.map(toldSince)))).toMatchObject({ kind: 'done' });
  });

  it('is told to the desk as it is now, each version once, whoever comes first', async () => {
    at.crash.beforeNotices = true;
    await at.store.people.named(1001, 'سالم');
    const [one, other] = [await inReview(), await inReview()];
    const shown = ({ piece, seen }: typeof one, text: string) => ({
      pieces: [{ piece, revision: seen }],
      messages: [{ text, entities: [] }],
    });
    const { id: _, storyId: __, ...told } = one.article;
    await at.desk.reread(one.article.id, { ...told, title: 'عنوان آخر تمامًا للخبر نفسه' });
    // What was laid out before the change comes too late; the other piece is told beside it.
    await at.desk.announce(shown(one, 'الأول'));
    await at.desk.announce(shown(other, 'الآخر'));
    await at.desk.announce(shown({ ...one, seen: one.seen + 1 }, 'الجديد'));
    const both = [one, other].map(({ piece }) => ({ piece }));
    await at.desk.announce({ pieces: both, messages: [waits] });
    expect(await said()).toEqual([['1001', 'الآخر']]);
    expect(await said()).toEqual([['1001', 'الجديد']]);
  });

  it('is told to the desk again when its decision is taken back, even after a crash', async () => {
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const verdict = await at.desk.reject(piece, seen, by, () => '');
    if (verdict.kind !== 'done') throw new Error(verdict.kind);
    at.reviewed.length = 0;
    at.crash.beforeNotices = true;
    await at.desk.reopen(piece, verdict.decidedAt, by, () => '');
    await at.desk.sweep();
    expect(at.reviewed).toHaveLength(2);
  });

  it('leaves out for good what a colleague took out after it came back late', async () => {
    const channels = [
      channelOf({ mode: 'review' }),
      channelOf({ key: 'two', chat: '@two', mode: 'review' }),
    ];
    await at.store.newsroom.apply(newsroomOf({ channels, editors }), noon);
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const later = { kind: 'at', at: noon + 60_000 } as const;
    const { decidedAt } = decision(await at.desk.publish(piece, seen, later, by, unsaid));
    at.clock.now = noon + 30 * 3_600_000;
    await at.desk.sweep();
    const write = await may(at.store, 1002, 'write');
    await at.desk.toggleChannel(piece, await seenOf(piece), await channelId('two'), write);
    expect(await at.desk.reopen(piece, decidedAt, by, () => '')).toBe('late');
    expect((await at.desk.piece(piece))?.posts.map(({ channel }) => channel)).toEqual(['main']);
  });

  it('is another once /edit has given it other words, or taken them back', async () => {
    const { piece, seen, article } = await inReview();
    const posts = (await at.desk.piece(piece))?.posts.map(({ id }) => id) ?? [];
    const by = await may(at.store, 1001, 'correct');
    at.reviewed.length = 0;
    const wish = { posts, part: 'headline', text: 'عنوان لم يره أحد', over: 0 } as const;
    const amended = await at.desk.amend(article.id, wish, by);
    const publishing = await may(at.store, 1001, 'publish');
    expect(await at.desk.publish(piece, seen, { kind: 'now' }, publishing, unsaid)).toEqual({
      kind: 'changed',
    });
    await at.desk.undoAmendment(amended.kind === 'done' ? amended.id : 0, by);
    expect(await seenOf(piece)).toBe(seen + 2);
    expect(at.reviewed).toHaveLength(2);
  });

  it('tells whoever decided what they have decided, and leaves its changes in the log', async () => {
    const { piece } = await inReview();
    const write = await may(at.store, 1001, 'write');
    await at.desk.toggleChannel(piece, await seenOf(piece), await channelId('noon'), write);
    const by = await may(at.store, 1001, 'publish');
    await at.desk.toggleBreaking(piece, await seenOf(piece), by);
    expect((await at.store.people.acts(5)).map(({ act }) => act)).toEqual(['amend', 'amend']);
    const seen = await seenOf(piece);
    const first = await at.desk.reject(piece, seen, by, () => '');
    const again = await at.desk.reject(piece, seen, by, () => '');
    if (first.kind !== 'done' || again.kind !== 'gone') throw new Error('decided once');
    expect(again.decision).toEqual({ editorId: 1001, decidedAt: first.decidedAt });
    const decided = again.decision && (await at.desk.decided(piece, again.decision));
    expect(decided).toHaveLength(2);
  });

  it('was decided by whoever decided on it, not on a draft of the same article', async () => {
    await at.store.people.named(1001, 'سالم');
    const { piece, seen, article } = await inReview();
    await at.desk.reject(piece, seen, await may(at.store, 1001, 'publish'), () => '');
    at.clock.now += 1_000;
    const draft = await draftOn(at, article.id, [await channelId('main')], 1002);
    expect(await publish(at, draft, { kind: 'now' }, 1002)).toHaveLength(1);
    expect(await at.desk.goneBy(piece)).toMatchObject({ kind: 'gone', by: 'سالم' });
  });

  it('is beyond recall once it is on its way', async () => {
    const { piece, seen } = await inReview();
    const by = await may(at.store, 1001, 'publish');
    const verdict = await at.desk.publish(piece, seen, { kind: 'now' }, by, unsaid);
    await at.publishDue();
    const { decidedAt } = decision(verdict);
    expect(await at.desk.reopen(piece, decidedAt, by, () => '')).toBe('late');
  });
});

/** Takes what the bot says of itself out of the outbox, chat and words. */
async function said(): Promise<[string, string][]> {
  const rows = (await at.store.outbox.claim(at.clock.now, 50)).filter((row) => !row.postId);
  for (const { id } of rows) {
    await at.store.outbox.settle(id, { state: 'done', settledAt: at.clock.now });
  }
  at.clock.now += 2_000;
  return rows.map(({ chat, payload }) => [chat, JSON.parse(payload ?? '{}').text]);
}

/** What a writer has put before the editors on a channel. */
async function submitted(
  articleId: number,
  channel: number,
  writer: number,
  headline?: string,
): Promise<Review> {
  const by = await may(at.store, writer, 'write');
  const draft = await draftOn(at, articleId, [channel], writer);
  if (headline !== undefined) {
    const change = { part: 'headline', text: headline } as const;
    await at.desk.amendPiece(draft, await seenOf(draft), change, by);
  }
  await at.desk.submit(draft, await seenOf(draft), by);
  return { kind: 'review', articleId, editorId: writer };
}

describe('a draft', () => {
  it('does not keep its article from the channels, and then is not published unasked', async () => {
    const known = articleOf();
    const { id } = (await at.desk.takeForEditor(known)).article;
    const draft = await draftOn(at, id, [await channelId('noon')]);
    at.clock.now += 1_000;
    const { posts } = await at.bring(known);
    expect(posts.map(({ state }) => state)).toEqual(['in review', 'scheduled']);
    const seen = (await at.desk.piece(draft))?.revision ?? 0;
    const by = await may(at.store, 1001, 'publish');
    expect(await at.desk.publish(draft, seen, { kind: 'now' }, by, unsaid)).toEqual({
      kind: 'told',
    });
    const told = await at.desk.tellers(draft);
    expect(told.map(({ id: post }) => post)).toEqual([posts[1]?.id]);
    const knownUntil = Math.max(...told.map(toldSince));
    expect(
      await at.desk.publish(draft, seen, { kind: 'now' }, by, { ...unsaid, knownUntil }),
    ).toMatchObject({
      kind: 'done',
    });
  });

  it('of a second editor is not published unasked once the first one’s is', async () => {
    const { id } = (await at.desk.takeForEditor(articleOf())).article;
    const main = await channelId('main');
    const [first, second] = [await draftOn(at, id, [main]), await draftOn(at, id, [main], 1002)];
    at.clock.now += 1_000;
    expect(await publish(at, first, { kind: 'now' })).toHaveLength(1);
    const seen = (await at.desk.piece(second))?.revision ?? 0;
    const by = await may(at.store, 1002, 'publish');
    expect(await at.desk.publish(second, seen, { kind: 'now' }, by, unsaid)).toEqual({
      kind: 'told',
    });
    expect(await at.store.outbox.countByState()).toEqual(new Map([['waiting', 1]]));
  });

  it('that a writer has put before the editors does not keep the story from the channel', async () => {
    const by = await may(at.store, 1003, 'write');
    const told = articleOf();
    const words = { title: told.title, paragraphs: told.paragraphs };
    const { id } = await at.desk.write('7:9', words, by);
    const draft = await draftOn(at, id, [await channelId('main')], 1003);
    await at.desk.submit(draft, (await at.desk.piece(draft))?.revision ?? 0, by);
    const { article, posts } = await at.bring(told);
    const own = await at.store.articles.find(id);
    expect(article.storyId).toBe(own?.storyId);
    expect(posts.map(({ channelId: channel }) => channel)).toContain(await channelId('main'));
  });

  it('of an editor’s own words leads nowhere, and is kept once however often it comes', async () => {
    const by = await may(at.store, 1003, 'write');
    const words = ownWords('عاجل: انقطاع الكهرباء عن المدينة\nفي الثامنة مساءً.');
    const article = await at.desk.write('7:1', words, by);
    expect(article).toMatchObject({
      title: 'عاجل: انقطاع الكهرباء عن المدينة',
      summary: 'في الثامنة مساءً.',
      breaking: 1,
      toldBy: 'editor',
    });
    expect((await at.desk.write('7:1', words, by)).id).toBe(article.id);
    expect((await at.desk.written('7:1'))?.id).toBe(article.id);
    expect(await at.desk.written('7:2')).toBeUndefined();
  });

  it('of own words follows its message, to the comma, until it is out of its author’s hands', async () => {
    const by = await may(at.store, 1003, 'write');
    const rewrite = (text: string) => at.desk.rewrite('7:1', ownWords(text), by);
    expect(await rewrite('معرض الكتاب يفتتح غدا')).toBeUndefined();
    const { id } = await at.desk.write('7:1', ownWords('معرض الكتاب يفتتح غدا'), by);
    expect(await rewrite('معرض الكتاب يُفتتح غدًا')).toBe('out');
    const piece = await draftOn(at, id, [await channelId('main')], 1003);
    const seen = (await at.desk.piece(piece))?.revision ?? 0;
    expect(await rewrite('معرض الكتاب يُفتتح غدًا\nفي المكلا.')).toEqual({
      kind: 'draft',
      articleId: id,
    });
    expect(await at.desk.piece(piece)).toMatchObject({
      revision: seen + 1,
      article: { title: 'معرض الكتاب يُفتتح غدًا', summary: 'في المكلا.' },
    });
    await at.desk.submit(piece, seen + 1, by);
    expect(await rewrite('معرض الكتاب يُفتتح الأحد')).toEqual({ kind: 'in review', articleId: id });
    expect(at.reviewed).toHaveLength(2);
    const review = { kind: 'review', articleId: id, editorId: 1003 } as const;
    expect(await publish(at, review, { kind: 'now' })).toHaveLength(1);
    expect(await rewrite('معرض الكتاب أُلغي')).toBe('out');
    expect(await at.store.articles.find(id)).toMatchObject({ title: 'معرض الكتاب يُفتتح الأحد' });
  });

  it('gathers an album of at most ten, each picture once', async () => {
    const by = await may(at.store, 1001, 'write');
    const { id } = await at.desk.write('7:album:1', ownWords('ألبوم من البحر'), by);
    const piece = await at.desk.begin(id, by);
    for (let i = 0; i < 10; i++) await at.desk.addPicture(piece, `file ${i}`, 10, by);
    expect(await at.desk.addPicture(piece, 'file 3', 10, by)).toEqual({ isFull: false });
    expect(await at.desk.addPicture(piece, 'file 10', 10, by)).toEqual({ isFull: true });
    const [post] = (await at.desk.piece(piece))?.posts ?? [];
    const { pictures = '[]' } = post ? await at.store.amendments.of(post) : {};
    expect(JSON.parse(pictures)).toHaveLength(10);
  });

  it('of two writers is two pieces: each is told, and the second is published knowingly', async () => {
    const { id } = (await at.desk.takeForEditor(articleOf())).article;
    const main = await channelId('main');
    const pieces = [await submitted(id, main, 1003, 'عنوان هدى'), await submitted(id, main, 1004)];
    expect(await Promise.all(pieces.map((piece) => at.desk.piece(piece)))).toMatchObject([
      { author: '1003', posts: [{ title: 'عنوان هدى' }] },
      { author: '1004', posts: [{ title: expect.stringContaining('السفينة') }] },
    ]);
    const by = await may(at.store, 1001, 'publish');
    const [first, second] = pieces;
    if (!first || !second) throw new Error('two pieces');
    const publishing = { knownUntil: 0, toWriter: ({ title }: { title: string }) => title };
    const go = async (piece: Review, knownUntil: number) =>
      at.desk.publish(piece, await seenOf(piece), { kind: 'now' }, by, {
        ...publishing,
        knownUntil,
      });
    expect(await go(first, 0)).toMatchObject({ kind: 'done' });
    expect(await go(second, 0)).toEqual({ kind: 'told' });
    expect(await go(second, noon)).toMatchObject({ kind: 'done' });
    const source = (await at.store.articles.find(id))?.title;
    expect(await said()).toEqual([
      ['1003', 'عنوان هدى'],
      ['1004', source],
    ]);
  });

  it('that a writer submits again takes the place of what waits of theirs', async () => {
    const { id } = (await at.desk.takeForEditor(articleOf())).article;
    const main = await channelId('main');
    const former = await submitted(id, main, 1003, 'عنوان أول');
    const seen = await seenOf(former);
    const piece = await submitted(id, main, 1003, 'عنوان مصحح');
    expect(await at.desk.piece(piece)).toMatchObject({ posts: [{ title: 'عنوان مصحح' }] });
    const by = await may(at.store, 1001, 'publish');
    expect(await at.desk.publish(piece, seen, { kind: 'now' }, by, unsaid)).toEqual({
      kind: 'changed',
    });
    expect(await publish(at, piece, { kind: 'now' })).toMatchObject([{ title: 'عنوان مصحح' }]);
  });

  it('of a writer does not join what the line has put in review, nor take its article from it', async () => {
    const known = articleOf();
    const { id } = (await at.desk.takeForEditor(known)).article;
    const piece = await submitted(id, await channelId('main'), 1003, 'عنوان هدى');
    at.reviewed.length = 0;
    const { posts } = await at.bring(known);
    expect(posts.map(({ state }) => state)).toEqual(['in review', 'scheduled']);
    await at.desk.sweep();
    expect(at.reviewed).toEqual([[posts[0]?.id]]);
    const toWriter = () => '';
    await at.desk.reject(
      piece,
      await seenOf(piece),
      await may(at.store, 1001, 'publish'),
      toWriter,
    );
    const line = { kind: 'review', articleId: id, editorId: null } as const;
    expect(await publish(at, line, { kind: 'now' })).toMatchObject([{ title: known.title }]);
  });

  it('that was rejected leaves its article to the line', async () => {
    const known = articleOf();
    const { id } = (await at.desk.takeForEditor(known)).article;
    const piece = await submitted(id, await channelId('main'), 1003);
    const by = await may(at.store, 1001, 'publish');
    await at.desk.reject(piece, await seenOf(piece), by, () => '');
    expect((await at.bring(known)).posts).toHaveLength(2);
  });

  it('does not come back rejected beside what its writer has mended since', async () => {
    const { id } = (await at.desk.takeForEditor(articleOf())).article;
    const main = await channelId('main');
    const former = await submitted(id, main, 1003, 'الأولى');
    const by = await may(at.store, 1001, 'publish');
    const rejected = await at.desk.reject(former, await seenOf(former), by, () => '');
    if (rejected.kind !== 'done') throw new Error(rejected.kind);
    at.clock.now += 1_000;
    const piece = await submitted(id, main, 1003, 'المصححة');
    expect(await at.desk.reopen(piece, rejected.decidedAt, by, () => '')).toBe('busy');
    expect(await publish(at, piece, { kind: 'now' })).toMatchObject([{ title: 'المصححة' }]);
  });

  it('of own words is still mended by its message when a channel was taken out of it', async () => {
    const write = await may(at.store, 1003, 'write');
    const { id } = await at.desk.write('7:1', ownWords('ورشة الخط تبدا الأحد'), write);
    const draft = await draftOn(at, id, [await channelId('main'), await channelId('noon')], 1003);
    await at.desk.submit(draft, await seenOf(draft), write);
    const piece = { kind: 'review', articleId: id, editorId: 1003 } as const;
    const editor = await may(at.store, 1001, 'write');
    await at.desk.toggleChannel(piece, await seenOf(piece), await channelId('noon'), editor);
    const rewritten = await at.desk.rewrite('7:1', ownWords('ورشة الخط تبدأ الأحد'), write);
    expect(rewritten).toEqual({ kind: 'in review', articleId: id });
  });

  it('is kept when its channels are removed, to be given others', async () => {
    const write = await may(at.store, 1001, 'write');
    const { id } = await at.desk.write('7:1', ownWords('كلمات المحرر نفسه عن السوق'), write);
    const piece = await draftOn(at, id, [await channelId('noon')]);
    const masthead = newsroomOf({ channels: [channelOf({ mode: 'review' })], editors });
    await at.store.newsroom.apply(masthead, noon);
    const by = await may(at.store, 1001, 'publish');
    const go = async () => at.desk.publish(piece, await seenOf(piece), { kind: 'now' }, by, unsaid);
    expect(await go()).toEqual({ kind: 'nowhere' });
    expect(await at.desk.drafts(write, 5)).toHaveLength(1);
    await at.desk.toggleChannel(piece, await seenOf(piece), await channelId('main'), write);
    expect(await go()).toMatchObject({ kind: 'done', posts: [{ channel: 'main' }] });
  });

  it('does not come back into another that was begun since', async () => {
    const { id } = (await at.desk.takeForEditor(articleOf())).article;
    const by = await may(at.store, 1001, 'publish');
    const first = await draftOn(at, id, [await channelId('noon')]);
    const later = { kind: 'at', at: noon + 3_600_000 } as const;
    const { decidedAt } = decision(
      await at.desk.publish(first, await seenOf(first), later, by, unsaid),
    );
    at.clock.now += 1_000;
    const second = await draftOn(at, id, [await channelId('main')]);
    expect(await at.desk.reopen(first, decidedAt, by, () => '')).toBe('busy');
    await at.desk.discard(second, await seenOf(second), await may(at.store, 1001, 'write'));
    expect(await at.desk.reopen(first, decidedAt, by, () => '')).toBe('done');
  });

  it('of a writer goes before the editors, who see whose it is', async () => {
    await at.store.people.named(1003, 'هدى');
    const { id } = (await at.desk.takeForEditor(articleOf())).article;
    const piece = await draftOn(at, id, [await channelId('main')], 1003);
    const by = await may(at.store, 1003, 'write');
    expect(
      await at.desk.submit(piece, (await at.desk.piece(piece))?.revision ?? 0, by),
    ).toMatchObject({ kind: 'done' });
    expect(at.reviewed).toHaveLength(1);
    expect(await at.desk.piece(piece)).toBeUndefined();
    const review = { kind: 'review', articleId: id, editorId: 1003 } as const;
    expect(await at.desk.piece(review)).toMatchObject({ author: 'هدى' });
    await expect(may(at.store, 1003, 'publish')).rejects.toThrow('1003 may not publish');
  });
});
