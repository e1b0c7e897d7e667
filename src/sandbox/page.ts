/** The page at `/sandbox`: the chats of the local Telegram, as a messenger shows them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Asset {
  readonly type: string;
  readonly cache: string;
  readonly etag: string;
  readonly body: Buffer;
}

const FOLDER = join(import.meta.dirname, 'page');
const FONT = '@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-';
/** The weights that the style sheet names, of both alphabets. */
const FONT_FILES = ['arabic', 'latin'].flatMap((subset) =>
  [400, 600, 700].map((weight) => `${subset}-${weight}-normal.woff2`),
);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Pictures of link previews come from the sample site, which may stand on another local port. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' http://127.0.0.1:* http://localhost:* data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // What messages hold is never parsed as HTML: the browser itself forbids innerHTML.
  "require-trusted-types-for 'script'",
].join('; ');

/** Asked for again each time, answered with 304: an edited file is seen at the next reload. */
const REVALIDATE = 'no-cache';
const ONE_WEEK = 'public, max-age=604800';

/**
 * Serves the page and its files. Only names that were found at the first request are known, so no
 * path leads out of the folder.
 *
 * @param path what follows `/sandbox`, without the query: '' or '/' is the page, `/page/<file>` and
 *   `/page/fonts/<file>` are its files
 * @returns whether it answered: false for another path, and for a method other than GET and HEAD
 */
export function servePage(req: IncomingMessage, res: ServerResponse, path: string): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  const asset = findAsset(path === '' || path === '/' ? '/page/index.html' : path);
  if (!asset) return false;
  const headers = {
    'Cache-Control': asset.cache,
    ETag: asset.etag,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (req.headers['if-none-match'] === asset.etag) {
    res.writeHead(304, headers).end();
    return true;
  }
  res.writeHead(200, {
    ...headers,
    'Content-Type': asset.type,
    'Content-Length': asset.body.length,
  });
  res.end(req.method === 'HEAD' ? undefined : asset.body);
  return true;
}

/** Paths below `/sandbox` to files, filled at the first request. */
let files: ReadonlyMap<string, string> | undefined;

function findAsset(path: string): Asset | undefined {
  files ??= new Map([
    ...readdirSync(FOLDER).map((name) => [`/page/${name}`, join(FOLDER, name)] as const),
    ...FONT_FILES.map(
      (name) =>
        [`/page/fonts/${name}`, fileURLToPath(import.meta.resolve(`${FONT}${name}`))] as const,
    ),
  ]);
  const file = files.get(path);
  const type = TYPES[extname(file ?? '')];
  if (!file || !type) return undefined;
  const body = readFileSync(file);
  return {
    type,
    cache: type === TYPES['.woff2'] ? ONE_WEEK : REVALIDATE,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
  };
}
