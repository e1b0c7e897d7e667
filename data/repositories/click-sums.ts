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

interface Counters extends LinkPlace {
  readonly newsroom: ClickTotal;
  readonly channel: ClickTotal | undefined;
  readonly post: ClickTotal | undefined;
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
  const counters = new Map<number, Map<number, Counters>>();
  const links = new Map<number, number>();
  /** Few places a visitor: a list costs less than a set. */
  const visitors = new Map<number, LinkPlace[]>();
  const seen: VisitorSeen[] = [];
  for (const row of seenBefore) note(row.visitor, row);

  function note(visitor: number, place: LinkPlace): void {
    const known = visitors.get(visitor);
    if (known) known.push(place);
    else visitors.set(visitor, [place]);
  }

  function total(scope: number, scopeId: number, hour: number, excluded: number): ClickTotal {
    const key = `${scope} ${scopeId} ${hour} ${excluded}`;
    const known = totals.get(key);
    if (known) return known;
    const made = { scope, scopeId, hour, excluded, clicks: 0, visitors: 0 };
    totals.set(key, made);
    return made;
  }

  /** Where the clicks of a link in an hour count, found once: they come by the hundred. */
  function countersOf(linkId: number, hour: number, excluded: number): Counters {
    const ofHour = counters.get(hour) ?? new Map<number, Counters>();
    counters.set(hour, ofHour);
    // `excluded` is one digit.
    const key = linkId * 10 + excluded;
    const known = ofHour.get(key);
    if (known) return known;
    const place = places.get(linkId);
    const made = {
      ...(place ?? nowhere),
      newsroom: total(scopes.newsroom, 0, hour, excluded),
      channel: place && total(scopes.channel, place.channelId, hour, excluded),
      post: place && total(scopes.post, place.postId, hour, excluded),
    };
    ofHour.set(key, made);
    return made;
  }

  for (const { linkId, at, visitor, excluded } of clicks) {
    const hour = Math.floor(at / HOUR_MS);
    const place = countersOf(linkId, hour, excluded);
    const { postId, channelId, newsroom, channel, post } = place;
    newsroom.clicks += 1;
    if (channel) channel.clicks += 1;
    if (post) post.clicks += 1;
    if (excluded !== 0) continue;
    links.set(linkId, (links.get(linkId) ?? 0) + 1);
    const known = visitors.get(visitor);
    if (known?.some((one) => one.postId === postId)) continue;
    if (!known) newsroom.visitors += 1;
    if (channel && !known?.some((one) => one.channelId === channelId)) channel.visitors += 1;
    if (post) post.visitors += 1;
    seen.push({ visitor, postId, channelId, hour });
    note(visitor, place);
  }
  return { totals: [...totals.values()], seen, links };
}
