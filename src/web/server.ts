/** HTTP: the redirect first, for it is what readers wait for; then health, metrics, the webhook and pushes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Failure } from '../errors.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface WebParts {
  /** @returns true when it took the request */
  readonly redirect: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** The sandbox, where it runs: the same shape as the redirect. */
  readonly sandbox?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly webhook?: Handler;
  /** POST /intake. */
  readonly intake: Handler;
  /** /websub/ID, where there is a public address for hubs. */
  readonly websub?: Handler;
  /** Whether the database answers and the line is running; the reason when not. */
  readonly ready: () => Promise<string | undefined>;
  /** Prometheus' text format. */
  readonly metrics: () => Promise<string>;
  readonly onError: (error: unknown) => void;
}

/** Serves the parts; pages of a browser's first visit to `/` lead to the sandbox, if there is one. */
export function handleWith(parts: WebParts): Handler {
  const routes: Record<string, Handler | undefined> = {
    'GET /': parts.sandbox ? (_, response) => found(response, '/sandbox') : undefined,
    'GET /healthz': (_, response) => send(response, 200, 'ok'),
    'GET /readyz': async (_, response) => {
      const reason = await parts.ready();
      send(response, reason === undefined ? 200 : 503, reason ?? 'ready');
    },
    'GET /metrics': async (_, response) => send(response, 200, await parts.metrics()),
    'POST /telegram/webhook': parts.webhook,
  };
  return async (request, response) => {
    try {
      if (parts.redirect(request, response) || parts.sandbox?.(request, response)) return;
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const path = request.url?.split('?', 1)[0] ?? '';
      const route = path.startsWith('/websub/')
        ? parts.websub
        : path === '/intake'
          ? parts.intake
          : routes[`${method} ${path}`];
      if (route) await route(request, response);
      else send(response, 404, 'not found');
    } catch (error) {
      parts.onError(error);
      if (!response.headersSent) send(response, 500, 'internal error');
      else response.destroy();
    }
  };
}

/**
 * Listens before anything else is built, so that the port is known and its loss is the first error.
 *
 * @throws Failure `port-in-use`
 */
export async function listen(host: string, port: number): Promise<Server> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, host, () => resolve());
  try {
    await promise;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new Failure('port-in-use', { host, port }, { cause });
    throw cause;
  }
  return server;
}

function send(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
    })
    .end(text);
}

function found(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, 'Content-Length': 0 }).end();
}
