/** Changes that are the first to meet a channel after its public name has changed. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../e2e/line.ts';
import { chat, type Line, openLine } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine();
});
afterEach(() => line.close());

/** A post whose channel has another name since, and nobody the former one. */
async function renamed() {
  const post = await line.publish();
  await line.settled(post.id, 'published');
  const { id } = line.world.chat(chat);
  line.world.strict(true);
  line.world.changeChat(id, { username: 'marsad_after' });
  return { ...post, chatId: id };
}
const addresses = async () => (await line.store.channels.all()).map((channel) => channel.chat);

it('deletes what is retracted', async () => {
  const { id, articleId, chatId } = await renamed();
  const wish = { posts: [id], reason: null, chat: '1001' };
  await line.desk.retract(articleId, wish, await line.editor());
  await line.later(2_000);
  await until(() => line.told.length > 0, 'the outcome to be told');
  expect(line.told).toMatchObject([{ kind: 'retracted', posts: [{ retraction: 'deleted' }] }]);
  expect(line.world.messages(chatId)).toEqual([]);
  expect(await addresses()).toEqual([String(chatId)]);
});

it('brings what the source has changed', async () => {
  const { articleId, chatId } = await renamed();
  await line.revise(articleId, { title: 'سفن عند الرصيف' });
  await line.later(61_000);
  await until(
    () => line.world.messages(chatId)[0]?.text?.includes('سفن عند الرصيف'),
    'the new words',
  );
  expect(line.told).toEqual([]);
});

it('pins', async () => {
  const { id, chatId } = await renamed();
  const row = { postId: id, chat, threadId: null, lane: 1, dueAt: 0, createdAt: 0 };
  await line.store.outbox.add({ ...row, kind: 'pin', payload: '{"pin":true,"forMs":null}' });
  await line.later(2_000);
  await until(() => line.world.chat(chatId).pinned.length > 0, 'the pin');
  expect(line.told).toEqual([]);
});
