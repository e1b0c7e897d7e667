import { expect, it } from 'vitest';
import {
  channelPayload,
  payloadOf,
  postPayload,
  subscribeAddress,
} from '../../src/stats/origin.ts';

it('is told by a payload that Telegram takes, for posts and channels', () => {
  for (const payload of [postPayload(12), channelPayload('k'.repeat(32))]) {
    expect(payload).toMatch(/^[\w-]{1,64}$/);
    expect(payloadOf(payload)).toBe(payload);
  }
  expect(subscribeAddress('marsad_bot', postPayload(12))).toBe('https://t.me/marsad_bot?start=p12');
});

it.each([
  '',
  'مرحبا',
  'free-words',
  '0123456789abcdef'.repeat(2),
  'p12 p13',
  'x'.repeat(65),
  '<b>',
  "'; drop table subscriber",
])('is not whatever people type: %j', (typed) => {
  expect(payloadOf(typed)).toBeNull();
});
