/** What a user sends besides text, over HTTP, and what the bot gets of it and can do with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputMediaBuilder } from 'grammy';
import type { Message } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, json, type Running, reader, run, token } from './running.ts';

const picture = readFileSync(
  join(import.meta.dirname, '../../data/samples/pictures/lunar-eclipse.jpg'),
);
const channel = '@sahel_news';

let box: Running;
beforeEach(async () => {
  box = await run();
});
afterEach(() => box.stop());

const send = async (body: object, user = editor): Promise<Message[]> => {
  const answer = await box.api('say', { user, chat: user, ...body });
  if (!answer.ok) throw new Error(await answer.text());
  return (await json(answer)).messages;
};
const refusal = async (body: object): Promise<string> => {
  const answer = await box.api('say', { user: editor, chat: editor, ...body });
  expect(answer.status).toBe(400);
  return (await json(answer)).error;
};
const heard = async (): Promise<Message[]> =>
  (await box.bot.api.getUpdates()).flatMap(({ message }) => message ?? []);
const photoId = ({ photo }: Message): string => photo?.at(-1)?.file_id ?? '';
const download = async (fileId: string): Promise<Buffer> => {
  const { file_path } = await box.bot.api.getFile(fileId);
  const response = await fetch(`${box.url}/sandbox/file/bot${token}/${file_path}`);
  return Buffer.from(await response.arrayBuffer());
};

describe('a photo of a user', () => {
  it('reaches the bot with its caption, whose entities are found', async () => {
    await send({ photos: [{ base64: picture.toString('base64') }], text: 'خسوف #القمر' });
    const [message] = await heard();
    expect(message).toMatchObject({
      from: { id: editor },
      photo: [{ width: 1280, height: 720, file_size: picture.length }],
      caption: 'خسوف #القمر',
      caption_entities: [{ type: 'hashtag', offset: 5, length: 6 }],
    });
    expect(message).not.toHaveProperty('media_group_id');
    expect(message).not.toHaveProperty('text');
    expect((await download(photoId(message as Message))).equals(picture)).toBe(true);
  });

  it('is made up when none is given: a whole PNG', async () => {
    const [message] = await send({ photos: [{}] });
    const bytes = await download(photoId(message as Message));
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('\x89PNG');
    expect(bytes.subarray(-8, -4).toString('latin1')).toBe('IEND');
    expect(message?.photo).toMatchObject([{ width: 640, height: 360 }]);
    expect(message).not.toHaveProperty('caption');
  });

  it('is sent again by its file_id, alone, in an album, and in the place of another', async () => {
    const [first, second] = (await send({ photos: [{}, {}] })).map(photoId);
    const sent = await box.bot.api.sendPhoto(channel, first ?? '');
    expect(photoId(sent)).toBe(first);
    const album = await box.bot.api.sendMediaGroup(channel, [
      InputMediaBuilder.photo(first ?? ''),
      InputMediaBuilder.photo(second ?? ''),
    ]);
    expect(album.map((message) => photoId(message))).toEqual([first, second]);
    const edited = await box.bot.api.editMessageMedia(
      channel,
      sent.message_id,
      InputMediaBuilder.photo(second ?? '', { caption: 'صورة أخرى' }),
    );
    expect(edited).toMatchObject({ photo: [{ file_id: second }], caption: 'صورة أخرى' });
  });

  it('is refused where it is none, and leaves no message', async () => {
    expect(await refusal({ photos: [{ base64: 'bm8gcGljdHVyZQ==' }] })).toBe(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    expect(await refusal({ photos: [] })).toBe('one to 11 photos are expected');
    expect(await refusal({ photos: Array.from({ length: 12 }, () => ({})) })).toMatch('11 photos');
    expect(await refusal({ photos: [{}], text: 'ب'.repeat(1_025) })).toMatch('1024 characters');
    expect(await box.messages(editor)).toEqual([]);
  });
});

describe('an album of a user', () => {
  it.each([2, 10, 11])('of %i is as many updates of one group, in order', async (count) => {
    const said = await send({ photos: Array.from({ length: count }, () => ({})), text: 'ألبوم' });
    const got = await heard();
    expect(got.map(({ message_id }) => message_id)).toEqual(
      said.map(({ message_id }) => message_id),
    );
    expect(got).toHaveLength(count);
    expect(new Set(got.map(({ media_group_id }) => media_group_id)).size).toBe(1);
    expect(got[0]?.media_group_id).toBeTruthy();
    expect(got.map(({ caption }) => caption)).toEqual([
      'ألبوم',
      ...Array(count - 1).fill(undefined),
    ]);
    expect(new Set(got.map(photoId)).size).toBe(count);
    const updates = (await box.bot.api.getUpdates()).map(({ update_id }) => update_id);
    expect(updates).toEqual(updates.map((_, index) => (updates[0] ?? 0) + index));
  });

  it('is another group than the next', async () => {
    const [one] = await send({ photos: [{}, {}] });
    const [other] = await send({ photos: [{}, {}] });
    expect(one?.media_group_id).not.toBe(other?.media_group_id);
  });
});

describe('what else a user sends', () => {
  it('is a sticker, a voice message, a document', async () => {
    await send({ sticker: true });
    await send({ voice: true, text: 'اسمعوا' });
    await send({ document: { name: 'تقرير.pdf' } });
    const [sticker, voice, document] = await heard();
    expect(sticker?.sticker).toMatchObject({ type: 'regular', is_animated: false });
    expect(voice).toMatchObject({ voice: { mime_type: 'audio/ogg' }, caption: 'اسمعوا' });
    expect(document?.document).toMatchObject({ file_name: 'تقرير.pdf' });
    expect((await download(voice?.voice?.file_id ?? '')).toString('latin1', 0, 4)).toBe('OggS');
    const copy = await box.bot.api.copyMessage(editor, editor, sticker?.message_id ?? 0);
    expect((await box.messages(editor)).at(-1)).toMatchObject({
      message_id: copy.message_id,
      sticker: { type: 'regular' },
    });
  });

  it('is marked as the client marked it', async () => {
    const [message] = await send({
      text: 'خبر عاجل من https://n.example/a',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'text_link', offset: 4, length: 4, url: 'https://m.example/' },
      ],
    });
    expect(message?.entities).toMatchObject([
      { type: 'bold', offset: 0, length: 3 },
      { type: 'text_link', offset: 4, length: 4, url: 'https://m.example/' },
      { type: 'url', offset: 12 },
    ]);
  });

  it('is a reply, or protected content', async () => {
    const { message_id } = await box.bot.api.sendMessage(editor, 'سؤال');
    const [message] = await send({ text: 'جواب', reply_to: message_id, protected: true });
    expect(message).toMatchObject({
      reply_to_message: { message_id, text: 'سؤال' },
      has_protected_content: true,
    });
    await expect(
      box.bot.api.copyMessage(editor, editor, message?.message_id ?? 0),
    ).rejects.toMatchObject({ description: "Bad Request: the message can't be copied" });
  });

  it('is as long as one message is, and of one kind', async () => {
    await send({ text: '😀'.repeat(4_096) });
    expect(await refusal({ text: 'ب'.repeat(4_097) })).toBe(
      'a message has at most 4096 characters',
    );
    expect(await refusal({})).toBe('a message needs text');
    expect(await refusal({ sticker: true, photos: [{}] })).toBe('a message has one kind of media');
    expect(await refusal({ sticker: true, text: 'كلام' })).toBe('only files have a caption');
    expect(await refusal({ text: 'x', caption: 'y' })).toBe('say knows no caption');
    expect(await refusal({ text: 1 })).toBe('text must be a string');
  });
});

describe('a forward by a user', () => {
  it('says which post of which channel it is', async () => {
    const { chat, message_id, date } = await box.bot.api.sendMessage(channel, 'خبر', {
      reply_markup: { inline_keyboard: [[{ text: 'التفاصيل', url: 'https://n.example/a' }]] },
    });
    await send({ forward: { chat: channel, message: message_id } });
    const [message] = await heard();
    expect(message).toMatchObject({
      text: 'خبر',
      from: { id: editor },
      forward_origin: { type: 'channel', chat: { id: chat.id }, message_id, date },
      reply_markup: { inline_keyboard: [[{ text: 'التفاصيل' }]] },
    });
    expect(message).not.toHaveProperty('has_protected_content');
  });

  it('of an album is an album', async () => {
    const ids = (await send({ photos: [{}, {}], text: 'ألبوم' })).map(photoId);
    const album: Message[] = await box.bot.api.sendMediaGroup(
      channel,
      ids.map((id) => InputMediaBuilder.photo(id)),
    );
    const messages = album.map(({ message_id }) => message_id);
    const forwarded = await send({ forward: { chat: channel, message: messages } });
    expect(forwarded.map(photoId)).toEqual(ids);
    expect(forwarded[0]?.media_group_id).toBeTruthy();
    expect(forwarded[0]?.media_group_id).toBe(forwarded[1]?.media_group_id);
    expect(forwarded[0]?.media_group_id).not.toBe(album[0]?.media_group_id);
  });

  it('of a protected post is protected', async () => {
    const { message_id } = await box.bot.api.sendMessage(channel, 'خبر', { protect_content: true });
    await send({ forward: { chat: channel, message: message_id } });
    expect((await heard())[0]).toMatchObject({
      has_protected_content: true,
      forward_origin: { type: 'channel' },
    });
  });

  it('is of a message that is there, and that the user sees', async () => {
    await box.bot.api.sendMessage(channel, 'خبر');
    const { message_id } = await box.say(reader, 'سر');
    expect(await refusal({ forward: { chat: channel, message: 99 } })).toMatch('no message 99');
    expect(await refusal({ forward: { chat: reader, message: message_id } })).toMatch(
      'does not see',
    );
  });
});

describe('a user’s edit', () => {
  const edit = async (message: number, text: string, user = editor) =>
    box.api('edit', { user, chat: user, message, text });
  const told = async () =>
    (await box.bot.api.getUpdates()).flatMap(({ edited_message }) => edited_message ?? []);

  it('gives a text or a caption other words, of which the bot is told', async () => {
    const [said] = await send({ text: 'خبر #أول' });
    const [photo] = await send({ photos: [{}], text: 'صورة #أولى' });
    await edit(said?.message_id ?? 0, 'خبر');
    await edit(photo?.message_id ?? 0, 'صورة #ثانية');
    const [text, caption] = await told();
    expect(text).toMatchObject({ message_id: said?.message_id, text: 'خبر' });
    expect(text?.edit_date).toBeDefined();
    expect(text).not.toHaveProperty('entities');
    expect(caption).toMatchObject({
      photo: photo?.photo,
      caption: 'صورة #ثانية',
      caption_entities: [{ type: 'hashtag', offset: 5, length: 6 }],
    });
    await edit(photo?.message_id ?? 0, '');
    expect((await told()).at(-1)).not.toHaveProperty('caption');
  });

  it('is refused where Telegram’s clients offer none', async () => {
    const [said] = await send({ text: 'خبر' });
    const [sticker] = await send({ sticker: true });
    const id = said?.message_id ?? 0;
    await box.bot.api.sendMessage(editor, 'من البوت');
    const refused = [
      edit(id, ''),
      edit(id, 'ا'.repeat(4_097)),
      edit(id, 'خبر', reader),
      edit(sticker?.message_id ?? 0, 'خبر'),
      edit(id + 2, 'خبر'),
      edit(9_999, 'خبر'),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual(Array(6).fill(400));
    expect(await told()).toEqual([]);
  });
});
