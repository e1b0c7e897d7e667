/** Pictures by themselves: which are worth showing, and how they are made fit for Telegram. */
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { convert, inspect } from '../../src/delivery/convert.ts';
import { isTakenAsIs, isWorthShowing } from '../../src/delivery/picture.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#306090' } });

describe('convert', () => {
  it('turns the picture as its EXIF says, and leaves no EXIF', async () => {
    const turned = await plain(1_200, 800).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const photo = await convert(turned);
    expect(await inspect(photo)).toEqual({
      format: 'jpeg',
      width: 800,
      height: 1200,
      isUpright: true,
    });
    expect((await sharp(photo).metadata()).exif).toBeUndefined();
  });

  it('puts what is transparent on white', async () => {
    const clear = sharp({
      create: { width: 500, height: 500, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    const photo = await convert(await clear.png().toBuffer());
    const { data } = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(250);
  });

  it('refuses more pixels than it bears before it decodes them', async () => {
    // 30,000 × 30,000, says the head of a small PNG.
    const bomb = await plain(8, 8).png().toBuffer();
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(30_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    await expect(convert(bomb)).rejects.toThrow(/pixel limit/u);
  });

  it.each([
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['a page', '<html><body>لا صورة هنا</body></html>'],
  ])('looks at no bytes of %s', async (_, text) => {
    await expect(inspect(Buffer.from(text))).rejects.toThrow();
  });
});

describe('isWorthShowing', () => {
  it.each([
    ['a photo', 'https://m.example/2026/harbour.jpg', 1_200, 800, true],
    ['one of unknown size', 'https://m.example/2026/harbour.jpg', null, null, true],
    ['one whose width is known', 'https://m.example/harbour.jpg', 300, null, false],
    ['a thumbnail', 'https://m.example/harbour.jpg', 150, 150, false],
    ['a banner', 'https://m.example/harbour.jpg', 1_200, 200, false],
    ['a logo', 'https://m.example/img/site-logo.png', 800, 800, false],
    ['a word that holds «logo»', 'https://m.example/catalogo.png', 800, 800, true],
    ['a drawing', 'https://m.example/map.svg', null, null, false],
  ])('%s', (_, url, width, height, worth) => {
    expect(isWorthShowing({ url, width, height })).toBe(worth);
  });
});

describe('isTakenAsIs', () => {
  it.each([
    [{ width: 5_000, height: 5_000, bytes: 10_485_760 }, true],
    [{ width: 5_001, height: 5_000, bytes: 1 }, false],
    [{ width: 2_000, height: 100, bytes: 1 }, true],
    [{ width: 2_001, height: 100, bytes: 1 }, false],
    [{ width: 100, height: 100, bytes: 10_485_761 }, false],
  ])('%j: %s', (photo, taken) => {
    expect(isTakenAsIs(photo)).toBe(taken);
  });
});
