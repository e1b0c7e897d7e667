import { expect, it } from 'vitest';
import { Recent } from '../../src/clicks/recent.ts';

it('forgets what was not used lately, and keeps what was', () => {
  const recent = new Recent<number, string>(10);
  recent.set(-1, 'used');
  recent.set(-2, 'unused');
  for (let key = 0; key < 40; key++) {
    recent.set(key, 'passing');
    recent.get(-1);
  }
  expect(recent.get(-1)).toBe('used');
  expect(recent.get(-2)).toBeUndefined();
});

it('never holds more than two generations', () => {
  const recent = new Recent<number, number>(10);
  for (let key = 0; key < 1_000; key++) recent.set(key, key);
  const held = Array.from({ length: 1_000 }, (_, key) => key).filter(
    (key) => recent.get(key) !== undefined,
  );
  expect(held.length).toBeLessThanOrEqual(20);
  expect(held).toContain(999);
});

it('gives the newest value of a key', () => {
  const recent = new Recent<string, number>(2);
  for (const [key, value] of Object.entries({ a: 1, b: 2, c: 3 })) recent.set(key, value);
  recent.set('a', 4);
  expect(recent.get('a')).toBe(4);
});
