import { expect, it } from 'vitest';
import { readers } from '../../data/repositories/readers.ts';
import { onBothDatabases } from './backends.ts';

onBothDatabases('subscribers', (database) => {
  it('are counted by where they first came from, whatever way they come later', async () => {
    const { subscribe, cameFrom } = readers(database().db);
    await subscribe(1, 'p12', 100);
    await subscribe(1, 'cmain', 200);
    await subscribe(2, null, 100);
    await subscribe(2, 'p12', 200);
    await subscribe(3, 'cmain', 300);
    expect(await cameFrom('p12')).toBe(1);
    expect(await cameFrom('cmain')).toBe(1);
    expect(await cameFrom('p1')).toBe(0);
  });
});
