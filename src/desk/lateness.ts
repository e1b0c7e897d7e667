/** How late a post may still go out by itself, and how old breaking news may be. Pure. */
import { hourMs } from './planner.ts';

/** What was to go out "soon" is still news for some hours; an hour that was set is a promise. */
const asapMs = 3 * hourMs;
const setHourMs = hourMs;
/** After an hour the reader has it from elsewhere. */
const breakingMs = hourMs;

/**
 * The latest lateness of a post, in milliseconds: breaking news an hour; a post in a slot or at an
 * editor's time an hour, any other three, unless the channel says otherwise.
 */
export function latenessOf(
  post: { readonly breaking: 0 | 1; readonly timing: 'asap' | 'slot' | 'fixed' },
  channel: { readonly lateMs: number | null },
): number {
  if (post.breaking) return breakingMs;
  return channel.lateMs ?? (post.timing === 'asap' ? asapMs : setHourMs);
}

/** Whether breaking news is too old to be sent as such without an editor's word. */
export const isOldNews = (publishedAt: number | null, now: number): boolean =>
  publishedAt !== null && now - publishedAt > breakingMs;
