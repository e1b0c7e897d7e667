/** A count put on a button, against the sandbox: the buttons change and nothing else does. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lanes } from '../../data/repositories/outbox.ts';
import { type Line, openLine } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine({ channel: { readCount: true, edits: 'ignore' } });
});
afterEach(() => line.close());

const label = () => line.messages()[0]?.reply_markup?.inline_keyboard[0]?.[0]?.text;

async function show(postId: number, reads: number) {
  const { chat } = await line.post(postId);
  await line.store.shownCounts.put(postId, reads, 0);
  await line.store.outbox.add({
    postId,
    chat,
    threadId: null,
    kind: 'edit',
    lane: lanes.counts,
    payload: '{"keyboard":true}',
    dueAt: 0,
    createdAt: 0,
  });
  await line.later(0);
  await line.idle();
}

it('edits the keyboard alone, also where the article reads otherwise by now', async () => {
  const post = await line.publish({ title: 'سفن في الميناء', summary: 'وصلت 12 سفينة.' });
  await line.settled(post.id, 'published');
  expect(label()).toBe('التفاصيل');
  await line.revise(post.articleId, { title: 'سفن عند الرصيف' });
  await show(post.id, 69);
  expect(label()).toBe('التفاصيل · 69 قراءة');
  expect(line.messages()[0]?.text).toMatch(/^سفن في الميناء\n/u);
  expect(line.calls().filter((method) => method.startsWith('edit'))).toEqual([
    'editMessageReplyMarkup',
  ]);
  await show(post.id, 69);
  expect(line.calls().filter((method) => method.startsWith('edit'))).toHaveLength(1);
});
