/** Answers short links on node:http, before any other route. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FoundLink } from '../../data/repositories/links.ts';
import type { ClickLog } from './log.ts';
import { Recent } from './recent.ts';
import { slugOf } from './slugs.ts';
import type { Caller, Visit } from './visit.ts';

/** Links kept in memory, some 500 bytes each: those of the last weeks in a busy newsroom. */
const KEPT_LINKS = 10_000;

/** After this a link is looked up again, because its target may have changed. */
const KEPT_MS = 60_000;

/** Slugs remembered as nobody's, and for how long: who tries them out must not wear the database. */
const KEPT_UNKNOWN = 10_000;
const UNKNOWN_MS = 10_000;

interface KnownLink {
  readonly id: number;
  /** Name and value by turns, as node:http takes them fastest. */
  readonly headers: readonly string[];
  readonly until: number;
}

export interface RedirectParts {
  readonly find: (slug: string) => Promise<FoundLink | undefined>;
  readonly log: Pick<ClickLog, 'append'>;
  readonly judge: (caller: Caller, now: number) => Visit;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The HTML for a slug that nobody has. */
  readonly unknownPage: () => string;
  /** Hears of look-ups that failed. */
  readonly onError: (error: unknown) => void;
}

/** @returns true when the request was for a link, and is or will be answered */
export type Redirect = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Makes the handler of short links. It only ever leads to the http(s) address in the link's row:
 * nothing of a request goes into an answer.
 */
export function createRedirect(parts: RedirectParts): Redirect {
  const { find, log, judge, now, unknownPage, onError } = parts;
  const known = new Recent<string, KnownLink>(KEPT_LINKS);
  /** Until when a slug is nobody's. */
  const unknown = new Recent<string, number>(KEPT_UNKNOWN);
  /** A new link that many tap at once is looked up for all of them together. */
  const lookingUp = new Map<string, Promise<KnownLink | undefined>>();

  function follow(request: IncomingMessage, response: ServerResponse, link: KnownLink, at: number) {
    const { method, rawHeaders, socket } = request;
    const click = () => {
      const { visitor, excluded } = judge({ method, rawHeaders, peer: socket.remoteAddress }, at);
      return { linkId: link.id, at, visitor, excluded };
    };
    log.append(click, () => response.writeHead(302, link.headers as string[]).end());
  }

  function lookUp(slug: string, at: number): Promise<KnownLink | undefined> {
    const underWay = lookingUp.get(slug);
    if (underWay) return underWay;
    const asked = askDatabase(slug, at).finally(() => lookingUp.delete(slug));
    lookingUp.set(slug, asked);
    return asked;
  }

  /** The link as the database has it; as it was when the database fails. */
  async function askDatabase(slug: string, at: number): Promise<KnownLink | undefined> {
    const stale = known.get(slug);
    try {
      const found = await find(slug);
      const headers = found && headersTo(found.target);
      if (!headers) {
        unknown.set(slug, at + UNKNOWN_MS);
        return undefined;
      }
      const link = { id: found.id, headers, until: at + KEPT_MS };
      known.set(slug, link);
      return link;
    } catch (error) {
      if (!stale) throw error;
      onError(error);
      return stale;
    }
  }

  async function lookUpAndFollow(
    request: IncomingMessage,
    response: ServerResponse,
    slug: string,
    at: number,
  ): Promise<void> {
    try {
      const link = await lookUp(slug, at);
      if (link) follow(request, response, link, at);
      else answerUnknown(response, unknownPage());
    } catch (error) {
      onError(error);
      response.writeHead(503, { 'Retry-After': '5', 'Content-Length': '0' }).end();
    }
  }

  return (request, response) => {
    const slug = slugOf(request.url ?? '');
    if (slug === undefined) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': '0' }).end();
      return true;
    }
    const at = now();
    const link = known.get(slug);
    if (link && at < link.until) follow(request, response, link, at);
    else if (!link && at < (unknown.get(slug) ?? 0)) answerUnknown(response, unknownPage());
    else void lookUpAndFollow(request, response, slug, at);
    return true;
  };
}

/** Undefined when the target isn't an http(s) address: nothing else is ever redirected to. */
function headersTo(target: string): string[] | undefined {
  // The parser escapes or removes whatever can't stand in a header.
  const address = URL.parse(target);
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return undefined;
  return [
    'Location',
    address.href,
    'Cache-Control',
    'no-store',
    'Content-Length',
    '0',
    // What browsers do by themselves, said aloud against a stricter page that the link stood on:
    // the article's own statistics must see where its readers came from.
    'Referrer-Policy',
    'strict-origin-when-cross-origin',
    'X-Robots-Tag',
    'noindex',
  ];
}

function answerUnknown(response: ServerResponse, page: string): void {
  const body = Buffer.from(page);
  response
    .writeHead(404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': body.length,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    })
    .end(body);
}
