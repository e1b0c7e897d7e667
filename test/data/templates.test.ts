import { beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { onBothDatabases } from './backends.ts';
import { newsroomOf, noon } from './made.ts';

onBothDatabases('templates', (database) => {
  let store: Store;
  const by = { editorId: 1001, at: noon };
  beforeEach(async () => {
    store = createStore(database().db);
    await store.newsroom.apply(newsroomOf(), noon);
  });
  const bodies = async () =>
    Object.fromEntries((await store.templates.all()).map(({ name, body }) => [name, body]));

  it('keep what a save replaced, for one undo', async () => {
    const made = await store.templates.save({ name: 'رياضة', body: '{العنوان}' }, by);
    expect(made).toEqual({
      id: made.id,
      name: 'رياضة',
      body: '{العنوان}',
      previousBody: null,
      revision: 1,
      createdBy: 1001,
      createdAt: noon,
      origin: 'telegram',
    });
    const later = { editorId: 1002, at: noon + 1 };
    const saved = await store.templates.save({ name: 'رياضة', body: '<b>{العنوان}</b>' }, later);
    expect(saved).toEqual({
      ...made,
      body: '<b>{العنوان}</b>',
      previousBody: '{العنوان}',
      revision: 2,
    });
    expect(await store.templates.undo(made.id, 1)).toBeUndefined();
    expect(await store.templates.undo(made.id, 2)).toEqual({ ...made, revision: 3 });
    expect(await store.templates.undo(made.id, 3)).toBeUndefined();
    expect(await store.templates.named('رياضة')).toEqual({ ...made, revision: 3 });
    await store.templates.remove(made.id);
    expect(await store.templates.find(made.id)).toBeUndefined();
  });

  it('follow the file: changed, added and taken out with it; the editors’ own stay', async () => {
    await store.templates.save({ name: 'محلي', body: '{العنوان}' }, by);
    const apply = (templates: Record<string, string>, at: number) =>
      store.newsroom.apply(newsroomOf({ templates }), at);
    await apply({ أ: '{العنوان} 1', ب: '{العنوان} 2' }, noon);
    const edited = await store.templates.save({ name: 'أ', body: '{العنوان} 3' }, by);
    expect(edited).toMatchObject({ origin: 'file', createdBy: null, previousBody: '{العنوان} 1' });
    await apply({ أ: '{العنوان} 4' }, noon + 1);
    expect(await bodies()).toEqual({ محلي: '{العنوان}', أ: '{العنوان} 4' });
    // The file has the last word: an undo of what it replaced comes too late.
    expect(await store.templates.undo(edited.id, edited.revision)).toBeUndefined();
    await apply({ محلي: '{العنوان}' }, noon + 2);
    expect(await store.templates.all()).toMatchObject([{ name: 'محلي', origin: 'file' }]);
    await apply({}, noon + 3);
    expect(await bodies()).toEqual({});
  });

  it('are written back to the file, those of the editors too', async () => {
    await store.templates.save({ name: 'محلي', body: '{العنوان}' }, by);
    const [channel] = await store.channels.all();
    await store.templates.choose(channel?.id ?? 0, 'محلي', by);
    expect(await store.newsroom.export()).toMatchObject({
      templates: { محلي: '{العنوان}' },
      channels: [{ template: 'محلي' }],
    });
  });

  it('are chosen for a channel with a note of what it had, while the choice stands', async () => {
    const id = (await store.channels.all())[0]?.id ?? 0;
    const first = (await store.templates.choose(id, 'brief', by)) ?? 0;
    expect((await store.channels.find(id))?.template).toBe('brief');
    expect(await store.templates.choiceBefore(first)).toEqual({ channelId: id, name: 'standard' });
    const second = (await store.templates.choose(id, 'quote', by)) ?? 0;
    expect(await store.templates.choiceBefore(first)).toBeUndefined();
    expect(await store.templates.choiceBefore(second)).toEqual({ channelId: id, name: 'brief' });
    expect(await store.templates.choiceBefore(99)).toBeUndefined();
    expect(await store.templates.choose(99, 'brief', by)).toBeUndefined();
  });
});
