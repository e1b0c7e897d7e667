import { el } from './dom.js';

/** @typedef {{ address: string, base64: string }} Picture `address` is a data: URL */

/** Pixels; Telegram's clients make photos no larger, and JPEG of them all. */
const longestSide = 1280;
const quality = 0.87;

/**
 * A picture as a client sends it: made smaller, upright, on white where one saw through it.
 *
 * @param {Blob} file
 * @returns {Promise<Picture>} rejects for what is no picture
 */
export async function pictureOf(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const canvas = /** @type {HTMLCanvasElement} */ (el('canvas', { width, height }));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser draws no pictures');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const address = canvas.toDataURL('image/jpeg', quality);
  return { address, base64: address.slice(address.indexOf(',') + 1) };
}
