/** The log: one JSON line an event on standard output; errors go through one serializer. */
import { pino, stdSerializers } from 'pino';
import { describeError } from './errors.ts';

/** What the rooms may say; an error goes under `error` and comes out without secrets. */
export interface Log {
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
  debug(facts: object, text: string): void;
}

export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: describeError, err: describeError, req: stdSerializers.req },
  });
}
