/** Pictures and documents, as grammY uploads them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, type Running, run, token } from './running.ts';

const picture = readFileSync(
  join(import.meta.dirname, '../../data/samples/pictures/lunar-eclipse.jpg'),
);
const channel = '@some_channel';

let box: Running;
beforeEach(async () => {
  box = await run();
});
afterEach(() => box.stop());

const file = (name = 'خبر.jpg', bytes: Uint8Array = picture) => new InputFile(bytes, name);
const problem = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: { description?: string }) => error.description ?? String(error),
  );

describe('photos', () => {
  it('are kept with their size, and given back by getFile', async () => {
    const { photo, caption_entities } = await box.bot.api.sendPhoto(channel, file(), {
      caption: '<b>خسوف</b>',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'التفاصيل', url: 'https://ok.com/a' }]] },
    });
    expect(photo[0]).toMatchObject({ width: 1280, height: 720, file_size: picture.length });
    expect(caption_entities).toEqual([{ type: 'bold', offset: 0, length: 4 }]);
    const { file_path } = await box.bot.api.getFile(photo[0]?.file_id ?? '');
    const response = await fetch(`${box.url}/sandbox/file/bot${token}/${file_path}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
  });

  it('are fetched from an address of this machine', async () => {
    const site = createServer((request, response) => {
      const isPage = request.url === '/page';
      response.setHeader('Content-Type', isPage ? 'text/html' : 'image/jpeg');
      const large = Buffer.concat([picture, Buffer.alloc(5 * 1024 * 1024)]);
      response.end(isPage ? '<p>لا صورة' : request.url === '/large.jpg' ? large : picture);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const root = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const sent = await box.bot.api.sendPhoto(channel, `${root}/a.jpg`);
    expect(sent.photo[0]).toMatchObject({ width: 1280, file_size: picture.length });
    expect(await problem(box.bot.api.sendPhoto(channel, `${root}/page`))).toBe(
      'Bad Request: wrong type of the web page content',
    );
    // What can be uploaded may be too large to be fetched.
    expect(await problem(box.bot.api.sendPhoto(channel, `${root}/large.jpg`))).toBe(
      'Bad Request: failed to get HTTP URL content',
    );
    site.close();
    site.closeAllConnections();
    expect(await problem(box.bot.api.sendPhoto(channel, `${root}/a.jpg`))).toBe(
      'Bad Request: failed to get HTTP URL content',
    );
  });

  it.each([
    ['wrong file identifier/HTTP URL specified', () => 'no-such-file'],
    ['IMAGE_PROCESS_FAILED', () => file('a.jpg', Buffer.from('not a picture, however long it is'))],
    [
      'photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp',
      () => file('a.svg'),
    ],
    ['PHOTO_INVALID_DIMENSIONS', () => file('a.png', png(9_000, 2_000))],
    ['PHOTO_INVALID_DIMENSIONS', () => file('a.png', png(2_100, 100))],
    ['file must be non-empty', () => file('a.png', Buffer.alloc(0))],
  ])('are refused: %s', async (text, photo) => {
    expect(await problem(box.bot.api.sendPhoto(channel, photo()))).toBe(`Bad Request: ${text}`);
    expect(box.sandbox.world.messages(channel)).toEqual([]);
  });
});

describe('albums', () => {
  it('are messages of one group', async () => {
    const messages = await box.bot.api.sendMediaGroup(channel, [
      InputMediaBuilder.photo(file(), { caption: 'أول' }),
      InputMediaBuilder.photo(file('b.jpg')),
    ]);
    expect(messages.map(({ message_id }) => message_id)).toEqual([1, 2]);
    const [first, second] = box.sandbox.world.messages(channel);
    expect(first?.media_group_id).toBeTruthy();
    expect(second?.media_group_id).toBe(first?.media_group_id);
  });

  it('have at most ten items, of one kind', async () => {
    const photo = () => InputMediaBuilder.photo(file());
    expect(
      await problem(box.bot.api.sendMediaGroup(channel, Array.from({ length: 11 }, photo))),
    ).toBe('Bad Request: too many messages to send as an album');
    const document = InputMediaBuilder.document(file());
    expect(await problem(box.bot.api.sendMediaGroup(channel, [photo(), document] as never))).toBe(
      "Bad Request: document can't be mixed with other media types",
    );
  });
});

it('edits captions and media', async () => {
  const { chat, message_id } = await box.bot.api.sendPhoto(channel, file(), { caption: 'قديم' });
  const edited = await box.bot.api.editMessageCaption(chat.id, message_id, { caption: 'جديد' });
  expect(edited).toMatchObject({ caption: 'جديد', photo: [{ width: 1280 }] });
  expect(await problem(box.bot.api.editMessageText(chat.id, message_id, 'نص'))).toBe(
    'Bad Request: there is no text in the message to edit',
  );
  expect(
    await problem(
      box.bot.api.editMessageCaption(chat.id, message_id, { caption: 'ب'.repeat(1_025) }),
    ),
  ).toBe('Bad Request: MEDIA_CAPTION_TOO_LONG');
  const media = InputMediaBuilder.photo(file('c.png', png(10, 20)));
  expect(await box.bot.api.editMessageMedia(chat.id, message_id, media)).toMatchObject({
    photo: [{ width: 10, height: 20 }],
  });
});

it('puts a photo in the place of a text', async () => {
  const { chat, message_id } = await box.bot.api.sendMessage(channel, 'نص');
  const media = InputMediaBuilder.photo(file('c.png', png(10, 20)), { caption: 'صورة' });
  const edited = await box.bot.api.editMessageMedia(chat.id, message_id, media);
  expect(edited).toMatchObject({ caption: 'صورة', photo: [{ width: 10 }] });
  expect(edited).not.toHaveProperty('text');
});

describe('deletion', () => {
  const hours = 3_600_000;
  let ahead = 0;
  beforeEach(async () => {
    await box.stop();
    ahead = 0;
    box = await run({ now: () => Date.now() + ahead });
    box.sandbox.world.addChat({
      type: 'channel',
      title: 'قناة',
      username: channel.slice(1),
      bot: { status: 'administrator', rights: { can_post_messages: true } },
    });
  });
  const remaining = () => box.sandbox.world.messages(channel).map(({ message_id }) => message_id);

  it('ends 48 hours after the sending, for one who may only post', async () => {
    const { chat, message_id: first } = await box.bot.api.sendMessage(channel, 'أول');
    ahead = 47 * hours;
    const { message_id: second } = await box.bot.api.sendMessage(channel, 'ثان');
    ahead = 49 * hours;
    expect(await problem(box.bot.api.deleteMessage(chat.id, first))).toBe(
      "Bad Request: message can't be deleted",
    );
    await box.bot.api.deleteMessage(chat.id, second);
    expect(await problem(box.bot.api.deleteMessage(chat.id, second))).toBe(
      'Bad Request: message to delete not found',
    );
    expect(remaining()).toEqual([first]);
    box.sandbox.world.setBot(channel, {
      status: 'administrator',
      rights: { can_delete_messages: true },
    });
    await box.bot.api.deleteMessage(chat.id, first);
    expect(remaining()).toEqual([]);
  });

  it('of several passes over those that it may not delete, and says nothing of them', async () => {
    const { chat, message_id: first } = await box.bot.api.sendMessage(channel, 'أول');
    ahead = 49 * hours;
    const { message_id: second } = await box.bot.api.sendMessage(channel, 'ثان');
    expect(await box.bot.api.deleteMessages(chat.id, [first, second, 99])).toBe(true);
    expect(remaining()).toEqual([first]);
  });
});

it('sends a document under its name', async () => {
  const { document } = await box.bot.api.sendDocument(
    channel,
    file('تقرير.csv', Buffer.from('a,b')),
  );
  expect(document).toMatchObject({ file_name: 'تقرير.csv', file_size: 3 });
});

it('shows the text of a rich message on the page', async () => {
  await box.bot.api.sendRichMessage(channel, {
    html: '<h1>موجز</h1><p>خبر &amp; خبر</p>',
    is_rtl: true,
  });
  const state = await json(box.api('state'));
  const [message] = state.chats.at(-1).messages;
  expect(message.text).toBe('موجز\nخبر & خبر');
  expect(message.rich_message.is_rtl).toBe(true);
});

/** The head of a PNG of that size: all that the sandbox reads. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}
