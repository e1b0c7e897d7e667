/** How far a WebSub subscription is relied on, and when its hub is asked. Pure; times in milliseconds UTC. */
import type { Subscription } from '../../data/repositories/subscriptions.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** While a hub tells us, polling is only there for what it may not have told. */
export const safetyNetMs = 15 * minute;

/** So often in a row may polling find news first; then the hub is not relied on. */
const mostMissed = 2;

/** Hubs that name no lease, against the rule of section 5.3, get this one. */
const unnamedLeaseMs = day;
const longestLeaseMs = 90 * day;
/** A hub is not asked more often than this, however short a lease it names. */
const shortestRenewalMs = 5 * minute;

const askAgainMs = [5, 30, 120, 720, 1440].map((minutes) => minutes * minute);
/** A hub that has refused is asked again after this. */
export const deniedRestMs = 7 * day;

type Standing = Pick<Subscription, 'state' | 'leaseEndsAt' | 'missed'>;

/** Whether the hub has confirmed, the lease runs, and its news have come by push. */
export const isLive = ({ state, leaseEndsAt, missed }: Standing, now: number): boolean =>
  state === 'live' && (leaseEndsAt ?? 0) > now && missed < mostMissed;

/** How long a source rests between two polls: its usual time, or longer while a hub tells of it. */
export const pollEveryMs = (
  usualMs: number,
  subscription: Standing | undefined,
  now: number,
): number => (subscription && isLive(subscription, now) ? Math.max(usualMs, safetyNetMs) : usualMs);

/** The lease that a hub granted, from the seconds that it wrote. */
export function leaseMs(seconds: string | null): number {
  const granted = Number(seconds) * 1_000;
  return granted > 0 ? Math.min(granted, longestLeaseMs) : unnamedLeaseMs;
}

/** A lease is renewed when a fifth of it is left: time enough for a hub that is down for a while. */
export const renewalAt = (lease: number, now: number): number =>
  now + Math.max(0.8 * lease, shortestRenewalMs);

/** When a hub that has not confirmed is asked again; `attempts` counts the times it was asked. */
export const askAgainAt = (attempts: number, now: number): number =>
  now + (askAgainMs[Math.min(attempts, askAgainMs.length) - 1] ?? 5 * minute);
