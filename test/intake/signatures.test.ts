import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPushSignature, isSignedByHub, pushSignature } from '../../src/intake/signatures.ts';

const secret = 'a-secret-of-the-tests';
const body = Buffer.from('<rss/>');
const by = (method: string, key = secret) =>
  `${method}=${createHmac(method, key).update(body).digest('hex')}`;

describe('a hub’s signature', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('is taken by %s', (method) => {
    expect(isSignedByHub(by(method), body, secret)).toBe(true);
    expect(isSignedByHub(by(method).toUpperCase(), body, secret)).toBe(true);
    expect(isSignedByHub(by(method, 'another'), body, secret)).toBe(false);
    expect(isSignedByHub(by(method), Buffer.from('<rss />'), secret)).toBe(false);
  });

  it.each([undefined, '', 'sha256=', 'md5=00', by('md5'), 'sha256=zz', by('sha256').slice(0, -2)])(
    'is not %s',
    (header) => expect(isSignedByHub(header, body, secret)).toBe(false),
  );
});

describe('a push’s signature', () => {
  it('is that of README: timestamp, full stop, body', () => {
    const signature = createHmac('sha256', secret).update('1764000000.<rss/>').digest('hex');
    expect(pushSignature(secret, '1764000000', body)).toBe(signature);
    expect(isPushSignature(`sha256=${signature}`, signature)).toBe(true);
    expect(isPushSignature(`SHA256=${signature.toUpperCase()}`, signature)).toBe(true);
    expect(isPushSignature(signature, signature)).toBe(false);
    expect(isPushSignature(`sha256=${'0'.repeat(64)}`, signature)).toBe(false);
  });
});
