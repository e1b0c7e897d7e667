/** Reads a picture's size from its head: PNG, JPEG, GIF, BMP, WebP. */

export interface ImageSize {
  readonly mime: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** @returns undefined when the bytes are no picture of these kinds */
export function imageSize(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 26) return undefined;
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\x89PNG')) {
    return { mime: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (head.startsWith('GIF8')) {
    return { mime: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (head.startsWith('BM')) {
    const height = Math.abs(bytes.readInt32LE(22));
    return { mime: 'image/bmp', width: bytes.readInt32LE(18), height };
  }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return webpSize(bytes);
  if (head.startsWith('\xff\xd8')) return jpegSize(bytes);
  return undefined;
}

/** The size stands in the frame's head (markers SOF0 to SOF15), after other segments. */
function jpegSize(bytes: Buffer): ImageSize | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return { mime: 'image/jpeg', width, height };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 30) return undefined;
  const kind = bytes.toString('latin1', 12, 16);
  const mime = 'image/webp';
  if (kind === 'VP8X') {
    return { mime, width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  }
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { mime, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  const [width, height] = [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  return { mime, width, height };
}
