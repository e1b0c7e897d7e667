/**
 * What a server's headers say: when to come again, and where its hub is. Its own clock counts, for
 * ours may be wrong.
 */
import type { IncomingHttpHeaders } from 'node:http';

/**
 * How long an answer stays fresh (RFC 9111, 4.2): `max-age` before `Expires`, less the time that it
 * stood in caches on its way. Zero when it says nothing, or asks to be checked each time.
 *
 * @returns milliseconds
 */
export function freshForMs(headers: IncomingHttpHeaders): number {
  const control = headers['cache-control']?.toLowerCase() ?? '';
  if (/\bno-(?:cache|store)\b/.test(control)) return 0;
  const maxAge = /\bmax-age\s*=\s*"?(\d{1,9})/.exec(control)?.[1];
  const seconds =
    maxAge === undefined ? untilSeconds(headers.expires, headers.date) : Number(maxAge);
  const age = Number(headers.age ?? 0);
  return Math.max(0, (seconds ?? 0) - (Number.isFinite(age) ? age : 0)) * 1_000;
}

/** `Retry-After` (RFC 9110, 10.2.3), in whole seconds; undefined when it is absent or unreadable. */
export function retryAfter(headers: IncomingHttpHeaders): number | undefined {
  const told = headers['retry-after']?.trim();
  if (told === undefined) return undefined;
  return /^\d{1,9}$/.test(told) ? Number(told) : untilSeconds(told, headers.date);
}

/**
 * The address that a `Link` header gives a relation (RFC 8288); null without one.
 *
 * @param base what the answer was fetched from
 */
export function linkOf(
  headers: IncomingHttpHeaders,
  relation: string,
  base: string,
): string | null {
  const written = headers.link;
  const all = Array.isArray(written) ? written.join(',') : (written ?? '');
  for (const [, address = '', parameters = ''] of all.matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const named = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/);
    if (named.includes(relation) && URL.canParse(address, base)) return new URL(address, base).href;
  }
  return null;
}

function untilSeconds(date: string | undefined, now: string | undefined): number | undefined {
  const seconds = (Date.parse(date ?? '') - Date.parse(now ?? '')) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : undefined;
}
