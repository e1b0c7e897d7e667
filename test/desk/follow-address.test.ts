import { describe, expect, it } from 'vitest';
import { readFollowAddress } from '../../src/desk/follow-address.ts';

describe('readFollowAddress', () => {
  it.each([
    ['x', 'x.com/marsad', 'https://x.com/marsad'],
    ['youtube', ' https://www.youtube.com/@marsad ', 'https://www.youtube.com/@marsad'],
    [
      'google_news',
      'https://news.google.com/publications/x',
      'https://news.google.com/publications/x',
    ],
    ['telegram', 't.me/marsad', 'https://t.me/marsad'],
  ] as const)('takes for %s %s', (network, text, address) => {
    expect(readFollowAddress(network, text)).toEqual({ address, isStrange: false });
  });

  it('takes an address elsewhere, and says that it is one', () => {
    expect(readFollowAddress('facebook', 'https://x.com/marsad')?.isStrange).toBe(true);
    expect(readFollowAddress('x', 'https://notx.com/marsad')?.isStrange).toBe(true);
  });

  it.each([
    '',
    'كلام',
    'two words.com',
    'ftp://x.com',
    'javascript:alert(1)',
    'https://a@x.com',
    '@marsad',
  ])('refuses %s', (text) => {
    expect(readFollowAddress('x', text)).toBeNull();
  });

  it('writes letters that a redirect can carry', () => {
    expect(readFollowAddress('youtube', 'youtube.com/@مرصد')?.address).toMatch(/^[\x21-\x7e]+$/);
  });
});
