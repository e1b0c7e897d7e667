/**
 * Fetches pages and feeds from the open web, and from nowhere else: only http and https, only
 * public addresses, checked after the name is resolved and again on every redirect.
 */
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { Failure } from '../errors.ts';
import { retryAfter } from './headers.ts';
import { isPrivate } from './networks.ts';

export interface FetchOptions {
  /** `host` or `host:port` of private hosts that may be fetched all the same. */
  readonly allowHosts: readonly string[];
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Sent as a form by POST; then only a redirect that keeps the method is followed (307, 308). */
  readonly form?: Readonly<Record<string, string>>;
  /** Over all, redirects and body included. */
  readonly timeoutMs?: number;
  /** Until a connection stands, TLS included; each redirect anew. */
  readonly connectMs?: number;
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
  /** By name in small letters. */
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export type Fetch = (url: string, options: FetchOptions) => Promise<Fetched>;

const agent = 'Barqiya/0.1 (+news reader)';
const mostRedirects = 5;
const defaultTimeoutMs = 15_000;
const defaultConnectMs = 5_000;
const defaultMaxBytes = 5 * 1024 * 1024;

/**
 * A connection is kept for a source that is looked at often, not for thousands that come by every ten
 * minutes: those save the handshake through TLS sessions instead.
 */
const idle = { keepAlive: true, timeout: 20_000, maxFreeSockets: 2 };
const keepers = () => ({
  http: new http.Agent(idle),
  https: new https.Agent({ ...idle, maxCachedSessions: 1_000 }),
});
/** Apart, so that a connection made to a trusted host never serves one that is trusted no more. */
const keptAlive = { public: keepers(), trusted: keepers() };

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
  const agents = keptAlive[trusted ? 'trusted' : 'public'];
  const [module, keepAlive] =
    url.protocol === 'https:' ? [https, agents.https] : [http, agents.http];
  const form = options.form && new URLSearchParams(options.form).toString();
  try {
    return await new Promise((resolve, reject) => {
      const asked = module.request(
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
            'Accept-Encoding': 'gzip, br, zstd, deflate',
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
      );
      asked.on('error', reject).end(form);
      limitConnecting(asked, options.connectMs ?? defaultConnectMs);
    });
  } catch (cause) {
    throw unreachable(url, cause, signal);
  }
}

/** A host that swallows packets is given up before the whole time is gone. */
function limitConnecting(asked: http.ClientRequest, ms: number): void {
  asked.once('socket', (socket) => {
    if (!socket.connecting) return;
    const limit = setTimeout(() => asked.destroy(new Error(noAnswer)), ms);
    const clear = () => clearTimeout(limit);
    socket.once(asked.protocol === 'https:' ? 'secureConnect' : 'connect', clear);
    socket.once('close', clear);
  });
}

const noAnswer = 'no answer in time';

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
  const reason = signal.aborted ? noAnswer : (code ?? message);
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
    headers,
  };
  if (status === 304) {
    response.resume();
    return { ...facts, body: new Uint8Array() };
  }
  if (status < 200 || status > 299) {
    response.destroy();
    const seconds = retryAfter(headers);
    throw new Failure('page-refused', {
      host: url.host,
      status,
      ...(seconds === undefined ? {} : { retryAfter: seconds }),
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
  try {
    if (decoder) await pipeline(response, decoder, sink, { signal });
    else await pipeline(response, sink, { signal });
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
    case 'zstd':
      return zlib.createZstdDecompress();
    case 'deflate':
      return zlib.createInflate();
    default:
      return undefined;
  }
}
