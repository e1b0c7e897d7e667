import { expect, it } from 'vitest';
import { isOldNews, latenessOf } from '../../src/desk/lateness.ts';

const hour = 60 * 60_000;
const now = Date.UTC(2026, 10, 24, 9);

it.each([
  ['breaking news', { breaking: 1, timing: 'asap' }, null, 1],
  ['a post in a slot', { breaking: 0, timing: 'slot' }, null, 1],
  ['a post at an editor’s time', { breaking: 0, timing: 'fixed' }, null, 1],
  ['any other', { breaking: 0, timing: 'asap' }, null, 3],
  ['an ordinary one, as its channel says', { breaking: 0, timing: 'slot' }, 5 * hour, 5],
  ['breaking news, whatever its channel says', { breaking: 1, timing: 'asap' }, 5 * hour, 1],
] as const)('%s may be late by so many hours', (_name, post, lateMs, hours) => {
  expect(latenessOf(post, { lateMs })).toBe(hours * hour);
});

it('calls breaking news old after an hour, and never when nobody knows', () => {
  expect(isOldNews(now - hour, now)).toBe(false);
  expect(isOldNews(now - hour - 1, now)).toBe(true);
  expect(isOldNews(null, now)).toBe(false);
});
