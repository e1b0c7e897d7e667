/** Reads what a stranger sends: so much, in so much time, and no more. */
import type { IncomingMessage } from 'node:http';
import { Failure } from '../errors.ts';

/**
 * The bytes of a request's body.
 *
 * @throws Failure `body-too-big`, also by its declared length alone; `body-too-slow`, also when the
 *   sender goes away in the middle
 */
export async function readBody(
  request: IncomingMessage,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<Uint8Array> {
  const tooBig = () => new Failure('body-too-big', { maxBytes });
  const tooSlow = () => new Failure('body-too-slow', { timeoutMs });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooBig();
  const chunks: Buffer[] = [];
  let bytes = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => reject(tooSlow()), timeoutMs);
  request
    .on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) reject(tooBig());
      else chunks.push(chunk);
    })
    .on('end', resolve)
    .on('close', () => reject(tooSlow()))
    .on('error', () => reject(tooSlow()));
  try {
    await promise;
  } catch (error) {
    request.removeAllListeners('data').pause();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}
