import { InputFile, Keyboard } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, json, type Running, run, token } from './running.ts';

let box: Running;
const channel = '@sahel_news';

beforeEach(async () => {
  box = await run();
});
afterEach(() => box.stop());

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: { description?: string }) => error.description ?? String(error),
  );

describe('envelope', () => {
  it('wraps a result', async () => {
    const response = await box.call('getMe');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const { ok, result } = await json(response);
    expect(ok).toBe(true);
    expect(result).toMatchObject({ is_bot: true, username: 'barqiya_sandbox_bot' });
  });

  it.each([
    [
      'a wrong token',
      '999:wrong-token-of-nobody-here_0123456789',
      'getMe',
      {},
      401,
      'Unauthorized',
    ],
    ['an unknown method', token, 'getWeather', {}, 404, 'Not Found: method not found'],
    ['a missing chat', token, 'sendMessage', { text: 'x' }, 400, 'Bad Request: chat_id is empty'],
    [
      'a missing text',
      token,
      'sendMessage',
      { chat_id: editor },
      400,
      'Bad Request: message text is empty',
    ],
    [
      'an unknown parameter',
      token,
      'sendMessage',
      { chat_id: editor, text: 'x', colour: 'red' },
      400,
      'Bad Request: unknown parameter "colour"',
    ],
    [
      'a missing parameter',
      token,
      'setMyCommands',
      {},
      400,
      'Bad Request: parameter "commands" is required',
    ],
    [
      'a method that it does not do',
      token,
      'getMyStarBalance',
      {},
      400,
      'Bad Request: method is not supported by the sandbox',
    ],
  ])('refuses %s', async (_, as, method, body, code, description) => {
    const response = await box.call(method, body, as);
    expect(response.status).toBe(code);
    expect(await response.json()).toEqual({ ok: false, error_code: code, description });
  });

  it('refuses a wrong type', async () => {
    const response = await box.call('sendMessage', { chat_id: editor, text: { a: 1 } });
    expect(response.status).toBe(400);
  });

  it('takes GET, urlencoded and any case', async () => {
    const root = `${box.url}/sandbox/bot${token}`;
    const got = await json(fetch(`${root}/SENDMESSAGE?chat_id=${editor}&text=hello`));
    expect(got.result.text).toBe('hello');
    const posted = await fetch(`${root}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({
        chat_id: String(editor),
        text: 'مرحبا',
        disable_notification: 'true',
        entities: '[{"type":"bold","offset":0,"length":5}]',
      }),
    });
    expect((await json(posted)).result.entities).toEqual([{ type: 'bold', offset: 0, length: 5 }]);
  });

  it('refuses foreign hosts and JSON posts that are none', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${box.url}/sandbox/api/state`, { headers: { Host: 'evil.example' } }, (res) =>
        resolve(res.resume().statusCode),
      ).end();
    });
    expect(status).toBe(403);
    const plain = await fetch(`${box.url}/sandbox/api/flood`, { method: 'POST', body: '{}' });
    expect(plain.status).toBeGreaterThanOrEqual(400);
  });
});

describe('sending', () => {
  it('makes the channel that is first addressed and counts its messages from 1', async () => {
    const first = await box.bot.api.sendMessage(channel, 'خبر أول');
    const second = await box.bot.api.sendMessage(channel, 'خبر ثان');
    expect([first.message_id, second.message_id]).toEqual([1, 2]);
    expect(first.chat).toMatchObject({ type: 'channel', username: 'sahel_news' });
    expect((await box.messages(channel)).map(({ text }) => text)).toEqual(['خبر أول', 'خبر ثان']);
  });

  it('shows what came without sound, also after an edit; the Bot API tells nobody', async () => {
    const options = { disable_notification: true, protect_content: true };
    const quiet = await box.bot.api.sendMessage(channel, 'بلا صوت', options);
    expect(quiet).not.toHaveProperty('silent');
    await box.bot.api.editMessageText(channel, quiet.message_id, 'ما زال بلا صوت');
    await box.bot.api.sendMessage(channel, 'بصوت');
    const [first, second] = await box.messages(channel);
    expect(first).toMatchObject({ silent: true, has_protected_content: true });
    expect(second).not.toHaveProperty('silent');
  });

  it('numbers private messages over all chats', async () => {
    const one = await box.bot.api.sendMessage(1001, 'a');
    const two = await box.bot.api.sendMessage(2001, 'b');
    expect(two.message_id).toBe(one.message_id + 1);
  });

  it.each([
    ['nothing but space', ' \n ', {}, 'text must be non-empty'],
    ['too much', 'ب'.repeat(4097), {}, 'message is too long'],
    ['an unknown parse mode', 'x', { parse_mode: 'RTF' }, 'unsupported parse_mode'],
    [
      'overlapping tags',
      '<b><i>x</b></i>',
      { parse_mode: 'HTML' },
      `can't parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
    ],
  ])('refuses %s', async (_, text, other, description) => {
    expect(await refused(box.bot.api.sendMessage(channel, text, other as object))).toBe(
      `Bad Request: ${description}`,
    );
  });

  it('takes 4096 code points, however many UTF-16 units they are', async () => {
    const { text } = await box.bot.api.sendMessage(channel, '😀'.repeat(4096));
    expect(text.length).toBe(8192);
  });

  it('refuses chats that are not there', async () => {
    expect(await refused(box.bot.api.sendMessage(424242, 'x'))).toBe('Bad Request: chat not found');
  });

  it('removes embeddings, keeps marks and isolates, trims', async () => {
    const { text, entities } = await box.bot.api.sendMessage(
      channel,
      '  \u202bعاجل\u202c \u200f\u2067x\u2069\t!  ',
      { entities: [{ type: 'bold', offset: 3, length: 4 }] },
    );
    expect(text).toBe('عاجل \u200f\u2067x\u2069 !');
    expect(entities).toEqual([{ type: 'bold', offset: 0, length: 4 }]);
  });

  it('finds hashtags, addresses, mentions and commands', async () => {
    const text = '#عاجل، انظر https://example.com/a و @some_channel ثم /help';
    const { entities = [] } = await box.bot.api.sendMessage(channel, text);
    expect(entities.map((e) => [e.type, text.slice(e.offset, e.offset + e.length)])).toEqual([
      ['hashtag', '#عاجل'],
      ['url', 'https://example.com/a'],
      ['mention', '@some_channel'],
      ['bot_command', '/help'],
    ]);
  });

  it('reads HTML', async () => {
    const { text, entities } = await box.bot.api.sendMessage(
      channel,
      '<b>عاجل</b> &lt;<a href="https://ok.com">اقرأ</a>&gt;',
      { parse_mode: 'HTML' },
    );
    expect(text).toBe('عاجل <اقرأ>');
    expect(entities).toEqual([
      { type: 'bold', offset: 0, length: 4 },
      { type: 'text_link', offset: 6, length: 4, url: 'https://ok.com/' },
    ]);
  });

  it('checks buttons', async () => {
    const keyboard = (button: object) => ({
      reply_markup: { inline_keyboard: [[{ text: 'زر', ...button }]] } as never,
    });
    const send = (button: object) =>
      refused(box.bot.api.sendMessage(channel, 'x', keyboard(button)));
    expect(await send({ callback_data: 'd'.repeat(65) })).toBe('Bad Request: BUTTON_DATA_INVALID');
    expect(await send({ url: 'not an address' })).toMatch(
      /^Bad Request: inline keyboard button URL 'not an address' is invalid/,
    );
    expect(await send({})).toBe('Bad Request: text buttons are unallowed in the inline keyboard');
    expect(await send({ url: 'https://example.com' })).toBe('no error');
    expect(
      await refused(
        box.bot.api.sendMessage(editor, 'x', { reply_markup: new Keyboard().text('a').resized() }),
      ),
    ).toBe('no error');
  });

  it('sends a photo as multipart and serves it', async () => {
    const bytes = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
      'base64',
    );
    const sent = await box.bot.api.sendPhoto(channel, new InputFile(bytes, 'a.png'), {
      caption: 'صورة #خبر',
    });
    const photo = sent.photo.at(-1);
    expect(photo).toMatchObject({ width: 1, height: 1, file_size: bytes.length });
    const shown = await box.api(`photo?id=${encodeURIComponent(photo?.file_id ?? '')}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(bytes);
    expect(shown.headers.get('content-type')).toBe('image/png');
    const again = await box.bot.api.sendPhoto(channel, photo?.file_id ?? '');
    expect(again.photo.at(-1)?.file_unique_id).toBe(photo?.file_unique_id);
    expect(
      await refused(
        box.bot.api.sendPhoto(channel, new InputFile(bytes, 'b.png'), {
          caption: 'ب'.repeat(1025),
        }),
      ),
    ).toBe('Bad Request: message caption is too long');
  });
});

describe('editing', () => {
  it('edits, and says when nothing is new', async () => {
    const { message_id, chat } = await box.bot.api.sendMessage(channel, 'قديم');
    const edited = await box.bot.api.editMessageText(chat.id, message_id, 'جديد');
    expect(edited).toMatchObject({ text: 'جديد', edit_date: expect.any(Number) });
    expect(await refused(box.bot.api.editMessageText(chat.id, message_id, 'جديد'))).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
    expect(await refused(box.bot.api.editMessageText(chat.id, 99, 'x'))).toBe(
      'Bad Request: message to edit not found',
    );
    expect(
      await refused(box.bot.api.editMessageCaption(chat.id, message_id, { caption: 'x' })),
    ).toBe('Bad Request: there is no caption in the message to edit');
  });

  it('deletes once', async () => {
    const { message_id, chat } = await box.bot.api.sendMessage(channel, 'x');
    expect(await box.bot.api.deleteMessage(chat.id, message_id)).toBe(true);
    expect(await refused(box.bot.api.deleteMessage(chat.id, message_id))).toBe(
      'Bad Request: message to delete not found',
    );
    expect(await box.messages(channel)).toEqual([]);
  });

  it('forwards, copies and pins', async () => {
    const { message_id, chat } = await box.bot.api.sendMessage(channel, 'أصل');
    const forwarded = await box.bot.api.forwardMessage(editor, chat.id, message_id);
    expect(forwarded).toMatchObject({
      text: 'أصل',
      forward_origin: { type: 'channel', message_id, chat: { id: chat.id } },
    });
    const copied = await box.bot.api.copyMessage(editor, chat.id, message_id);
    const copy = (await box.messages(editor)).find((m) => m.message_id === copied.message_id);
    expect(copy).toMatchObject({ text: 'أصل' });
    expect(copy?.forward_origin).toBeUndefined();
    await box.bot.api.pinChatMessage(chat.id, message_id);
    expect((await box.bot.api.getChat(chat.id)).pinned_message?.message_id).toBe(message_id);
  });
});
