/** What drafts and reviews are made of: revisions, shared words, questions, remarks. */
import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { channelOf, newsroomOf, noon, queuedPost } from './made.ts';

onBothDatabases('drafts and reviews', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = createStore(database().db);
    const channels = [channelOf(), channelOf({ key: 'b', chat: '@marsad_b' })];
    await store.newsroom.apply(newsroomOf({ channels }), noon);
  });

  it('get their next revision from the first who asks', async () => {
    const { id } = await queuedPost(store);
    expect(await store.posts.revise([id], 1)).toBe(true);
    expect(await store.posts.revise([id], 1)).toBe(false);
    expect(await store.posts.find(id)).toMatchObject({ revision: 2 });
  });

  it('are listed for their editor, one an article, newest first', async () => {
    const [channel, other] = await store.channels.all();
    const made: number[] = [];
    for (let i = 0; i < 2; i++) {
      const { articleId } = await queuedPost(store);
      made.push(articleId);
      for (const channelId of [channel?.id ?? 0, other?.id ?? 0]) {
        await store.posts.add({
          articleId,
          channelId,
          edition: 2,
          state: 'draft',
          breaking: 0,
          dueAt: null,
          createdBy: 1001,
          createdAt: noon,
        });
      }
    }
    const open = await store.posts.openDrafts(1001, 5);
    expect(open.map(({ articleId }) => articleId)).toEqual(made.reverse());
    expect(await store.posts.openDrafts(1001, 1)).toHaveLength(1);
    expect(await store.posts.openDrafts(1002, 5)).toEqual([]);
  });

  it('share an editor’s words with a post that joins them', async () => {
    const { id, articleId } = await queuedPost(store);
    const words = { articleId, createdBy: 1001, createdAt: noon } as const;
    await store.amendments.add({ ...words, posts: [id], part: 'headline', text: 'عنوان' });
    const undone = await store.amendments.add({
      ...words,
      posts: [id],
      part: 'summary',
      text: 'لا',
    });
    await store.amendments.undo(undone, noon);
    for (let twice = 0; twice < 2; twice++) await store.amendments.share({ id, articleId }, 99);
    expect(await store.amendments.of({ id: 99, articleId })).toEqual({ headline: 'عنوان' });
    expect(await store.amendments.of({ id: 98, articleId })).toEqual({});
  });

  it('ask one question a chat and person, the last one', async () => {
    const asked = { chatId: -100123, userId: 1001 };
    await store.questions.ask(asked, { kind: 'time', subject: { id: 1 } }, noon);
    await store.questions.ask(asked, { kind: 'words', subject: { part: 'headline' } }, noon);
    expect(await store.questions.find(asked, 0)).toEqual({
      kind: 'words',
      subject: { part: 'headline' },
    });
    expect(await store.questions.find({ ...asked, userId: 1002 }, 0)).toBeUndefined();
    // What was asked before that moment is not answered any more.
    expect(await store.questions.find(asked, noon)).toMatchObject({ kind: 'words' });
    expect(await store.questions.find(asked, noon + 1)).toBeUndefined();
    expect(await store.questions.drop(asked)).toBe(true);
    expect(await store.questions.drop(asked)).toBe(false);
  });

  it('carry what colleagues say, oldest first, by name when it is known', async () => {
    const { articleId } = await queuedPost(store);
    await store.people.named(1001, 'سالم');
    for (const [editorId, text] of [
      [1001, 'اسألوا الميناء'],
      [7, 'سألنا'],
    ] as const) {
      await store.remarks.add({ articleId, editorId, text, at: noon });
    }
    expect(await store.remarks.of(articleId)).toEqual([
      { editorId: 1001, name: 'سالم', text: 'اسألوا الميناء' },
      { editorId: 7, name: null, text: 'سألنا' },
    ]);
  });
});
