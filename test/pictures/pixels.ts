/** A PNG as pixels, for looking at known places. */
import sharp from 'sharp';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` at a place, counted from the upper left. */
  at(x: number, y: number): string;
  /** How many pixels of a box are lighter than the middle between black and white. */
  light(box: { x: number; y: number; width: number; height: number }): number;
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const offset = (x: number, y: number) => (y * info.width + x) * 3;
  return {
    width: info.width,
    height: info.height,
    at: (x, y) => `#${data.subarray(offset(x, y), offset(x, y) + 3).toString('hex')}`,
    light({ x, y, width, height }) {
      let count = 0;
      for (let row = y; row < y + height; row++)
        for (let column = x; column < x + width; column++)
          if ((data[offset(column, row)] ?? 0) > 160 && (data[offset(column, row) + 1] ?? 0) > 160)
            count++;
      return count;
    },
  };
}
