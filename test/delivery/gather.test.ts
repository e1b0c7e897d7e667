import { expect, it } from 'vitest';
import { gather } from '../../src/delivery/gather.ts';

it('writes what comes during a write in one go after it', async () => {
  const writes: (readonly number[])[] = [];
  const add = gather<number>(async (items) => {
    writes.push(items);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  await Promise.all([1, 2, 3].map(add));
  await add(4);
  expect(writes).toEqual([[1], [2, 3], [4]]);
});

it('fails those whose write failed, and goes on', async () => {
  const add = gather<number>(async (items) => {
    if (items.includes(2)) throw new Error('disk full');
  });
  const [first, second, third] = await Promise.allSettled([1, 2, 3].map(add));
  expect(first?.status).toBe('fulfilled');
  expect([second?.status, third?.status]).toEqual(['rejected', 'rejected']);
  await add(4);
});
