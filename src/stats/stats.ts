/** The questions that editors ask of the clicks. */
import type { Clicks, Hour, PostRow, Range } from '../../data/repositories/clicks.ts';
import { isoOf, lastDays } from './days.ts';
import { type Figures, figuresByKey, figuresOf } from './figures.ts';
import { type BestHour, bestHours, HOURS_DAYS } from './hours.ts';

/** Posts of a most-read list. */
const TOP = 10;

export interface Overview {
  /** The running calendar day. */
  readonly today: Figures;
  /** Today and the six days before it. */
  readonly week: Figures;
  readonly allTime: Figures;
  /** Clicks of all time that were redirected but couldn't be written down. */
  readonly dropped: number;
}

/** @param zone IANA name of the newsroom's time zone */
export async function overview(
  clicks: Pick<Clicks, 'totals' | 'progress'>,
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<Overview> {
  return {
    today: figuresOf(await clicks.totals(lastDays(now, zone, 1))),
    week: figuresOf(await clicks.totals(lastDays(now, zone, 7))),
    allTime: figuresOf(await clicks.totals({})),
    dropped: (await clicks.progress()).dropped,
  };
}

/** A post with its figures of all time. */
export interface PostFigures extends PostRow, Figures {
  /** Clicks that were redirected but couldn't be written down. */
  readonly dropped: number;
  /** People's clicks on each button: `read`, or `follow:` and the network. */
  readonly buttons: Readonly<Record<string, number>>;
}

/** The posts that have links, newest first; `post` asks for one alone. */
export async function postFigures(
  clicks: Pick<Clicks, 'posts' | 'byPost' | 'byButton'>,
  post?: number,
): Promise<PostFigures[]> {
  const tallies = Map.groupBy(await clicks.byPost({}, post), (tally) => tally.key);
  const buttons = Map.groupBy(await clicks.byButton(post), (row) => row.post);
  return (await clicks.posts(post)).map((row) => {
    const ofPost = buttons.get(row.post) ?? [];
    return {
      ...row,
      ...figuresOf(tallies.get(row.post) ?? []),
      dropped: ofPost.reduce((sum, { dropped }) => sum + dropped, 0),
      buttons: Object.fromEntries(ofPost.map(({ button, clicks }) => [button, clicks])),
    };
  });
}

/** A post of the last weeks has its hours; those of older ones may be folded into days. */
const HOURS_KEPT_MS = 28 * 86_400_000;

/** One post with its busiest hour; undefined when there is no such post. */
export async function postReport(
  clicks: Pick<Clicks, 'posts' | 'byPost' | 'byButton' | 'hours'>,
  post: number,
  now: number,
): Promise<(PostFigures & { readonly busiest: Hour | undefined }) | undefined> {
  const [figures] = await postFigures(clicks, post);
  if (!figures) return undefined;
  const hours = await clicks.hours('post', post, { from: now - HOURS_KEPT_MS });
  const [busiest] = hours.toSorted((a, b) => b.clicks - a.clicks);
  return { ...figures, busiest };
}

export interface Report extends Figures {
  readonly dropped: number;
  readonly posts: readonly (Omit<PostFigures, 'publishedAt'> & {
    /** ISO 8601 with the zone's offset; null before the post is out. */
    readonly publishedAt: string | null;
  })[];
}

/** All time's figures as `barqiya stats --json` prints them; with `post`, those of one post. */
export async function report(
  clicks: Pick<Clicks, 'totals' | 'progress' | 'posts' | 'byPost' | 'byButton'>,
  { zone, post }: { readonly zone: string; readonly post?: number | undefined },
): Promise<Report> {
  const posts = await postFigures(clicks, post);
  const dropped = post === undefined ? (await clicks.progress()).dropped : (posts[0]?.dropped ?? 0);
  return {
    ...figuresOf(post === undefined ? await clicks.totals({}) : await clicks.byPost({}, post)),
    dropped,
    posts: posts.map((row) => ({ ...row, publishedAt: isoOf(row.publishedAt, zone) })),
  };
}

/** The figures of each channel (by its key) in the last days, today included; most clicks first. */
export async function channelFigures(
  clicks: Pick<Clicks, 'byChannel'>,
  { now, zone, days }: { readonly now: number; readonly zone: string; readonly days: number },
): Promise<(Figures & { readonly key: string })[]> {
  return figuresByKey(await clicks.byChannel(lastDays(now, zone, days)));
}

/** The figures of each source in the last days; the key is null for articles that name none. */
export async function sourceFigures(
  clicks: Pick<Clicks, 'bySource'>,
  { now, zone, days }: { readonly now: number; readonly zone: string; readonly days: number },
): Promise<(Figures & { readonly key: string | null })[]> {
  return figuresByKey(await clicks.bySource(lastDays(now, zone, days)));
}

/** The ten posts that people clicked most in the last days, today included; most first. */
export async function topPosts(
  clicks: Pick<Clicks, 'top'>,
  { now, zone, days }: { readonly now: number; readonly zone: string; readonly days: number },
): Promise<(PostRow & { readonly clicks: number; readonly uniques: number })[]> {
  return clicks.top(lastDays(now, zone, days), TOP);
}

export interface ChannelReport {
  readonly today: Figures;
  readonly week: Figures;
  readonly allTime: Figures;
  /** Undefined: too little data to tell. */
  readonly bestHours: readonly BestHour[] | undefined;
}

/** What one channel's readers did. */
export async function channelReport(
  clicks: Pick<Clicks, 'byChannel' | 'hours'>,
  { id }: { readonly id: number },
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<ChannelReport> {
  const figures = async (range: Range) => figuresOf(await clicks.byChannel(range, id));
  return {
    today: await figures(lastDays(now, zone, 1)),
    week: await figures(lastDays(now, zone, 7)),
    allTime: await figures({}),
    bestHours: bestHours(await clicks.hours('channel', id, lastDays(now, zone, HOURS_DAYS)), zone),
  };
}
