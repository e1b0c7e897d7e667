/** Posts taken back in every state that they may be in, and what is told of each. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeNotice } from '../../handlers/notices.ts';
import { languages } from '../../templates/desk.ts';
import { draftOn, publish } from '../desk/editor.ts';
import { until } from '../e2e/line.ts';
import { chat, type Line, openLine } from './line.ts';

let line: Line;
beforeEach(async () => {
  line = await openLine();
});
afterEach(() => line.close());

const days = 24 * 3_600_000;
const picture = join(import.meta.dirname, '../../data/samples/pictures/lunar-eclipse.jpg');

async function retract(post: { articleId: number; id: number }, reason: string | null = null) {
  const wish = { posts: [post.id], reason, chat: '1001' };
  return line.desk.retract(post.articleId, wish, await line.editor());
}

async function published() {
  const post = await line.publish();
  await line.settled(post.id, 'published');
  return post;
}

const outcome = async (id: number) => {
  await line.later(1_000);
  await until(() => line.told.length > 0, 'the outcome to be told');
  return (await line.post(id)).retraction;
};

/** As a channel's rights are where the bot may post, and delete nothing old. */
const poster = () =>
  line.world.setBot(chat, {
    status: 'administrator',
    rights: { can_post_messages: true, can_edit_messages: true },
  });

describe('a retraction', () => {
  it('deletes what is out, and tells it once', async () => {
    const post = await published();
    expect(await retract(post)).toMatchObject([{ id: post.id, retraction: 'asked' }]);
    expect(await outcome(post.id)).toBe('deleted');
    expect(line.messages()).toEqual([]);
    expect(await line.post(post.id)).toMatchObject({ state: 'retracted' });
    expect(line.told).toMatchObject([
      { kind: 'retracted', retraction: { chat: '1001' }, posts: [{ id: post.id }] },
    ]);
    expect(await retract(post)).toEqual([]);
  });

  it('takes a post that waits out of the queue, with nothing sent', async () => {
    const post = await published();
    const at = Date.now() + 3_600_000;
    const piece = await draftOn(line, post.articleId, [post.channelId]);
    const [waiting] = await publish(line, piece, { kind: 'at', at });
    const taken = await retract(waiting ?? post);
    expect(taken).toMatchObject([{ id: waiting?.id, retraction: 'withdrawn', state: 'retracted' }]);
    expect(await line.store.outbox.ofPost(waiting?.id ?? 0)).toEqual([]);
    expect(line.messages()).toHaveLength(1);
  });

  it('waits for a post that is being sent, and deletes it then', async () => {
    line.world.fault({ kind: 'delay', method: 'sendMessage', ms: 300, times: 1 });
    const post = await line.publish();
    await line.settled(post.id, 'sending');
    await retract(post);
    await until(
      async () => (await line.store.outbox.ofPost(post.id))[0]?.state === 'done',
      'the end of the send',
    );
    await line.later(2_000);
    expect(await outcome(post.id)).toBe('deleted');
    expect(line.messages()).toEqual([]);
  });

  it('waits for a post of unknown outcome: found, it is deleted', async () => {
    line.world.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    const post = await line.publish();
    await line.unknown(post.id);
    await retract(post);
    await line.later(1_000);
    await until(
      async () => (await line.store.outbox.ofPost(post.id)).at(-1)?.failure,
      'the deletion to wait',
    );
    expect(line.messages()).toHaveLength(1);
    const found = { state: 'published', messageId: 1, messageIds: '[1]' } as const;
    await line.store.posts.move(post.id, ['unknown'], found);
    await line.later(30_000);
    expect(await outcome(post.id)).toBe('deleted');
    expect(line.messages()).toEqual([]);
  });

  it('of a post of unknown outcome that did not arrive, sends nothing any more', async () => {
    line.world.fault({ kind: 'drop-before', method: 'sendMessage', times: 1 });
    const post = await line.publish();
    await line.unknown(post.id);
    await retract(post);
    await line.desk.resolve(post.id, 'again', await line.editor());
    await line.later(30_000);
    expect(await outcome(post.id)).toBe('withdrawn');
    expect(line.messages()).toEqual([]);
  });

  it('tells honestly of one that arrived without its number being known', async () => {
    line.world.fault({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    const post = await line.publish();
    await line.unknown(post.id);
    await retract(post);
    await line.desk.resolve(post.id, 'arrived', await line.editor());
    await line.later(30_000);
    expect(await outcome(post.id)).toBe('impossible');
    expect(await line.post(post.id)).toMatchObject({ state: 'published', failure: /not known/ });
  });

  it('takes back what 429 had put back into the queue', async () => {
    line.world.fault({ kind: '429', method: 'sendMessage', times: 1, retryAfter: 60 });
    const post = await line.publish();
    await until(async () => (await line.store.outbox.ofPost(post.id))[0]?.failure, 'the 429');
    const taken = await retract(post);
    expect(taken).toMatchObject([{ retraction: 'withdrawn' }]);
    await line.later(61_000);
    await line.idle();
    expect(line.messages()).toEqual([]);
  });

  it('puts a notice, with its reason, where Telegram deletes nothing: 48 hours later', async () => {
    const post = await published();
    poster();
    await line.later(2 * days);
    await retract(post, 'خطأ في الأرقام');
    expect(await outcome(post.id)).toBe('corrected');
    const [notice] = line.messages();
    expect(notice?.text).toBe('تصحيح: سحبنا هذا الخبر بعد نشره.\nالسبب: خطأ في الأرقام');
    expect(notice?.reply_markup).toBeUndefined();
    expect(await line.post(post.id)).toMatchObject({ state: 'retracted' });
  });

  it('deletes within 48 hours with the right to post alone', async () => {
    const post = await published();
    poster();
    await line.later(2 * days - 3_600_000);
    await retract(post);
    expect(await outcome(post.id)).toBe('deleted');
  });

  it('takes a message that is gone already for deleted', async () => {
    const post = await published();
    await line.telegram.bot.api.deleteMessage(chat, 1);
    await retract(post);
    expect(await outcome(post.id)).toBe('deleted');
  });

  it('deletes all messages of an album', async () => {
    const file = () => InputMediaBuilder.photo(new InputFile(readFileSync(picture), 'a.jpg'));
    const sent = await line.telegram.bot.api.sendMediaGroup(chat, [file(), file(), file()]);
    const post = await published();
    const ids = sent.map(({ message_id }) => message_id);
    await line.store.posts.move(post.id, ['published'], {
      state: 'published',
      messageId: ids[0] ?? null,
      messageIds: JSON.stringify(ids),
    });
    await retract(post);
    expect(await outcome(post.id)).toBe('deleted');
    expect(line.messages().map(({ message_id }) => message_id)).toEqual([4]);
  });

  const file = () => new InputFile(readFileSync(picture), 'a.jpg');
  const retractOld = async (ids: readonly number[]) => {
    const post = await published();
    await line.store.posts.move(post.id, ['published'], {
      state: 'published',
      messageId: ids[0] ?? null,
      messageIds: JSON.stringify(ids),
      shown: null,
    });
    poster();
    await line.later(2 * days);
    await retract(post, 'خطأ في الصورة');
    expect(await outcome(post.id)).toBe('corrected');
    return post;
  };
  const shownOf = (id: number) => {
    const message = line.messages().find(({ message_id }) => message_id === id);
    return { caption: message?.caption, photo: message?.photo?.at(-1)?.file_unique_id };
  };

  it('leaves no old picture to stand: a card takes the place of each', async () => {
    await line.close();
    const notice = readFileSync(
      join(import.meta.dirname, '../../data/samples/pictures/cup-final.jpg'),
    );
    line = await openLine({ noticeCard: async () => notice });
    const { api } = line.telegram.bot;
    const single = await api.sendPhoto(chat, file(), { caption: 'خبر' });
    const media = () => InputMediaBuilder.photo(file());
    const album = await api.sendMediaGroup(chat, [media(), media(), media()]);
    const old = single.photo?.at(-1)?.file_unique_id;
    const post = await retractOld([single.message_id]);
    expect(shownOf(single.message_id).caption).toMatch(/^تصحيح: .*\nالسبب: خطأ في الصورة$/s);
    expect(shownOf(single.message_id).photo).not.toBe(old);
    expect((await line.post(post.id)).failure).toBeNull();

    line.told.length = 0;
    const ids = album.map(({ message_id }) => message_id);
    const before = ids.map((id) => shownOf(id).photo);
    await retractOld(ids);
    expect(ids.map((id) => shownOf(id).caption?.slice(0, 5))).toEqual([
      'تصحيح',
      undefined,
      undefined,
    ]);
    for (const id of ids) expect(before).not.toContain(shownOf(id).photo);
  });

  it('says so when the old picture has to stand', async () => {
    const sent = await line.telegram.bot.api.sendPhoto(chat, file(), { caption: 'خبر' });
    const post = await retractOld([sent.message_id]);
    expect(shownOf(sent.message_id).caption).toMatch(/^تصحيح: /);
    expect(await line.post(post.id)).toMatchObject({
      state: 'retracted',
      failure: 'its pictures stand',
    });
    const news = { kind: 'retracted', posts: [await line.post(post.id)] } as const;
    expect(changeNotice(news, languages.ar).text).toContain('وبقيت صوره');
  });

  it('is made again after a lost answer', async () => {
    const post = await published();
    line.world.fault({ kind: 'drop-after', method: 'deleteMessage', times: 1 });
    await retract(post);
    await line.later(1_000);
    await until(() => line.calls().includes('deleteMessage'), 'the first try');
    await line.later(6_000);
    expect(await outcome(post.id)).toBe('deleted');
  });

  it('tells of a channel where nothing could be done, and can be tried again', async () => {
    const post = await published();
    line.world.setBot(chat, { status: 'kicked' });
    await retract(post);
    expect(await outcome(post.id)).toBe('impossible');
    expect(await line.post(post.id)).toMatchObject({
      state: 'published',
      failure: expect.stringContaining('kicked'),
    });
    poster();
    expect(await retract(post)).toMatchObject([{ retraction: 'asked' }]);
  });

  it('lets no edit follow', async () => {
    const post = await published();
    await line.revise(post.articleId, { title: 'سفن عند الرصيف' });
    await retract(post);
    expect(await outcome(post.id)).toBe('deleted');
    await line.later(60_000);
    await line.idle();
    expect(line.told).toHaveLength(1);
    expect(line.calls().filter((method) => method.startsWith('edit'))).toEqual([]);
  });
});
