import { expect, it } from 'vitest';
import { siteLines } from '../../data/repositories/site-lines.ts';
import { onBothDatabases } from './backends.ts';

onBothDatabases('site lines', (database) => {
  it('are known after so many articles of one host', async () => {
    const lines = siteLines(database().db);
    for (const now of [1, 2]) await lines.count('m.example', ['سطر الموقع', `سطر ${now}`], now);
    await lines.count('n.example', ['سطر الموقع'], 3);
    expect(await lines.known('m.example', ['سطر الموقع', 'سطر 1'], 2)).toEqual(
      new Set(['سطر الموقع']),
    );
    expect(await lines.known('n.example', ['سطر الموقع'], 2)).toEqual(new Set());
    expect(await lines.known('m.example', [], 1)).toEqual(new Set());
  });

  it('are forgotten when no article carries them any more', async () => {
    const lines = siteLines(database().db);
    await lines.count('m.example', ['قديم'], 1);
    await lines.count('m.example', ['جديد'], 9);
    await lines.forget(5);
    expect(await lines.known('m.example', ['قديم', 'جديد'], 1)).toEqual(new Set(['جديد']));
  });
});
