/** The Bot API server: one call from its request to its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from './acts.ts';
import { type Parameters, readParameters } from './body.ts';
import { ApiError, badRequest, sendError, sendResult } from './envelope.ts';
import { type Fault, refusalOf } from './faults.ts';
import type { Methods } from './methods/methods.ts';
import { checkParameters, findMethod } from './parameters.ts';
import type { Telegram } from './telegram.ts';

/** A call that came, for tests to look at; polls are not among them. */
export interface Call {
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The description of the error, when it was refused. */
  readonly error?: string;
}

/** How many calls are remembered. */
const maxCalls = 1_000;

/** Ends a call without an answer. */
class Drop extends Error {
  override readonly name = 'Drop';
}

/** Ends a call with what no Bot API server says. */
class Garbage extends Error {
  override readonly name = 'Garbage';
}

export type BotApi = ReturnType<typeof createBotApi>;

export function createBotApi(telegram: Telegram, token: string, methods: () => Methods) {
  const { chats, faults, files, now } = telegram;
  const calls: Call[] = [];
  let count = 0;

  const record = (call: Call): void => {
    if (call.method === 'getUpdates') return;
    count += 1;
    calls.push(call);
    if (calls.length > maxCalls) calls.shift();
  };

  const call = async (name: string, given: Parameters, signal: AbortSignal): Promise<unknown> => {
    const method = findMethod(name);
    const at = now();
    const parameters = checkParameters(method, given);
    try {
      const fault = faults.strike(method, parameters.chat_id);
      if (fault) await suffer(fault, parameters.chat_id);
      const perform = methods()[method as keyof Methods];
      if (!perform) throw badRequest('method is not supported by the sandbox');
      const result = await perform(parameters as never, signal);
      record({ method, parameters, at });
      if (fault?.kind === 'drop-after') throw new Drop();
      return result;
    } catch (error) {
      if (error instanceof ApiError) record({ method, parameters, at, error: error.message });
      throw error;
    }
  };

  /** What a fault does before the call is done. */
  const suffer = async (fault: Fault, chatId: unknown): Promise<void> => {
    if (fault.kind === 'delay') await sleep(fault.ms ?? 1_000, undefined, { ref: false });
    if (fault.kind === 'drop-before') throw new Drop();
    if (fault.kind === '502-html') throw new Garbage();
    const key = chatId as number | string;
    if (fault.kind === '400-migrate') {
      const { id } = chats.find(key);
      migrate(telegram, id, fault.migrateTo);
      // The old id now says by itself where the chat has gone.
      chats.find(id);
    }
    const refusal = refusalOf(fault, chats.known(key)?.type ?? 'channel');
    if (refusal) throw refusal;
  };

  const authorise = (given: string): void => {
    // A token of another shape is a path that does not exist.
    if (!/^\d+:[\w-]+$/.test(given)) throw new ApiError(404);
    if (given !== token) throw new ApiError(401);
  };

  const sendFile = (response: ServerResponse, path: string): void => {
    const found = files.read(path.split('/').at(-1) ?? '');
    if (!found) throw new ApiError(404);
    response
      .writeHead(200, { 'Content-Type': found.file.mime, 'Content-Length': found.bytes.length })
      .end(found.bytes);
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> => {
    const [, isFile, given = '', rest = ''] = /^\/(file\/)?bot([^/]*)\/(.*)$/.exec(path) ?? [];
    // Some clients write the colon as %3A.
    authorise(given.replace(/%3a/i, ':'));
    if (isFile) return sendFile(response, rest);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const parameters = await readParameters(request);
    sendResult(response, await call(rest, parameters, gone.signal));
  };

  return {
    /** @param path what follows `/sandbox`: `/bot<token>/<method>` or `/file/bot<token>/<path>` */
    async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
      try {
        await answer(request, response, path);
      } catch (error) {
        if (error instanceof Drop) request.socket.destroy();
        else if (error instanceof Garbage) sendGateway(response);
        else if (error instanceof ApiError) sendError(response, error);
        else {
          // A slip of the sandbox itself: seen by the caller, who has to know that it is none of his.
          const text = `the sandbox failed: ${error instanceof Error ? error.stack : error}`;
          sendError(response, new ApiError(500, text));
        }
      }
    },

    /** A call that comes in another way: in the answer of a webhook. */
    call: (method: string, parameters: Record<string, unknown>): Promise<unknown> =>
      call(
        method,
        { values: new Map(Object.entries(parameters)), files: new Map() },
        new AbortController().signal,
      ),

    /** The last calls, oldest first. */
    calls: calls as readonly Call[],

    /** How many calls came since the start. */
    count: () => count,
  };
}

function sendGateway(response: ServerResponse): void {
  response
    .writeHead(502, { 'Content-Type': 'text/html' })
    .end('<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>');
}
