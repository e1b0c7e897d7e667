/** Pictures made fit for Telegram by sharp, which works outside the main thread. */
import { photoLimits, type Size } from './picture.ts';

/** A picture of more pixels than this is refused before it is decoded. */
const mostPixels = 50_000_000;
const withinSeconds = 10;
/** Longer than clients show; Telegram itself keeps no more. */
const longestSide = 2_560;
const atOnce = 2;

const waiting: (() => void)[] = [];
let running = 0;

/** Lets so many pictures be worked on at a time. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

const decoded = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff', 'jxl']);

export interface PictureFacts extends Size {
  readonly format: string;
  /** As it stands once EXIF has turned it. */
  readonly isUpright: boolean;
}

/**
 * What a picture's head tells.
 *
 * @throws Error when these bytes are no picture of a kind that is decoded here
 */
export async function inspect(bytes: Uint8Array): Promise<PictureFacts> {
  const {
    format = '',
    width = 0,
    height = 0,
    orientation = 1,
  } = await (await open(bytes)).metadata();
  if (!decoded.has(format)) throw new Error(`pictures of the kind ${format} are not shown`);
  const lies = orientation >= 5;
  return {
    format,
    width: lies ? height : width,
    height: lies ? width : height,
    isUpright: orientation === 1,
  };
}

/**
 * The picture as a JPEG that Telegram takes: turned as its EXIF says, without EXIF, on white where
 * it was transparent, its first frame where it moved, at most 2,560 pixels a side.
 *
 * @throws Error for bytes that can't be decoded, too many pixels, or too much time
 */
export const convert = (bytes: Uint8Array): Promise<Buffer> =>
  inTurn(async () => {
    const photo = await (await open(bytes))
      .timeout({ seconds: withinSeconds })
      .autoOrient()
      .resize({
        width: longestSide,
        height: longestSide,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer();
    if (photo.length > photoLimits.bytes) throw new Error('still larger than Telegram takes');
    return photo;
  });

/** Loaded for the first picture that wants it: it takes 24 MB, and most are taken as they are. */
const library = once(async () => {
  const { default: sharp } = await import('sharp');
  // One thread a picture: the machine has redirects to answer meanwhile.
  sharp.concurrency(1);
  return sharp;
});

async function open(bytes: Uint8Array) {
  const sharp = await library();
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
