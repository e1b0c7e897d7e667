/** A channel that changes its public name is the same channel. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { queuedPost } from '../data/made.ts';
import { editor, type Messenger, messengerOf, startLine, temporaryFolder, until } from './line.ts';

const folder = temporaryFolder();
const newsroom = `${folder.path}/newsroom.yaml`;
let app: App;
let messenger: Messenger;

const start = async () => {
  app = await startLine(folder.path, { NEWSROOM: newsroom });
  messenger = messengerOf(app.url);
};
const write = (name: string) =>
  writeFileSync(
    newsroom,
    `name: ${name}
channels:
  - { key: main, chat: "@name_before", media: false, sections: [لا شيء] }
editors:
  - { id: ${editor}, role: owner }
`,
  );
beforeAll(async () => {
  write('مرصد');
  await start();
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const sent = async (chat: string) => {
  const post = await queuedPost(app.store, { chat, dueAt: Date.now() });
  await until(
    async () => (await app.store.posts.find(post.id))?.state === 'published',
    'the post to go out',
  );
};
const addresses = async () => (await app.store.channels.all()).map(({ chat }) => chat);

it('takes its posts under the new name, and is not offered as another', async () => {
  await sent('@name_before');
  const world = app.sandbox?.world;
  const { id = 0 } = world?.chat('@name_before') ?? {};
  // Nobody has the former name.
  world?.strict(true);
  world?.changeChat(id, { username: 'name_after' });
  await sent('@name_before');
  await until(async () => (await addresses()).includes('@name_after'), 'the new name');
  await messenger.setBot(editor, 'name_after', { status: 'left' });
  await messenger.setBot(editor, 'name_after', {
    status: 'administrator',
    rights: { can_post_messages: true },
  });
  await messenger.answer(editor, 0, ({ text }) => !!text?.includes('مضافة من قبل'));
  expect(await addresses()).toEqual(['@name_after']);
});

it('stays there when newsroom.yaml is applied again under the former name', async () => {
  await app.stop();
  write('مرصد آخر');
  await start();
  expect(await addresses()).toEqual(['@name_after']);
});
