import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
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
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '::127.0.0.1',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'fec0::1',
    '::ffff:0:0',
    '255.255.255.255',
    '192.0.0.192',
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
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
    'http://0.0.0.0:1/',
    'http://0:1/',
    'http://0x7f.1:1/',
    'http://127.1:1/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://user:word@10.0.0.1/',
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

  it('gives up a circle of redirects', async () => {
    let asked = 0;
    const { url, options } = await serve((request, response) => {
      asked++;
      response.writeHead(301, { Location: request.url === '/a' ? '/b' : '/a' }).end();
    });
    await expect(fetchPublic(`${url}/a`, options)).rejects.toMatchObject({
      facts: { reason: 'too many redirects' },
    });
    expect(asked).toBe(6);
  });

  it.each(['file:///etc/passwd', 'javascript:1', 'gopher://shore.example/'])(
    'does not follow a redirect to %s',
    async (location) => {
      const { url, options } = await serve((_, response) =>
        response.writeHead(302, { Location: location }).end(),
      );
      await expect(fetchPublic(url, options)).rejects.toMatchObject({ code: 'address-invalid' });
    },
  );

  it('trusts a host no longer when its name has left the list', async () => {
    const { url, options } = await serve((_, response) => response.end('مفتوح'));
    const name = url.replace('127.0.0.1', 'localhost');
    const trusting = { allowHosts: [new URL(name).host] };
    expect(text((await fetchPublic(name, trusting)).body)).toBe('مفتوح');
    // The connection made in trust is still open, and must not be used.
    await expect(fetchPublic(name, { ...options, allowHosts: [] })).rejects.toMatchObject({
      code: 'address-private',
    });
  });

  it.each([
    ['gzip', gzipSync('نص')],
    ['br', brotliCompressSync('نص')],
    ['zstd', zstdCompressSync('نص')],
    ['deflate', deflateSync('نص')],
  ])('unpacks %s', async (encoding, body) => {
    const { url, options } = await serve((_, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(body),
    );
    expect(text((await fetchPublic(url, options)).body)).toBe('نص');
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(20_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(20_000_000))],
    ['zstd', zstdCompressSync(Buffer.alloc(20_000_000))],
  ])('stops a decompression bomb of %s where it grows', async (encoding, bomb) => {
    const { url, options } = await serve((_, response) =>
      response.writeHead(200, { 'Content-Encoding': encoding }).end(bomb),
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

  it('does not wait for a server that takes the connection and says nothing', async () => {
    const mute = createSocketServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const host = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const fetching = fetchPublic(`http://${host}/`, { allowHosts: [host], timeoutMs: 200 });
    await expect(fetching).rejects.toMatchObject({ facts: { reason: 'no answer in time' } });
    // TLS is part of connecting, and this server will never speak it.
    const secure = fetchPublic(`https://${host}/`, { allowHosts: [host], connectMs: 200 });
    await expect(secure).rejects.toMatchObject({ facts: { reason: 'no answer in time' } });
    mute.close();
  });

  it('uses a connection again', async () => {
    const { url, options } = await serve((_, response) => response.end('x'));
    let connections = 0;
    server?.on('connection', () => connections++);
    for (let i = 0; i < 3; i++) await fetchPublic(url, options);
    expect(connections).toBe(1);
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

  it('understands a date in Retry-After, by the site’s own clock', async () => {
    const { url, options } = await serve((_, response) =>
      response
        .writeHead(503, {
          Date: 'Tue, 24 Nov 2026 09:00:00 GMT',
          'Retry-After': 'Tue, 24 Nov 2026 09:02:00 GMT',
        })
        .end(),
    );
    await expect(fetchPublic(url, options)).rejects.toMatchObject({
      facts: { status: 503, retryAfter: 120 },
    });
  });

  it('carries no credentials or cookies along a redirect', async () => {
    const { url, options } = await serve((request, response) => {
      if (request.url === '/') {
        const location = `http://user:secret@${request.headers.host}/end`;
        response.writeHead(302, { Location: location, 'Set-Cookie': 'id=1' }).end();
      } else {
        response.end(`${request.headers.authorization} ${request.headers.cookie}`);
      }
    });
    const fetched = await fetchPublic(url, options);
    expect(text(fetched.body)).toBe('undefined undefined');
    expect(fetched.url).not.toContain('secret');
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
