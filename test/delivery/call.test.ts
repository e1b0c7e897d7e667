/** From a message to the Bot API call, without a network. */
import { GrammyError } from 'grammy';
import { describe, expect, it } from 'vitest';
import {
  createPerform,
  photoCall,
  richCall,
  shownAs,
  textCall,
  wordsEdit,
} from '../../src/delivery/call.ts';
import { difference } from '../../src/delivery/edits.ts';
import { refusesPicture } from '../../src/delivery/ladder.ts';
import { createLog } from '../../src/log.ts';
import type { Message } from '../../templates/message.ts';

const place = { chat: '@a', threadId: null };
const target = { chat: '@a', messageIds: [7, 8] };
const message: Message = {
  text: 'عنوان\n\nنص',
  entities: [{ type: 'bold', offset: 0, length: 5 }],
  keyboard: { inline_keyboard: [[{ text: 'التفاصيل', url: 'https://s.example/a' }]] },
  preview: { url: 'https://s.example/a', prefer_large_media: true },
};
const media = { pictures: [{ url: 'https://m.example/a.jpg' }], articleId: 1, channelId: 1 };
const long = { ...message, text: `${message.text} ${'خبر '.repeat(2_000)}` };

const refusal = (code: number, description: string, method = 'sendPhoto') =>
  new GrammyError('x', { ok: false, error_code: code, description }, method, {});

describe('a call', () => {
  it('holds text, entities, buttons and preview', () => {
    expect(
      textCall({ chat: '@a', threadId: 12 }, { ...message, silent: true, protect: true }),
    ).toEqual({
      method: 'sendMessage',
      payload: {
        chat_id: '@a',
        message_thread_id: 12,
        disable_notification: true,
        protect_content: true,
        text: message.text,
        entities: message.entities,
        reply_markup: message.keyboard,
        link_preview_options: message.preview,
      },
    });
  });

  it('has a photo with caption and buttons, an album with a caption alone', () => {
    expect(photoCall(place, message, ['f1']).payload).toMatchObject({
      photo: 'f1',
      caption: message.text,
      caption_entities: message.entities,
      reply_markup: message.keyboard,
    });
    const { method, payload } = photoCall(place, message, ['f1', 'f2']);
    expect(method).toBe('sendMediaGroup');
    expect(payload).toEqual({
      chat_id: '@a',
      media: [
        { type: 'photo', media: 'f1', caption: message.text, caption_entities: message.entities },
        { type: 'photo', media: 'f2' },
      ],
    });
  });

  it('never holds more than Telegram takes', () => {
    const lengthOf = (value: unknown) => [...String(value)].length;
    expect(lengthOf((textCall(place, long).payload as { text: string }).text)).toBeLessThanOrEqual(
      4_096,
    );
    const { caption } = photoCall(place, long, ['f']).payload as { caption: string };
    expect(lengthOf(caption)).toBeLessThanOrEqual(1_024);
    const edited = wordsEdit(target, long, 'photo').payload as { caption: string };
    expect(lengthOf(edited.caption)).toBeLessThanOrEqual(1_024);
  });

  it.each([
    ['text', 'editMessageText'],
    ['photo', 'editMessageCaption'],
    ['album', 'editMessageCaption'],
    ['rich', 'editMessageText'],
  ] as const)('edits a %s by %s, at its first message', (form, method) => {
    const made = wordsEdit(target, message, form);
    expect(made.method).toBe(method);
    expect(made.payload).toMatchObject({ chat_id: '@a', message_id: 7 });
    expect('reply_markup' in made.payload).toBe(form !== 'album');
  });

  it('has no rich form for a message without one', () => {
    expect(richCall(place, message)).toBeUndefined();
  });
});

describe('difference', () => {
  const shown = shownAs(message, 'text', null, message.text);
  const photo = shownAs({ ...message, media }, 'photo', 'address', message.text);
  const card = shownAs({ ...message, media }, 'photo', 'card', message.text);
  const other = { ...message, text: `${message.text} جديد` };
  const buttons = { ...message, keyboard: { inline_keyboard: [] } };
  const elsewhere = { ...media, pictures: [{ url: 'https://m.example/b.jpg' }] };
  const bare = { ...media, pictures: [] };

  it.each([
    ['the same', shown, message, 'nothing'],
    ['other words', shown, other, 'words'],
    ['other marks', shown, { ...message, entities: [] }, 'words'],
    ['other buttons', shown, buttons, 'keyboard'],
    ['nothing noted', undefined, message, 'words'],
    ['a picture for a text', shown, { ...message, media }, 'nothing'],
    ['the same photo', photo, { ...message, media }, 'nothing'],
    ['another picture', photo, { ...message, media: elsewhere }, 'picture'],
    ['no picture any more', photo, { ...message, media: bare }, 'picture'],
    ['a photo where pictures are no more shown', photo, message, 'nothing'],
    ['other words on a card', card, { ...other, media: bare }, 'picture'],
    ['the same card', card, { ...message, media: bare }, 'nothing'],
    [
      'other buttons under an album',
      { ...photo, form: 'album' as const },
      { ...buttons, media },
      'nothing',
    ],
  ])('%s', (_, before, now, differs) => {
    expect(difference(before, now)).toBe(differs);
  });
});

describe('refusesPicture', () => {
  it.each([
    [400, 'Bad Request: failed to get HTTP URL content', true],
    [400, 'Bad Request: wrong type of the web page content', true],
    [400, 'Bad Request: PHOTO_INVALID_DIMENSIONS', true],
    [400, 'Bad Request: not enough rights to send photos to the chat', true],
    [413, 'Request Entity Too Large', true],
    [400, 'Bad Request: chat not found', false],
    [400, 'Bad Request: message caption is too long', false],
    [403, 'Forbidden: bot was kicked from the channel chat', false],
    [429, 'Too Many Requests: retry after 5', false],
    [500, 'Internal Server Error: failed to get HTTP URL content', false],
  ])('%i %s: %s', (code, description, refuses) => {
    expect(refusesPicture(refusal(code, description))).toBe(refuses);
  });

  it('is certain of nothing without an answer', () => {
    expect(refusesPicture(new Error('failed to get HTTP URL content'))).toBe(false);
  });
});

describe('perform', () => {
  const performing = (answers: Record<string, () => unknown>, elapsed = 0) => {
    const calls: string[] = [];
    let now = 0;
    const raw = new Proxy(
      {},
      {
        get: (_, method: string) => async () => {
          calls.push(method);
          now += elapsed;
          return answers[method]?.();
        },
      },
    );
    const log = createLog('silent');
    const perform = createPerform({
      api: { raw } as never,
      ladder: {
        async *steps() {
          for (const rung of ['address', 'upload', 'converted'] as const) {
            yield { rung, files: ['f'] };
          }
        },
        remember: () => {},
      },
      wantsRich: async ({ chat }) => chat === '@rich',
      note: async () => Promise.reject(new Error('disk full')),
      met: async () => {},
      now: () => now,
      log,
    });
    return { perform, calls };
  };
  const refuse = (description: string) => () => {
    throw refusal(400, `Bad Request: ${description}`);
  };

  it('tries no more pictures when patience is over', async () => {
    const { perform, calls } = performing(
      {
        sendPhoto: refuse('failed to get HTTP URL content'),
        sendMessage: () => ({ message_id: 3 }),
      },
      12_000,
    );
    expect(await perform({ ...place, postId: null }, { ...message, media })).toEqual([3]);
    expect(calls).toEqual(['sendPhoto', 'sendPhoto', 'sendMessage']);
  });

  it('is done when the message is out, even if that can’t be noted', async () => {
    const { perform } = performing({ sendMessage: () => ({ message_id: 3 }) });
    expect(await perform({ ...place, postId: 1 }, message)).toEqual([3]);
  });

  it('sends what is no post as a rich message where that is wanted, and as text where refused', async () => {
    const sent = {
      sendMessage: () => ({ message_id: 3 }),
      sendRichMessage: () => ({ message_id: 4 }),
    };
    const rich = performing(sent);
    expect(await rich.perform({ chat: '@rich', threadId: null, postId: null }, message)).toEqual([
      4,
    ]);
    expect(await rich.perform({ ...place, postId: null }, message)).toEqual([3]);
    const old = performing({
      ...sent,
      sendRichMessage: () => {
        throw refusal(404, 'Not Found: method not found', 'sendRichMessage');
      },
    });
    expect(await old.perform({ chat: '@rich', threadId: null, postId: null }, long)).toEqual([3]);
    expect(old.calls).toEqual(['sendRichMessage', 'sendMessage']);
  });

  it('throws what is certain of nothing, and what is not about the form', async () => {
    for (const error of [
      refusal(500, 'Internal Server Error'),
      refusal(400, 'Bad Request: chat not found'),
    ]) {
      const { perform, calls } = performing({
        sendRichMessage: () => {
          throw error;
        },
      });
      const digest = { chat: '@rich', threadId: null, postId: null };
      await expect(perform(digest, message)).rejects.toBe(error);
      expect(calls).toEqual(['sendRichMessage']);
    }
  });
});
