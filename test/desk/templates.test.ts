/** Templates at the desk: saved, undone, chosen for a channel, deleted, each written into the log. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../data/store.ts';
import { type Authorized, authorise } from '../../src/desk/authorise.ts';
import { createTemplates, type TemplateDesk } from '../../src/desk/templates.ts';
import { checkBody } from '../../templates/layout.ts';
import { checkName, readyTemplates } from '../../templates/ready.ts';
import { actsList } from '../../templates/staff.ts';
import { temporarySqlite } from '../data/backends.ts';
import { channelOf, newsroomOf, noon } from '../data/made.ts';

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

async function saved(name: string, body: string) {
  const outcome = await desk.save({ name, body }, by);
  if (outcome.kind !== 'saved') throw new Error(outcome.kind);
  return outcome.template;
}
const acts = async () => (await store.people.acts(20)).map(({ act, subject }) => [act, subject]);

describe('saving a template', () => {
  it('keeps it tidy, under a tidy name, and names what is wrong', async () => {
    const template = await saved(' نشرة  الرياضة ', '\n\u202e{العنوان}\n');
    expect(template).toMatchObject({ name: 'نشرة الرياضة', body: '{العنوان}', createdBy: 1001 });
    expect(await desk.save({ name: 'موجز', body: '{العنوان}' }, by)).toEqual({
      kind: 'name',
      problem: 'ready',
    });
    expect(await desk.save({ name: 'نشرة الرياضة', body: '{العنون}' }, by)).toMatchObject({
      kind: 'body',
      problems: [{ code: 'unknown-placeholder', nearest: 'العنوان' }],
    });
    expect(await desk.save({ name: 'نشرة الرياضة', body: ' {العنوان}' }, by)).toMatchObject({
      kind: 'same',
    });
    expect(await acts()).toEqual([['save-template', 'نشرة الرياضة']]);
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
    const chosen = await desk.choose(main, 'رياضة', by);
    expect(await desk.undoSave(template, by)).toMatchObject({
      kind: 'in use',
      channels: [{ key: 'main' }],
    });
    await desk.undoChoice(chosen?.choiceId ?? 0, by);
    expect(await desk.undoSave(template, by)).toMatchObject({ kind: 'removed' });
    expect(await store.templates.all()).toEqual([]);
  });
});

describe('choosing a template', () => {
  it('is for a channel that is there, of templates that are there', async () => {
    expect(await desk.choose(main, 'راح', by)).toBeUndefined();
    expect(await desk.choose(99, 'brief', by)).toBeUndefined();
    const chosen = await desk.choose(main, 'brief', by);
    expect(chosen?.channel).toMatchObject({ key: 'main', template: 'brief' });
    expect(await acts()).toEqual([['choose-template', 'main: موجز']]);
    const log = actsList(await store.people.acts(1), { now: noon, zone: 'Asia/Aden' });
    expect(log).toContain('اختار قالب القناة \u2068main: موجز\u2069');
  });

  it('is undone while it stands, and while the former template does', async () => {
    const own = await saved('رياضة', '{العنوان}');
    const first = await desk.choose(main, own.name, by);
    const second = await desk.choose(main, 'quote', by);
    expect(await desk.undoChoice(first?.choiceId ?? 0, by)).toBeUndefined();
    await desk.remove(own.id, by);
    expect(await desk.undoChoice(second?.choiceId ?? 0, by)).toBeUndefined();
    const third = await desk.choose(main, 'brief', by);
    expect((await desk.undoChoice(third?.choiceId ?? 0, by))?.channel.template).toBe('quote');
  });
});

it('lists every template with the channels that post in it', async () => {
  await saved('رياضة', '{العنوان}');
  await desk.choose(main, 'رياضة', by);
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
  const chosen = await desk.choose(main, 'رياضة', by);
  expect(await desk.remove(template.id, by)).toMatchObject({ kind: 'in use' });
  await desk.undoChoice(chosen?.choiceId ?? 0, by);
  expect(await desk.remove(template.id, by)).toMatchObject({ kind: 'removed', template });
  expect(await desk.remove(template.id, by)).toBeUndefined();
  await store.templates.tell({ ملف: '{العنوان}' }, noon);
  const [told] = await store.templates.all();
  expect(await desk.remove(told?.id ?? 0, by)).toEqual({ kind: 'in file' });
  expect((await acts())[0]).toEqual(['delete-template', 'رياضة']);
});
