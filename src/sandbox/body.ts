/** Reads the parameters of a call, in any of the ways that Bot API takes them. */
import type { IncomingMessage } from 'node:http';
import { badRequest } from './envelope.ts';
import { type Form, parseMultipart } from './multipart.ts';

/** What Telegram takes in one upload. */
const maxBytes = 50 * 1024 * 1024;

export interface Parameters {
  /** As they came: text from a query or a form, any JSON value from a JSON body. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly files: Form['files'];
}

/**
 * @returns parameters of the query and of the body, the body's having the last word
 * @throws ApiError 400 when the body is not what its Content-Type says
 */
export async function readParameters(request: IncomingMessage): Promise<Parameters> {
  const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
  const values = new Map<string, unknown>(query);
  const body = await readBody(request, maxBytes);
  const contentType = request.headers['content-type'] ?? '';
  if (body.length === 0) return { values, files: new Map() };
  if (contentType.startsWith('multipart/form-data')) {
    const { fields, files } = parseForm(body, contentType);
    for (const [name, value] of fields) values.set(name, value);
    return { values, files };
  }
  const text = decode(body);
  const entries = contentType.startsWith('application/json')
    ? Object.entries(parseObject(text))
    : new URLSearchParams(text);
  for (const [name, value] of entries) values.set(name, value);
  return { values, files: new Map() };
}

/** @throws ApiError 400 when there is more */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > limit) throw badRequest('Request entity is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw badRequest('strings must be encoded in UTF-8');
  }
}

function parseForm(body: Buffer, contentType: string): Form {
  try {
    return parseMultipart(body, contentType);
  } catch (error) {
    throw badRequest(`can't parse the form: ${error instanceof Error ? error.message : error}`);
  }
}

function parseObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("can't parse request JSON");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('expected an Object in request JSON');
  }
  return value;
}
