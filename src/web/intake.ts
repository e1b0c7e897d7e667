/** POST /intake: a newsroom's own CMS hands in an address or an article. Answers are JSON. */
import type { ServerResponse } from 'node:http';
import { Failure, type FailureCode, failures } from '../errors.ts';
import type { Received } from '../intake/pushes.ts';
import { readBody } from './body.ts';
import type { Handler } from './server.ts';

const maxBytes = 1024 * 1024;
const timeoutMs = 10_000;

/** What a sender is answered, by the failure's code: the status and what to do. */
const answers: Partial<Record<FailureCode, { status: number; remedy: string }>> = {
  'intake-off': { status: 404, remedy: 'set INTAKE_SECRET and start Barqiya again' },
  'push-unsigned': {
    status: 401,
    remedy: 'send X-Barqiya-Timestamp (Unix seconds) and X-Barqiya-Signature (sha256=hex)',
  },
  'push-stale': { status: 401, remedy: 'set the clock right, and sign anew for each attempt' },
  'push-forged': {
    status: 401,
    remedy: 'sign the timestamp, a full stop and the bytes of the body with INTAKE_SECRET',
  },
  'push-replayed': {
    status: 409,
    remedy: 'it was taken; to send again, sign anew with the time of now',
  },
  'push-invalid': { status: 422, remedy: 'set right what the problems name' },
  'body-too-big': { status: 413, remedy: 'send at most 1 MiB; pictures go by their address' },
  'body-too-slow': { status: 408, remedy: 'send the body within 10 seconds' },
};

/** What takes pushes: src/intake/pushes.ts. */
export interface PushTaker {
  admit(headers: Omit<Received, 'body'>): void;
  accept(received: Received): Promise<number>;
}

export function intakeHandler(pushes: PushTaker): Handler {
  return async (request, response) => {
    if (request.method !== 'POST') {
      const remedy = 'send it by POST';
      response.setHeader('Allow', 'POST');
      return sendJson(response, 405, { error: { code: 'method', message: 'Only POST', remedy } });
    }
    const headers = {
      timestamp: headerOf(request.headers['x-barqiya-timestamp']),
      signature: headerOf(request.headers['x-barqiya-signature']),
    };
    try {
      pushes.admit(headers);
      const body = await readBody(request, { maxBytes, timeoutMs });
      sendJson(response, 202, { id: await pushes.accept({ ...headers, body }) });
    } catch (error) {
      const answer = error instanceof Failure ? answers[error.code] : undefined;
      if (!(error instanceof Failure) || !answer) throw error;
      const { code, facts } = error;
      const told = { code, message: failures[code].text, remedy: answer.remedy };
      const problems = code === 'push-invalid' ? { problems: facts } : {};
      sendJson(response, answer.status, { error: { ...told, ...problems } });
    }
  };
}

const headerOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? undefined : value;

/** A refusal ends the connection: what is left of a body is not waited for. */
function sendJson(response: ServerResponse, status: number, answer: object): void {
  const text = `${JSON.stringify(answer)}\n`;
  response
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      ...(status === 202 ? {} : { Connection: 'close' }),
    })
    .end(text);
}
