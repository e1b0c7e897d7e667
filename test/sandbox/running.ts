/** A sandbox on a port of its own, spoken to over HTTP alone: by grammY, and as its page does. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot } from 'grammy';
import type { Message } from 'grammy/types';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

export const token = '123456:a-token-of-the-tests_0123456789abcd';
export const editor = 1001;
export const reader = 2001;

export type Seen = Message & {
  outgoing: boolean;
  preview?: { url: string; title?: string; site_name?: string; image?: string };
};

export interface Running {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  /** A call without grammY between; `body` as JSON. */
  call(method: string, body?: unknown, as?: string): Promise<Response>;
  /** The page's API. */
  api(path: string, body?: unknown, method?: string): Promise<Response>;
  messages(chat: number | string, user?: number): Promise<Seen[]>;
  say(user: number, text: string, chat?: number): Promise<Message>;
  stop(): Promise<void>;
}

export interface RunningOptions {
  readonly now?: () => number;
  readonly stateFile?: string;
  readonly site?: (req: IncomingMessage, res: ServerResponse, path: string) => void;
}

export async function run({ now = Date.now, ...rest }: RunningOptions = {}): Promise<Running> {
  const sandbox = createSandbox({ token, now, ...rest });
  const server = createServer((req, res) => {
    if (!sandbox.handle(req, res)) res.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bot = new Bot(token, { client: { apiRoot: `${url}/sandbox`, timeoutSeconds: 10 } });

  const api = (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
    fetch(`${url}/sandbox/api/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const running: Running = {
    url,
    sandbox,
    bot,
    call: (method, body = {}, as = token) =>
      fetch(`${url}/sandbox/bot${as}/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    api,
    async messages(chat, user = editor) {
      let id = chat;
      if (typeof chat === 'string') {
        const { chats } = await json(api(`chats?user=${user}`));
        id = chats.find((one: { username?: string }) => one.username === chat.slice(1)).id;
      }
      return (await json(api(`messages?user=${user}&chat=${id}&limit=50`))).messages;
    },
    async say(user, text, chat = user) {
      const response = await api('say', { user, chat, text });
      if (!response.ok) throw new Error(await response.text());
      return (await json(response)).message;
    },
    async stop() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}

/** A JSON answer, taken at its word: what it holds is for the test to assert. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes differ from call to call
export const json = async (response: Response | Promise<Response>): Promise<any> =>
  (await response).json();

/** Waits until `look` gives something. */
export async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const patience = performance.now() + 30_000;
  while (performance.now() < patience) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${look}`);
}
