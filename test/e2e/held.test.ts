/** A channel that puts the bot out: the desk hears of it once, and says when to go on. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';
import { editor, type Messenger, messengerOf, startLine, temporaryFolder, until } from './line.ts';

const folder = temporaryFolder();
const channel = '@held_main';
let app: App;
let messenger: Messenger;

beforeAll(async () => {
  app = await startLine(folder.path, { OWNER_ID: String(editor) });
  messenger = messengerOf(app.url);
  const channels = [channelOf({ key: 'held', chat: channel, media: false })];
  await app.store.newsroom.apply(newsroomOf({ channels, sources: [] }), noon);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const held = async () =>
  (await messenger.chat(editor)).filter(({ text }) => text?.includes('توقف النشر في'));
const world = () => {
  if (!app.sandbox) throw new Error('no sandbox');
  return app.sandbox.world;
};
/** Due now: the sweep of every minute takes a post that is hours late for an editor's to decide. */
const queued = () => queuedPost(app.store, { chat: channel, dueAt: Date.now() });
const posted = (count: number) =>
  until(() => world().messages(channel).length === count, `${count} posts`);

it('is told of once; the button and the return of the rights let the queue go on', async () => {
  await queued();
  await posted(1);
  const { bot } = world().chat(channel);
  world().fault({ kind: '403-kicked', method: 'sendMessage', chatId: channel, times: 1 });
  for (let i = 0; i < 2; i++) await queued();
  const [notice] = await until(async () => (await held()).length > 0 && held(), 'the notice');
  if (!notice) throw new Error('no notice');
  expect(notice.text).toContain('محفوظة');
  await messenger.tap(editor, notice, 'أعد المحاولة');
  await posted(3);
  expect(await held()).toHaveLength(1);

  world().setBot(channel, { status: 'kicked' });
  await queued();
  await until(async () => (await held()).length === 2, 'a second notice');
  world().setBot(channel, bot);
  await posted(4);
});
