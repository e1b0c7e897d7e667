import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, it } from 'vitest';
import { readLogo } from '../../src/newsroom-file.ts';
import { defaultColours } from '../../src/pictures/colours.ts';
import { createPainter, type Painter } from '../../src/pictures/painter.ts';

const card = {
  headline: 'خسوف كلي للقمر',
  source: 'وكالة الشاطئ',
  date: 'الثلاثاء 24 نوفمبر 2026',
  newsroom: 'مرصد الساحل',
  colours: defaultColours,
};

let painter: Painter;
afterEach(() => painter.close());

it('draws in order, in a process that the program does not wait for', async () => {
  painter = createPainter();
  const [first, second] = await Promise.all([painter.card(card), painter.card(card)]);
  expect(first.subarray(1, 4).toString()).toBe('PNG');
  expect(second.equals(first)).toBe(true);
});

it('ends a picture that takes too long, and draws the next in a new process', async () => {
  painter = createPainter({ timeoutMs: 0 });
  await expect(painter.card(card)).rejects.toMatchObject({ code: 'picture-failed' });
  await expect(painter.card(card)).rejects.toThrow('longer than 0 ms');
});

it('refuses what it is told when too much waits, or after its end', async () => {
  painter = createPainter();
  const all = Array.from({ length: 101 }, () => painter.card(card).catch(String));
  expect(await all[100]).toContain('too many waiting');
  painter.close();
  expect(await all[0]).toContain('could not be drawn');
  expect(await all[99]).toContain('closed');
});

it('names the logo that is absent, broken, empty or shows nothing', async () => {
  painter = createPainter();
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-'));
  const read = (name: string) => readLogo(name, join(folder, 'newsroom.yaml'), painter.isVisible);
  try {
    const create = { width: 40, height: 40, channels: 4 as const, background: '#112233' };
    const whole = await sharp({ create }).png().toBuffer();
    const clear = { ...create, background: { r: 0, g: 0, b: 0, alpha: 0 } };
    writeFileSync(join(folder, 'whole.png'), whole);
    writeFileSync(join(folder, 'cut.png'), whole.subarray(0, 50));
    writeFileSync(join(folder, 'empty.png'), '');
    writeFileSync(join(folder, 'page.png'), '<html>404</html>');
    writeFileSync(join(folder, 'clear.png'), await sharp({ create: clear }).png().toBuffer());
    expect(await read('whole.png')).toEqual(whole);
    for (const name of ['absent.png', 'cut.png', 'empty.png', 'page.png', 'clear.png']) {
      await expect(read(name)).rejects.toMatchObject({
        code: 'logo-unreadable',
        facts: { file: join(folder, name) },
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
