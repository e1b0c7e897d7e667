/** Who visited: a person or not, and a number that tells visitors of one day apart. */
import { hash } from 'node:crypto';
import { isbot } from 'isbot';
import { type Exclusion, exclusions } from '../../data/repositories/clicks.ts';
import { Recent } from './recent.ts';

/** Taps a minute from one visitor that may still be people: a household, a café, a carrier's NAT. */
export const TAPS_A_MINUTE = 60;

const MINUTE_MS = 60_000;

/** Bounds of memory: agents remembered as crawler or not, and visitors watched in a minute. */
const AGENTS = 1_000;
const LONGEST_AGENT = 512;
const WATCHED = 100_000;

/** What is seen of a request. */
export interface Caller {
  readonly method: string | undefined;
  /** Names and values by turns, as they came: `IncomingMessage.rawHeaders`. */
  readonly rawHeaders: readonly string[];
  /** The address of the socket's other end. */
  readonly peer: string | undefined;
}

export interface Visit {
  /** 52 bits. */
  readonly visitor: number;
  /** 0: a person; else a code of `exclusions`. */
  readonly excluded: number;
}

/**
 * A visitor's number: the first 52 bits of SHA-256 over salt, address and agent. As many as a
 * JavaScript number and an SQL bigint both hold exactly.
 */
export function visitorNumber(salt: string, address: string, agent: string): number {
  // Latin-1 is the cheapest digest to get: a character a byte.
  const digest = hash('sha256', `${salt}${address}|${agent}`, 'latin1');
  let number = 0;
  for (let byte = 0; byte < 6; byte++) number = number * 256 + digest.charCodeAt(byte);
  return number * 16 + (digest.charCodeAt(6) >> 4);
}

/** The headers that matter here; absent ones are empty. */
interface Said {
  agent: string;
  forwarded: string;
  /** Where browsers say that nobody has tapped: the standard's header, and those before it. */
  purpose: string;
}

/**
 * Picks the headers out of the raw list in one pass: node's `headers` object costs as much to build
 * as the rest of the judgement.
 */
function said(rawHeaders: readonly string[]): Said {
  const found = { agent: '', forwarded: '', purpose: '' };
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    // By length first, since hardly any header gets past it.
    switch (name.length) {
      case 5: // X-Moz
      case 7: // Purpose
      case 9: // X-Purpose
      case 11: // Sec-Purpose
        if (/^(?:(?:sec-|x-)?purpose|x-moz)$/i.test(name)) found.purpose += rawHeaders[index + 1];
        break;
      case 10:
        if (name.toLowerCase() === 'user-agent') found.agent = rawHeaders[index + 1] ?? '';
        break;
      case 15:
        if (name.toLowerCase() === 'x-forwarded-for') found.forwarded = rawHeaders[index + 1] ?? '';
        break;
    }
  }
  return found;
}

/**
 * The caller's address. A reverse proxy on this machine or in its private network tells it in
 * `X-Forwarded-For`, whose last entry is the one that the proxy added itself; a second proxy adds
 * the first one's private address behind it. The entries before are whatever the caller claims, as
 * is the whole header when the peer is anyone else.
 */
function addressOf(forwarded: string, peer: string): string {
  if (forwarded === '' || !isNear(peer)) return peer;
  const last = lastEntry(forwarded);
  if (!isNear(last) || !forwarded.includes(',')) return last || peer;
  const entries = forwarded.split(',').map((entry) => entry.trim());
  return entries.findLast((entry) => entry !== '' && !isNear(entry)) ?? last;
}

const lastEntry = (forwarded: string) => forwarded.slice(forwarded.lastIndexOf(',') + 1).trim();

/** Loopback and private networks: RFC 1918, RFC 4193. */
const near =
  /^(?:(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|::1$|f[cd][0-9a-f]{2}:)/i;

const isNear = (address: string) => near.test(address);

/** isbot, and Telegram's previewer, which on some servers adds its name to a browser's. */
function isCrawlerAgent(agent: string): boolean {
  return isbot(agent) || /telegrambot/i.test(agent);
}

/**
 * Makes the judge of visits, which remembers what it needs to: crawlers by agent (looking one up
 * costs as much as the rest of a redirect), and how often each visitor came in the running minute.
 *
 * @param saltAt the salt for a moment, see src/clicks/salts.ts
 */
export function createJudge(
  saltAt: (now: number) => string,
): (caller: Caller, now: number) => Visit {
  const crawlers = new Recent<string, boolean>(AGENTS);
  let minute = 0;
  let taps = new Map<number, number>();

  function isCrawler(agent: string): boolean {
    const known = crawlers.get(agent);
    if (known !== undefined) return known;
    const crawler = isCrawlerAgent(agent);
    if (agent.length <= LONGEST_AGENT) crawlers.set(agent, crawler);
    return crawler;
  }

  function floods(visitor: number, now: number): boolean {
    const current = Math.floor(now / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      taps = new Map();
    }
    // 32 bits of the number will do for a minute, and make a far cheaper key.
    const key = visitor | 0;
    const count = (taps.get(key) ?? 0) + 1;
    if (count > 1 || taps.size < WATCHED) taps.set(key, count);
    return count > TAPS_A_MINUTE;
  }

  /** What tells that no person is behind a request; undefined when nothing does. */
  function telltale(method: string | undefined, { agent, purpose }: Said): Exclusion | undefined {
    if (method === 'HEAD') return 'head';
    if (purpose !== '' && /prefetch|prerender|preview/i.test(purpose)) return 'prefetch';
    if (agent === '') return 'agentless';
    if (isCrawler(agent)) return 'crawler';
    return undefined;
  }

  return ({ method, rawHeaders, peer = '' }, now) => {
    const caller = said(rawHeaders);
    const address = addressOf(caller.forwarded, peer);
    const visitor = visitorNumber(saltAt(now), address, caller.agent);
    const sign = telltale(method, caller) ?? (floods(visitor, now) ? 'flood' : undefined);
    return { visitor, excluded: sign === undefined ? 0 : exclusions[sign] };
  };
}
