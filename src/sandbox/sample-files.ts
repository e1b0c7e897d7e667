/** Files for users to send who have none at hand. */
import { crc32, deflateSync } from 'node:zlib';
import type { Upload } from './multipart.ts';

const width = 640;
const height = 360;
/** Hills of such colours under a pale sky. */
const hills: readonly (readonly [number, number, number])[] = [
  [20, 106, 98],
  [185, 133, 38],
  [82, 66, 119],
  [130, 62, 44],
  [52, 81, 120],
  [116, 58, 84],
  [82, 99, 42],
];
const sky = [243, 237, 225] as const;

/**
 * A landscape as a PNG, small enough to be made for each message.
 *
 * @param number pictures of numbers that follow each other differ in shape and colour
 */
export function samplePicture(number: number): Upload {
  const colour = hills[number % hills.length] ?? sky;
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    // Each row begins with its filter: 0, none.
    const start = y * (width * 3 + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      rows.set(y > ridge(x, number) ? colour : sky, start + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  head.set([8, 2], 8);
  const bytes = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name: `photo-${number}.png`, type: 'image/png', bytes };
}

/** An Ogg page without sound: the bot sees that there is a file, nobody plays it. */
export const sampleVoice: Upload = {
  name: 'voice.oga',
  type: 'audio/ogg',
  bytes: Buffer.concat([Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(22)]),
};

const ridge = (x: number, number: number): number =>
  height * (0.6 + 0.2 * Math.sin((x / width) * 5 + number * 1.3));

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
