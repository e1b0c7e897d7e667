import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { forwardedFrom, readPostAddress } from '../../handlers/post-address.ts';

describe('readPostAddress', () => {
  it.each([
    ['https://t.me/marsad_test/12', { chats: ['@marsad_test'], messageId: 12 }],
    ['t.me/marsad_test/12?single', { chats: ['@marsad_test'], messageId: 12 }],
    ['انظر https://telegram.me/marsad_test/7/12 هنا', { chats: ['@marsad_test'], messageId: 12 }],
    ['https://t.me/c/1234567890/12', { chats: ['-1001234567890'], messageId: 12 }],
    ['https://t.me/c/1234567890/7/12', { chats: ['-1001234567890'], messageId: 12 }],
    ['https://news.example/aB3dE5g', { slug: 'aB3dE5g' }],
    ['http://127.0.0.1:8080/aB3dE5g', { slug: 'aB3dE5g' }],
    ['https://t.me/marsad_test', undefined],
    ['https://t.me/+AbCdEf123', undefined],
    ['https://news.example/politics/2026', undefined],
    ['https://news.example/', undefined],
    ['كلام بلا رابط', undefined],
    ['', undefined],
  ])('%s', (text, address) => {
    expect(readPostAddress(text)).toEqual(address);
  });
});

describe('forwardedFrom', () => {
  const origin = {
    type: 'channel',
    chat: { id: -1001234567890, type: 'channel', title: 'قناة', username: 'marsad_test' },
    message_id: 12,
    date: 0,
  };
  const post = { chats: ['-1001234567890', '@marsad_test'], messageId: 12 };

  it('knows a forward, and an answer to one', () => {
    expect(forwardedFrom({ forward_origin: origin } as Message)).toEqual(post);
    const answer = { text: '/retract', reply_to_message: { forward_origin: origin } };
    expect(forwardedFrom(answer as Message)).toEqual(post);
  });

  it('knows nothing of what people wrote themselves', () => {
    expect(forwardedFrom({ text: 'x' } as Message)).toBeUndefined();
    expect(forwardedFrom({ forward_origin: { type: 'user' } } as Message)).toBeUndefined();
    expect(forwardedFrom(undefined)).toBeUndefined();
  });
});
