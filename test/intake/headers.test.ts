import { describe, expect, it } from 'vitest';
import { freshForMs, linkOf, retryAfter } from '../../src/intake/headers.ts';

const date = 'Tue, 24 Nov 2026 09:00:00 GMT';
const tenLater = 'Tue, 24 Nov 2026 09:10:00 GMT';

describe('freshForMs', () => {
  it.each([
    [{}, 0],
    [{ 'cache-control': 'public, max-age=300' }, 300_000],
    [{ 'cache-control': 'Max-Age="60", must-revalidate' }, 60_000],
    [{ 'cache-control': 'max-age=300', age: '280' }, 20_000],
    [{ 'cache-control': 'max-age=300', age: '900' }, 0],
    [{ 'cache-control': 'no-cache, max-age=300' }, 0],
    [{ 'cache-control': 's-maxage=300' }, 0],
    [{ 'cache-control': 'max-age=0', date, expires: tenLater }, 0],
    // By the server's clock, so that ours may be wrong.
    [{ date, expires: tenLater }, 600_000],
    [{ date: tenLater, expires: date }, 0],
    [{ date, expires: '0' }, 0],
    [{ expires: tenLater }, 0],
  ])('%j', (headers, ms) => expect(freshForMs(headers)).toBe(ms));
});

describe('retryAfter', () => {
  it.each([
    [{}, undefined],
    [{ 'retry-after': '120' }, 120],
    [{ 'retry-after': tenLater, date }, 600],
    [{ 'retry-after': date, date: tenLater }, 0],
    [{ 'retry-after': 'soon', date }, undefined],
  ])('%j', (headers, seconds) => expect(retryAfter(headers)).toBe(seconds));
});

describe('linkOf', () => {
  const link =
    '<https://hub.example/>; rel="hub", </feed?a=1,2>; title="a, b"; rel=self, </x>; rel="next up"';
  const found = (relation: string, written = link) =>
    linkOf({ link: written }, relation, 'https://shore.example/rss/all');
  it.each([
    ['hub', 'https://hub.example/'],
    ['self', 'https://shore.example/feed?a=1,2'],
    ['up', 'https://shore.example/x'],
    ['prev', null],
  ])('%s', (relation, address) => expect(found(relation)).toBe(address));
  it('is null without the header, and for what is no address', () => {
    expect(linkOf({}, 'hub', 'https://shore.example/')).toBeNull();
    expect(found('hub', '<http://[>; rel=hub')).toBeNull();
  });
});
