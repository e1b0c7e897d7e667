/** A batch of clicks added up: what the drain adds to the totals. Pure; the SQL is in clicks.ts. */
import type { Selectable } from 'kysely';
import type { ClickTable, ClickTotalTable, VisitorSeenTable } from '../schema.ts';

export type Click = Readonly<Omit<Selectable<ClickTable>, 'id'>>;
export type ClickTotal = Selectable<ClickTotalTable>;
export type VisitorSeen = Selectable<VisitorSeenTable>;

/** What clicks are added up by: the codes of `clickTotal.scope`. */
export const scopes = { newsroom: 0, channel: 1, post: 2 } as const;

export const HOUR_MS = 3_600_000;

export interface LinkPlace {
  readonly postId: number;
  readonly channelId: number;
}

/** A link that isn't there, as after a restored back-up: its clicks are the newsroom's alone. */
const nowhere: LinkPlace = { postId: 0, channelId: 0 };

export interface Sums {
  readonly totals: readonly ClickTotal[];
  /** Visitors with posts that they had not been seen at. */
  readonly seen: readonly VisitorSeen[];
  /** People's clicks by link. */
  readonly links: ReadonlyMap<number, number>;
}

/**
 * @param places of the links that are there
 * @param seenBefore all rows of the batch's visitors
 */
export function sumsOf(
  clicks: readonly Click[],
  places: ReadonlyMap<number, LinkPlace>,
  seenBefore: readonly Omit<VisitorSeen, 'hour'>[],
): Sums {
  const totals = new Map<string, ClickTotal>();
  const links = new Map<number, number>();
  const visitors = new Map<number, { posts: Set<number>; channels: Set<number> }>();
  const seen: VisitorSeen[] = [];
  for (const row of seenBefore) note(row.visitor, row);

  function note(visitor: number, { postId, channelId }: LinkPlace): void {
    const known = visitors.get(visitor);
    known?.posts.add(postId);
    known?.channels.add(channelId);
    if (!known) {
      visitors.set(visitor, { posts: new Set([postId]), channels: new Set([channelId]) });
    }
  }

  function add(scope: number, scopeId: number, hour: number, excluded: number, isNew: boolean) {
    const key = `${scope} ${scopeId} ${hour} ${excluded}`;
    const total = totals.get(key);
    if (total) {
      total.clicks += 1;
      if (isNew) total.visitors += 1;
    } else {
      totals.set(key, { scope, scopeId, hour, excluded, clicks: 1, visitors: isNew ? 1 : 0 });
    }
  }

  for (const { linkId, at, visitor, excluded } of clicks) {
    const hour = Math.floor(at / HOUR_MS);
    const place = places.get(linkId);
    const { postId, channelId } = place ?? nowhere;
    const person = excluded === 0;
    const known = person ? visitors.get(visitor) : undefined;
    add(scopes.newsroom, 0, hour, excluded, person && !known);
    if (place) {
      add(scopes.channel, channelId, hour, excluded, person && !known?.channels.has(channelId));
      add(scopes.post, postId, hour, excluded, person && !known?.posts.has(postId));
    }
    if (!person) continue;
    links.set(linkId, (links.get(linkId) ?? 0) + 1);
    if (known?.posts.has(postId)) continue;
    seen.push({ visitor, postId, channelId, hour });
    note(visitor, { postId, channelId });
  }
  return { totals: [...totals.values()], seen, links };
}
