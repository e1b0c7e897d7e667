import { type Fingerprint, fingerprint, relate } from './shingles.ts';

/** An article as grouping needs it. */
export interface StoryItem {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Epoch milliseconds, or null when not known. */
  readonly at: number | null;
}

export interface Grouped {
  readonly id: string;
  /** The id of the first article of its story; its own when it is the first. */
  readonly story: string;
  /** The id of the article it repeats; null for news and for updates with other numbers. */
  readonly duplicateOf: string | null;
}

/** A shingle in more articles than this is boilerplate ('وكالة الأنباء السعودية واس'). */
const boilerplate = 50;

/** Candidates compared in full for one article: the ones that share most. */
const mostCandidates = 40;

interface Member extends StoryItem {
  print: Fingerprint;
  story: string;
  original: string;
}

/**
 * Groups articles into stories and finds repeats, each against those that came before it in the list.
 * An index of shingles and title stems keeps it from comparing all with all.
 */
export function groupStories(items: readonly StoryItem[]): Grouped[] {
  const members: Member[] = [];
  const index = new Map<number | string, number[]>();
  return items.map((item) => {
    const print = fingerprint(item);
    const keys = keysOf(print);
    let story = item.id;
    let duplicateOf: string | null = null;
    for (const candidate of candidates(keys, index)) {
      const earlier = members[candidate];
      const relation = earlier ? relate(earlier.print, print) : 'different';
      if (!earlier || relation === 'different') continue;
      if (story === item.id) story = earlier.story;
      if (relation === 'duplicate') {
        story = earlier.story;
        duplicateOf = earlier.original;
        break;
      }
    }
    const at = members.push({ ...item, print, story, original: duplicateOf ?? item.id }) - 1;
    for (const key of keys) {
      const list = index.get(key);
      if (!list) index.set(key, [at]);
      else if (list.length <= boilerplate) list.push(at);
    }
    return { id: item.id, story, duplicateOf };
  });
}

function keysOf(print: Fingerprint): (number | string)[] {
  return [...print.shingles, ...print.title, print.headline];
}

/** Earlier articles that share keys, the ones with most first. */
function candidates(
  keys: readonly (number | string)[],
  index: ReadonlyMap<number | string, readonly number[]>,
): number[] {
  const shared = new Map<number, number>();
  for (const key of keys) {
    const list = index.get(key) ?? [];
    if (list.length > boilerplate) continue;
    for (const at of list) shared.set(at, (shared.get(at) ?? 0) + 1);
  }
  return [...shared.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostCandidates)
    .map(([at]) => at);
}
