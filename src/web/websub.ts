/** /websub/ID, where hubs ask whether we meant our subscription (GET) and bring news (POST). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '../errors.ts';
import type { Delivery } from '../intake/websub.ts';
import { readBody } from './body.ts';
import type { Handler } from './server.ts';

/** As large as a feed that is polled may be. */
const maxBytes = 5_000_000;
const timeoutMs = 20_000;

/** What answers hubs: src/intake/websub.ts. */
export interface Subscriber {
  verify(callback: string, query: URLSearchParams): Promise<string | undefined>;
  knows(callback: string): Promise<boolean>;
  receive(callback: string, delivery: Delivery): Promise<void>;
}

/**
 * Answers by W3C WebSub: the challenge echoed or 404 (section 5.3); for content 202 whatever becomes
 * of it (7.1), and 410 where there is no subscription any more, upon which a hub stops (7).
 */
export function webSubHandler(subscriber: Subscriber): Handler {
  return async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const callback = path.slice('/websub/'.length);
    if (request.method === 'GET') {
      const challenge = await subscriber.verify(callback, new URLSearchParams(query));
      return challenge === undefined
        ? send(response, 404, 'not found')
        : send(response, 200, challenge);
    }
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'GET, POST');
      return send(response, 405, 'only GET and POST');
    }
    if (!(await subscriber.knows(callback))) return send(response, 410, 'no such subscription');
    try {
      const body = await readBody(request, { maxBytes, timeoutMs });
      await subscriber.receive(callback, { ...factsOf(request), body });
      send(response, 202, 'taken');
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      send(response, error.code === 'body-too-big' ? 413 : 408, 'not taken');
    }
  };
}

function factsOf({ headers }: IncomingMessage): Omit<Delivery, 'body'> {
  const signature = headers['x-hub-signature'];
  return {
    signature: Array.isArray(signature) ? undefined : signature,
    self: selfOf(headers.link),
    contentType: headers['content-type'],
  };
}

/** The target of `rel="self"` in a Link header (RFC 8288). */
function selfOf(link: string | string[] | undefined): string | undefined {
  const links = [link ?? []].flat().join(', ');
  for (const [, target, parameters = ''] of links.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?(?:[^";]*\s)?self(?:\s[^";]*)?"?\s*(?:[;,]|$)/i.test(parameters)) {
      return target;
    }
  }
  return undefined;
}

/** Plain text that no browser takes for a page: a challenge is a stranger's words. */
function send(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      ...(status >= 400 ? { Connection: 'close' } : {}),
    })
    .end(text);
}
