/** /pin, through the sandbox over HTTP. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { channelOf, newsroomOf, noon, queuedPost } from '../data/made.ts';
import {
  editor,
  type Messenger,
  messengerOf,
  reader,
  saying,
  startLine,
  temporaryFolder,
  until,
} from './line.ts';

const folder = temporaryFolder();
const channel = 'pins_main';
let app: App;
let messenger: Messenger;

beforeAll(async () => {
  app = await startLine(folder.path);
  messenger = messengerOf(app.url);
  const channels = [channelOf({ chat: `@${channel}`, media: false })];
  await app.store.newsroom.apply(newsroomOf({ channels, sources: [] }), noon);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

/** Waits until a post of its own stands in the channel. */
const posted = async () => {
  const { id } = await queuedPost(app.store, { chat: `@${channel}`, dueAt: Date.now() });
  return until(async () => {
    const post = await app.store.posts.find(id);
    return post?.state === 'published' && post;
  }, 'the post');
};
const pinned = async () => (await messenger.pinned(channel))?.message_id;
const pinRows = async (postId: number) =>
  (await app.store.outbox.ofPost(postId)).filter(({ kind }) => kind === 'pin');

it('says so when nothing is out, and is no reader’s', async () => {
  await messenger.ask(editor, '/pin', saying('لم يُنشر شيء بعد'));
  await messenger.ask(reader, '/pin', saying('أهلًا بك'));
});

it('pins a post of the list for a day, and unpins it by a button', async () => {
  const post = await posted();
  const list = await messenger.ask(editor, '/pin', saying('أيّ منشور نثبّت'));
  const asked = await messenger.turn(editor, list, post.title.slice(0, 30), saying('كم نثبّته'));
  const done = await messenger.turn(editor, asked, 'يوم', saying('ليوم', channel));
  await until(async () => (await pinned()) === post.messageId, 'the pin');
  const later = await until(async () => {
    const rows = await pinRows(post.id);
    return rows.find(({ state }) => state === 'waiting');
  }, 'the unpinning to come');
  const hours = (later.dueAt - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(24);

  const off = await messenger.turn(editor, done, 'إلغاء التثبيت', saying('يُلغى تثبيته'));
  await until(async () => (await pinned()) === undefined, 'the pin to go');
  expect((await pinRows(post.id)).every(({ state }) => state === 'done')).toBe(true);
  await messenger.turn(editor, off, 'تثبيت من جديد', saying('كم نثبّته'));
});

it('pins by a link until it is taken off, whatever was wished before', async () => {
  const post = await posted();
  const link = `https://t.me/${channel}/${post.messageId}`;
  const asked = await messenger.ask(editor, `/pin ${link}`, saying('كم نثبّته'));
  const week = await messenger.turn(editor, asked, 'أسبوع', saying('لأسبوع'));
  await until(async () => (await pinned()) === post.messageId, 'the pin');
  await until(
    async () => (await pinRows(post.id)).some(({ state }) => state === 'waiting'),
    'the unpinning to come',
  );
  await messenger.turn(editor, week, 'إلغاء', saying('يُلغى'));
  await until(async () => (await pinned()) === undefined, 'the pin to go');
  const again = await messenger.ask(editor, `/pin ${link}`, saying('كم نثبّته'));
  await messenger.turn(editor, again, 'حتى ألغيه', saying('حتى تلغي'));
  await until(async () => (await pinned()) === post.messageId, 'the pin for good');
  await until(
    async () => (await pinRows(post.id)).every(({ state }) => state === 'done'),
    'all to be done',
  );
});

it('tells what to do where the bot may not pin, and of links that are none of ours', async () => {
  const post = await posted();
  await messenger.setBot(editor, channel, {
    status: 'administrator',
    rights: { can_post_messages: true },
  });
  const link = `https://t.me/${channel}/${post.messageId}`;
  const asked = await messenger.ask(editor, `/pin ${link}`, saying('كم نثبّته'));
  const refused = await messenger.turn(editor, asked, 'يوم', saying('لا يحق', 'تعديل رسائل'));
  expect(await pinRows(post.id)).toEqual([]);
  await messenger.setBot(editor, channel, { status: 'left' });
  const shut = await messenger.turn(editor, refused, 'يوم', saying('لا يصل البوت', channel));
  expect(await pinRows(post.id)).toEqual([]);
  await messenger.setBot(editor, channel, {
    status: 'administrator',
    rights: { can_post_messages: true, can_edit_messages: true },
  });
  await messenger.turn(editor, shut, 'يوم', saying('ليوم'));
  await messenger.ask(editor, '/pin كلام', saying('لا أعرف هذا المنشور'));
  await messenger.ask(editor, `/pin https://t.me/${channel}/99`, saying('لا أعرف هذا المنشور'));
  expect((await app.store.people.acts(20)).map(({ act }) => act)).toEqual(
    expect.arrayContaining(['pin', 'unpin']),
  );
});
