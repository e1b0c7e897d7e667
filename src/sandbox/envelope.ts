/** The Bot API's envelope: how answers and errors look on the wire (Query.cpp of the Bot API server). */
import type { ServerResponse } from 'node:http';

export interface ErrorParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

const prefixes: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** A call that Telegram refuses. `text` is without the prefix; empty where the prefix says it all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly parameters: ErrorParameters | undefined;

  constructor(code: number, text = '', parameters?: ErrorParameters) {
    super(describe(code, text));
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (text: string): ApiError => new ApiError(400, text);
export const forbidden = (text: string): ApiError => new ApiError(403, text);
export const tooManyRequests = (seconds: number): ApiError =>
  new ApiError(429, `retry after ${seconds}`, { retry_after: seconds });

/** Prefix and text; the text begins in lower case unless it begins with a code such as CHAT_ADMIN. */
export function describe(code: number, text: string): string {
  const prefix = prefixes[code] ?? prefixes[400];
  if (text === '') return prefix ?? '';
  const isCode = /^.[_\p{Lu}]/u.test(text);
  return `${prefix}: ${isCode ? text : text.charAt(0).toLowerCase() + text.slice(1)}`;
}

export function sendResult(response: ServerResponse, result: unknown): void {
  sendJson(response, 200, { ok: true, result });
}

export function sendError(response: ServerResponse, error: ApiError): void {
  const { code, message, parameters } = error;
  const retryAfter = parameters?.retry_after;
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  sendJson(response, code, {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters ? { parameters } : {}),
  });
}

/** Answers JSON, also outside the Bot API. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
    })
    .end(body);
}
