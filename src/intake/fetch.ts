/**
 * Fetches pages and feeds from the open web, and from nowhere else: only http and https, only
 * public addresses, checked after the name is resolved and again on every redirect.
 */
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';
import { type Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { Failure } from '../errors.ts';

export interface FetchOptions {
  /** `host` or `host:port` of private hosts that may be fetched all the same. */
  readonly allowHosts: readonly string[];
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Sent as a form by POST; then only a redirect that keeps the method is followed (307, 308). */
  readonly form?: Readonly<Record<string, string>>;
  /** Over all, redirects and body included. */
  readonly timeoutMs?: number;
  /** After decompression. */
  readonly maxBytes?: number;
}

export interface Fetched {
  /** 304: nothing new since the given ETag or date, and no body. */
  readonly status: number;
  /** The address after redirects. */
  readonly url: string;
  readonly contentType: string | undefined;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly body: Uint8Array;
}

export type Fetch = (url: string, options: FetchOptions) => Promise<Fetched>;

const agent = 'Barqiya/0.1 (+news reader)';
const mostRedirects = 5;
const defaultTimeoutMs = 15_000;
const defaultMaxBytes = 5 * 1024 * 1024;

const keptAlive = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
};

/** Everything that is not the public internet (IANA's special-purpose registries). */
const privateNetworks = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  privateNetworks.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privateNetworks.addSubnet(net, bits, 'ipv6');
}

/** Whether an IP address is outside the public internet. IPv4 inside IPv6 counts as IPv4. */
export function isPrivate(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return isPrivate(mapped);
  return privateNetworks.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Fetches an address.
 *
 * @throws Failure `address-invalid`, `address-private`, `page-unreachable` (with `reason`),
 *   `page-refused` (with `status`, and `retryAfter` in seconds when told), `page-too-big`
 */
export async function fetchPublic(address: string, options: FetchOptions): Promise<Fetched> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  let url = webAddress(address);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const response = await request(url, options, signal);
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400 && status !== 304 && location) {
      response.destroy();
      if (options.form && status < 307)
        throw new Failure('page-refused', { host: url.host, status });
      url = webAddress(URL.canParse(location, url) ? new URL(location, url).href : location);
      continue;
    }
    return receive(response, url, options, signal);
  }
  throw new Failure('page-unreachable', { host: url.host, reason: 'too many redirects' });
}

function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Failure('address-invalid', { url: text });
  url.username = '';
  url.password = '';
  return url;
}

async function request(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const trusted = options.allowHosts.includes(url.host) || options.allowHosts.includes(host);
  if (!trusted && isIP(host) && isPrivate(host)) {
    throw new Failure('address-private', { host: url.host });
  }
  const [module, keepAlive] =
    url.protocol === 'https:' ? [https, keptAlive.https] : [http, keptAlive.http];
  const form = options.form && new URLSearchParams(options.form).toString();
  try {
    return await new Promise((resolve, reject) => {
      module
        .request(
          url,
          {
            method: form === undefined ? 'GET' : 'POST',
            agent: keepAlive,
            signal,
            // The check belongs to the very look-up that connects: a name may answer differently
            // the next time it is asked (DNS rebinding).
            lookup: trusted ? lookup : publicLookup,
            headers: {
              'User-Agent': agent,
              Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
              'Accept-Language': 'ar,en;q=0.5',
              'Accept-Encoding': 'gzip, br, deflate',
              ...(options.etag ? { 'If-None-Match': options.etag } : {}),
              ...(options.lastModified ? { 'If-Modified-Since': options.lastModified } : {}),
              ...(form === undefined
                ? {}
                : {
                    'Content-Type': 'application/x-www-form-urlencoded',
                    'Content-Length': Buffer.byteLength(form),
                  }),
            },
          },
          resolve,
        )
        .on('error', reject)
        .end(form);
    });
  } catch (cause) {
    throw unreachable(url, cause, signal);
  }
}

const publicLookup: typeof lookup = ((
  hostname: string,
  options: { all?: boolean },
  done: (error: Error | null, address?: unknown, family?: number) => void,
) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error);
    const bad = found.find(({ address }) => isPrivate(address));
    if (bad) return done(new Failure('address-private', { host: hostname }));
    const [first] = found;
    if (options.all) done(null, found);
    else done(null, first?.address, first?.family);
  });
}) as typeof lookup;

function unreachable(url: URL, cause: unknown, signal: AbortSignal): Failure {
  if (cause instanceof Failure) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  // An abort in mid-body shows as a reset connection.
  const reason = signal.aborted ? 'no answer in time' : (code ?? message);
  return new Failure('page-unreachable', { host: url.host, reason }, { cause });
}

async function receive(
  response: http.IncomingMessage,
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  const status = response.statusCode ?? 0;
  const { headers } = response;
  const facts = {
    status,
    url: url.href,
    contentType: headers['content-type'],
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
  };
  if (status === 304) {
    response.resume();
    return { ...facts, body: new Uint8Array() };
  }
  if (status < 200 || status > 299) {
    response.destroy();
    const retryAfter = Number(headers['retry-after']);
    throw new Failure('page-refused', {
      host: url.host,
      status,
      ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
    });
  }
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  const body = await collect(response, url, maxBytes, signal);
  return { ...facts, body };
}

async function collect(
  response: http.IncomingMessage,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Counted behind the decompressor, so that a small bomb is stopped where it grows.
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(new Failure('page-too-big', { host: url.host, maxBytes }));
      chunks.push(chunk);
      done();
    },
  });
  const decoder = decoderFor(response.headers['content-encoding']);
  const source: Readable = decoder ? response.pipe(decoder) : response;
  response.on('error', (error) => decoder?.destroy(error));
  try {
    await pipeline(source, sink, { signal });
  } catch (cause) {
    throw unreachable(url, cause, signal);
  }
  return Buffer.concat(chunks);
}

function decoderFor(encoding: string | undefined): Transform | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'deflate':
      return zlib.createInflate();
    default:
      return undefined;
  }
}
