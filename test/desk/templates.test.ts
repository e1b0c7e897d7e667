/** Templates at the desk: saved, undone, chosen for a channel, deleted, each written into the log. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Template } from '../../data/repositories/templates.ts';
import { createStore, type Store } from '../../data/store.ts';
import { type Authorized, authorise } from '../../src/desk/authorise.ts';
import { createTemplates, type TemplateDesk } from '../../src/desk/templates.ts';
import { checkBody } from '../../templates/layout.ts';
import { checkName, readyTemplates } from '../../templates/ready.ts';
import { actsList } from '../../templates/staff.ts';
import { temporarySqlite } from '../data/backends.ts';
import { articleOf, channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
let desk: TemplateDesk;
let by: Authorized<'arrange'>;
let main: number;

beforeEach(async () => {
  database = await temporarySqlite();
  store = createStore(database.db);
  const channels = [channelOf(), channelOf({ key: 'sport', chat: '@sport_test' })];
  await store.newsroom.apply(newsroomOf({ channels }), noon);
  main = (await store.channels.all())[0]?.id ?? 0;
  const authorised = await authorise(store.people, 1001, 'arrange');
  if (!authorised) throw new Error('1001 may not arrange');
  by = authorised;
  desk = createTemplates({ store, now: () => noon, ready: readyTemplates, checkName, checkBody });
});
afterEach(() => database.remove());

const now = ({ id, revision }: Pick<Template, 'id' | 'revision'>) => ({ id, revision });

/** Keeps a text as a draft, over the template of that name when there is one. */
async function written(name: string, body: string) {
  const over = await store.templates.named(name);
  const draft = { name, body, over: over ? now(over) : null, channelId: main };
  const outcome = await desk.write(draft, by);
  if (outcome.kind !== 'written') throw new Error(outcome.kind);
  return outcome.draft;
}

async function saved(name: string, body: string) {
  const outcome = await desk.save((await written(name, body)).number, by);
  if (outcome?.kind !== 'saved') throw new Error(outcome?.kind);
  return outcome.template;
}

/** Gives a channel a template in the place of the one that it has. */
async function chosen(channelId: number, name: string) {
  const seen = (await store.channels.find(channelId))?.template ?? '';
  return desk.choose(channelId, { name, seen }, by);
}

const acts = async () => (await store.people.acts(20)).map(({ act, subject }) => [act, subject]);

describe('saving a template', () => {
  it('keeps it tidy, under a tidy name, and names what is wrong', async () => {
    const template = await saved(' نشرة  الرياضة ', '\n\u202e{العنوان}\n');
    expect(template).toMatchObject({ name: 'نشرة الرياضة', body: '{العنوان}', createdBy: 1001 });
    const draft = { name: 'نشرة الرياضة', body: '{العنون}', over: null, channelId: main };
    expect(await desk.write({ ...draft, name: 'موجز' }, by)).toEqual({
      kind: 'name',
      problem: 'ready',
    });
    expect(await desk.write(draft, by)).toMatchObject({
      kind: 'body',
      problems: [{ code: 'unknown-placeholder', nearest: 'العنوان' }],
    });
    const { number } = await written('نشرة الرياضة', ' {العنوان}');
    expect(await desk.save(number, by)).toMatchObject({ kind: 'same' });
    expect(await acts()).toEqual([['save-template', 'نشرة الرياضة']]);
  });

  it('waits for a yes, of its own draft, once', async () => {
    const first = await written('رياضة', '{العنوان}');
    const second = await written('رياضة', '<b>{العنوان}</b>');
    expect(await store.templates.all()).toEqual([]);
    expect(await desk.save(first.number, by)).toBeUndefined();
    expect(await desk.draft(second.number, by)).toEqual(second);
    expect(await desk.save(second.number, by)).toMatchObject({ kind: 'saved', draft: second });
    expect(await desk.save(second.number, by)).toBeUndefined();
    const third = await written('رياضة', '<i>{العنوان}</i>');
    expect(await desk.drop(second.number, by)).toBe(false);
    expect(await desk.drop(third.number, by)).toBe(true);
    expect(await desk.save(third.number, by)).toBeUndefined();
  });

  it('is not done over what another has saved since, unless it is said again', async () => {
    const mine = await written('رياضة', '{العنوان}');
    const made = { editorId: 1002, at: noon };
    const other = await store.templates.save({ name: 'رياضة', body: '<b>{العنوان}</b>' }, made);
    const outcome = await desk.save(mine.number, by);
    expect(outcome).toMatchObject({
      kind: 'changed',
      template: other,
      draft: { body: '{العنوان}', over: now(other) },
    });
    expect(await store.templates.named('رياضة')).toEqual(other);
    expect(await desk.save(mine.number, by)).toBeUndefined();
    expect(await desk.save(outcome?.draft.number ?? 0, by)).toMatchObject({
      kind: 'saved',
      template: { body: '{العنوان}', revision: 2 },
    });
    const late = await written('رياضة', '<i>{العنوان}</i>');
    await store.templates.remove(other.id);
    expect(await desk.save(late.number, by)).toMatchObject({
      kind: 'changed',
      template: undefined,
      draft: { over: null },
    });
  });

  it('is undone once, and not over a later save', async () => {
    const first = await saved('رياضة', '{العنوان}');
    const second = await saved('رياضة', '<b>{العنوان}</b>');
    expect(await desk.undoSave(first, by)).toBeUndefined();
    expect(await desk.undoSave(second, by)).toMatchObject({
      kind: 'restored',
      template: { body: '{العنوان}' },
    });
    expect(await desk.undoSave(second, by)).toBeUndefined();
    expect((await acts()).map(([act]) => act)).toEqual([
      'undo-template',
      'save-template',
      'save-template',
    ]);
  });

  it('that made it is undone by its removal, unless a channel posts in it by now', async () => {
    const template = await saved('رياضة', '{العنوان}');
    const choice = await chosen(main, 'رياضة');
    expect(await desk.undoSave(template, by)).toMatchObject({
      kind: 'in use',
      channels: [{ key: 'main' }],
    });
    await desk.undoChoice(choice?.choiceId ?? 0, by);
    expect(await desk.undoSave(template, by)).toMatchObject({ kind: 'removed' });
    expect(await store.templates.all()).toEqual([]);
  });
});

describe('choosing a template', () => {
  it('is for a channel that is there, of templates that are there', async () => {
    expect(await chosen(main, 'راح')).toBeUndefined();
    expect(await chosen(99, 'brief')).toBeUndefined();
    const choice = await chosen(main, 'brief');
    expect(choice?.channel).toMatchObject({ key: 'main', template: 'brief' });
    expect(await acts()).toEqual([['choose-template', 'main: brief']]);
    const log = actsList(await store.people.acts(1), { now: noon, zone: 'Asia/Aden' });
    expect(log).toContain('اختار لقناة \u2068main\u2069 القالب \u2068موجز\u2069');
  });

  it('is not done over what another has chosen since', async () => {
    await chosen(main, 'quote');
    const late = { name: 'brief', seen: 'standard' };
    expect(await desk.choose(main, late, by)).toBeUndefined();
    expect((await store.channels.find(main))?.template).toBe('quote');
  });

  it('is undone while it stands, and while the former template does', async () => {
    const own = await saved('رياضة', '{العنوان}');
    const first = await chosen(main, own.name);
    const second = await chosen(main, 'quote');
    expect(await desk.undoChoice(first?.choiceId ?? 0, by)).toBeUndefined();
    await desk.remove(own, by);
    expect(await desk.undoChoice(second?.choiceId ?? 0, by)).toBeUndefined();
    const third = await chosen(main, 'brief');
    expect((await desk.undoChoice(third?.choiceId ?? 0, by))?.channel.template).toBe('quote');
  });
});

it('lists every template with the channels that post in it', async () => {
  await saved('رياضة', '{العنوان}');
  await chosen(main, 'رياضة');
  const shown = (await desk.list(by)).map(({ template, channels }) => [
    template.name,
    channels.map(({ key }) => key),
  ]);
  expect(shown).toEqual([
    ['standard', ['sport']],
    ['brief', []],
    ['headline', []],
    ['quote', []],
    ['رياضة', ['main']],
  ]);
});

it('deletes no template that a channel posts in, or that the file would bring back', async () => {
  const template = await saved('رياضة', '{العنوان}');
  const choice = await chosen(main, 'رياضة');
  expect(await desk.remove(template, by)).toMatchObject({ kind: 'in use' });
  await desk.undoChoice(choice?.choiceId ?? 0, by);
  expect(await desk.remove(template, by)).toMatchObject({ kind: 'removed', template });
  expect(await desk.remove(template, by)).toBeUndefined();
  await store.templates.tell({ ملف: '{العنوان}' }, noon);
  const [told] = await store.templates.all();
  expect(told && (await desk.remove(told, by))).toEqual({ kind: 'in file' });
  expect((await acts())[0]).toEqual(['delete-template', 'رياضة']);
});

it('deletes nothing that has changed since, and what it deletes can be saved again', async () => {
  const template = await saved('رياضة', '{العنوان}');
  await saved('رياضة', '<b>{العنوان}</b>');
  expect(await desk.remove(template, by)).toBeUndefined();
  const [changed] = await store.templates.all();
  const removed = changed && (await desk.remove(changed, by));
  const number = removed?.kind === 'removed' ? removed.number : 0;
  expect(await desk.undoRemove(number, by)).toMatchObject({
    name: 'رياضة',
    body: '<b>{العنوان}</b>',
    revision: 1,
  });
  expect(await desk.undoRemove(number, by)).toBeUndefined();
  expect((await acts())[0]).toEqual(['restore-template', 'رياضة']);
});

it('keeps each of those that are deleted, and what an editor is writing beside them', async () => {
  const [first, second] = [
    await saved('رياضة', '{العنوان}'),
    await saved('فلك', '{الملخص}{العنوان}'),
  ];
  const draft = await written('جديد', '<b>{العنوان}</b>');
  const numbers = [await desk.remove(first, by), await desk.remove(second, by)].map((removed) =>
    removed?.kind === 'removed' ? removed.number : 0,
  );
  expect(await desk.save(draft.number, by)).toMatchObject({ kind: 'saved' });
  await saved('رياضة', '<i>{العنوان}</i>');
  // Its name is another's by now.
  expect(await desk.undoRemove(numbers[0] ?? 0, by)).toBeUndefined();
  expect(await desk.undoRemove(numbers[1] ?? 0, by)).toMatchObject({ name: 'فلك' });
});

it('shows templates with the article that stands on the channel, else with the newest', async () => {
  expect(await desk.articleFor(main)).toBeUndefined();
  const post = await queuedPost(store);
  const story = await store.articles.addStory('k', noon);
  const newest = await store.articles.add(articleOf(), story);
  expect(await desk.articleFor(main)).toBe(newest.id);
  await store.posts.move(post.id, ['queued'], { state: 'published', publishedAt: noon });
  expect(await desk.articleFor(main)).toBe(post.articleId);
});
