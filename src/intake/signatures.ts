/** Signatures over what is pushed to us, compared in constant time. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The methods of W3C WebSub, section 7.1.1. */
const methods = ['sha1', 'sha256', 'sha384', 'sha512'];

/**
 * Whether a hub's `X-Hub-Signature` (`method=hex`) is that of the body under the secret.
 *
 * @param header absent: not signed, so not the hub's
 */
export function isSignedByHub(
  header: string | undefined,
  body: Uint8Array,
  secret: string,
): boolean {
  const [, method = '', hex = ''] = /^([a-z0-9]+)=([0-9a-f]+)$/i.exec(header?.trim() ?? '') ?? [];
  if (!methods.includes(method.toLowerCase())) return false;
  return isSame(hex, createHmac(method.toLowerCase(), secret).update(body).digest());
}

/**
 * The signature of a push to /intake: hex of HMAC-SHA256 over the timestamp as sent, a full stop,
 * and the body's bytes.
 */
export const pushSignature = (secret: string, timestamp: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');

/** Whether a header `sha256=hex` says this signature. */
export const isPushSignature = (header: string, signature: string): boolean => {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header.trim())?.[1];
  return hex !== undefined && isSame(hex, Buffer.from(signature, 'hex'));
};

function isSame(hex: string, expected: Buffer): boolean {
  const told = Buffer.from(hex, 'hex');
  return told.length === expected.length && timingSafeEqual(told, expected);
}
