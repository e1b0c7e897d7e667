import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchPublic } from '../../src/intake/fetch.ts';
import { isPrivate } from '../../src/intake/networks.ts';

let server: Server | undefined;
afterEach(() => void server?.close().closeAllConnections());

/** A server on this machine, and the options that allow to fetch from it. */
async function serve(listener: RequestListener) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, options: { allowHosts: [host] } };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('isPrivate', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
  ])('%s', (ip) => expect(isPrivate(ip)).toBe(true));

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('not %s', (ip) =>
    expect(isPrivate(ip)).toBe(false),
  );
});

describe('fetchPublic', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://2130706433:1/',
    'http://169.254.169.254/latest/meta-data',
  ])('does not go to %s', async (url) => {
    await expect(fetchPublic(url, { allowHosts: [] })).rejects.toMatchObject({
      code: 'address-private',
    });
  });

  it.each(['ftp://shore.example/a', 'file:///etc/passwd', 'shore.example', ''])(
    'does not know %s',
    async (url) => {
      await expect(fetchPublic(url, { allowHosts: [] })).rejects.toMatchObject({
        code: 'address-invalid',
      });
    },
  );

  it('does not follow a redirect into a private network', async () => {
    const { url, options } = await serve((_, response) =>
      response.writeHead(302, { Location: 'http://127.0.0.1:1/secret' }).end(),
    );
    await expect(fetchPublic(url, options)).rejects.toMatchObject({ code: 'address-private' });
  });

  it('follows redirects to their end, five at most', async () => {
    const { url, options } = await serve((request, response) => {
      const hops = Number(request.url?.slice(1));
      if (hops > 0) response.writeHead(302, { Location: `/${hops - 1}` }).end();
      else response.end('arrived');
    });
    const fetched = await fetchPublic(`${url}/5`, options);
    expect([text(fetched.body), fetched.url]).toEqual(['arrived', `${url}/0`]);
    await expect(fetchPublic(`${url}/6`, options)).rejects.toMatchObject({
      code: 'page-unreachable',
      facts: { reason: 'too many redirects' },
    });
  });

  it.each([
    ['gzip', gzipSync('نص')],
    ['br', brotliCompressSync('نص')],
  ])('unpacks %s', async (encoding, body) => {
    const { url, options } = await serve((_, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(body),
    );
    expect(text((await fetchPublic(url, options)).body)).toBe('نص');
  });

  it('stops a decompression bomb where it grows', async () => {
    const { url, options } = await serve((_, response) =>
      response
        .writeHead(200, { 'Content-Encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(50_000_000))),
    );
    await expect(fetchPublic(url, { ...options, maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'page-too-big',
    });
  });

  it('does not wait for a body that never ends', async () => {
    const { url, options } = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    await expect(fetchPublic(url, { ...options, timeoutMs: 300 })).rejects.toMatchObject({
      code: 'page-unreachable',
      facts: { reason: 'no answer in time' },
    });
  });

  it('asks whether anything is new, and takes 304 for an answer', async () => {
    const { url, options } = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { ETag: '"v1"' }).end('feed');
    });
    const first = await fetchPublic(url, options);
    expect(first).toMatchObject({ status: 200, etag: '"v1"' });
    expect(await fetchPublic(url, { ...options, etag: first.etag })).toMatchObject({ status: 304 });
  });

  it('tells the status of a refusal, and how long to wait', async () => {
    const { url, options } = await serve((_, response) =>
      response.writeHead(429, { 'Retry-After': '30' }).end(),
    );
    await expect(fetchPublic(url, options)).rejects.toMatchObject({
      code: 'page-refused',
      facts: { status: 429, retryAfter: 30 },
    });
  });

  it('sends no credentials that stand in an address', async () => {
    const { url, options } = await serve((request, response) =>
      response.end(request.headers.authorization ?? 'none'),
    );
    const fetched = await fetchPublic(url.replace('//', '//user:secret@'), options);
    expect(text(fetched.body)).toBe('none');
    expect(fetched.url).not.toContain('secret');
  });

  it('says why a site cannot be reached', async () => {
    const { url, options } = await serve(() => {});
    await new Promise((resolve) => server?.close(resolve));
    await expect(fetchPublic(url, options)).rejects.toMatchObject({
      code: 'page-unreachable',
      facts: { reason: 'ECONNREFUSED' },
    });
  });
});
