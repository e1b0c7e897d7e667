import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore, type Store } from '../data/store.ts';
import { writeNewsroom } from '../src/newsroom.ts';
import { applyNewsroom, parseNewsroom } from '../src/newsroom-file.ts';
import { temporarySqlite } from './data/backends.ts';
import { noon } from './data/made.ts';

const fileWith = (body: string) => `name: مرصد
templates:
  رياضة: "${body}"
channels:
  - { key: main, chat: "@marsad_test", template: رياضة }
`;

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let store: Store;
beforeEach(async () => {
  database = await temporarySqlite();
  store = createStore(database.db);
});
afterEach(() => database.remove());

const apply = (text: string) => applyNewsroom(store, parseNewsroom(text, 'newsroom.yaml'), noon);

it('leaves what editors have changed alone until the file says something else of it', async () => {
  const by = { editorId: 1001, at: noon };
  expect(await apply(fileWith('{العنوان}'))).toBe(true);
  await store.templates.save({ name: 'رياضة', body: '<b>{العنوان}</b>' }, by);
  const [main] = await store.channels.all();
  await store.templates.choose(main?.id ?? 0, 'quote', by);

  expect(await apply(fileWith('{العنوان}'))).toBe(false);
  expect(await store.newsroom.export()).toMatchObject({
    templates: { رياضة: '<b>{العنوان}</b>' },
    channels: [{ template: 'quote' }],
  });

  expect(await apply(fileWith('<i>{العنوان}</i>'))).toBe(true);
  const told = await store.newsroom.export();
  expect(told).toMatchObject({
    templates: { رياضة: '<i>{العنوان}</i>' },
    channels: [{ template: 'quote' }],
  });
  expect(parseNewsroom(writeNewsroom(told), 'export')).toEqual(told);
});
