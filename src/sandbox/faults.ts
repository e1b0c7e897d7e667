/** Scripted faults: what goes wrong between a bot and Telegram, when a test asks for it. */
import { ApiError } from './envelope.ts';

export interface Fault {
  readonly kind: FaultKind;
  /** Only calls of this method; absent: all but getUpdates. */
  readonly method?: string;
  /** Only calls with this chat_id, as the call writes it. */
  readonly chatId?: number | string;
  /** How often; absent: until removed. */
  readonly times?: number;
  /** From 0 to 1; absent: each time. */
  readonly probability?: number;
  /** Of the chance, so that a run can be had again. */
  readonly seed?: number;
  /** Of 429, seconds. */
  readonly retryAfter?: number;
  /** Of 400-migrate: the supergroup; made from the group when absent. */
  readonly migrateTo?: number;
  /** Of delay. */
  readonly ms?: number;
  /** Of error: the Bot API's error_code, and its description after the prefix. */
  readonly code?: number;
  readonly text?: string;
}

export const faultKinds = [
  '429',
  '403-kicked',
  '403-blocked',
  '400-migrate',
  '401',
  '500',
  /** An answer that is no JSON, as of a gateway in between. */
  '502-html',
  /** Any other refusal. */
  'error',
  /** The socket closes before the call is done. */
  'drop-before',
  /** The call is done, then the socket closes without an answer. */
  'drop-after',
  'delay',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  let active: { fault: Fault; left: number; random: () => number }[] = [];
  return {
    /** @returns a function that removes it */
    add(fault: Fault): () => void {
      const entry = { fault, left: fault.times ?? Infinity, random: seeded(fault.seed ?? 1) };
      active.push(entry);
      return () => {
        active = active.filter((other) => other !== entry);
      };
    },

    clear(): void {
      active = [];
    },

    /** The fault that strikes this call, if one does; it is counted. */
    strike(method: string, chatId: unknown): Fault | undefined {
      const entry = active.find(
        ({ fault, left, random }) =>
          left > 0 &&
          (fault.method?.toLowerCase() ?? method.toLowerCase()) === method.toLowerCase() &&
          (fault.method !== undefined || method !== 'getUpdates') &&
          (fault.chatId === undefined || String(fault.chatId) === String(chatId)) &&
          (fault.probability === undefined || random() < fault.probability),
      );
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}

/** The refusals among the faults; undefined for the others. */
export function refusalOf(fault: Fault, chatType: string): ApiError | undefined {
  switch (fault.kind) {
    case '429': {
      const seconds = fault.retryAfter ?? 1;
      return new ApiError(429, `retry after ${seconds}`, { retry_after: seconds });
    }
    case '403-kicked':
      return new ApiError(403, `bot was kicked from the ${chatType} chat`);
    case '403-blocked':
      return new ApiError(403, 'bot was blocked by the user');
    case '401':
      return new ApiError(401);
    case '500':
      return new ApiError(500);
    case 'error':
      return new ApiError(fault.code ?? 400, fault.text);
    default:
      return undefined;
  }
}

/** Mulberry32: a small generator of numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
