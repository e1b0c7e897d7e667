/** The questions that editors ask of the clicks. */
import type { Clicks, PostRow } from '../../data/repositories/clicks.ts';
import { lastDays } from './days.ts';
import { type Figures, figuresByKey, figuresOf } from './figures.ts';

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
  return (await clicks.posts(post)).map((row) => ({
    ...row,
    ...figuresOf(tallies.get(row.post) ?? []),
    buttons: Object.fromEntries(
      (buttons.get(row.post) ?? []).map(({ button, clicks }) => [button, clicks]),
    ),
  }));
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
  const { dropped } = await clicks.progress();
  return {
    ...figuresOf(post === undefined ? await clicks.totals({}) : await clicks.byPost({}, post)),
    dropped,
    posts: posts.map((row) => ({ ...row, publishedAt: isoOf(row.publishedAt, zone) })),
  };
}

function isoOf(at: number | null, zone: string): string | null {
  if (at === null) return null;
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone });
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

/** The ten posts that people clicked most in the running calendar day, most first. */
export async function topToday(
  clicks: Pick<Clicks, 'top'>,
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<(PostRow & { readonly clicks: number; readonly uniques: number })[]> {
  return clicks.top(lastDays(now, zone, 1), TOP);
}
