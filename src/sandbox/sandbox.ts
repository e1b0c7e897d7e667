/**
 * A local Telegram: a Bot API server, a world of users and chats, and a page that shows it. For the
 * first run without a token, and for tests.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBotApi } from './bot-api.ts';
import { ApiError, sendError } from './envelope.ts';
import { createMethods, type Methods } from './methods/methods.ts';
import { servePage } from './page.ts';
import { createPageApi } from './page-api.ts';
import { createPageEvents } from './page-events.ts';
import { startPreviews } from './previews.ts';
import { openTelegram } from './telegram.ts';
import { createWebhookCaller } from './webhook.ts';
import { createWorld, type World } from './world.ts';

export interface SandboxOptions {
  /** The bot's, `<id>:<secret>`: the only one that is taken. */
  token: string;
  /** Epoch milliseconds. */
  now: () => number;
  /** Where the chats are kept over a restart, even after kill -9; absent: in memory. */
  stateFile?: string;
  /** Mounted at /sandbox/site; `path` is what follows. */
  site?: (req: IncomingMessage, res: ServerResponse, path: string) => void;
}

export interface Sandbox {
  /**
   * Takes what is below /sandbox, for this machine only:
   * `/sandbox/bot<token>/<method>` and `/sandbox/file/bot<token>/…` (so apiRoot is
   * `http://host:port/sandbox`), the page at `/sandbox`, its `/sandbox/api/…`, `/sandbox/site/…`.
   *
   * @returns whether it took the request
   */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** Ends long polls, webhook calls and event streams; all that was answered is on the disk. */
  close(): Promise<void>;
  /** What tests look at and act with. */
  readonly world: World;
}

/** @throws Error when the state file can't be read or written */
export function createSandbox({ token, now, stateFile, site }: SandboxOptions): Sandbox {
  const telegram = openTelegram(token, now, stateFile);
  const stopped = new AbortController();
  let methods: Methods = {};
  const botApi = createBotApi(telegram, token, () => methods);
  const webhook = createWebhookCaller({ store: telegram.store, now, call: botApi.call });
  methods = createMethods(telegram, webhook);
  const previews = startPreviews(telegram.store);
  const events = createPageEvents(telegram);
  const world = createWorld(telegram, botApi.calls, stopped.signal);
  const pageApi = createPageApi({ telegram, botApi, events, stopped: stopped.signal });
  webhook.start();

  const route = (req: IncomingMessage, res: ServerResponse, path: string): void => {
    const [plain = ''] = path.split('?', 1);
    if (/^\/(?:file\/)?bot/.test(plain)) void botApi.handle(req, res, plain);
    else if (plain.startsWith('/api/')) void pageApi.handle(req, res, path.slice('/api'.length));
    else if (site && (plain === '/site' || plain.startsWith('/site/'))) {
      site(req, res, path.slice('/site'.length) || '/');
    } else if (!servePage(req, res, plain)) sendError(res, new ApiError(404));
  };

  return {
    handle(req, res) {
      const { url = '/' } = req;
      if (!/^\/sandbox(?:[/?]|$)/.test(url)) return false;
      if (isLocal(req.socket.remoteAddress) && isLocalName(req.headers.host))
        route(req, res, url.slice('/sandbox'.length));
      else sendError(res, new ApiError(403, 'the sandbox is for this machine only'));
      return true;
    },

    async close() {
      stopped.abort();
      telegram.updates.close();
      events.close();
      await Promise.all([webhook.close(), previews.close()]);
      telegram.store.close();
    },

    world,
  };
}

/**
 * An address, or a name that only this machine answers to. A page elsewhere could have its own name
 * lead here (DNS rebinding), and a tunnel would show the sandbox to the world under its name.
 */
const isLocalName = (host = ''): boolean => {
  const name = URL.parse(`http://${host}`)?.hostname ?? '';
  return /^(?:(?:.+\.)?localhost|\d+\.\d+\.\d+\.\d+|\[.*\])$/.test(name);
};

/** IPv4 addresses may come as IPv6 ones, `::ffff:127.0.0.1`. */
const isLocal = (address = ''): boolean => address === '::1' || /^(?:::ffff:)?127\./.test(address);
