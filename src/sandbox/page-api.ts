/**
 * What the page asks and tells, all below /sandbox/api, in JSON. Users see the chat of the bot with
 * them and every group and channel. Messages are the Bot API's, with `outgoing` and `preview` added.
 *
 * - `GET chats?user=` → `{user, users, bot, chats}`
 * - `GET messages?user=&chat=&before=&limit=` → `{messages}`, oldest first
 * - `GET commands?user=&chat=&language=` → `{commands}` that the user sees there on «/»; without
 *   `chat` in their private chat, without `language` in their own
 * - `GET photo?id=` → the bytes of a file by its file_id
 * - `GET events?user=` → Server-Sent Events: message, edited, deleted, pinned, chats, answer, typing
 * - `GET state` → `{chats: [{…chat, messages}], calls}`: all there is, for tests of other processes
 * - `POST say` `{user, chat, text}` → `{message, messages}`; `chat` is an id or an @username. Beside it
 *   `entities` (bold, text_link …), `protected`, `reply_to`, `thread`. With the text as a caption, or
 *   without: `photos` `[{base64?, name?}]`, 1 to 11, several as an album; `document`
 *   `{name?, base64?}`; `voice: true`. Without a text: `sticker: true`; `forward` `{chat, message}`,
 *   where `message` is an id or several
 * - `POST edit` `{user, chat, message, text}` → `{message}`: the user changes the words of their message
 * - `POST press` `{user, chat, message, data}` → `{}` when the bot has answered, or after 10 s; the
 *   answer itself is an event
 * - `POST inline` `{user, query}` → `{results}`, what the bot offers; null when it does not answer
 * - `POST faults`, a fault of faults.ts (`chat` for its chatId) → `{}`; `DELETE faults` clears all
 * - `POST flood` `{on}` → `{}`, or `{seconds}`: so long all sends are refused
 * - `POST bot` `{chat, status, rights?, user?}` → `{}`: the user makes the bot something else in a chat;
 *   the bot is told by my_chat_member. In a private chat `kicked` blocks it and `member` lets it in
 * - `POST migrate` `{chat}` → `{id}`: turns a group into a supergroup
 * - `POST chats`, a setup of setups.ts → `{id}`: a chat that is there. With `user`, they make it and let
 *   the bot in, which is told by my_chat_member
 * - `GET calls?after=` → `{calls, count}`: the calls since the first `after` ones, as far as they are remembered
 *
 * Errors are 400 or 404 with `{error}`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ActError, askInline, block, migrate, openChat, press, setBot } from './acts.ts';
import { readBody } from './body.ts';
import type { BotApi } from './bot-api.ts';
import { editorId } from './default-world.ts';
import { ApiError, sendJson } from './envelope.ts';
import { commandsFor } from './methods/commands.ts';
import {
  type Body,
  faultOf,
  membershipOf,
  PageError,
  parseBody,
  saidOf,
  setupOf,
} from './page-bodies.ts';
import type { PageEvents } from './page-events.ts';
import { chatsOf, chatView, isSeenBy, messageViews } from './page-views.ts';
import { reword } from './rewording.ts';
import { say } from './saying.ts';
import { addChat, makeChat } from './setups.ts';
import type { ChatRecord } from './state.ts';
import type { Telegram } from './telegram.ts';

/** An album of pictures in base64. */
const maxBodyBytes = 50_000_000;
const maxMessages = 200;

export interface PageApiParts {
  readonly telegram: Telegram;
  readonly botApi: BotApi;
  readonly events: PageEvents;
  readonly stopped: AbortSignal;
}

export function createPageApi({ telegram, botApi, events, stopped }: PageApiParts) {
  const { bot, chats, faults, files, flood, store } = telegram;
  const { state } = store;

  const userOf = (value: unknown): number => {
    const id = Number(value ?? editorId);
    if (!state.users.has(id)) throw new PageError(404, `no user ${value}`);
    return id;
  };

  const chatOf = (value: unknown, viewer: number): ChatRecord => {
    const name = /^-?\d+$/.test(String(value)) ? Number(value) : String(value);
    const chat = chats.known(name);
    if (!chat || !isSeenBy(chat, viewer)) throw new PageError(404, `no chat ${value}`);
    return chat;
  };

  const listChats = (viewer: number) => ({
    user: { id: viewer, name: state.users.get(viewer)?.first_name },
    users: [...state.users.values()].map(({ id, first_name: name }) => ({ id, name })),
    bot: { id: bot.id, name: bot.first_name, username: bot.username },
    chats: chatsOf(telegram, viewer).map((chat) => chatView(telegram, chat, viewer)),
  });

  const listMessages = (query: URLSearchParams) => {
    const viewer = userOf(query.get('user'));
    const chat = chatOf(query.get('chat'), viewer);
    const before = query.get('before');
    const limit = Math.min(Number(query.get('limit') ?? 50) || 50, maxMessages);
    const options = { limit, ...(before === null ? {} : { before: Number(before) }) };
    return { messages: messageViews(telegram, chat.id, viewer, options) };
  };

  const listCommands = (query: URLSearchParams) => {
    const viewer = userOf(query.get('user'));
    const chat = chatOf(query.get('chat') ?? viewer, viewer);
    return { commands: commandsFor(state, chat, viewer, query.get('language') ?? undefined) };
  };

  const everything = () => ({
    chats: [...state.chats.values()].map((chat) => ({
      ...chatView(telegram, chat, editorId),
      messages: messageViews(telegram, chat.id, editorId, { limit: Infinity }),
    })),
    calls: botApi.count(),
  });

  const sendPhoto = (response: ServerResponse, id: string): void => {
    const found = files.read(id);
    if (!found) throw new PageError(404, `no file ${id}`);
    response
      .writeHead(200, {
        'Content-Type': found.file.mime,
        'Content-Length': found.bytes.length,
        'Cache-Control': 'private, max-age=31536000, immutable',
        'X-Content-Type-Options': 'nosniff',
        // A document may be a page of its own; here it is bytes.
        'Content-Security-Policy': "default-src 'none'; sandbox",
      })
      .end(found.bytes);
  };

  const posts: Readonly<Record<string, (body: Body) => unknown>> = {
    '/say'(body) {
      const user = userOf(body.user);
      const chat = chatOf(body.chat, user);
      const said = say(telegram, user, chat.id, saidOf(body));
      const messages = said.map((message) => ({ ...message, outgoing: true }));
      return { message: messages[0], messages };
    },
    '/edit'(body) {
      const user = userOf(body.user);
      const chat = chatOf(body.chat, user);
      const message = reword(telegram, user, chat.id, Number(body.message), String(body.text));
      return { message: { ...message, outgoing: true } };
    },
    async '/press'(body) {
      const user = userOf(body.user);
      const chat = chatOf(body.chat, user);
      const [id, data] = [Number(body.message), String(body.data)];
      await press(telegram, user, chat.id, id, data, stopped);
      return {};
    },
    async '/inline'(body) {
      const results = await askInline(telegram, userOf(body.user), String(body.query));
      return { results: results ?? null };
    },
    '/faults'({ chat, ...rest }) {
      faults.add(faultOf({ ...rest, ...(chat === undefined ? {} : { chatId: chat }) }));
      return {};
    },
    '/flood'({ on, seconds }) {
      if (seconds === undefined) flood.set(on === true);
      else flood.stop(Number(seconds));
      return {};
    },
    '/bot'({ user, ...body }) {
      const chat = chatOf(body.chat, userOf(user));
      const membership = membershipOf(body);
      const actor = user === undefined ? undefined : userOf(user);
      if (chat.type !== 'private') setBot(telegram, chat, membership, actor);
      else if (membership.status === 'kicked') block(telegram, chat.id);
      else openChat(telegram, chat);
      return {};
    },
    '/migrate': ({ chat }) => ({ id: migrate(telegram, chatOf(chat, editorId).id) }),
    '/chats'(body) {
      const setup = setupOf(body);
      const { user } = body;
      const chat =
        user === undefined ? addChat(telegram, setup) : makeChat(telegram, userOf(user), setup);
      return { id: chat.id };
    },
  };

  const gets: Readonly<Record<string, (query: URLSearchParams) => unknown>> = {
    '/chats': (query) => listChats(userOf(query.get('user'))),
    '/messages': listMessages,
    '/commands': listCommands,
    '/state': everything,
    '/calls': (query) => {
      const missed = botApi.count() - Number(query.get('after') ?? 0);
      return { calls: missed > 0 ? botApi.calls.slice(-missed) : [], count: botApi.count() };
    },
  };

  const get = (request: IncomingMessage, response: ServerResponse, url: URL): void => {
    const { pathname, searchParams: query } = url;
    const ask = gets[pathname];
    if (ask) sendJson(response, 200, ask(query));
    else if (pathname === '/photo') sendPhoto(response, query.get('id') ?? '');
    else if (pathname === '/events') events.open(request, response, userOf(query.get('user')));
    else throw new PageError(404, 'not found');
  };

  const post = async (request: IncomingMessage, path: string): Promise<unknown> => {
    // A page from elsewhere can send a form here without asking, but not this type.
    if (!request.headers['content-type']?.startsWith('application/json')) {
      throw new PageError(400, 'Content-Type must be application/json');
    }
    const act = posts[path];
    if (!act) throw new PageError(404, 'not found');
    return act(parseBody((await readBody(request, maxBodyBytes)).toString('utf8')));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const { method } = request;
    if (method === 'GET' || method === 'HEAD') get(request, response, url);
    else if (method === 'POST') sendJson(response, 200, await post(request, url.pathname));
    else if (method === 'DELETE' && url.pathname === '/faults') {
      faults.clear();
      sendJson(response, 200, {});
    } else throw new PageError(404, 'not found');
  };

  return {
    /** @param path what follows `/sandbox/api`, with its query */
    async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
      try {
        await answer(request, response, new URL(path, 'http://sandbox'));
      } catch (error) {
        const status = error instanceof PageError ? error.status : 400;
        const isExpected =
          error instanceof PageError || error instanceof ActError || error instanceof ApiError;
        const text = isExpected ? error.message : `the sandbox failed: ${error}`;
        sendJson(response, isExpected ? status : 500, { error: text });
      }
    },
  };
}
